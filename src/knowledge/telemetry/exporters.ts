/** Methods that hand an SDK what it sends its telemetry with, where an SDK without one sends nothing. */

export interface TelemetryExporters {
  readonly ecosystem: string;
  readonly vendor: string;
  /** Names of methods, whatever they are called on. */
  readonly sends: RegExp;
  /** Those whose telemetry stays with the process. */
  readonly stays: RegExp;
  /** Methods that start the SDK, in whose arguments its exporters stand. */
  readonly starts: RegExp;
}

export const telemetryExporters: readonly TelemetryExporters[] = [
  {
    // https://opentelemetry.io/docs/languages/dotnet/exporters/
    ecosystem: 'dotnet',
    vendor: 'opentelemetry',
    sends:
      /^(?:Add(?!Console|InMemory)\w*Exporter|Use(?:Otlp|AzureMonitor)Exporter|AddPrometheusHttpListener|UseAzureMonitor|UseGrafana|UseMicrosoftOpenTelemetry|AddHoneycomb|AddElasticProcessors|WithElasticDefaults|AddSentry|AddReader|AddNewRelic\w*|AddDynatrace\w*|AddLangfuse\w*)$/,
    stays: /^Add(?:Console|InMemory)Exporter$/,
    starts: /^(?:WithTracing|WithMetrics|WithLogging|AddOpenTelemetryTracing|AddOpenTelemetryMetrics)$/,
  },
  {
    // https://pkg.go.dev/go.opentelemetry.io/otel/sdk/trace#TracerProviderOption
    ecosystem: 'go',
    vendor: 'opentelemetry',
    sends: /^(?:WithBatcher|WithSyncer|WithSpanProcessor|RegisterSpanProcessor|WithReader|WithProcessor)$/,
    stays: /(?!)/,
    starts: /^Set(?:Tracer|Meter|Logger)Provider$/,
  },
  {
    // https://docs.rs/opentelemetry_sdk
    ecosystem: 'rust',
    vendor: 'opentelemetry',
    sends:
      /^(?:with_batch_exporter|with_simple_exporter|with_span_processor|with_log_processor|with_periodic_exporter|with_reader)$/,
    stays: /(?!)/,
    starts: /^(?:set_(?:tracer|meter)_provider|layer|with_tracer)$/,
  },
  {
    // https://opentelemetry.io/docs/languages/java/sdk/
    ecosystem: 'jvm',
    vendor: 'opentelemetry',
    sends: /^(?:addSpanProcessor|registerMetricReader|addLogRecordProcessor)$/,
    stays: /(?!)/,
    starts: /^(?:buildAndRegisterGlobal|build|set)$/,
  },
];
