/** What the files of metrics share: forms for several methods at once, and names by which instruments go. */
import { metricForm } from '../metric.ts';
import type { LabelForm, MetricForm } from '../metric.ts';

type Given = Partial<Omit<MetricForm, 'method'>>;

export const make = (vendor: string, ecosystem: string, methods: readonly string[], form: Given): MetricForm[] =>
  methods.map((method) => metricForm({ vendor, ecosystem, operation: 'create', method, ...form }));
export const record = (vendor: string, ecosystem: string, methods: readonly string[], form: Given): MetricForm[] =>
  methods.map((method) => metricForm({ vendor, ecosystem, operation: 'record', method, ...form }));

/** Names by which instruments go. */
export const instrument: RegExp = /(?:counter|histogram|gauge|metric|_total|_seconds|_duration|latency)s?$/i;

export const object = (at: number, ...keys: string[]): LabelForm => ({ at, keys });
