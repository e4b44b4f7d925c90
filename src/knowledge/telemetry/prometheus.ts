/** Prometheus: metrics that somebody comes to fetch, so what counts is that the program offers them. */
import type { Signal } from '../../model/facts.ts';
import { vendorDefaults } from './vendor.ts';
import type { TelemetryInitialiser, TelemetryVendor } from './vendor.ts';

const metrics: readonly Signal[] = ['metrics'];

const pythonCalls = [
  'prometheus_client.start_http_server',
  'prometheus_client.start_wsgi_server',
  'prometheus_client.make_asgi_app',
  'prometheus_client.make_wsgi_app',
  'prometheus_client.generate_latest',
  'prometheus_client.exposition.generate_latest',
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
];

const calls = (ecosystem: string, names: readonly string[]): TelemetryInitialiser[] =>
  names.map((call) => ({ ecosystem, call, signals: metrics }));

export const prometheusVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'prometheus',
  label: 'Prometheus',
  initialisers: [
    { ecosystem: 'go', call: 'github.com/prometheus/client_golang/prometheus/promhttp.Handler', signals: ['metrics'] },
    {
      ecosystem: 'go',
      call: 'github.com/prometheus/client_golang/prometheus/promhttp.HandlerFor',
      signals: ['metrics'],
    },
    ...calls('python', pythonCalls),
    { ecosystem: 'python', setting: 'django_prometheus.middleware', signals: metrics },
    ...calls('node', nodeCalls),
  ],
};
