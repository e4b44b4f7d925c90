/** On which side each hunk of a file stands in a text, where the text is the file with some of its hunks dropped. */
import type { FileChange, Hunk } from '../model/change.ts';
import { linesOf } from './lineDiff.ts';

export type Side = 'before' | 'after';

export interface Standing {
  readonly side: Side;
  /** Index of its first line, those around included. */
  readonly at: number;
}

/** Lines compared at most; a text that takes more is told by its lines alone. */
const mostCompared = 4_000_000;

interface Part {
  /** Unchanged lines before the hunk. */
  readonly lead: readonly string[];
  readonly sides: Readonly<Record<Side, readonly string[]>>;
  /** Which side is tried first. */
  readonly first: Side;
}

/**
 * @param wanted hunks by id that are to stand on `side`; where several readings are possible, one is taken in which they do
 * @param comparable a line as it is compared
 * @returns one for each hunk, or null where the text has other changes as well
 */
export function standings(
  lines: readonly string[],
  { before, hunks }: Pick<FileChange, 'before' | 'hunks'>,
  wanted: ReadonlySet<string>,
  side: Side,
  comparable: (line: string) => string,
): readonly Standing[] | null {
  const old = linesOf(before ?? '').map(comparable);
  let next = 0;
  const parts = hunks.map((hunk): Part => {
    const start = hunk.oldLines === 0 ? hunk.oldStart : hunk.oldStart - 1;
    const lead = old.slice(next, start);
    next = start + hunk.oldLines;
    const other = side === 'after' ? 'before' : 'after';
    return { lead, sides: sidesOf(hunk, comparable), first: wanted.has(hunk.id) ? side : other };
  });
  const tail = old.slice(next);
  return read(lines, parts, tail);
}

function sidesOf({ lines }: Hunk, comparable: (line: string) => string): Part['sides'] {
  const of = (left: 'added' | 'removed'): string[] =>
    lines.filter(({ kind }) => kind !== left).map(({ text, ending }) => comparable(text + ending));
  return { before: of('added'), after: of('removed') };
}

/** Tries one side after the other, and goes back where the rest does not fit. */
function read(lines: readonly string[], parts: readonly Part[], tail: readonly string[]): Standing[] | null {
  let compared = 0;
  const fits = (wanted: readonly string[], at: number): boolean => {
    if (at + wanted.length > lines.length) return false;
    for (let index = 0; index < wanted.length; index++) {
      compared++;
      if (lines[at + index] !== wanted[index]) return false;
    }
    return true;
  };
  const failed = new Set<string>();
  const chosen: { at: number; start: number; left: Side[]; side: Side }[] = [];
  let at = 0;
  for (;;) {
    const part = parts[chosen.length];
    const key = `${chosen.length} ${at}`;
    if (part === undefined && fits(tail, at) && at + tail.length === lines.length) {
      return chosen.map((one) => ({ side: one.side, at: one.start }));
    }
    if (part !== undefined && !failed.has(key) && fits(part.lead, at)) {
      const left: Side[] = part.first === 'after' ? ['after', 'before'] : ['before', 'after'];
      chosen.push({ at, start: at + part.lead.length, left, side: part.first });
    } else {
      failed.add(key);
    }
    // The next side of the last hunk that has one left.
    for (let isOpen = false; !isOpen;) {
      const last = chosen.at(-1);
      const own = parts[chosen.length - 1];
      if (last === undefined || own === undefined || compared > mostCompared) return null;
      const side = last.left.shift();
      if (side === undefined) {
        failed.add(`${chosen.length - 1} ${last.at}`);
        chosen.pop();
      } else if (fits(own.sides[side], last.start)) {
        last.side = side;
        at = last.start + own.sides[side].length;
        isOpen = true;
      }
    }
  }
}
