/**
 * `review/` is about changes: what of a file is new against a base, hunks, who wrote them, and what a review says of
 * each. It imports what rules import.
 *
 * This file: where two texts differ, by line. Lines carry their ends, so that a change of line ends alone is one.
 */
import { diffArrays } from 'diff';

/** Where two texts differ in more lines than this, all that lies between the first and the last difference counts as changed. */
const mostEdits = 2000;

/** Lines of one side that stand in for lines of the other. Indexes count from 0; no two of them touch. */
export interface LineChange {
  readonly old: number;
  readonly oldCount: number;
  readonly new: number;
  readonly newCount: number;
}

/** Lines with their ends; no line after the last end. */
export function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];
}

/** Offset of each line, and of the end. */
export function offsetsOf(lines: readonly string[]): number[] {
  const starts = [0];
  let at = 0;
  for (const line of lines) starts.push((at += line.length));
  return starts;
}

/** Sorted. */
export function lineChanges(old: readonly string[], lines: readonly string[]): LineChange[] {
  let head = 0;
  while (head < old.length && head < lines.length && old[head] === lines[head]) head++;
  let tail = 0;
  const most = Math.min(old.length, lines.length) - head;
  while (tail < most && old[old.length - 1 - tail] === lines[lines.length - 1 - tail]) tail++;
  const oldMiddle = old.slice(head, old.length - tail);
  const middle = lines.slice(head, lines.length - tail);
  if (oldMiddle.length === 0 && middle.length === 0) return [];
  const whole = { old: head, oldCount: oldMiddle.length, new: head, newCount: middle.length };
  const parts =
    oldMiddle.length === 0 || middle.length === 0
      ? undefined
      : diffArrays(oldMiddle, middle, { maxEditLength: mostEdits });
  const changes = parts === undefined ? [whole] : changesOf(parts, head);
  return changes.map((change) => (change.oldCount === 0 ? slideDown(lines, change, changes) : change));
}

type Part = { readonly added?: boolean; readonly removed?: boolean; readonly value: readonly string[] };

function changesOf(parts: readonly Part[], head: number): LineChange[] {
  const changes: LineChange[] = [];
  let [atOld, atNew] = [head, head];
  let open: LineChange | null = null;
  for (const { added, removed, value } of parts) {
    if (!added && !removed) {
      if (open !== null) changes.push(open);
      open = null;
      atOld += value.length;
      atNew += value.length;
      continue;
    }
    open ??= { old: atOld, oldCount: 0, new: atNew, newCount: 0 };
    if (removed) {
      open = { ...open, oldCount: open.oldCount + value.length };
      atOld += value.length;
    } else {
      open = { ...open, newCount: open.newCount + value.length };
      atNew += value.length;
    }
  }
  if (open !== null) changes.push(open);
  return changes;
}

/**
 * How far down new lines can be said to stand: where a function is added behind another, the end of the one before may
 * as well be called new as its own end, which is what a person would call it.
 */
function slideDown(lines: readonly string[], change: LineChange, all: readonly LineChange[]): LineChange {
  const next = all[all.indexOf(change) + 1];
  const most = (next?.new ?? lines.length) - (change.new + change.newCount);
  let by = 0;
  while (by < most && lines[change.new + by] === lines[change.new + change.newCount + by]) by++;
  // What touches the next change would be one with it.
  if (by === most && next !== undefined) return change;
  return { ...change, old: change.old + by, new: change.new + by };
}
