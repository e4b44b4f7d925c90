/** What a review says of a change: findings by hunk, what the change took away, and a verdict each. Plain data. */
import type { ChangeSet, FileChange, Hunk, Provenance } from './change.ts';
import type { Finding } from './finding.ts';
import type { Fault } from './source.ts';

/** `ask`: only a person can say (an approval path, a frozen module, a file that cannot be read). */
export type HunkVerdict = 'ship' | 'fix-first' | 'ask';

/** The worst first. */
export const hunkVerdicts: readonly HunkVerdict[] = ['fix-first', 'ask', 'ship'];

export interface VerdictReason {
  readonly verdict: HunkVerdict;
  /** One line. */
  readonly text: string;
  /** The finding behind it; null where there is none. */
  readonly finding: Finding | null;
}

export interface ReviewedHunk {
  readonly hunk: Hunk;
  readonly verdict: HunkVerdict;
  readonly reasons: readonly VerdictReason[];
  /** New ones that stand in it, guards that it removed included. */
  readonly findings: readonly Finding[];
  readonly provenance: Provenance;
}

export interface ReviewedChange {
  readonly change: FileChange;
  /** The worst of its hunks and of what holds for the file as a whole. */
  readonly verdict: HunkVerdict;
  /** Of the file as a whole. */
  readonly reasons: readonly VerdictReason[];
  readonly hunks: readonly ReviewedHunk[];
  /** New ones outside its hunks, which the change caused all the same. */
  readonly findings: readonly Finding[];
  /** Findings that were there before the change. */
  readonly known: number;
}

export interface Review {
  readonly changes: ChangeSet;
  /** In the order of the change set. */
  readonly files: readonly ReviewedChange[];
  /** What the change broke in files it does not touch. */
  readonly elsewhere: readonly Finding[];
  /** The worst of all files. */
  readonly verdict: HunkVerdict;
  /** One paragraph, made from facts. */
  readonly summary: string;
  readonly faults: readonly Fault[];
}

/** All new findings of a review, the changed files first. */
export function findingsOf(review: Review): Finding[] {
  return [
    ...review.files.flatMap(({ hunks, findings }) => [...hunks.flatMap((hunk) => hunk.findings), ...findings]),
    ...review.elsewhere,
  ];
}

export function worst(verdicts: Iterable<HunkVerdict>): HunkVerdict {
  const given = new Set(verdicts);
  return hunkVerdicts.find((verdict) => given.has(verdict)) ?? 'ship';
}
