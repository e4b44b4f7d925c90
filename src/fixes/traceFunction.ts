/** A span around a function, by the decorator of the tracer that its file has. */
import type { EntryFact } from '../model/facts.ts';
import type { Fix } from '../model/finding.ts';
import { indentationAt, lineStart } from '../model/text.ts';
import { insertion, type EditedFile } from './insert.ts';

/** Null where the file has no tracer, or where its language has no such decorator. */
export function traceFunctionFix({ path, text, facts }: EditedFile, entry: EntryFact): Fix | null {
  const handler = facts.functions[entry.handler];
  // Before a version that a manifest may not say, the decorator ends the span of a coroutine before it runs.
  if (facts.language !== 'python' || handler === undefined || handler.async || handler.nameRange === null) return null;
  const tracer = tracerOf({ path, text, facts }, handler.range.start);
  const start = lineStart(text, handler.range.start);
  if (tracer === null || text.slice(start, handler.range.start).trim() !== '') return null;
  const indent = indentationAt(text, handler.range.start);
  const { quote, endOfLine } = facts.style;
  const line = `${indent}@${tracer}.start_as_current_span(${quote}${handler.name}${quote})${endOfLine}`;
  return { title: `Wrap ${handler.name} in a span`, safety: 'review', edits: [insertion(path, start, line)] };
}

/** Name that the module gives its tracer, above an offset. */
function tracerOf({ text, facts }: EditedFile, before: number): string | null {
  for (const call of facts.calls) {
    if (call.path !== 'opentelemetry.trace.get_tracer' || call.function !== -1 || call.range.end > before) continue;
    const name = /^(\w+)(?:\s*:\s*[\w.]+)?\s*=\s*$/.exec(text.slice(call.statement.start, call.range.start))?.[1];
    if (name !== undefined) return name;
  }
  return null;
}
