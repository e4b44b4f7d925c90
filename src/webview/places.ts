/** The hunks and findings that are shown, in the order in which they are read. Knows nothing of the page. */
import type { ShownFile } from './filters.ts';
import type { Current } from './state.ts';

export function hunkPlaces(files: readonly ShownFile[]): Current[] {
  return files.flatMap(({ file, hunks }) => hunks.map(({ id }) => ({ path: file.path, hunk: id, finding: null })));
}

export function findingPlaces(files: readonly ShownFile[]): Current[] {
  return files.flatMap(({ file, hunks, showsOwn }) => {
    const at = (hunk: string | null, finding: string): Current => ({ path: file.path, hunk, finding });
    const own = showsOwn ? file.findings.map(({ fingerprint }) => at(null, fingerprint)) : [];
    return [...own, ...hunks.flatMap(({ id, findings }) => findings.map(({ fingerprint }) => at(id, fingerprint)))];
  });
}

export function filePlaces(files: readonly ShownFile[]): Current[] {
  return files.map(({ file }) => ({ path: file.path, hunk: null, finding: null }));
}

/** The next of some places from where the reader is, in either direction; null at the end. */
export function nextPlace(
  places: readonly Current[],
  from: Current | null,
  files: readonly ShownFile[],
  step: 1 | -1,
): Current | null {
  if (!from) return places[step === 1 ? 0 : places.length - 1] ?? null;
  const at = rankOf(from, files);
  const others = places.map((place) => ({ place, rank: rankOf(place, files) }));
  const found =
    step === 1 ? others.find(({ rank }) => isLess(at, rank)) : others.findLast(({ rank }) => isLess(rank, at));
  return found?.place ?? null;
}

type Rank = readonly [file: number, hunk: number, finding: number];

function rankOf({ path, hunk, finding }: Current, files: readonly ShownFile[]): Rank {
  const file = files.findIndex((shown) => shown.file.path === path);
  const shown = files[file];
  const hunkIndex = shown?.hunks.findIndex(({ id }) => id === hunk) ?? -1;
  const findings = (hunkIndex < 0 ? shown?.file.findings : shown?.hunks[hunkIndex]?.findings) ?? [];
  return [file, hunkIndex, finding === null ? -1 : findings.findIndex(({ fingerprint }) => fingerprint === finding)];
}

function isLess(one: Rank, other: Rank): boolean {
  for (let index = 0; index < one.length; index++) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
