/**
 * Packages whose name speaks of telemetry. One that no vendor's row knows may start something, unless it is known to
 * start nothing by itself.
 */
export const speakingPackages =
  /telemetr|trac(?:e|er|ing)\b|opentracing|opencensus|\bapm\b|\botel|observab|instrument|monitor(?:ing)?\b|metrics?\b|prometheus|micrometer|statsd|zipkin|jaeger|sleuth|brave|datadog|dd-?trace|new-?relic|sentry|bugsnag|rollbar|honeybadger|airbrake|appsignal|instana|dynatrace|skywalking|pinpoint|elastic-?apm|applicationinsights|honeycomb|logfire/i;

/** By ecosystem; a trailing `*` stands for any rest. Interfaces, logs, and instrumentation that needs an SDK. */
export const quietPackages: Readonly<Record<string, readonly string[]>> = {
  jvm: [
    'io.micrometer:micrometer-core',
    'io.micrometer:micrometer-observation',
    'io.micrometer:micrometer-commons',
    'io.micrometer:micrometer-tracing',
    'io.micrometer:context-propagation',
    'io.dropwizard.metrics:metrics-*',
    'net.ttddyy.observation:datasource-micrometer*',
    'org.springframework.boot:spring-boot-starter-micrometer-metrics',
    'org.aspectj:*',
    'org.springframework:spring-instrument',
    'com.instana:instana-java-sdk',
    'io.sentry:sentry-logback',
    'io.zipkin.contrib*',
  ],
  dotnet: [
    'System.Diagnostics.DiagnosticSource',
    'Microsoft.Extensions.Diagnostics*',
    'Microsoft.Diagnostics.Tracing*',
    'AspNetCore.HealthChecks*',
    'SerilogTracing',
    'Npgsql.OpenTelemetry',
  ],
  go: [
    'github.com/felixge/httpsnoop',
    'golang.org/x/net/trace',
    'github.com/prometheus/common',
    'github.com/google/pprof',
    'github.com/fsnotify/*',
  ],
  ruby: ['rack-mini-profiler', 'rbtrace', 'stackprof', 'better_errors', 'browser_sniffer'],
  php: ['psr/*', 'symfony/monolog-bundle', 'spatie/laravel-ray', 'instana/instana-php-sdk'],
  rust: [
    'tracing',
    'tracing-core',
    'tracing-subscriber',
    'tracing-appender',
    'tracing-log',
    'tracing-error',
    'tracing-futures',
    'tracing-attributes',
    'tracing-test',
    'tracing-tree',
    'tracing-bunyan-formatter',
    'tracing-actix-web',
    'metrics',
    'backtrace',
    'reqwest-tracing',
    'tracing-loki',
    'tracing-stackdriver',
    'tracing-journald',
    'tracing-flame',
    'tracing-chrome',
    'tracing-indicatif',
    'tracing-wasm',
    'tracing-panic',
    'tracing-opentelemetry-instrumentation-sdk',
  ],
  elixir: [
    'telemetry',
    'telemetry_metrics',
    'telemetry_poller',
    'opentelemetry_api',
    'opentelemetry_telemetry',
    'phoenix_live_dashboard',
  ],
};

/** Agents of the JVM that make no telemetry: coverage, weaving, mocks, debuggers. */
export const quietAgents =
  /jacoco|lombok|mockito|byte-?buddy|aspectj|spring-instrument|jolokia|quasar|jrebel|hotswap|chaos|jmockit|kotlinx-coroutines|byteman|log4j|javassist|openjpa|eclipselink|ja-netfilter|jdwp|libjdwp|libhprof/i;

/** Vendors and standards as imports name them: what is imported from them starts telemetry, or may. */
export const telemetryImport =
  /open-?telemetry|\botel\b|micrometer|sentry|datadog|ddtrace|dd-trace|new_?-?relic|elastic-?apm|instana|dynatrace|appdynamics|app_?signal|skylight|scout_apm|honeybadger|rollbar|bugsnag|airbrake|prometheus|prom_ex|statsd|yabeda|zipkin|sleuth|\bbrave\b|jaeger|opentracing|opencensus|app-?insights|application-?insights|skywalking|smallrye-metrics|lightstep|honeycomb|tideways|blackfire|raygun|stackify|glowroot/i;
