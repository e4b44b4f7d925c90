/** Calls that start an OpenTelemetry SDK in compiled languages, Ruby and PHP. */
import type { Signal } from '../../../model/facts.ts';
import type { TelemetryInitialiser } from '../vendor.ts';

const all: readonly Signal[] = ['traces', 'metrics', 'logs'];

const started = (ecosystem: string, signals: readonly Signal[], calls: readonly string[]): TelemetryInitialiser[] =>
  calls.map((call) => ({ ecosystem, call, signals }));

/** Prepared, and started by something else, or by being handed over. */
const built = (ecosystem: string, signals: readonly Signal[], calls: readonly string[]): TelemetryInitialiser[] =>
  calls.map((call) => ({ ecosystem, call, signals, strength: 'built' }));

const otel = 'go.opentelemetry.io/otel';
const contrib = 'go.opentelemetry.io/contrib';

export const goInitialisers: readonly TelemetryInitialiser[] = [
  ...started('go', ['traces'], [`${otel}.SetTracerProvider`, `${otel}/api/global.SetTraceProvider`]),
  ...started(
    'go',
    ['metrics'],
    [
      `${otel}.SetMeterProvider`,
      `${otel}/metric/global.SetMeterProvider`,
      `${otel}/metric/global.SetMeterProviderOptions`,
    ],
  ),
  ...started('go', ['logs'], [`${otel}/log/global.SetLoggerProvider`]),
  // Without a file it gives providers that do nothing.
  {
    ecosystem: 'go',
    call: `${contrib}/otelconf.NewSDK`,
    signals: all,
    strength: 'built',
  },
  ...started('go', all, [
    'github.com/honeycombio/otel-config-go/otelconfig.ConfigureOpenTelemetry',
    'github.com/honeycombio/opentelemetry-go-contrib/launcher.ConfigureOpenTelemetry',
    'github.com/uptrace/uptrace-go/uptrace.ConfigureOpentelemetry',
    'github.com/signalfx/splunk-otel-go/distro.Run',
    'github.com/hyperdxio/opentelemetry-go/otelzap.NewZapCore',
    'github.com/grafana/otel-profiling-go.NewTracerProvider',
  ]),
  ...started('go', ['traces'], ['github.com/lightstep/otel-launcher-go/launcher.ConfigureOpentelemetry']),
  // A provider with an exporter sends what is done with it, registered or handed over.
  ...started('go', ['traces'], [`${otel}/sdk/trace.WithBatcher`]),
  ...started('go', ['metrics'], [`${otel}/sdk/metric.WithReader`]),
  ...built('go', ['traces'], [`${otel}/sdk/trace.NewTracerProvider`]),
  ...built('go', ['metrics'], [`${otel}/sdk/metric.NewMeterProvider`]),
];

const sdk = 'io.opentelemetry.sdk';
const autoconfigure = `${sdk}.autoconfigure.AutoConfiguredOpenTelemetrySdk`;

export const jvmInitialisers: readonly TelemetryInitialiser[] = [
  ...started('jvm', all, [
    `${autoconfigure}.initialize`,
    `${autoconfigure}.builder().build`,
    `${autoconfigure}.builder().setResultAsGlobal().build`,
  ]),
  ...['buildAndRegisterGlobal', 'build'].map((method): TelemetryInitialiser => ({
    ecosystem: 'jvm',
    method,
    behind: ['OpenTelemetrySdk.builder'],
    signals: ['traces'],
  })),
  ...started('jvm', ['traces'], ['io.opentelemetry.api.GlobalOpenTelemetry.set']),
  ...built('jvm', ['traces'], [`${sdk}.trace.SdkTracerProvider.builder`]),
  ...built('jvm', ['metrics'], [`${sdk}.metrics.SdkMeterProvider.builder`]),
];

/** Extension methods: what they are called on has many types, and their names are nobody else's. */
const extension = (
  method: string,
  signals: readonly Signal[],
  behind?: readonly string[],
  strength?: 'built',
): TelemetryInitialiser => ({
  ecosystem: 'dotnet',
  method,
  signals,
  ...(behind === undefined ? {} : { behind }),
  ...(strength === undefined ? {} : { strength }),
});

const builders = ['AddOpenTelemetry', 'OpenTelemetryBuilder', 'IOpenTelemetryBuilder'];

