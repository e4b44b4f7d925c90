/** Metrics that code makes and records: what `knowledge/metrics` says of calls and decorators. */
import type { MetricForm } from '../../knowledge/metric.ts';
import { metricDecorators, metricForms } from '../../knowledge/metrics.ts';
import type { CallFact, MetricFact } from '../../model/facts.ts';
import { isDecorator } from './decorating.ts';
import { readLabels } from './metrics/labels.ts';
import { methodOf } from './methodName.ts';
import type { Read } from './read.ts';
import { lookup, pathOfBinding } from './scopes.ts';
import { nameArgument, nameOf, noName } from './telemetryNames.ts';

const mostMetrics = 1000;

const forms = new Map<string, MetricForm[]>();
for (const form of metricForms) {
  const key = `${form.ecosystem} ${form.method}`;
  forms.set(key, [...(forms.get(key) ?? []), form]);
}
const methods = new Set(metricForms.map(({ method }) => method));

export function readMetrics(read: Read): MetricFact[] {
  const { extraction, syntax, calls } = read;
  const found: MetricFact[] = [];
  calls.forEach((call, index) => {
    const form = formOf(read, call);
    if (form === null || found.length >= mostMetrics || isDecorator(extraction, index)) return;
    found.push({
      range: call.range,
      function: call.function,
      condition: call.condition,
      vendor: form.vendor,
      call: index,
      operation: form.operation,
      ...nameOf(read, nameArgument(call, form.name, form.nameKeys)),
      attributes: readLabels(read, form, call, index),
    });
  });
  extraction.functions.forEach((one, index) => {
    const row = one.decorators
      .map((text) => pathOfDecorator(read, text))
      .flatMap((path) =>
        metricDecorators.filter(
          ({ ecosystem, name, path: wanted }) =>
            ecosystem === syntax.ecosystem && methodOf(path) === name && wanted?.test(path) !== false,
        ),
      )[0];
    if (row === undefined) return;
    found.push({
      ...noName,
      range: one.nameRange ?? one.range,
      // It is measured whenever the function runs, so it counts as done in it.
      function: index,
      condition: null,
      vendor: row.vendor,
      call: -1,
      operation: 'record',
      attributes: [],
    });
  });
  return found.sort((one, other) => one.range.start - other.range.start);
}

function pathOfDecorator(read: Read, text: string): string {
  const written = text.replace(/\([^()]*\)\s*$/, '');
  const head = /^[\w$]+/.exec(written)?.[0] ?? '';
  const binding = head === '' ? undefined : lookup(read.extraction.moduleScope, head);
  const stands = binding === undefined ? head : (pathOfBinding(binding, read.syntax.reader, 0) ?? head);
  return stands + written.slice(head.length);
}

function formOf(read: Read, call: CallFact): MetricForm | null {
  const method = methodOf(call.callee);
  if (!methods.has(method)) return null;
  const fitting = forms.get(`${read.syntax.ecosystem} ${method}`);
  if (fitting === undefined) return null;
  const { path, callee } = call;
  const byPath = path === null ? undefined : fitting.find((form) => form.path?.test(path) === true);
  if (byPath !== undefined) return byPath;
  if (call.constructs) return null;
  const receiver = callee
    .slice(0, Math.max(0, callee.length - method.length))
    .replace(/(?:\?\.|::|->|[.\\&?!\s])+$/, '');
  return (
    fitting.find(
      (form) =>
        form.receiver?.test(receiver) === true &&
        (form.modules === null || read.imports.some(({ module }) => form.modules?.test(module) === true)),
    ) ?? null
  );
}
