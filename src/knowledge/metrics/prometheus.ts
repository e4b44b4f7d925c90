/** Metrics of the Prometheus clients. From their documentation. */
import type { LabelForm, MetricForm } from '../metric.ts';
import { instrument, make, object, record } from './forms.ts';

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

export const prometheusMetrics: readonly MetricForm[] = [
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
