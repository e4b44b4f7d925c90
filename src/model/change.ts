/**
 * A change: files with both of their texts, wherever it comes from (the working tree, the index, a branch, a range of
 * commits, a patch), and what is known of who wrote it. Plain data, made by `host/` and `review/`.
 */
import type { Fault } from './source.ts';
import type { Range } from './text.ts';

/** Where a change comes from, as a user asks for it. */
export type ChangeSource =
  /** What is not committed yet, new files included. */
  | { readonly kind: 'working-tree' }
  /** Everything since the branch left the one it will be merged into, what is not committed included; base null: the usual one. */
  | { readonly kind: 'branch'; readonly base: string | null }
  /** What a commit would hold now. */
  | { readonly kind: 'staged' }
  /** From one commit to another. */
  | { readonly kind: 'range'; readonly from: string; readonly to: string }
  /** A unified diff that is not applied yet. */
  | { readonly kind: 'patch'; readonly text: string };

export interface ChangeSet {
  readonly source: ChangeSource;
  /** `checkout-retries against main (3f2a1c9)`, for people. */
  readonly title: string;
  /** Commit the old texts are of; null where there is none, as before the first commit. */
  readonly base: string | null;
  /** By path, sorted. */
  readonly files: readonly FileChange[];
  /**
   * Texts of the new side that differ from what is on disk, by path (null: not there): those of a patch, of the index, of
   * another commit. Empty where the new side is what is on disk.
   */
  readonly overlay: ReadonlyMap<string, string | null>;
  /** What is known of who wrote which lines of the new side, by path. */
  readonly origins: ReadonlyMap<string, readonly LineOrigin[]>;
  /** What could not be read or applied, each at its file. */
  readonly faults: readonly Fault[];
}

export type ChangeKind = 'added' | 'deleted' | 'modified' | 'renamed' | 'copied';

export interface FileChange {
  readonly kind: ChangeKind;
  /** On the new side; for a deleted file, where it was. */
  readonly path: string;
  /** On the old side; the same but for renames and copies. */
  readonly oldPath: string;
  /** Text before the change; null where the file was not there, or has no text (see `note`). */
  readonly before: string | null;
  /** Text after the change; null where the file is not there any more, or has no text. */
  readonly after: string | null;
  /** Octal file modes where they differ, such as `100644` and `100755`. */
  readonly mode: { readonly before: string; readonly after: string } | null;
  /** Why there are no texts to compare: `binary`, `submodule 3f2a1c9 → 88b1e02`, `too large`; null where there are. */
  readonly note: string | null;
  readonly hunks: readonly Hunk[];
}

/** Lines that changed together, with up to three unchanged ones around them. */
export interface Hunk {
  /** Names it within its change set: path and number. */
  readonly id: string;
  /** 1-based first line and how many, as unified diffs count: with no lines on a side, `Start` is the line before. */
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  /** Whole lines of the old text, those around included. */
  readonly before: Range;
  /** The same of the new text. */
  readonly after: Range;
  readonly lines: readonly DiffLine[];
}

export interface DiffLine {
  readonly kind: 'context' | 'added' | 'removed';
  /** Without its line end. */
  readonly text: string;
  /** `''` for a last line without one. */
  readonly ending: '\n' | '\r\n' | '\r' | '';
  /** 1-based; null on the side that does not have it. */
  readonly oldLine: number | null;
  readonly newLine: number | null;
}

/** One thing that is known of who wrote lines. */
export interface ProvenanceEvidence {
  /**
   * `trailer` of a commit, `hook` event of an agent, Agent `trace` note, `author` that is a bot; `commit` that says
   * nothing of it; `insertion` of many lines at once, which is a hint and proves nothing.
   */
  readonly kind: 'trailer' | 'hook' | 'trace' | 'author' | 'commit' | 'insertion';
  /** `Co-authored-by: Copilot <…>` as written; for people, one line. */
  readonly text: string;
  readonly commit: string | null;
  /** What it proves; a hint proves `unknown`. */
  readonly by: 'agent' | 'person' | 'unknown';
  /** `Claude Code`, `Copilot`, `Cursor`, … where it is told. */
  readonly agent: string | null;
}

/** Lines of the new side, 1-based, both ends included; with `last` before `first`, lines that went in front of `first`. */
export interface LineOrigin {
  readonly first: number;
  readonly last: number;
  readonly evidence: readonly ProvenanceEvidence[];
}

export interface Provenance {
  readonly by: 'agent' | 'person' | 'unknown';
  readonly agent: string | null;
  readonly evidence: readonly ProvenanceEvidence[];
}
