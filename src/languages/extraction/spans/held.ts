/** The variable that holds the result of a call, as its statement is written. */
import type { CallFact } from '../../../model/facts.ts';
import type { Read } from '../read.ts';

export interface Held {
  /** Name of the variable, null where it goes elsewhere. */
  readonly variable: string | null;
  /** The name is declared here, so that it lives as long as its block. */
  readonly declared: boolean;
  /** The language ends it with its block: `using var span = …`. */
  readonly disposed: boolean;
}

const nowhere: Held = { variable: null, declared: false, disposed: false };

/** @param result which of several results is meant */
export function heldBy({ extraction: { text } }: Read, call: CallFact, result: number): Held {
  const before = text.slice(Math.max(call.statement.start, call.range.start - 400), call.range.start);
  // `span := tracer.Start(…).With(…)` holds something else.
  const after = text.slice(call.range.end, call.range.end + 20);
  if (/^\s*(?:\.|->|\?\.|&\.|::)\s*\w/.test(after)) return nowhere;
  const assigned = /([\w$@.,\s*]+?)(?::\s*[^=:]{1,80}?)?\s*(:?=)\s*(?:await\s+)?\(?\s*$/.exec(before);
  if (assigned === null) return nowhere;
  const [, left = '', sign] = assigned;
  const names = left.trim().split(/\s*,\s*/);
  const written = names.length > 1 ? (names[result] ?? '') : (names[0] ?? '');
  const words = written.trim().split(/\s+/);
  const name = words.at(-1) ?? '';
  if (!/^[$@]?[A-Za-z_][\w$]*$/.test(name) || name.startsWith('@')) return nowhere;
  const first = names[0]?.trim().split(/\s+/) ?? [];
  return {
    variable: name,
    declared: sign === ':=' || first.length > 1,
    disposed: first.includes('using'),
  };
}
