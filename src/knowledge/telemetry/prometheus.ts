/** Prometheus: metrics that somebody comes to fetch, so what counts is that the program offers them. */
import type { Signal } from '../../model/facts.ts';
import { javaAgent, vendorDefaults } from './vendor.ts';
import type { TelemetryInitialiser, TelemetryVendor } from './vendor.ts';

const metrics: readonly Signal[] = ['metrics'];

const pythonCalls = [
  'prometheus_client.start_http_server',
  'prometheus_client.start_wsgi_server',
  'prometheus_client.make_asgi_app',
  'prometheus_client.make_wsgi_app',
  'prometheus_client.generate_latest',
  'prometheus_client.exposition.generate_latest',
  'prometheus_client.exposition.make_wsgi_app',
  'prometheus_client.openmetrics.exposition.generate_latest',
  'prometheus_client.push_to_gateway',
  'prometheus_fastapi_instrumentator.Instrumentator().expose',
  'prometheus_fastapi_instrumentator.Instrumentator().instrument',
  'prometheus_fastapi_instrumentator.Instrumentator().instrument().expose',
  'prometheus_flask_exporter.PrometheusMetrics',
  'prometheus_flask_exporter.multiprocess.GunicornPrometheusMetrics',
  'starlette_exporter.handle_metrics',
];

const nodeCalls = [
  'prom-client.collectDefaultMetrics',
  'prom-client.register.metrics',
  'prom-client.default.collectDefaultMetrics',
  'new prom-client.Registry().metrics',
  'express-prom-bundle',
  'express-prometheus-middleware',
  'prometheus-api-metrics',
  'swagger-stats.getMiddleware',
  '@hono/prometheus.prometheus',
  '@promster/server.createServer',
  '@promster/metrics.getSummary',
  '@willsoto/nestjs-prometheus.PrometheusModule.register',
  '@willsoto/nestjs-prometheus.PrometheusModule.registerAsync',
];

/** Plugins that a server is handed: they serve the metrics of the process by themselves. */
const nodePlugins = [
  'fastify-metrics',
  '@immobiliarelabs/fastify-metrics',
  'fastify-prometheus',
  'koa-prometheus-exporter',
];

const goCalls = [
  'github.com/prometheus/client_golang/prometheus/promhttp.Handler',
  'github.com/prometheus/client_golang/prometheus/promhttp.HandlerFor',
  'github.com/prometheus/client_golang/prometheus/promhttp.HandlerForTransactional',
  'github.com/prometheus/client_golang/prometheus/promhttp.InstrumentMetricHandler',
  'github.com/prometheus/client_golang/prometheus.Handler',
  'github.com/prometheus/client_golang/prometheus/push.New',
  'github.com/prometheus/exporter-toolkit/web.ListenAndServe',
  'github.com/VictoriaMetrics/metrics.WritePrometheus',
  'github.com/zsais/go-gin-prometheus.NewPrometheus',
  'github.com/labstack/echo-contrib/echoprometheus.NewHandler',
  'github.com/labstack/echo-contrib/prometheus.NewPrometheus',
  'github.com/ansrivas/fiberprometheus/v2.New',
  'github.com/hashicorp/go-metrics/prometheus.NewPrometheusSink',
  'github.com/armon/go-metrics/prometheus.NewPrometheusSink',
  // Servers that count their requests and offer the counts at an address of their own.
  'github.com/weaveworks/common/server.New',
  'github.com/grafana/dskit/server.New',
  'gofr.dev/pkg/gofr.New',
  // Serves them at a port of its own unless told not to.
  'sigs.k8s.io/controller-runtime.NewManager',
  'sigs.k8s.io/controller-runtime/pkg/manager.New',
];

