/** Metrics of OpenTelemetry. From its documentation of each language. */
import type { MetricForm } from '../metric.ts';
import { instrument, make, object, record } from './forms.ts';

const meter = /(?:^|[^A-Za-z]|[a-z])meter(?:\(\))?$/i;

export const openTelemetryMetrics: readonly MetricForm[] = [
  ...make(
    'opentelemetry',
    'python',
    [
      'create_counter',
      'create_up_down_counter',
      'create_histogram',
      'create_gauge',
      'create_observable_counter',
      'create_observable_gauge',
      'create_observable_up_down_counter',
    ],
    { receiver: meter, path: /^opentelemetry\.metrics\./ },
  ),
  ...record('opentelemetry', 'python', ['add', 'record', 'set'], {
    path: /^opentelemetry\.metrics\..*\.create_\w+\(\)\.\w+$|\.create_(?:up_down_counter|counter|histogram|gauge)\(\)\.(?:add|record|set)$/,
    labels: [object(1, 'attributes')],
  }),
  ...make(
    'opentelemetry',
    'node',
    [
      'createCounter',
      'createUpDownCounter',
      'createHistogram',
      'createGauge',
      'createObservableCounter',
      'createObservableGauge',
      'createObservableUpDownCounter',
    ],
    { receiver: meter, path: /^@opentelemetry\/api\.metrics\./ },
  ),
  ...record('opentelemetry', 'node', ['add', 'record'], {
    path: /\.create(?:UpDown)?(?:Counter|Histogram|Gauge)\(\)\.(?:add|record)$/,
    receiver: instrument,
    modules: /^@opentelemetry\/api/,
    labels: [object(1)],
  }),
  ...make(
    'opentelemetry',
    'go',
    ['Int64', 'Float64'].flatMap((type) =>
      [
        'Counter',
        'UpDownCounter',
        'Histogram',
        'Gauge',
        'ObservableCounter',
        'ObservableGauge',
        'ObservableUpDownCounter',
      ].map((kind) => `${type}${kind}`),
    ),
    { receiver: /./ },
  ),
  ...record('opentelemetry', 'go', ['Add', 'Record'], {
    path: /\.(?:Int64|Float64)(?:UpDownCounter|Counter|Histogram|Gauge)(?:\(\))?\.(?:Add|Record)$/,
    receiver: instrument,
    modules: /^go\.opentelemetry\.io\/otel/,
    labels: [{ pairsFrom: 2 }],
  }),
  ...make('opentelemetry', 'jvm', ['counterBuilder', 'upDownCounterBuilder', 'histogramBuilder', 'gaugeBuilder'], {
    receiver: /./,
  }),
  ...record('opentelemetry', 'jvm', ['add', 'record'], {
    path: /(?:Counter|Histogram|Gauge)(?:\(\))?\.(?:add|record)$/,
    receiver: instrument,
    modules: /^io\.opentelemetry\./,
    labels: [{ pairsFrom: 1 }],
  }),
  ...make(
    'opentelemetry',
    'dotnet',
    [
      'CreateCounter',
      'CreateUpDownCounter',
      'CreateHistogram',
      'CreateGauge',
      'CreateObservableGauge',
      'CreateObservableCounter',
    ],
    {
      receiver: meter,
    },
  ),
  ...record('opentelemetry', 'dotnet', ['Add', 'Record'], {
    receiver: instrument,
    modules: /^System\.Diagnostics\.Metrics/,
    labels: [{ pairsFrom: 1 }],
  }),
  ...make('opentelemetry', 'ruby', ['create_counter', 'create_histogram', 'create_up_down_counter', 'create_gauge'], {
    receiver: meter,
  }),
  ...record('opentelemetry', 'ruby', ['add', 'record'], {
    path: /\.create_(?:up_down_counter|counter|histogram|gauge)(?:\(\))?\.(?:add|record)$/,
    labels: [object(1, 'attributes')],
  }),
  ...make(
    'opentelemetry',
    'php',
    ['createCounter', 'createHistogram', 'createUpDownCounter', 'createObservableGauge'],
    {
      receiver: meter,
    },
  ),
  ...record('opentelemetry', 'php', ['add', 'record'], { receiver: instrument, labels: [object(1)] }),
  ...make(
    'opentelemetry',
    'rust',
    ['u64_counter', 'f64_counter', 'u64_histogram', 'f64_histogram', 'i64_up_down_counter', 'u64_gauge', 'f64_gauge'],
    {
      receiver: /./,
    },
  ),
  ...record('opentelemetry', 'rust', ['add', 'record'], { receiver: instrument, labels: [{ pairsFrom: 1 }] }),
];
