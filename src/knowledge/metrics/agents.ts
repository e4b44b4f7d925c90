/** Metrics of statsd clients, Micrometer and vendors. From their documentation. */
import type { MetricForm } from '../metric.ts';
import { make, object, record } from './forms.ts';

const statsdName = /(?:^|[._])(?:statsd|dogstatsd|metrics?|stats|stats_client|statsd_client)(?:client)?$/i;

const statsdMethods = [
  'increment',
  'incr',
  'decrement',
  'decr',
  'gauge',
  'histogram',
  'distribution',
  'timing',
  'timer',
  'timed',
  'count',
  'set',
  'event',
];

export const statsdMetrics: readonly MetricForm[] = [
  ...record('statsd', 'python', statsdMethods, {
    path: /^(?:new )?(?:datadog|statsd|aiodogstatsd|markus)\./,
    receiver: statsdName,
    name: 0,
    nameKeys: ['metric', 'stat', 'name'],
    labels: [{ tagsAt: -1, keys: ['tags'] }, object(-1, 'tags')],
  }),
  ...record('statsd', 'node', [...statsdMethods, 'check'], {
    path: /^(?:new )?(?:hot-shots|node-statsd|statsd-client|dd-trace\.dogstatsd|datadog-metrics)\b/,
    receiver: /(?:statsd|dogstatsd)$/i,
    name: 0,
    labels: [{ tagsAt: 2, keys: [] }, object(2)],
  }),
  ...record(
    'statsd',
    'go',
    ['Incr', 'Decr', 'Count', 'Gauge', 'Histogram', 'Distribution', 'Timing', 'TimeInMilliseconds', 'Set'],
    {
      path: /^(?:new )?github\.com\/DataDog\/datadog-go\b/,
      receiver: /statsd$/i,
      name: 0,
      labels: [
        { tagsAt: 1, keys: [] },
        { tagsAt: 2, keys: [] },
      ],
    },
  ),
  ...record(
    'statsd',
    'jvm',
    [
      'incrementCounter',
      'increment',
      'count',
      'gauge',
      'recordGaugeValue',
      'recordHistogramValue',
      'histogram',
      'recordExecutionTime',
      'time',
      'distribution',
    ],
    {
      path: /^(?:new )?com\.timgroup\.statsd\./,
      receiver: /statsd(?:client)?$/i,
      name: 0,
    },
  ),
  ...record(
    'statsd',
    'ruby',
    ['increment', 'gauge', 'histogram', 'distribution', 'measure', 'timing', 'time', 'count', 'set'],
    {
      receiver: /(?:^|::|\$)StatsD$|statsd$/i,
      name: 0,
      labels: [{ tagsAt: -1, keys: ['tags'] }],
    },
  ),
];

export const micrometerMetrics: readonly MetricForm[] = [
  ...record('micrometer', 'jvm', ['increment', 'record', 'recordCallable'], {
    path: /^(?:new )?io\.micrometer\./,
    receiver: /(?:counter|timer|summary|\.register\([^]*\)|\bcounter\([^]*\)|\btimer\([^]*\))$/i,
    modules: /^io\.micrometer\./,
    labels: [{ call: ['tag', 'tags'] }],
  }),
  ...make('micrometer', 'jvm', ['counter', 'timer', 'summary', 'gauge'], {
    receiver: /(?:registry|^Metrics|meterRegistry\(\))$/i,
    modules: /^io\.micrometer\./,
    labels: [{ turnsFrom: 1 }, { pairsFrom: 1 }],
  }),
  ...make('micrometer', 'jvm', ['builder'], {
    receiver: /^(?:Counter|Timer|Gauge|DistributionSummary|LongTaskTimer|FunctionCounter)$/,
    modules: /^io\.micrometer\./,
  }),
];

export const vendorMetrics: readonly MetricForm[] = [
  ...record('sentry', 'python', ['incr', 'distribution', 'gauge', 'count'], {
    path: /^sentry_sdk\.metrics\./,
    name: 0,
  }),
  ...record('sentry', 'node', ['count', 'distribution', 'gauge'], { path: /^@sentry\/[\w-]+\.metrics\./, name: 0 }),
  ...record('newrelic', 'python', ['record_custom_metric', 'record_custom_event'], {
    path: /^newrelic\.agent\./,
    name: 0,
  }),
  ...record('newrelic', 'node', ['recordMetric', 'incrementMetric', 'recordCustomEvent'], {
    path: /^newrelic\./,
    name: 0,
  }),
];
