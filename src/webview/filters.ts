/** Which files and hunks of a review are shown. Knows nothing of the page. */
import type { HunkVerdict } from '../model/review.ts';
import type { Area } from '../model/rule.ts';
import type { WireChange, WireFinding, WireHunk, WireReview } from '../server/reviewProtocol.ts';

export interface Filters {
  /** None: all. */
  readonly verdicts: readonly HunkVerdict[];
  /** Null: all. */
  readonly area: Area | null;
  /** Words that the path has to contain, in any order and case. */
  readonly path: string;
  readonly hidesKept: boolean;
}

export const noFilters: Filters = { verdicts: [], area: null, path: '', hidesKept: false };

export interface ShownFile {
  readonly file: WireChange;
  readonly hunks: readonly WireHunk[];
  /** What holds for the file as a whole, and findings outside its hunks. */
  readonly showsOwn: boolean;
}

export function shownFiles(review: WireReview, filters: Filters, kept: ReadonlySet<string>): ShownFile[] {
  const { verdicts, area, hidesKept } = filters;
  const words = filters.path.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (findings: readonly WireFinding[]): boolean =>
    area === null || findings.some((finding) => finding.area === area);
  const isWanted = (verdict: HunkVerdict): boolean => verdicts.length === 0 || verdicts.includes(verdict);
  return review.files.flatMap((file): ShownFile[] => {
    const path = file.path.toLowerCase();
    if (!words.every((word) => path.includes(word))) return [];
    const hunks = file.hunks.filter(
      ({ id, verdict, findings }) => isWanted(verdict) && has(findings) && !(hidesKept && kept.has(id)),
    );
    const showsOwn = isWanted(file.verdict) && has(file.findings) && !isDone(file, hidesKept, kept);
    return hunks.length > 0 || showsOwn ? [{ file, hunks, showsOwn }] : [];
  });
}

function isDone({ hunks }: WireChange, hidesKept: boolean, kept: ReadonlySet<string>): boolean {
  return hidesKept && hunks.length > 0 && hunks.every(({ id }) => kept.has(id));
}

/** Hunks by verdict; a file without hunks, such as a binary one, counts as one. */
export function countsOf(review: WireReview): Readonly<Record<HunkVerdict, number>> {
  const counts: Record<HunkVerdict, number> = { 'fix-first': 0, ask: 0, ship: 0 };
  for (const { hunks, verdict } of review.files) {
    if (hunks.length === 0) counts[verdict]++;
    for (const hunk of hunks) counts[hunk.verdict]++;
  }
  return counts;
}

/** Areas that findings of the review are of, sorted. */
export function areasOf(review: WireReview): Area[] {
  return [...new Set(allFindings(review).map(({ area }) => area))].toSorted();
}

export function safeFixes(review: WireReview): number {
  const faults = new Set<string>();
  for (const { fault, fixes } of allFindings(review))
    if (fixes.some(({ safety }) => safety === 'safe')) faults.add(fault);
  return faults.size;
}

export function allFindings(review: WireReview): WireFinding[] {
  return [
    ...review.elsewhere,
    ...review.files.flatMap(({ findings, hunks }) => [...findings, ...hunks.flatMap((hunk) => hunk.findings)]),
  ];
}
