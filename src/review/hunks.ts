/** Two texts of a file as hunks: lines that changed, with a few unchanged ones around them. */
import type { DiffLine, Hunk } from '../model/change.ts';
import { lineChanges, linesOf, offsetsOf, type LineChange } from './lineDiff.ts';

const around = 3;

/** @param path on the new side; names the hunks. null: the file is not there on that side */
export function hunksOf(path: string, before: string | null, after: string | null): Hunk[] {
  const old = linesOf(before ?? '');
  const lines = linesOf(after ?? '');
  const oldStarts = offsetsOf(old);
  const newStarts = offsetsOf(lines);
  return grouped(lineChanges(old, lines)).map((group, index): Hunk => {
    const first = group[0];
    const last = group.at(-1);
    if (first === undefined || last === undefined) throw new Error('a group of changes holds one at least');
    const lead = Math.min(around, first.old, first.new);
    const oldEnd = last.old + last.oldCount;
    const newEnd = last.new + last.newCount;
    const trail = Math.min(around, old.length - oldEnd, lines.length - newEnd);
    const [oldFrom, oldTo] = [first.old - lead, oldEnd + trail];
    const [newFrom, newTo] = [first.new - lead, newEnd + trail];
    return {
      id: `${path}#${index + 1}`,
      oldStart: oldTo === oldFrom ? oldFrom : oldFrom + 1,
      oldLines: oldTo - oldFrom,
      newStart: newTo === newFrom ? newFrom : newFrom + 1,
      newLines: newTo - newFrom,
      before: { start: oldStarts[oldFrom] ?? 0, end: oldStarts[oldTo] ?? 0 },
      after: { start: newStarts[newFrom] ?? 0, end: newStarts[newTo] ?? 0 },
      lines: diffLines(group, old, lines, { oldFrom, newFrom, newTo }),
    };
  });
}

/** Changes whose surroundings meet are shown together. */
function grouped(changes: readonly LineChange[]): LineChange[][] {
  const groups: LineChange[][] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group !== undefined && before !== undefined && change.new - (before.new + before.newCount) <= 2 * around) {
      group.push(change);
    } else {
      groups.push([change]);
    }
  }
  return groups;
}

function diffLines(
  group: readonly LineChange[],
  old: readonly string[],
  lines: readonly string[],
  { oldFrom, newFrom, newTo }: { readonly oldFrom: number; readonly newFrom: number; readonly newTo: number },
): DiffLine[] {
  const result: DiffLine[] = [];
  let [atOld, atNew] = [oldFrom, newFrom];
  const unchanged = (until: number): void => {
    while (atNew < until) {
      result.push({ kind: 'context', ...split(lines[atNew] ?? ''), oldLine: ++atOld, newLine: ++atNew });
    }
  };
  for (const change of group) {
    unchanged(change.new);
    for (let count = 0; count < change.oldCount; count++) {
      result.push({ kind: 'removed', ...split(old[atOld] ?? ''), oldLine: ++atOld, newLine: null });
    }
    for (let count = 0; count < change.newCount; count++) {
      result.push({ kind: 'added', ...split(lines[atNew] ?? ''), oldLine: null, newLine: ++atNew });
    }
  }
  unchanged(newTo);
  return result;
}

function split(line: string): { text: string; ending: DiffLine['ending'] } {
  const ending = /(?:\r\n|\n|\r)$/.exec(line)?.[0] ?? '';
  // Safe: the pattern matches nothing else.
  return { text: line.slice(0, line.length - ending.length), ending: ending as DiffLine['ending'] };
}
