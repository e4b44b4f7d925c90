/**
 * `review/` is about changes: what of a file is new against a base. It imports what rules import.
 *
 * This file: the ranges of a text that are new or changed, by line.
 */
import { diffArrays } from 'diff';
import type { Range } from '../model/text.ts';

/** Where two texts differ in more lines than this, all that lies between the first and the last difference counts as changed. */
const mostEdits = 2000;

/**
 * @param before the file in the base; null where the base has no such file: everything is new
 * @returns sorted, none touching another; a place where lines only went is no range
 */
export function changedRanges(before: string | null, after: string): Range[] {
  if (after === '') return [];
  if (before === null) return [{ start: 0, end: after.length }];
  if (before === after) return [];
  const old = linesOf(before);
  const lines = linesOf(after);
  let head = 0;
  while (head < old.length && head < lines.length && old[head] === lines[head]) head++;
  let tail = 0;
  const most = Math.min(old.length, lines.length) - head;
  while (tail < most && old[old.length - 1 - tail] === lines[lines.length - 1 - tail]) tail++;
  const starts = offsetsOf(lines);
  const range = (first: number, last: number): Range => ({
    start: starts[first] ?? 0,
    end: starts[last] ?? after.length,
  });
  const middle = lines.slice(head, lines.length - tail);
  if (middle.length === 0) return [];
  const parts = diffArrays(old.slice(head, old.length - tail), middle, { maxEditLength: mostEdits });
  if (parts === undefined) return [range(head, lines.length - tail)];
  const ranges: Range[] = [];
  let line = head;
  for (const [index, part] of parts.entries()) {
    if (part.removed) continue;
    if (part.added) {
      const next = parts[index + 1];
      const isAlone = parts[index - 1]?.removed !== true && next?.removed !== true;
      const most = next === undefined ? tail : next.value.length;
      const by = isAlone ? slide(lines, line, line + part.value.length, most) : 0;
      const found = range(line + by, line + by + part.value.length);
      const previous = ranges.at(-1);
      if (previous?.end === found.start) ranges[ranges.length - 1] = { start: previous.start, end: found.end };
      else ranges.push(found);
    }
    line += part.value.length;
  }
  return ranges;
}

/**
 * How far down new lines can be said to stand: where a function is added behind another, the end of the one before may
 * as well be called new as its own end, which is what a person would call it.
 */
function slide(lines: readonly string[], from: number, to: number, most: number): number {
  let by = 0;
  while (by < most && lines[from + by] === lines[to + by]) by++;
  return by;
}

/** Lines with their ends, so that a change of line ends alone is one. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];
}

/** Offset of each line, and of the end. */
function offsetsOf(lines: readonly string[]): number[] {
  const starts = [0];
  let at = 0;
  for (const line of lines) starts.push((at += line.length));
  return starts;
}
