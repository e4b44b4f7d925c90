/** Files that went and files that came, where one is the other under a new name. */
import { linesOf } from './lineDiff.ts';

interface NamedText {
  readonly path: string;
  readonly text: string;
}

/** Pairs that are compared at most; beyond, only files with the same text are told to be the same. */
const mostPairs = 20_000;
/** As git has it: half of the larger one is in the other. */
const leastAlike = 0.5;

/** @returns by path of what came, the path of what went; each of them once */
export function renamesAmong(gone: readonly NamedText[], come: readonly NamedText[]): Map<string, string> {
  const renames = new Map<string, string>();
  const left = new Set(gone.filter(({ text }) => text !== ''));
  const pair = (old: NamedText, present: NamedText): void => {
    renames.set(present.path, old.path);
    left.delete(old);
  };
  for (const present of come) {
    const same = [...left].filter(({ text }) => text === present.text);
    const old = same.find(({ path }) => nameOf(path) === nameOf(present.path)) ?? same[0];
    if (old !== undefined) pair(old, present);
  }
  const open = come.filter(({ path, text }) => !renames.has(path) && text !== '');
  if (open.length * left.size > mostPairs) return renames;
  const counts = new Map([...left, ...open].map((one) => [one, countsOf(one.text)] as const));
  const alike = open
    .flatMap((present) => [...left].map((old) => ({ old, present, score: likeness(old, present, counts) })))
    .filter(({ score }) => score >= leastAlike)
    .sort((one, other) => other.score - one.score);
  for (const { old, present } of alike) {
    if (left.has(old) && !renames.has(present.path)) pair(old, present);
  }
  return renames;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function countsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of linesOf(text)) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

/** How much of the larger text is lines of the other as well, from 0 to 1. */
function likeness(old: NamedText, present: NamedText, counts: ReadonlyMap<NamedText, Map<string, number>>): number {
  const larger = Math.max(old.text.length, present.text.length);
  if (Math.min(old.text.length, present.text.length) < larger * leastAlike) return 0;
  const other = counts.get(present);
  let common = 0;
  for (const [line, count] of counts.get(old) ?? []) {
    common += line.length * Math.min(count, other?.get(line) ?? 0);
  }
  return common / larger;
}
