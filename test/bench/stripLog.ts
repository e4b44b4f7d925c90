/** A file without the log statements of its handlers: what a maintainer would have if he had not thought of them. */
import type { Facts, LogCallFact } from '../../src/model/facts.ts';
import type { Range } from '../../src/model/text.ts';

/** Index of the handler a log call stands in, or of a handler around that one's handler; -1 for none. */
export function handlerOf(facts: Facts, log: LogCallFact): number {
  return facts.calls[log.call]?.handler ?? -1;
}

/** What has to go for a log call to go: its statement, or the expression of an arrow function. Null where it is part of more. */
export function removable(facts: Facts, text: string, log: LogCallFact): Range | null {
  const call = facts.calls[log.call];
  if (call === undefined) return null;
  const body = facts.handlers[call.handler]?.body;
  if (body !== undefined && body.start === call.range.start && body.end === call.range.end) return call.range;
  if (!call.isStatement) return null;
  // A statement of one expression; where the grammar puts more around it, only the call goes.
  return /^[\s;]*$/.test(text.slice(call.range.end, call.statement.end)) ? call.statement : null;
}

/** The text with each range blanked: lines stay, and what needs a statement keeps one that does nothing. */
export function blanked(text: string, language: string, ranges: readonly Range[]): string {
  let result = text;
  for (const { start, end } of [...ranges].sort((one, other) => other.start - one.start)) {
    const old = result.slice(start, end);
    const before = result.slice(0, start);
    const after = result.slice(end);
    const blank = old.replace(/[^\r\n]/g, ' ');
    result = before + placeholder(language, before, after, blank) + after;
  }
  return result;
}

function placeholder(language: string, before: string, after: string, blank: string): string {
  const put = (word: string): string => word + blank.slice(Math.min(word.length, blank.length));
  if (language === 'python') return needsPass(before, after) ? put('pass') : blank;
  if (/=>\s*$/.test(before)) return put('{}');
  const last = before.trimEnd().at(-1) ?? '{';
  const lineBefore = before.slice(before.lastIndexOf('\n') + 1);
  const opens = /(?:\)|\belse)\s*$/.test(before.trimEnd()) && lineBefore.trim() !== '';
  return opens && last !== '{' ? put(';') : blank;
}

/** The only statement of its block: what stands before ends in a colon, what follows is further out. */
function needsPass(before: string, after: string): boolean {
  const indent = before.slice(before.lastIndexOf('\n') + 1).length;
  const lines = before
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  const previous = (lines.at(-1) ?? '').replace(/#.*$/, '').trimEnd();
  if (!previous.endsWith(':')) return false;
  const next =
    after
      .split('\n')
      .slice(1)
      .find((line) => line.trim() !== '' && !line.trim().startsWith('#')) ?? '';
  return next.length - next.trimStart().length < indent;
}
