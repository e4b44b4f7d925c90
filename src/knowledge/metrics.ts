/** Metrics by library: how instruments are made, what records on them, and where their labels stand. From the libraries' own documentation. */
import { metricForm } from './metric.ts';
import type { LabelForm, MetricDecorator, MetricForm } from './metric.ts';

type Given = Partial<Omit<MetricForm, 'method'>>;

const make = (vendor: string, ecosystem: string, methods: readonly string[], form: Given): MetricForm[] =>
  methods.map((method) => metricForm({ vendor, ecosystem, operation: 'create', method, ...form }));
const record = (vendor: string, ecosystem: string, methods: readonly string[], form: Given): MetricForm[] =>
  methods.map((method) => metricForm({ vendor, ecosystem, operation: 'record', method, ...form }));

const meter = /(?:^|[^A-Za-z]|[a-z])meter(?:\(\))?$/i;
/** Names by which instruments go. */
const instrument = /(?:counter|histogram|gauge|metric|_total|_seconds|_duration|latency)s?$/i;
const statsdName = /(?:^|[._])(?:statsd|dogstatsd|metrics?|stats|stats_client|statsd_client)(?:client)?$/i;
const object = (at: number, ...keys: string[]): LabelForm => ({ at, keys });

const openTelemetry: readonly MetricForm[] = [
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

const labelsCall: LabelForm = {
  call: [
    'labels',
    'WithLabelValues',
    'With',
    'GetMetricWith',
    'GetMetricWithLabelValues',
    'WithLabels',
    'labelValues',
    'tag',
    'tags',
  ],
};

const prometheus: readonly MetricForm[] = [
  ...make('prometheus', 'python', ['Counter', 'Gauge', 'Histogram', 'Summary', 'Info', 'Enum'], {
    path: /^prometheus_client\./,
  }),
  ...record('prometheus', 'python', ['inc', 'dec', 'observe', 'set', 'time', 'count_exceptions', 'track_inprogress'], {
    path: /^prometheus_client\.(?:\w+\.)*\w+\(\)(?:\.labels\(\))?\.\w+$/,
    receiver: /\.labels\([^]*\)$|^[A-Z][A-Z0-9_]{3,}$/,
    modules: /^prometheus_client|metrics/,
    labels: [labelsCall],
  }),
  ...make('prometheus', 'node', ['Counter', 'Gauge', 'Histogram', 'Summary'], { path: /^prom-client\./ }),
  ...record('prometheus', 'node', ['inc', 'dec', 'observe', 'set', 'startTimer'], {
    path: /^(?:new )?prom-client\./,
    receiver: instrument,
    modules: /^prom-client$|metrics/,
    labels: [object(0), labelsCall],
  }),
  ...make(
    'prometheus',
    'go',
    [
      'NewCounter',
      'NewCounterVec',
      'NewGauge',
      'NewGaugeVec',
      'NewHistogram',
      'NewHistogramVec',
      'NewSummary',
      'NewSummaryVec',
      'NewCounterFunc',
      'NewGaugeFunc',
    ],
    { path: /^(?:new )?github\.com\/prometheus\/client_golang\//, receiver: /^promauto\.With\(/ },
  ),
  ...record('prometheus', 'go', ['Inc', 'Dec', 'Add', 'Sub', 'Observe', 'Set', 'ObserveDuration'], {
    path: /^(?:new )?github\.com\/prometheus\/client_golang\//,
    receiver: /\.(?:WithLabelValues|With)\([^]*\)$/,
    labels: [labelsCall],
  }),
  ...record('prometheus', 'jvm', ['inc', 'dec', 'observe', 'set', 'startTimer', 'observeDuration'], {
    path: /^(?:new )?io\.prometheus\./,
    receiver: /\.(?:labels|labelValues)\([^]*\)$/,
    modules: /^io\.prometheus\./,
    labels: [labelsCall],
  }),
  ...make('prometheus', 'dotnet', ['CreateCounter', 'CreateGauge', 'CreateHistogram', 'CreateSummary'], {
    receiver: /^Metrics$|factory$/i,
  }),
  ...record('prometheus', 'dotnet', ['Inc', 'Dec', 'Observe', 'Set', 'IncTo'], {
    receiver: /\.WithLabels\([^]*\)$|(?:counter|gauge|histogram|summary)$/i,
    modules: /^Prometheus/,
    labels: [labelsCall],
  }),
  ...record('prometheus', 'ruby', ['increment', 'decrement', 'observe', 'set'], {
    path: /^(?:new )?Prometheus::Client/,
    receiver: instrument,
    modules: /prometheus/,
    labels: [object(-1, 'labels')],
  }),
  ...record('metrics', 'rust', ['counter!', 'gauge!', 'histogram!'], {
    receiver: /^$|^metrics$/,
    name: 0,
    labels: [{ turnsFrom: 1 }],
  }),
  ...record('prometheus', 'rust', ['inc', 'inc_by', 'observe', 'set', 'start_timer'], {
    receiver: /\.with_label_values\([^]*\)$/,
    labels: [{ call: ['with_label_values'] }],
  }),
];

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

const statsd: readonly MetricForm[] = [
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

const micrometer: readonly MetricForm[] = [
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

const sentry: readonly MetricForm[] = [
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

export const metricForms: readonly MetricForm[] = [
  ...openTelemetry,
  ...prometheus,
  ...statsd,
  ...micrometer,
  ...sentry,
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
