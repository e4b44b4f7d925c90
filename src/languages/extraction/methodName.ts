import type { CallFact } from '../../model/facts.ts';

/** Last name of a callee as written, whatever separates its parts: `$tracer->startSpan`, `Datadog::Tracing.trace`, `info_span!`. */
export function methodOf(callee: string): string {
  const end = callee.length;
  let start = end;
  if (callee.endsWith('!') || callee.endsWith('?')) start--;
  while (start > 0 && isNamePart(callee.charCodeAt(start - 1))) start--;
  return start === end ? callee : callee.slice(start);
}

/** Letters, digits, `_` and `$`; every call of a file is asked, so it is no pattern. */
function isNamePart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 36
  );
}

const indexes = new WeakMap<readonly CallFact[], ReadonlyMap<string, readonly number[]>>();
const none: readonly number[] = [];

/** Indexes of the calls of a method, in order, found without going over all calls each time. */
export function callsOfMethod(calls: readonly CallFact[], method: string): readonly number[] {
  let index = indexes.get(calls);
  if (index === undefined) {
    const made = new Map<string, number[]>();
    calls.forEach(({ callee }, at) => {
      const name = methodOf(callee);
      const list = made.get(name);
      if (list === undefined) made.set(name, [at]);
      else list.push(at);
    });
    indexes.set(calls, (index = made));
  }
  return index.get(method) ?? none;
}
