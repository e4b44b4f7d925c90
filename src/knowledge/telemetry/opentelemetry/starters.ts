/** Packages by which OpenTelemetry starts without a line of code. */
import type { Signal } from '../../../model/facts.ts';
import type { TelemetrySetting, TelemetryStarter } from '../vendor.ts';

const all: readonly Signal[] = ['traces', 'metrics', 'logs'];

const sdkOff: TelemetrySetting = { names: ['otel.sdk.disabled'], values: ['true'] };
const tracingOff: TelemetrySetting = {
  names: ['management.tracing.enabled', 'management.tracing.export.enabled'],
  values: ['false'],
};
const samplesNothing: TelemetrySetting = { names: ['management.tracing.sampling.probability'], values: ['0', '0.0'] };

const actuator = [
  'org.springframework.boot:spring-boot-starter-actuator',
  'org.springframework.boot:spring-boot-actuator*',
];

export const openTelemetryStarters: readonly TelemetryStarter[] = [
  {
    ecosystem: 'jvm',
    packages: [
      [
        'io.opentelemetry.instrumentation:opentelemetry-spring-boot-starter',
        'io.opentelemetry.instrumentation:opentelemetry-spring-boot-autoconfigure',
        'io.opentelemetry.instrumentation:opentelemetry-spring-starter',
      ],
    ],
    signals: all,
    unless: [sdkOff],
  },
  {
    ecosystem: 'jvm',
    packages: [['org.springframework.boot:spring-boot-starter-opentelemetry']],
    signals: ['traces', 'metrics'],
    settings: [
      {
        names: [
          'management.opentelemetry.tracing.export.otlp.endpoint',
          'management.otlp.tracing.endpoint',
          'otel.exporter.otlp.endpoint',
        ],
        values: null,
      },
    ],
    unless: [tracingOff, samplesNothing],
  },
  {
    // Spring Boot exports only where it is told to which place.
    ecosystem: 'jvm',
    packages: [
      ['io.micrometer:micrometer-tracing-bridge-otel'],
      ['io.opentelemetry:opentelemetry-exporter-otlp*'],
      actuator,
    ],
    signals: ['traces'],
    settings: [
      {
        names: ['management.otlp.tracing.endpoint', 'management.opentelemetry.tracing.export.otlp.endpoint'],
        values: null,
      },
    ],
    unless: [tracingOff, samplesNothing],
  },
  {
    ecosystem: 'jvm',
    packages: [['io.quarkus:quarkus-opentelemetry']],
    signals: ['traces'],
    unless: [
      { names: ['quarkus.otel.enabled'], values: ['false'] },
      { names: ['quarkus.otel.sdk.disabled'], values: ['true'] },
    ],
  },
  {
    // https://quarkus.io/guides/telemetry-micrometer-to-opentelemetry
    ecosystem: 'jvm',
    packages: [['io.quarkus:quarkus-micrometer-opentelemetry']],
    signals: ['traces', 'metrics'],
    unless: [
      { names: ['quarkus.otel.enabled', 'quarkus.micrometer.enabled'], values: ['false'] },
      { names: ['quarkus.otel.sdk.disabled'], values: ['true'] },
    ],
  },
  {
    // https://quarkus.io/guides/opentelemetry-metrics: off unless it is built in.
    ecosystem: 'jvm',
    packages: [['io.quarkus:quarkus-opentelemetry']],
    signals: ['metrics'],
    settings: [{ names: ['quarkus.otel.metrics.enabled'], values: ['true'] }],
    unless: [
      { names: ['quarkus.otel.enabled'], values: ['false'] },
      { names: ['quarkus.otel.sdk.disabled'], values: ['true'] },
    ],
  },
  {
    ecosystem: 'jvm',
    packages: [
      ['io.micronaut.tracing:micronaut-tracing-opentelemetry*'],
      ['io.opentelemetry:opentelemetry-exporter-*'],
    ],
    signals: ['traces'],
    unless: [sdkOff],
  },
  {
    // The extension runs the packages' hooks, and the SDK is made where this variable says so.
    ecosystem: 'php',
    packages: [['open-telemetry/sdk', 'open-telemetry/opentelemetry', 'open-telemetry/opentelemetry-auto-*']],
    variables: [{ name: 'OTEL_PHP_AUTOLOAD_ENABLED', values: ['true', '1', 'on', 'yes'] }],
    mechanism: 'environment',
    signals: all,
  },
  {
    ecosystem: 'php',
    packages: [['keepsuit/laravel-opentelemetry']],
    signals: ['traces', 'metrics', 'logs'],
  },
  // Applications that a release starts before the program's own.
  {
    // Its Railtie configures the SDK: https://github.com/alphagov/govuk_app_config
    ecosystem: 'ruby',
    packages: [['govuk_app_config']],
    loader: 'Bundler.require',
    signals: ['traces'],
    guard: { variables: ['ENABLE_OPEN_TELEMETRY'] },
  },
  { ecosystem: 'elixir', packages: [['opentelemetry'], ['opentelemetry_exporter']], signals: ['traces'] },
];
