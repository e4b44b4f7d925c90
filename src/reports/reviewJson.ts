/** A review as JSON that others build on, under the same promise as `json.ts`. */
import type { Provenance } from '../model/change.ts';
import type { HunkVerdict, Review, ReviewedChange, ReviewedHunk, VerdictReason } from '../model/review.ts';
import { reportedFault, reportedFinding, type ReportedFault, type ReportedFinding } from './json.ts';
import { createPlaces, type Places, type TextLookup } from './places.ts';

export interface ReviewReport {
  readonly version: 1;
  readonly title: string;
  /** Commit that the old side is of. */
  readonly base: string | null;
  readonly verdict: HunkVerdict;
  readonly summary: string;
  readonly files: readonly ReportedChange[];
  /** What the change breaks in files it does not touch. */
  readonly elsewhere: readonly ReportedFinding[];
  readonly faults: readonly ReportedFault[];
  readonly stats: { readonly files: number; readonly milliseconds: number };
}

export interface ReportedChange {
  readonly path: string;
  readonly oldPath: string;
  readonly kind: string;
  readonly note: string | null;
  readonly verdict: HunkVerdict;
  readonly reasons: readonly ReportedReason[];
  readonly hunks: readonly ReportedHunk[];
  /** New ones outside its hunks. */
  readonly findings: readonly ReportedFinding[];
  /** How many findings were there before. */
  readonly known: number;
}

export interface ReportedReason {
  readonly verdict: HunkVerdict;
  readonly text: string;
  readonly rule: string | null;
}

export interface ReportedHunk {
  /** 1-based first line and number of lines on each side. */
  readonly old: { readonly start: number; readonly lines: number };
  readonly new: { readonly start: number; readonly lines: number };
  readonly verdict: HunkVerdict;
  readonly reasons: readonly ReportedReason[];
  readonly findings: readonly ReportedFinding[];
  /** Guards that the hunk took away. */
  readonly removed: readonly ReportedFinding[];
  readonly provenance: Provenance;
}

/** The rule whose findings are guards that went. */
const removal = 'guard-removed';

export function reviewReport(review: Review, textOf: TextLookup, milliseconds: number): ReviewReport {
  const places = createPlaces(textOf);
  const { changes, files, elsewhere, verdict, summary, faults } = review;
  return {
    version: 1,
    title: changes.title,
    base: changes.base,
    verdict,
    summary,
    files: files.map((file) => reportedChange(file, places)),
    elsewhere: elsewhere.map((finding) => reportedFinding(finding, places)),
    faults: faults.map((fault) => reportedFault(fault, places)),
    stats: { files: files.length, milliseconds },
  };
}

function reportedChange(file: ReviewedChange, places: Places): ReportedChange {
  const { change, verdict, reasons, hunks, findings, known } = file;
  return {
    path: change.path,
    oldPath: change.oldPath,
    kind: change.kind,
    note: change.note,
    verdict,
    reasons: reasons.map(reportedReason),
    hunks: hunks.map((hunk) => reportedHunk(hunk, places)),
    findings: findings.map((finding) => reportedFinding(finding, places)),
    known,
  };
}

function reportedReason({ verdict, text, finding }: VerdictReason): ReportedReason {
  return { verdict, text, rule: finding?.rule ?? null };
}

function reportedHunk({ hunk, verdict, reasons, findings, provenance }: ReviewedHunk, places: Places): ReportedHunk {
  const reported = findings.map((finding) => reportedFinding(finding, places));
  return {
    old: { start: hunk.oldStart, lines: hunk.oldLines },
    new: { start: hunk.newStart, lines: hunk.newLines },
    verdict,
    reasons: reasons.map(reportedReason),
    findings: reported.filter(({ rule }) => rule !== removal),
    removed: reported.filter(({ rule }) => rule === removal),
    provenance,
  };
}
