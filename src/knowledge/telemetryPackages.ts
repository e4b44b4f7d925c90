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
    'Serilog.Sinks.OpenTelemetry',
    'Serilog.Enrichers.OpenTelemetry',
    'Npgsql.OpenTelemetry',
  ],
  go: [
    'github.com/felixge/httpsnoop',
    'golang.org/x/net/trace',
    'github.com/prometheus/common',
    'github.com/google/pprof',
    'github.com/fsnotify/*',
  ],
  node: [
    '@opentelemetry/api*',
    '@opentelemetry/core',
    '@opentelemetry/resource*',
    '@opentelemetry/semantic-conventions',
    '@opentelemetry/instrumentation*',
    '@opentelemetry/plugin*',
    '@opentelemetry/propagator-*',
    '@opentelemetry/context-*',
    '@opentelemetry/exporter-*',
    '@opentelemetry/otlp-*',
    '@opentelemetry/sdk-logs',
    '@opentelemetry/sdk-metrics',
    '@opentelemetry/sdk-trace-*',
    '@opentelemetry/id-generator-*',
    '@opentelemetry/winston-transport',
    '@openfeature/*',
    '@datadog/datadog-api-client',
    '@datadog/browser-*',
    '@sentry/browser',
    '@sentry/react',
    '@sentry/vue',
    '@sentry/angular',
    '@sentry/svelte',
    '@sentry/types',
    '@sentry/utils',
    '@sentry/core',
    '@sentry/cli',
    '@sentry/webpack-plugin',
    '@sentry/vite-plugin',
    '@sentry/esbuild-plugin',
    '@sentry/rollup-plugin',
    '@sentry/bundler-plugin-core',
    '@sentry/profiling-node',
    '@azure/core-tracing',
    '@azure/monitor-query*',
    '@google-cloud/monitoring',
    'stack-trace',
    'stacktrace-*',
    'trace-*',
    'cls-rtracer',
    'string-metric*',
    'font-metrics',
    'express-status-monitor',
    'istanbul-lib-instrument',
    'event-loop-monitor',
    'tracer',
    'next',
    '@next/*',
    'metrics-lib',
  ],
  python: [
    'opentelemetry',
    'openfeature',
    'azure',
    'google',
    'sklearn',
    'torch',
    'torchmetrics',
    'tensorflow',
    'keras',
    'nltk',
    'skimage',
    'evaluate',
    'ragas',
    'django',
    'rest_framework',
    'celery',
    'kombu',
    'rq',
    'redis',
    'sqlalchemy',
    'kubernetes',
    'boto3',
    'botocore',
    'twisted',
    'tornado',
    'aiohttp',
    'scrapy',
    'pymongo',
    'elasticsearch',
    'httpx',
    'starlette',
    'werkzeug',
    'pip',
    'setuptools',
    'typing',
    'sys',
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

/**
 * Modules as imports of Node and Python name them, that may start telemetry: vendors and standards, and names that
 * organisations give to packages of their own.
 */
export const speakingModules: Readonly<Record<string, RegExp>> = {
  node: new RegExp(
    `${telemetryImport.source}|telemetry|(?:^|[-_/@.])(?:tracing|tracer|observability|o11y|apm|instrumentation|monitoring|metrics)(?:$|[-_/.])`,
    'i',
  ),
  python: new RegExp(
    `${telemetryImport.source}|telemetry|(?:^|[._])(?:tracing|tracer|observability|o11y|apm|instrumentation|monitoring|metrics)(?:$|[._])`,
    'i',
  ),
};

/** Functions that say that they set telemetry up: `init_sentry`, `setupTracing`, `configureTelemetry`. */
export const setsTelemetryUp =
  /^_?(?:init|initiali[sz]e|setup|set_up|configure|start|register|enable|install|bootstrap|instrument|attach|add|use|with|create|make|build|load|run)[A-Z_]?\w*(?:telemetry|tracing|tracer|sentry|otel|observability|o11y|monitoring|metrics|apm|datadog|new_?relic|prometheus|statsd|instrumentation|rollbar|bugsnag|honeybadger)/i;