export const dotnetInitialisers: readonly TelemetryInitialiser[] = [
  extension('WithTracing', ['traces'], builders),
  extension('WithMetrics', ['metrics'], builders),
  extension('WithLogging', ['logs'], builders),
  extension('AddOpenTelemetry', ['logs'], ['Logging', 'ILoggingBuilder', 'logging', 'LoggerFactory']),
  extension('AddOpenTelemetryTracing', ['traces']),
  extension('AddOpenTelemetryMetrics', ['metrics']),
  extension('UseOtlpExporter', [], undefined, 'built'),
  extension('UseAzureMonitor', all),
  extension('UseMicrosoftOpenTelemetry', all),
  extension('AddElasticOpenTelemetry', all),
  extension('WithElasticDefaults', all),
  extension('AddHoneycomb', ['traces']),
  extension('UseGrafana', all),
  extension('ConfigureOpenTelemetry', [], undefined, 'built'),
  extension('Build', ['traces'], ['CreateTracerProviderBuilder']),
  extension('Build', ['metrics'], ['CreateMeterProviderBuilder']),
  ...started('dotnet', all, ['OpenTelemetrySdk.Create']),
];

export const rubyInitialisers: readonly TelemetryInitialiser[] = [
  ...started('ruby', ['traces'], ['OpenTelemetry::SDK.configure']),
  {
    ecosystem: 'ruby',
    method: 'add_metric_reader',
    behind: ['OpenTelemetry.meter_provider', 'meter_provider'],
    signals: ['metrics'],
  },
];

export const phpInitialisers: readonly TelemetryInitialiser[] = [
  {
    ecosystem: 'php',
    method: 'buildAndRegisterGlobal',
    behind: ['Sdk.builder', 'Sdk::builder'],
    signals: ['traces'],
  },
  ...started('php', ['traces'], ['OpenTelemetry\\API\\Globals.registerInitializer']),
  {
    ecosystem: 'php',
    call: 'OpenTelemetry\\SDK\\Trace\\TracerProvider',
    constructs: true,
    signals: ['traces'],
    strength: 'built',
  },
  {
    ecosystem: 'php',
    call: 'OpenTelemetry\\SDK\\Metrics\\MeterProvider',
    constructs: true,
    signals: ['metrics'],
    strength: 'built',
  },
];

export const rustInitialisers: readonly TelemetryInitialiser[] = [
  ...started(
    'rust',
    ['traces'],
    [
      'opentelemetry::global::set_tracer_provider',
      'tracing_opentelemetry::layer',
      'tracing_opentelemetry::OpenTelemetryLayer::new',
      'init_tracing_opentelemetry::tracing_subscriber_ext::init_subscribers',
      'init_tracing_opentelemetry::tracing_subscriber_ext::build_otel_layer',
      'init_tracing_opentelemetry::TracingConfig::production().init_subscriber',
      'logfire::configure().finish',
    ],
  ),
  ...started('rust', ['metrics'], ['opentelemetry::global::set_meter_provider']),
  ...['install_batch', 'install_simple'].map((method): TelemetryInitialiser => ({
    ecosystem: 'rust',
    method,
    behind: ['opentelemetry_otlp', 'opentelemetry_jaeger', 'opentelemetry_zipkin', 'opentelemetry_datadog'],
    signals: ['traces'],
  })),
  // A provider with an exporter sends what is done with it, registered or handed over.
  ...['with_batch_exporter', 'with_span_processor'].map((method): TelemetryInitialiser => ({
    ecosystem: 'rust',
    method,
    behind: ['SdkTracerProvider', 'TracerProvider'],
    signals: ['traces'],
  })),
  ...['with_periodic_exporter', 'with_reader'].map((method): TelemetryInitialiser => ({
    ecosystem: 'rust',
    method,
    behind: ['SdkMeterProvider', 'MeterProvider'],
    signals: ['metrics'],
  })),
  ...built(
    'rust',
    ['traces'],
    ['opentelemetry_sdk::trace::SdkTracerProvider::builder', 'opentelemetry_sdk::trace::TracerProvider::builder'],
  ),
  ...built('rust', ['metrics'], ['opentelemetry_sdk::metrics::SdkMeterProvider::builder']),
];

/** C++: told by the method and the class before it, as namespaces are renamed everywhere. */
export const nativeInitialisers: readonly TelemetryInitialiser[] = [
  { ecosystem: 'native', method: 'SetTracerProvider', behind: ['Provider'], signals: ['traces'] },
  { ecosystem: 'native', method: 'SetMeterProvider', behind: ['Provider'], signals: ['metrics'] },
  { ecosystem: 'native', method: 'SetLoggerProvider', behind: ['Provider'], signals: ['logs'] },
];
