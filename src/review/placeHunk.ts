/**
 * Where a hunk stands in a text that may have changed since the review, and the edits that take it back (`drop`) or over
 * (`take`). Line ends are the file's own: a file that got other ones since is still known. Pure; for server and panel.
 */
import type { DiffLine, FileChange, Hunk } from '../model/change.ts';
import type { Range } from '../model/text.ts';
import { lineFinder, type LineFinder } from './findLines.ts';
import { linesOf, offsetsOf } from './lineDiff.ts';
import { standings, type Side } from './standings.ts';

/** `drop`: the old lines instead of the new ones; `take`: the new ones instead of the old. */
export type HunkAction = 'drop' | 'take';

/** Replaces whole lines; the range is of the text that was given. */
export interface LineEdit {
  readonly range: Range;
  readonly text: string;
}

/**
 * Where the lines of one side of a hunk stand: at their number, else at the one place where they do.
 * @returns the range of those lines, those around included; null where they stand nowhere, or at several places
 */
export function placeHunk(text: string, hunk: Hunk, side: Side): Range | null {
  const current = currentText(text);
  const at = placeIn(current, hunk, side);
  return at === null ? null : rangeOf(current, at, sideOf(hunk, side).length);
}

/** The edit of one hunk; null where it does not stand there. */
export function hunkEdit(text: string, hunk: Hunk, action: HunkAction): LineEdit | null {
  const current = currentText(text);
  const at = placeIn(current, hunk, sideBefore(action));
  return at === null ? null : editAt(current, hunk, at, action);
}

/**
 * Edits of several hunks of a file at once; they do not overlap. Where the text is the file with some of its hunks on
 * either side and nothing else, each is found for certain, however alike they are; else each by its lines.
 * @param text of the file now; '' where it is not there
 * @param ids of hunks of the change
 * @returns `refused`: hunks that do not stand there, by id; the edits are of the others
 */
export function hunkEdits(
  text: string,
  change: Pick<FileChange, 'before' | 'hunks'>,
  ids: Iterable<string>,
  action: HunkAction,
): { readonly edits: LineEdit[]; readonly refused: string[] } {
  const wanted = new Set(ids);
  const current = currentText(text);
  const side = sideBefore(action);
  const known = standings(current.finder.lines, change, wanted, side, comparable);
  const placed: { hunk: Hunk; at: number }[] = [];
  const refused: string[] = [];
  for (const [index, hunk] of change.hunks.entries()) {
    if (!wanted.has(hunk.id)) continue;
    const standing = known?.[index];
    const at = standing === undefined ? placeIn(current, hunk, side) : standing.side === side ? standing.at : null;
    const isFree = placed.every(
      (other) => endOf(other, side) <= (at ?? 0) || endOf({ hunk, at: at ?? 0 }, side) <= other.at,
    );
    if (at === null || !isFree) refused.push(hunk.id);
    else placed.push({ hunk, at });
  }
  const edits = placed.map(({ hunk, at }) => editAt(current, hunk, at, action));
  return { edits: edits.sort((one, other) => one.range.start - other.range.start), refused };
}

/**
 * As `hunkEdits`, for all of the hunks or none of them.
 * @param present the side that is in the text now; the other one is written
 * @param change the file they are of, so that hunks that are alike are told apart
 * @returns null where one of them does not stand there
 */
export function placeHunks(
  text: string,
  hunks: readonly Hunk[],
  present: Side,
  change: Pick<FileChange, 'before' | 'hunks'>,
): LineEdit[] | null {
  const ids = hunks.map(({ id }) => id);
  const { edits, refused } = hunkEdits(text, change, ids, present === 'after' ? 'drop' : 'take');
  return refused.length === 0 ? edits : null;
}

function endOf({ hunk, at }: { readonly hunk: Hunk; readonly at: number }, side: Side): number {
  return at + sideOf(hunk, side).length;
}

function sideBefore(action: HunkAction): Side {
  return action === 'drop' ? 'after' : 'before';
}

interface CurrentText {
  /** With their ends. */
  readonly lines: readonly string[];
  readonly starts: readonly number[];
  /** Over lines as they are compared. */
  readonly finder: LineFinder;
}

function currentText(text: string): CurrentText {
  const lines = linesOf(text);
  return { lines, starts: offsetsOf(lines), finder: lineFinder(lines.map(comparable)) };
}

/** All line ends are alike, but a last line without one is another. */
function comparable(line: string): string {
  return line.replace(/(?:\r\n|\r)$/, '\n');
}

function sideOf(hunk: Hunk, side: Side): DiffLine[] {
  const other = side === 'after' ? 'removed' : 'added';
  return hunk.lines.filter(({ kind }) => kind !== other);
}

function whole({ text, ending }: DiffLine): string {
  return text + ending;
}

function placeIn({ lines, finder }: CurrentText, hunk: Hunk, side: Side): number | null {
  const wanted = sideOf(hunk, side).map((line) => comparable(whole(line)));
  // A side without lines is a file that is empty or not there.
  if (wanted.length === 0) return lines.length === 0 ? 0 : null;
  const at = (side === 'after' ? hunk.newStart : hunk.oldStart) - 1;
  if (finder.standsAt(wanted, at)) return at;
  const places = finder.places(wanted);
  return places.length === 1 ? (places[0] ?? null) : null;
}

function rangeOf({ starts }: CurrentText, at: number, count: number): Range {
  return { start: starts[at] ?? 0, end: starts[at + count] ?? 0 };
}

/** Replaces the lines from the first changed one to the last; those around stay untouched. */
function editAt(current: CurrentText, hunk: Hunk, at: number, action: HunkAction): LineEdit {
  const [from, to] = action === 'drop' ? (['added', 'removed'] as const) : (['removed', 'added'] as const);
  const isChanged = hunk.lines.map(({ kind }) => kind !== 'context');
  const [first, last] = [isChanged.indexOf(true), isChanged.lastIndexOf(true)];
  const inside = hunk.lines.slice(first, last + 1);
  const ends = lineEnds(current, sideOf(hunk, sideBefore(action)), at);
  const start = at + hunk.lines.slice(0, first).length;
  let next = start;
  const result: string[] = [];
  for (const line of inside) {
    if (line.kind === from) next++;
    else if (line.kind === to) result.push(ends === null ? whole(line) : line.text + (line.ending === '' ? '' : ends));
    else result.push(current.lines[next++] ?? '');
  }
  const range = rangeOf(current, start, next - start);
  // A last line without an end stays the last one only.
  const isLast = next >= current.lines.length;
  const glued = result.at(-1);
  if (!isLast && glued !== undefined && !/[\r\n]$/.test(glued)) result.push(ends ?? usualEnd(current));
  return { range, text: result.join('') };
}

/** Line ends to write with: null: those of the hunk, as the file has them too. */
function lineEnds(current: CurrentText, side: readonly DiffLine[], at: number): string | null {
  const isAsWritten = side.every((line, index) => current.lines[at + index] === whole(line));
  return isAsWritten ? null : usualEnd(current);
}

function usualEnd({ lines }: CurrentText): string {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const end = /(?:\r\n|\n|\r)$/.exec(line)?.[0];
    if (end !== undefined) counts.set(end, (counts.get(end) ?? 0) + 1);
  }
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? '\n';
}
