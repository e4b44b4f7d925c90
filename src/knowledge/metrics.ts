/** Metrics by library: how instruments are made, what records on them, and where their labels stand. */
import type { MetricDecorator, MetricForm } from './metric.ts';
import { micrometerMetrics, statsdMetrics, vendorMetrics } from './metrics/agents.ts';
import { openTelemetryMetrics } from './metrics/opentelemetry.ts';
import { prometheusMetrics } from './metrics/prometheus.ts';

export const metricForms: readonly MetricForm[] = [
  ...openTelemetryMetrics,
  ...prometheusMetrics,
  ...statsdMetrics,
  ...micrometerMetrics,
  ...vendorMetrics,
];

const decorator = (vendor: string, ecosystem: string, name: string, path: RegExp | null): MetricDecorator => ({
  vendor,
  ecosystem,
  name,
  path,
});

export const metricDecorators: readonly MetricDecorator[] = [
  decorator('micrometer', 'jvm', 'Timed', null),
  decorator('micrometer', 'jvm', 'Counted', null),
  decorator('prometheus', 'python', 'time', /(?:[A-Z][A-Z0-9_]*|prometheus_client\.\w+\(\))(?:\.labels\(.*\))?\.time$/),
  decorator('prometheus', 'python', 'count_exceptions', null),
  decorator('prometheus', 'python', 'track_inprogress', null),
  decorator('statsd', 'python', 'timed', /(?:statsd|metrics|stats)\.timed$/),
  decorator('statsd', 'python', 'timer', /(?:statsd|stats)\.timer$/),
];