const jvmCalls = [
  'io.prometheus.client.exporter.HTTPServer',
  'io.prometheus.client.exporter.HTTPServer.Builder().build',
  'io.prometheus.client.exporter.MetricsServlet',
  'io.prometheus.client.exporter.PushGateway',
  'io.prometheus.client.servlet.jakarta.exporter.MetricsServlet',
  'io.prometheus.client.exporter.common.TextFormat.write004',
  'io.prometheus.client.exporter.common.TextFormat.writeFormat',
  'io.prometheus.client.exporter.common.TextFormat.writeOpenMetrics100',
  'io.prometheus.metrics.exporter.servlet.javax.PrometheusMetricsServlet',
  'io.prometheus.metrics.exporter.pushgateway.PushGateway.builder().build',
  // Made by hand, it is there for a route that writes it.
  'io.micrometer.prometheus.PrometheusMeterRegistry',
  'io.micrometer.prometheusmetrics.PrometheusMeterRegistry',
  'io.vertx.micrometer.PrometheusScrapingHandler.create',
  'io.prometheus.client.vertx.MetricsHandler',
  'io.prometheus.metrics.exporter.httpserver.HTTPServer.builder().port().buildAndStart',
  'io.prometheus.metrics.exporter.httpserver.HTTPServer.builder().buildAndStart',
  'io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet',
];

const rustCalls = [
  'metrics_exporter_prometheus::PrometheusBuilder::new().install',
  'metrics_exporter_prometheus::PrometheusBuilder::new().install_recorder',
  'metrics_exporter_prometheus::PrometheusBuilder::new().with_http_listener().install',
  'prometheus::TextEncoder::new',
  'prometheus::gather',
  'prometheus_client::encoding::text::encode',
  'axum_prometheus::PrometheusMetricLayer::pair',
  'axum_prometheus::PrometheusMetricLayer::new',
  'actix_web_prom::PrometheusMetricsBuilder::new',
  'autometrics::prometheus_exporter::init',
  'rocket_prometheus::PrometheusMetrics::new',
];

const rubyCalls = [
  'PrometheusExporter::Server::WebServer.new',
  'Yabeda::Prometheus::Exporter.start_metrics_server!',
  'Prometheus::Middleware::Exporter.new',
  // Serves the metrics of each process on a port of its own: https://github.com/alphagov/govuk_app_config
  'GovukPrometheusExporter.configure',
];

const phpCalls = ['Prometheus\\RenderTextFormat.render'];

const dotnetMethods = [
  'MapMetrics',
  'UseMetricServer',
  'UseHttpMetrics',
  'MapPrometheusScrapingEndpoint',
  'UseOpenTelemetryPrometheusScrapingEndpoint',
  'AddPrometheusHttpListener',
  'UsePrometheusServer',
];

const methods = (ecosystem: string, names: readonly string[]): TelemetryInitialiser[] =>
  names.map((method) => ({ ecosystem, method, signals: metrics }));

const calls = (ecosystem: string, names: readonly string[]): TelemetryInitialiser[] =>
  names.map((call) => ({ ecosystem, call, signals: metrics }));

