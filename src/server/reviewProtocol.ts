/**
 * What client and server say to each other about reviews of changes and the checklist. Both ends and the webviews import
 * this file, so it holds names and plain types only. Positions count from 0, as the protocol does; line numbers of
 * diffs from 1.
 */
import type { ChangeKind, ChangeSource, Provenance } from '../model/change.ts';
import type { ChecklistAnswer, ItemState } from '../model/checklist.ts';
import type { Severity } from '../model/finding.ts';
import type { HunkVerdict } from '../model/review.ts';
import type { Area } from '../model/rule.ts';
import type { TokenKind } from '../model/token.ts';
import type { WireRange } from './protocol.ts';

/** Client → server: review a change. Supports cancellation and work done progress. One review per folder is held. */
export const reviewRequest = 'prodaware/review';
/** Client → server: the lines of some files of the review that is held. */
export const reviewLinesRequest = 'prodaware/review/lines';
/** Client → server: what to edit to drop hunks, to take over hunks of a patch, or to apply fixes. */
export const reviewEditRequest = 'prodaware/review/edit';
/** Client → server: what to tell an assistant of a hunk. */
export const reviewPromptRequest = 'prodaware/review/prompt';
/** Client → server: one side of a changed file, for the editor's own diff view. */
export const reviewTextRequest = 'prodaware/review/text';
/** Server → client: the working tree changed in a way that the review that is held no longer shows. */
export const reviewOutdatedNotification = 'prodaware/review/outdated';

/** Client → server: the checklist of a change. */
export const checklistRequest = 'prodaware/checklist';
/** Client → server: an answer to a manual item, or null to take it back; answers with the new checklist. */
export const checklistAnswerRequest = 'prodaware/checklist/answer';
/** Client → server: the checklist as Markdown for a pull request. */
export const checklistMarkdownRequest = 'prodaware/checklist/markdown';

export interface ReviewParams {
  /** URI of the workspace folder. */
  readonly folder: string;
  readonly source: ChangeSource;
  readonly workDoneToken?: string | number;
}

export interface WireReview {
  /** Names this review in later requests; a newer one of the folder takes its place. */
  readonly id: number;
  readonly folder: string;
  readonly source: ChangeSource;
  readonly title: string;
  readonly verdict: HunkVerdict;
  readonly summary: string;
  /** The new side is what is on disk: hunks can be dropped and fixes applied. Else only a patch can be taken over. */
  readonly isWorkingTree: boolean;
  readonly files: readonly WireChange[];
  readonly elsewhere: readonly WireFinding[];
  /** One line each. */
  readonly faults: readonly string[];
}

export interface WireChange {
  readonly path: string;
  readonly oldPath: string;
  /** Of the new side. */
  readonly uri: string;
  readonly kind: ChangeKind;
  readonly note: string | null;
  readonly verdict: HunkVerdict;
  readonly reasons: readonly WireReason[];
  readonly added: number;
  readonly removed: number;
  /** Faults that were there before. */
  readonly known: number;
  /** Without lines, which `reviewLinesRequest` gives. */
  readonly hunks: readonly WireHunk[];
  /** New ones outside its hunks. */
  readonly findings: readonly WireFinding[];
}

export interface WireReason {
  readonly verdict: HunkVerdict;
  readonly text: string;
  /** `WireFinding.fingerprint` of the finding behind it. */
  readonly finding: string | null;
}

export interface WireHunk {
  readonly id: string;
  /** `@@ -12,7 +12,9 @@ def charge(card):` */
  readonly header: string;
  /** How many lines it shows. */
  readonly lineCount: number;
  readonly verdict: HunkVerdict;
  readonly reasons: readonly WireReason[];
  readonly findings: readonly WireFinding[];
  readonly provenance: Provenance;
}

export interface WireFinding {
  readonly rule: string;
  readonly area: Area;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  readonly uri: string;
  readonly range: WireRange;
  /** 1-based line of the new side. */
  readonly line: number;
  readonly evidence: readonly WireEvidence[];
  readonly fixes: readonly { readonly title: string; readonly safety: 'safe' | 'review' }[];
  readonly fault: string;
  readonly fingerprint: string;
}

export interface WireEvidence {
  readonly label: string;
  readonly path: string;
  readonly uri: string;
  readonly range: WireRange;
  /** 1-based. */
  readonly line: number;
  /** The line itself, trimmed. */
  readonly text: string;
  /** The line is of the old side. */
  readonly isOld: boolean;
}

export interface WireLine {
  readonly kind: 'context' | 'added' | 'removed';
  readonly text: string;
  readonly oldLine: number | null;
  readonly newLine: number | null;
  /** The file ends here without a line end. */
  readonly isUnended: boolean;
  /** Sorted, none overlapping; UTF-16 columns from 0. */
  readonly tokens: readonly (readonly [start: number, end: number, kind: TokenKind])[];
}

export interface ReviewLinesParams {
  readonly review: number;
  readonly folder: string;
  readonly paths: readonly string[];
}

/** Lines by hunk id; hunks of a review that is no longer held are left out. */
export type ReviewLines = Readonly<Record<string, readonly WireLine[]>>;

export interface ReviewEditParams {
  readonly review: number;
  readonly folder: string;
  readonly action:
    /** Takes the lines of hunks back to what they were. Working tree only. */
    | { readonly kind: 'drop'; readonly hunks: readonly string[] }
    /** Writes hunks of a patch (or of what is elsewhere) into the working tree. */
    | { readonly kind: 'take'; readonly hunks: readonly string[] }
    /** One fix of one finding. */
    | { readonly kind: 'fix'; readonly finding: string; readonly fix: number }
    /** Every safe fix of the new findings. */
    | { readonly kind: 'fix-all-safe' };
}

export interface ReviewEdit {
  /** An LSP WorkspaceEdit with document versions; null where nothing is to be done, or it is refused. */
  readonly edit: unknown;
  /** Why not all of it can be done: `app.py has changed since the review`. */
  readonly refused: string | null;
}

export interface ReviewPromptParams {
  readonly review: number;
  readonly folder: string;
  readonly hunk: string;
}

export interface ReviewTextParams {
  readonly review: number;
  readonly folder: string;
  readonly path: string;
  readonly side: 'before' | 'after';
}

export interface ChecklistParams {
  readonly folder: string;
  readonly source: ChangeSource;
}

export interface WireChecklist {
  readonly folder: string;
  readonly source: ChangeSource;
  readonly title: string;
  readonly summary: string;
  readonly holds: boolean;
  readonly items: readonly WireChecklistItem[];
}

export interface WireChecklistItem {
  readonly id: string;
  readonly kind: 'automatic' | 'manual';
  readonly title: string;
  readonly detail: string;
  readonly state: ItemState;
  readonly required: boolean;
  readonly service: string | null;
  readonly evidence: readonly WireEvidence[];
  readonly answer: ChecklistAnswer | null;
}

export interface ChecklistAnswerParams extends ChecklistParams {
  readonly item: string;
  /** Null takes the answer back. */
  readonly answer: { readonly answer: 'yes' | 'no'; readonly by: string; readonly note: string } | null;
}
