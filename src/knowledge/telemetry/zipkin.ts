/** Zipkin and its kin: Brave, Spring Cloud Sleuth, Zipkin's own tracers. Without an address they send to localhost. */
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

const off = [
  {
    names: [
      'spring.zipkin.enabled',
      'spring.sleuth.enabled',
      'management.tracing.enabled',
      'management.zipkin.tracing.export.enabled',
      'management.tracing.export.enabled',
    ],
    values: ['false'],
  },
];

export const zipkinVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'zipkin',
  label: 'Zipkin',
  serverModules: [
    {
      program: 'nginx',
      says: /^[ \t]*opentracing_load_tracer[ \t]+\S*zipkin|^[ \t]*zipkin_collector_host\b/m,
      word: /opentracing|zipkin/i,
      signals: ['traces'],
    },
    { program: 'envoy', says: /envoy\.tracers\.zipkin|trace\.v3\.ZipkinConfig/, word: /zipkin/i, signals: ['traces'] },
  ],
  starters: [
    {
      ecosystem: 'jvm',
      packages: [['org.springframework.boot:spring-boot-starter-zipkin']],
      unless: off,
      signals: ['traces'],
    },
    {
      ecosystem: 'jvm',
      packages: [
        ['io.micrometer:micrometer-tracing-bridge-brave', 'io.micrometer:micrometer-tracing-bridge-otel'],
        [
          'io.zipkin.reporter2:zipkin-reporter-brave',
          'io.opentelemetry:opentelemetry-exporter-zipkin',
          'io.zipkin.reporter2:zipkin-sender-*',
        ],
      ],
      unless: off,
      signals: ['traces'],
    },
    {
      ecosystem: 'jvm',
      packages: [
        [
          'org.springframework.cloud:spring-cloud-starter-zipkin',
          'org.springframework.cloud:spring-cloud-sleuth-zipkin',
          'org.springframework.cloud:spring-cloud-sleuth-stream',
        ],
      ],
      unless: off,
      signals: ['traces'],
    },
    {
      ecosystem: 'jvm',
      packages: [['io.micronaut.tracing:micronaut-tracing-zipkin', 'io.micronaut.tracing:micronaut-tracing-brave*']],
      settings: [{ names: ['tracing.zipkin.enabled'], values: ['true'] }],
      signals: ['traces'],
    },
  ],
  initialisers: [
    { ecosystem: 'go', call: 'github.com/openzipkin/zipkin-go.NewTracer', signals: ['traces'] },
    {
      ecosystem: 'go',
      call: 'contrib.go.opencensus.io/exporter/zipkin.NewExporter',
      signals: ['traces'],
      strength: 'built',
    },
  ],
  packages: [
    { ecosystem: 'go', sdk: ['github.com/openzipkin/zipkin-go'], api: [] },
    {
      ecosystem: 'jvm',
      sdk: [
        'io.zipkin.reporter2:*',
        'io.zipkin.brave:brave*',
        'io.micrometer:micrometer-tracing-bridge-*',
        'org.springframework.boot:spring-boot-starter-zipkin',
        'org.springframework.cloud:spring-cloud-starter-zipkin',
        'org.springframework.cloud:spring-cloud-sleuth-*',
      ],
      // Sleuth alone writes ids into log lines.
      api: ['org.springframework.cloud:spring-cloud-starter-sleuth', 'io.zipkin.brave:brave-propagation*'],
    },
  ],
};
