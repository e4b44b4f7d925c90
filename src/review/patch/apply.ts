/**
 * Puts the hunks of a patch into a text, all of them or none: at their place, else where their lines stand, else with up
 * to two lines of context left out of account at each end. What is found nowhere, or at two places alike, is not guessed.
 */
import { lineFinder, nearest, type LineFinder } from '../findLines.ts';
import type { PatchHunk, PatchLine } from './patch.ts';

export type Applied =
  | { readonly text: string; readonly problem: null }
  | { readonly text: null; readonly problem: string };

/** Lines of context at each end that need not be there. */
const mostFuzz = 2;

/** @param text without a byte-order mark */
export function applyHunks(text: string, hunks: readonly PatchHunk[]): Applied {
  const overlap = overlapOf(hunks);
  if (overlap !== null) return { text: null, problem: overlap };
  const own = hunks.map(withoutMark);
  const lines = linesOf(text);
  const exact = placed(lines, own, 0);
  if (exact.problem === null) return exact;
  const turned = otherEnds(lines, own);
  if (turned !== null) {
    const result = placed(lines, turned, 0);
    if (result.problem === null) return result;
  }
  return placed(lines, turned ?? own, mostFuzz);
}

/** As diffs count them: a lone `\r` does not end a line. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function overlapOf(hunks: readonly PatchHunk[]): string | null {
  let end = 0;
  for (const [index, hunk] of hunks.entries()) {
    const count = oldLines(hunk).length;
    const start = firstOf(hunk);
    if (start < end) return `hunk ${index + 1} overlaps the one before it, or stands behind it`;
    end = start + count;
  }
  return null;
}

/** Index of the first old line; of no lines, that of the line behind them. */
function firstOf(hunk: PatchHunk): number {
  return oldLines(hunk).length === 0 ? hunk.oldStart : hunk.oldStart - 1;
}

function oldLines({ lines }: PatchHunk): string[] {
  return lines.filter(({ kind }) => kind !== 'added').map(({ text }) => text);
}

/** A byte-order mark at the start of the file is no part of a text here. */
function withoutMark(hunk: PatchHunk): PatchHunk {
  if (hunk.oldStart > 1 && hunk.newStart > 1) return hunk;
  const firstAdded = hunk.lines.findIndex(({ kind }) => kind === 'added');
  const firstOld = hunk.lines.findIndex(({ kind }) => kind !== 'added');
  const lines = hunk.lines.map((line, index) =>
    index === firstAdded || index === firstOld ? { ...line, text: line.text.replace(/^\uFEFF/, '') } : line,
  );
  return { ...hunk, lines };
}

function endOf(line: string): '\r\n' | '\n' | '' {
  if (!line.endsWith('\n')) return '';
  return line.endsWith('\r\n') ? '\r\n' : '\n';
}

/** The kind of line end that all lines have; null where they differ, or there are none. */
function commonEnd(lines: readonly string[]): '\r\n' | '\n' | null {
  const ends = new Set(lines.map(endOf));
  ends.delete('');
  const [end] = ends;
  return ends.size === 1 && end !== undefined && end !== '' ? end : null;
}

/** A patch that lost or gained `\r` on its way, with the line ends of the file; null where that is not so. */
function otherEnds(lines: readonly string[], hunks: readonly PatchHunk[]): PatchHunk[] | null {
  const own = commonEnd(lines);
  const given = commonEnd(hunks.flatMap((hunk) => hunk.lines.map(({ text }) => text)));
  if (own === null || given === null || own === given) return null;
  const turned = (line: PatchLine): PatchLine => ({ ...line, text: line.text.replace(/\r?\n$/, own) });
  return hunks.map((hunk) => ({ ...hunk, lines: hunk.lines.map(turned) }));
}

interface Place {
  /** Index of the first line that is replaced. */
  readonly at: number;
  readonly lines: readonly PatchLine[];
}

