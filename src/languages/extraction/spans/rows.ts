/** Rows of the span table by what is looked for. */
import { spanDecorators, spanForms } from '../../../knowledge/spans.ts';
import type { SpanDecorator, SpanForm } from '../../../knowledge/span.ts';
import type { CallFact } from '../../../model/facts.ts';
import { methodOf } from '../methodName.ts';

const forms = new Map<string, SpanForm[]>();
for (const form of spanForms) {
  const key = `${form.ecosystem} ${form.method}`;
  forms.set(key, [...(forms.get(key) ?? []), form]);
}

const decorators = new Map<string, SpanDecorator[]>();
for (const row of spanDecorators) {
  const key = `${row.ecosystem} ${row.name}`;
  decorators.set(key, [...(decorators.get(key) ?? []), row]);
}

const methods = new Set(spanForms.map(({ method }) => method));

/** The form of a call that starts a span; null for every other call. */
export function formOf(ecosystem: string, call: CallFact): SpanForm | null {
  const method = methodOf(call.callee);
  if (!methods.has(method) || call.constructs) return null;
  const fitting = forms.get(`${ecosystem} ${method}`);
  if (fitting === undefined) return null;
  const { path, callee } = call;
  const positional = call.arguments.filter(({ keyword }) => keyword === null);
  const enough = ({ least }: SpanForm): boolean =>
    positional.length >= least || call.arguments.length > positional.length;
  const byPath = path === null ? undefined : fitting.find((form) => form.path?.test(path) === true);
  if (byPath !== undefined) return enough(byPath) ? byPath : null;
  const receiver = callee
    .slice(0, Math.max(0, callee.length - method.length))
    .replace(/(?:\?\.|::|->|[.\\&?!\s])+$/, '');
  // What is known to come from somewhere else is not what its name looks like.
  if (path !== null && foreign.test(path)) return null;
  return fitting.find((form) => form.receiver?.test(receiver) === true && enough(form)) ?? null;
}

const foreign = /dd-trace-go|^testing\.|^runtime\/trace\./;

export function decoratorOf(ecosystem: string, path: string): SpanDecorator | null {
  const rows = decorators.get(`${ecosystem} ${methodOf(path)}`) ?? [];
  return rows.find((row) => row.path === null || row.path.test(path)) ?? null;
}
