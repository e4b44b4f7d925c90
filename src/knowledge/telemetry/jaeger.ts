/** Jaeger's own clients and OpenTracing, from before OpenTelemetry. */
import { javaAgent, vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const jaegerVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'jaeger',
  label: 'Jaeger',
  // Of OpenTracing, whatever tracer it is told to load.
  agents: [javaAgent('opentracing-specialagent', ['traces'])],
  serverModules: [
    {
      program: 'nginx',
      says: /^[ \t]*opentracing_load_tracer[ \t]+\S*jaeger/m,
      word: /opentracing|jaeger/i,
      signals: ['traces'],
    },
  ],
  starters: [
    {
      ecosystem: 'jvm',
      packages: [['io.opentracing.contrib:opentracing-spring-jaeger-*']],
      unless: [{ names: ['opentracing.jaeger.enabled'], values: ['false'] }],
      signals: ['traces'],
    },
    {
      ecosystem: 'jvm',
      packages: [['io.quarkus:quarkus-jaeger', 'io.quarkus:quarkus-smallrye-opentracing']],
      signals: ['traces'],
    },
    {
      ecosystem: 'jvm',
      packages: [['io.micronaut.tracing:micronaut-tracing-jaeger']],
      settings: [{ names: ['tracing.jaeger.enabled'], values: ['true'] }],
      signals: ['traces'],
    },
  ],
  initialisers: [
    { ecosystem: 'go', call: 'github.com/opentracing/opentracing-go.SetGlobalTracer', signals: ['traces'] },
    { ecosystem: 'go', call: 'github.com/opentracing/opentracing-go.InitGlobalTracer', signals: ['traces'] },
    { ecosystem: 'go', call: 'github.com/uber/jaeger-client-go.NewTracer', signals: ['traces'], strength: 'built' },
    // Reads where to send to from the environment, and does nothing where that says nothing.
    ...['weaveworks/common/tracing.NewFromEnv', 'grafana/dskit/tracing.NewFromEnv'].map((call) => ({
      ecosystem: 'go',
      call: `github.com/${call}`,
      signals: ['traces'] as const,
      guard: ['JAEGER_AGENT_HOST', 'JAEGER_ENDPOINT', 'JAEGER_SAMPLER_MANAGER_HOST_PORT'],
      guardArguments: [],
    })),
    { ecosystem: 'jvm', call: 'io.opentracing.util.GlobalTracer.register', signals: ['traces'] },
    { ecosystem: 'jvm', call: 'io.opentracing.util.GlobalTracer.registerIfAbsent', signals: ['traces'] },
    { ecosystem: 'jvm', call: 'io.jaegertracing.Configuration.fromEnv().getTracer', signals: ['traces'] },
    { ecosystem: 'dotnet', call: 'GlobalTracer.Register', signals: ['traces'] },
    { ecosystem: 'python', call: 'opentracing.set_global_tracer', signals: ['traces'] },
    { ecosystem: 'python', call: 'jaeger_client.Config().initialize_tracer', signals: ['traces'] },
    { ecosystem: 'node', call: 'jaeger-client.initTracer', signals: ['traces'] },
    { ecosystem: 'node', call: 'jaeger-client.initTracerFromEnv', signals: ['traces'] },
  ],
  packages: [
    {
      ecosystem: 'go',
      sdk: ['github.com/uber/jaeger-client-go', 'github.com/lightstep/lightstep-tracer-go'],
      may: ['github.com/weaveworks/common', 'github.com/grafana/dskit'],
      api: ['github.com/opentracing/opentracing-go', 'github.com/opentracing-contrib/*', 'github.com/uber/jaeger-lib'],
    },
    {
      ecosystem: 'jvm',
      sdk: ['io.jaegertracing:*', 'io.opentracing.contrib:opentracing-spring-jaeger-*'],
      api: ['io.opentracing:*', 'io.opentracing.contrib:*'],
    },
    { ecosystem: 'dotnet', sdk: ['Jaeger*'], api: ['OpenTracing*'] },
  ],
};