function placed(lines: readonly string[], hunks: readonly PatchHunk[], most: number): Applied {
  const finder = lineFinder(lines);
  const places: Place[] = [];
  let [floor, shift] = [0, 0];
  for (const [index, hunk] of hunks.entries()) {
    const found = locate(finder, hunk, firstOf(hunk) + shift, floor, most);
    if (found === null) return { text: null, problem: whyNot(finder, hunk, index, hunks.length) };
    shift = found.at - found.before - firstOf(hunk);
    floor = found.at + found.lines.filter(({ kind }) => kind !== 'added').length;
    places.push(found);
  }
  return { text: joined(lines, places), problem: null };
}

function joined(lines: readonly string[], places: readonly Place[]): string {
  const result: string[] = [];
  let next = 0;
  for (const { at, lines: own } of places) {
    while (next < at) result.push(lines[next++] ?? '');
    for (const { kind, text } of own) {
      if (kind === 'added') result.push(text);
      else if (kind === 'context') result.push(lines[next++] ?? '');
      else next++;
    }
  }
  while (next < lines.length) result.push(lines[next++] ?? '');
  return result.join('');
}

/** `before`: how many lines of context were left out of account before it. */
type Located = Place & { readonly before: number };

function locate(finder: LineFinder, hunk: PatchHunk, expected: number, floor: number, most: number): Located | null {
  for (let fuzz = 0; fuzz <= most; fuzz++) {
    const [before, lines] = trimmed(hunk.lines, fuzz);
    if (fuzz > 0 && lines.length === trimmed(hunk.lines, fuzz - 1)[1].length) return null;
    const wanted = lines.filter(({ kind }) => kind !== 'added').map(({ text }) => text);
    const fits = (at: number): boolean => at >= floor && endsWell(finder.lines, at, wanted, lines);
    const here = expected + before;
    const found = { lines, before };
    if (wanted.length === 0) {
      // Nothing says where it stands but its number.
      return fuzz === 0 && here <= finder.lines.length && fits(here) ? { ...found, at: here } : null;
    }
    if (finder.standsAt(wanted, here) && fits(here)) return { ...found, at: here };
    const places = finder.places(wanted).filter(fits);
    const [only] = places;
    const at = fuzz === 0 ? nearest(places, here) : places.length === 1 && only !== undefined ? only : null;
    if (at !== null) return { ...found, at };
    // Lines that stand at several places with all their context would stand at more with less of it.
    if (places.length > 0) return null;
  }
  return null;
}

/** Without up to so many lines of context at each end, and how many went at the start. */
function trimmed(lines: readonly PatchLine[], fuzz: number): readonly [number, readonly PatchLine[]] {
  let [from, to] = [0, lines.length];
  while (from < fuzz && lines[from]?.kind === 'context') from++;
  while (lines.length - to < fuzz && to > from && lines[to - 1]?.kind === 'context') to--;
  return [from, lines.slice(from, to)];
}

/** A line without an end stands at the end of the file only, before and after. */
function endsWell(
  file: readonly string[],
  at: number,
  wanted: readonly string[],
  lines: readonly PatchLine[],
): boolean {
  const end = at + wanted.length;
  const after = lines.filter(({ kind }) => kind !== 'removed').at(-1);
  if (end < file.length) return after === undefined || endOf(after.text) !== '';
  // Lines are put behind a last one without an end.
  const last = file.at(-1);
  return wanted.length > 0 || last === undefined || endOf(last) !== '';
}

function whyNot(finder: LineFinder, hunk: PatchHunk, index: number, count: number): string {
  const which = count === 1 ? 'its hunk' : `hunk ${index + 1} of ${count}`;
  const present = hunk.lines.filter(({ kind }) => kind !== 'removed').map(({ text }) => text);
  const changes = hunk.lines.some(({ kind }) => kind !== 'context');
  const isThere = changes && finder.places(present).length > 0;
  const why = isThere
    ? 'it seems to be applied already'
    : 'the lines it changes do not stand there, or at several places';
  return `${which} (at line ${hunk.oldStart}) does not apply: ${why}`;
}
