/** OpenTelemetry and its distributions: everything here ends in an OpenTelemetry SDK. */
import type { Signal } from '../../model/facts.ts';
import { dotnetProfiler, javaAgent, vendorDefaults } from './vendor.ts';
import type { TelemetryInitialiser, TelemetryInjection, TelemetryVendor } from './vendor.ts';
import {
  dotnetInitialisers,
  goInitialisers,
  jvmInitialisers,
  nativeInitialisers,
  phpInitialisers,
  rubyInitialisers,
  rustInitialisers,
} from './opentelemetry/initialisers.ts';
import { lambdaWrappers } from './opentelemetry/lambda.ts';
import { compiledPackages } from './opentelemetry/packages.ts';
import { openTelemetryStarters } from './opentelemetry/starters.ts';

const all: readonly Signal[] = ['traces', 'metrics', 'logs'];

/** sdk-node exports metrics only since 0.209; see `extras`. */
const nodeSdk: readonly Signal[] = ['traces', 'logs'];

/** By the operator where the repository says with what it instruments, and by platforms that bring it. */
function injected(ecosystem: string, runtime: string, signals: readonly Signal[]): TelemetryInjection[] {
  return [
    {
      ecosystem,
      annotation: `instrumentation.opentelemetry.io/inject-${runtime}`,
      signals,
      installedBy: /^\s*apiVersion:\s*["']?opentelemetry\.io\/[^]*?^\s*kind:\s*["']?Instrumentation\b/m,
    },
    { ecosystem, annotation: `nais.io/auto-instrumentation-${runtime}`, signals, byPlatform: true },
  ];
}

export const opentelemetryVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'opentelemetry',
  label: 'OpenTelemetry',
  wrappers: [
    {
      ecosystem: 'python',
      words: ['opentelemetry-instrument'],
      valueFlags: [],
      longFlagsTakeValues: true,
      interpreter: null,
      signals: all,
    },
    ...lambdaWrappers,
    {
      ecosystem: 'python',
      words: ['splunk-py-trace'],
      valueFlags: [],
      longFlagsTakeValues: true,
      interpreter: null,
      signals: all,
    },
    {
      ecosystem: 'python',
      words: ['logfire', 'run'],
      valueFlags: ['--exclude'],
      longFlagsTakeValues: false,
      interpreter: 'python',
      signals: ['traces', 'logs'],
    },
    // Comes with the package OpenTelemetry.AutoInstrumentation, and sets the variables of its profiler.
    ...['instrument.sh', 'instrument.cmd'].map((name) => ({
      ecosystem: 'dotnet',
      words: [name],
      valueFlags: [],
      longFlagsTakeValues: false,
      interpreter: null,
      signals: all,
    })),
  ],
  preloads: [
    {
      ecosystem: 'node',
      module: '@opentelemetry/auto-instrumentations-node/register',
      flags: ['--require', '--import'],
      signals: nodeSdk,
    },
    {
      ecosystem: 'node',
      module: '@opentelemetry/auto-instrumentations-node/build/src/register',
      flags: ['--require', '--import'],
      signals: nodeSdk,
    },
    {
      ecosystem: 'node',
      module: '@aws/aws-distro-opentelemetry-node-autoinstrumentation/register',
      flags: ['--require', '--import'],
      signals: nodeSdk,
    },
    { ecosystem: 'node', module: '@elastic/opentelemetry-node', flags: ['--import', '--require'], signals: all },
    { ecosystem: 'node', module: '@splunk/otel/instrument', flags: ['--require', '--import'], signals: ['traces'] },
  ],
  loaderHooks: ['@opentelemetry/instrumentation/hook'],
  agents: [
    javaAgent('opentelemetry-javaagent', all),
    javaAgent('aws-opentelemetry-agent', all),
    javaAgent('elastic-otel-javaagent', all),
    javaAgent('splunk-otel-javaagent', all),
    javaAgent('grafana-opentelemetry-java', all),
    javaAgent('applicationinsights-agent', all),
    javaAgent('honeycomb-opentelemetry-javaagent', all),
    javaAgent('opentelemetry-agent', all),
    javaAgent('opentelemetry-auto', all),
    javaAgent('otel', all),
    javaAgent('solarwinds-apm-agent', all),
    javaAgent('hypertrace-agent', ['traces']),
    javaAgent('signalfx-tracing', ['traces']),
    javaAgent('inspectit-ocelot-agent', ['traces', 'metrics']),
    javaAgent('aws-otel', all),
    // Images that only bring the agent.
    javaAgent('autoinstrumentation-java', all),
  ],
  environmentHooks: [
    {
      ecosystem: 'python',
      name: 'PYTHONPATH',
      contains: 'opentelemetry/instrumentation/auto_instrumentation',
      signals: all,
    },
    ...dotnetProfiler('918728DD-259F-4A6A-AC2B-B85E1B658318', all),
    {
      ecosystem: 'dotnet',
      name: 'DOTNET_STARTUP_HOOKS',
      contains: 'OpenTelemetry.AutoInstrumentation.StartupHook',
      signals: all,
    },
    { ecosystem: 'ruby', name: 'RUBYOPT', contains: 'opentelemetry-auto-instrumentation', signals: ['traces'] },
    { ecosystem: '*', name: 'LD_PRELOAD', contains: 'libotelinject', signals: all },
  ],
  starters: openTelemetryStarters,
  // Metrics of the load that k6 makes.
  serverOptions: ['--out', '-o'].map((flag) => ({
    ecosystem: 'k6',
    flag,
    values: ['opentelemetry', 'experimental-opentelemetry'],
    assignment: 'K6_OUT',
    signals: ['metrics'],
  })),
  serverModules: [
    {
      program: 'nginx',
      says: /^[ \t]*(?:otel_trace[ \t]+(?!off\b)\S+|opentelemetry[ \t]+on)[ \t]*;/m,
      word: /otel|opentelemetry/,
      signals: ['traces'],
    },
    {
      program: 'envoy',
      says: /envoy\.tracers\.opentelemetry|config\.trace\.v3\.OpenTelemetryConfig/,
      word: /opentelemetry/,
      signals: ['traces'],
    },
    {
      program: 'envoy',
      says: /OpenTelemetrySink|envoy\.stat_sinks\.open_telemetry/,
      word: /telemetry/i,
      signals: ['metrics'],
    },
  ],
  initialisers: [
    {
      ecosystem: 'python',
      call: 'opentelemetry.instrumentation.auto_instrumentation.initialize',
      signals: all,
    },
    {
      ecosystem: 'python',
      import: 'opentelemetry.instrumentation.auto_instrumentation.sitecustomize',
      signals: all,
    },
    { ecosystem: 'python', call: 'opentelemetry.trace.set_tracer_provider', signals: ['traces'] },
    { ecosystem: 'python', call: 'opentelemetry.metrics.set_meter_provider', signals: ['metrics'] },
    { ecosystem: 'python', call: 'opentelemetry._logs.set_logger_provider', signals: ['logs'] },
    {
      // Without the distribution's defaults the configurator makes exporters only for variables that name them.
      ecosystem: 'python',
      call: 'opentelemetry.sdk._configuration._OTelSDKConfigurator().configure',
      signals: all,
      guard: ['OTEL_TRACES_EXPORTER', 'OTEL_METRICS_EXPORTER', 'OTEL_LOGS_EXPORTER'],
    },
    { ecosystem: 'python', call: 'azure.monitor.opentelemetry.configure_azure_monitor', signals: all },
    {
      ecosystem: 'python',
      call: 'logfire.configure',
      signals: ['traces', 'logs'],
      guard: ['LOGFIRE_TOKEN'],
      guardArguments: ['token'],
    },
    { ecosystem: 'python', call: 'traceloop.sdk.Traceloop.init', signals: ['traces', 'metrics'] },
    { ecosystem: 'python', call: 'uptrace.configure_opentelemetry', signals: all },
    { ecosystem: 'python', call: 'splunk_otel.init_splunk_otel', signals: all },
    { ecosystem: 'python', call: 'splunk_otel.start_tracing', signals: ['traces'] },
    { ecosystem: 'python', call: 'honeycomb.opentelemetry.configure_opentelemetry', signals: all },
    ...nativeInitialisers,
    // Extensions of k6 that send spans.
    { ecosystem: 'node', import: 'k6/x/otel', signals: ['traces'] },
    { ecosystem: 'node', import: 'k6/x/opentelemetry', signals: ['traces'] },
    ...dotnetInitialisers,
    ...goInitialisers,
    ...jvmInitialisers,
    ...phpInitialisers,
    ...rubyInitialisers,
    ...rustInitialisers,
    { ecosystem: 'node', import: '@opentelemetry/auto-instrumentations-node/register', signals: nodeSdk },
    { ecosystem: 'node', import: '@elastic/opentelemetry-node', signals: all },
    { ecosystem: 'node', call: 'new @opentelemetry/sdk-node.NodeSDK().start', signals: nodeSdk },
    {
      ecosystem: 'node',
      call: '@opentelemetry/sdk-node.NodeSDK',
      constructs: true,
      signals: nodeSdk,
      strength: 'built',
      argumentSignals: [{ names: ['metricReader', 'metricReaders'], signals: ['metrics'] }],
    },
    { ecosystem: 'node', call: 'new @opentelemetry/sdk-trace-node.NodeTracerProvider().register', signals: ['traces'] },
    {
      ecosystem: 'node',
      call: 'new @opentelemetry/sdk-trace-base.BasicTracerProvider().register',
      signals: ['traces'],
    },
    {
      ecosystem: 'node',
      call: '@opentelemetry/sdk-trace-node.NodeTracerProvider',
      constructs: true,
      signals: ['traces'],
      strength: 'built',
    },
    // As the packages were called before they were stable.
    { ecosystem: 'node', call: 'new @opentelemetry/node.NodeTracerProvider().register', signals: ['traces'] },
    {
      ecosystem: 'node',
      call: '@opentelemetry/node.NodeTracerProvider',
      constructs: true,
      signals: ['traces'],
      strength: 'built',
    },
    { ecosystem: 'node', call: 'new @opentelemetry/tracing.BasicTracerProvider().register', signals: ['traces'] },
    { ecosystem: 'node', call: '@opentelemetry/api.trace.setGlobalTracerProvider', signals: ['traces'] },
    { ecosystem: 'node', call: '@opentelemetry/api.metrics.setGlobalMeterProvider', signals: ['metrics'] },
    // Before 1.0 a provider that is made with an exporter sends at once.
    ...['sdk-metrics-base', 'metrics', 'sdk-metrics'].map((name): TelemetryInitialiser => ({
      ecosystem: 'node',
      call: `@opentelemetry/${name}.MeterProvider`,
      constructs: true,
      signals: ['metrics'],
      strength: 'built',
    })),
    { ecosystem: 'node', call: '@opentelemetry/api-logs.logs.setGlobalLoggerProvider', signals: ['logs'] },
    { ecosystem: 'node', call: '@vercel/otel.registerOTel', signals: ['traces'] },
    { ecosystem: 'node', call: '@azure/monitor-opentelemetry.useAzureMonitor', signals: all },
    { ecosystem: 'node', call: '@splunk/otel.start', signals: ['traces'] },
    { ecosystem: 'node', call: 'new @honeycombio/opentelemetry-node.HoneycombSDK().start', signals: nodeSdk },
    {
      ecosystem: 'node',
      call: '@honeycombio/opentelemetry-node.HoneycombSDK',
      constructs: true,
      signals: nodeSdk,
      strength: 'built',
    },
    { ecosystem: 'node', call: '@uptrace/node.configureOpentelemetry', signals: all },
    { ecosystem: 'node', call: '@traceloop/node-server-sdk.initialize', signals: ['traces'] },
  ],
  switches: [
    { name: 'OTEL_SDK_DISABLED', values: ['true'], signals: ['traces', 'metrics', 'logs'] },
    { name: 'OTEL_JAVAAGENT_ENABLED', values: ['false'], signals: ['traces', 'metrics', 'logs'] },
    { name: 'OTEL_TRACES_EXPORTER', values: ['none', 'console'], signals: ['traces'] },
    { name: 'OTEL_METRICS_EXPORTER', values: ['none', 'console'], signals: ['metrics'] },
    { name: 'OTEL_LOGS_EXPORTER', values: ['none', 'console'], signals: ['logs'] },
    { name: 'OTEL_DOTNET_AUTO_TRACES_ENABLED', values: ['false'], signals: ['traces'] },
    { name: 'OTEL_DOTNET_AUTO_METRICS_ENABLED', values: ['false'], signals: ['metrics'] },
    { name: 'OTEL_DOTNET_AUTO_LOGS_ENABLED', values: ['false'], signals: ['logs'] },
    { name: 'OTEL_DOTNET_AUTO_INSTRUMENTATION_ENABLED', values: ['false'], signals: ['traces', 'metrics', 'logs'] },
    { name: 'OTEL_TRACES_SAMPLER', values: ['always_off', 'parentbased_always_off'], signals: ['traces'] },
  ],
  extras: [
    // A tracer provider that is made by hand has no part in it; the SDK, which also sends logs, has.
    ...[
      ['@opentelemetry/sdk-node', '0.209.0'] as const,
      ['@opentelemetry/auto-instrumentations-node', '0.68.0'] as const,
    ].map(([name, since]) => ({
      ecosystem: 'node',
      package: name,
      since,
      beside: 'logs' as const,
      signals: ['metrics' as const],
    })),
    {
      variable: 'OTEL_METRICS_EXPORTER',
      values: ['otlp', 'prometheus'],
      signals: ['metrics'],
      notIn: ['go', 'jvm', 'rust', 'native'],
    },
  ],
  packages: [
    {
      ecosystem: 'python',
      sdk: [
        'opentelemetry-distro',
        'opentelemetry-sdk',
        'aws-opentelemetry-distro',
        'elastic-opentelemetry',
        'microsoft-opentelemetry',
        'azure-monitor-opentelemetry',
        'splunk-opentelemetry',
        'honeycomb-opentelemetry',
        'logfire',
        'traceloop-sdk',
        'uptrace',
      ],
      api: ['opentelemetry-api'],
    },
    ...compiledPackages,
    {
      ecosystem: 'node',
      sdk: [
        '@opentelemetry/sdk-node',
        '@opentelemetry/auto-instrumentations-node',
        '@opentelemetry/sdk-trace-node',
        '@aws/aws-distro-opentelemetry-node-autoinstrumentation',
        '@azure/monitor-opentelemetry',
        '@elastic/opentelemetry-node',
        '@honeycombio/opentelemetry-node',
        '@splunk/otel',
        '@uptrace/node',
        '@vercel/otel',
      ],
      api: ['@opentelemetry/api', '@opentelemetry/api-logs'],
    },
  ],
  injections: [
    ...injected('python', 'python', ['traces', 'metrics', 'logs']),
    ...injected('node', 'nodejs', ['traces', 'metrics', 'logs']),
    ...injected('jvm', 'java', ['traces', 'metrics', 'logs']),
    ...injected('dotnet', 'dotnet', ['traces', 'metrics', 'logs']),
    ...injected('go', 'go', ['traces']),
  ],
  startInCode: [
    {
      ecosystem: 'python',
      moduleSystem: null,
      imports: ['from opentelemetry.instrumentation.auto_instrumentation import initialize'],
      statements: ['initialize()'],
      packages: ['opentelemetry-distro', 'opentelemetry-exporter-otlp'],
    },
    {
      ecosystem: 'node',
      moduleSystem: 'esm',
      imports: ["import '@opentelemetry/auto-instrumentations-node/register';"],
      statements: [],
      packages: ['@opentelemetry/auto-instrumentations-node', '@opentelemetry/api'],
    },
    {
      ecosystem: 'node',
      moduleSystem: 'commonjs',
      imports: ["require('@opentelemetry/auto-instrumentations-node/register');"],
      statements: [],
      packages: ['@opentelemetry/auto-instrumentations-node', '@opentelemetry/api'],
    },
  ],
};