export const prometheusVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'prometheus',
  label: 'Prometheus',
  serverModules: [
    {
      program: 'nginx',
      says: /^[ \t]*(?:vhost_traffic_status_display|vhost_traffic_status_zone|prometheus)\b[^;\n]*;/m,
      word: /vhost_traffic_status|prometheus/,
      signals: metrics,
    },
  ],
  agents: [javaAgent('jmx_prometheus_javaagent', metrics), javaAgent('jmx-exporter', metrics)],
  starters: [
    {
      ecosystem: 'jvm',
      packages: [
        ['io.micrometer:micrometer-registry-prometheus*'],
        ['org.springframework.boot:spring-boot-starter-actuator', 'org.springframework.boot:spring-boot-actuator*'],
      ],
      settings: [
        {
          names: ['management.endpoints.web.exposure.include', 'management.endpoints.web.expose'],
          values: ['*', 'prometheus'],
        },
      ],
      unless: [
        { names: ['management.endpoints.web.exposure.exclude'], values: ['*', 'prometheus'] },
        {
          names: [
            'management.endpoint.prometheus.enabled',
            'management.prometheus.metrics.export.enabled',
            'management.metrics.export.prometheus.enabled',
          ],
          values: ['false'],
        },
      ],
      signals: metrics,
    },
    {
      ecosystem: 'jvm',
      packages: [['io.quarkus:quarkus-micrometer-registry-prometheus', 'io.quarkiverse.micrometer.registry:*']],
      unless: [
        { names: ['quarkus.micrometer.enabled', 'quarkus.micrometer.export.prometheus.enabled'], values: ['false'] },
      ],
      signals: metrics,
    },
    { ecosystem: 'jvm', packages: [['io.quarkus:quarkus-smallrye-metrics']], signals: metrics },
    {
      ecosystem: 'jvm',
      packages: [['io.micronaut.micrometer:micronaut-micrometer-registry-prometheus']],
      unless: [
        {
          names: [
            'endpoints.prometheus.enabled',
            'micronaut.metrics.enabled',
            'micronaut.metrics.export.prometheus.enabled',
          ],
          values: ['false'],
        },
      ],
      signals: metrics,
    },
    {
      ecosystem: 'jvm',
      packages: [['io.helidon.metrics:helidon-metrics*', 'io.helidon.microprofile.metrics:*']],
      signals: metrics,
    },
    { ecosystem: 'elixir', packages: [['prom_ex']], signals: metrics },
    {
      ecosystem: 'elixir',
      packages: [['telemetry_metrics_prometheus', 'telemetry_metrics_prometheus_core']],
      signals: metrics,
    },
  ],
  packages: [
    {
      ecosystem: 'go',
      sdk: [],
      api: ['github.com/prometheus/client_model', 'github.com/prometheus/procfs'],
      may: [
        'github.com/prometheus/client_golang',
        'github.com/VictoriaMetrics/metrics',
        'github.com/armon/go-metrics',
        'github.com/hashicorp/go-metrics',
        'github.com/prometheus/exporter-toolkit',
        'sigs.k8s.io/controller-runtime',
      ],
    },
    {
      ecosystem: 'jvm',
      sdk: [],
      api: [
        'io.prometheus:simpleclient',
        'io.prometheus:simpleclient_common',
        'io.prometheus:prometheus-metrics-core',
        'io.prometheus:prometheus-metrics-model',
      ],
      may: ['io.prometheus:*', 'io.micrometer:micrometer-registry-*'],
    },
    { ecosystem: 'dotnet', sdk: [], api: [], may: ['prometheus-net*'] },
    { ecosystem: 'ruby', sdk: [], api: [], may: ['prometheus-client*', 'prometheus_exporter', 'yabeda*'] },
    {
      ecosystem: 'php',
      sdk: [],
      api: [],
      may: ['promphp/*', 'endclothing/prometheus_client_php', 'artprima/prometheus-metrics-bundle'],
    },
    {
      ecosystem: 'rust',
      sdk: [],
      api: [],
      may: ['prometheus', 'prometheus-client', 'metrics-exporter-prometheus', 'axum-prometheus', 'actix-web-prom'],
    },
    {
      ecosystem: 'elixir',
      sdk: ['prom_ex', 'telemetry_metrics_prometheus'],
      api: [],
      may: ['telemetry_metrics_prometheus_core', 'prometheus*'],
    },
  ],
  initialisers: [
    // Metrics of the process at the address that it gives them.
    ...['django.urls.include', 'django.conf.urls.include', 'django.urls.conf.include'].map(
      (call): TelemetryInitialiser => ({
        ecosystem: 'python',
        call,
        argument: 'django_prometheus.urls',
        served: true,
        signals: metrics,
      }),
    ),
    ...calls('go', goCalls),
    ...calls('jvm', jvmCalls),
    // What is a class is made, with `new` in Java and without in Kotlin.
    ...calls(
      'jvm',
      jvmCalls.filter((path) => /\.[A-Z]\w*$/.test(path)),
    ).map((row) => ({ ...row, constructs: true })),
    ...calls('rust', rustCalls),
    ...calls('ruby', rubyCalls),
    ...calls('php', phpCalls),
    ...methods('dotnet', dotnetMethods),
    ...calls('python', pythonCalls),
    { ecosystem: 'python', setting: 'django_prometheus.middleware', signals: metrics },
    ...calls('node', nodeCalls),
    ...nodePlugins.map((name) => ({ ecosystem: 'node', import: name, signals: metrics })),
  ],
};
