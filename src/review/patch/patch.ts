/**
 * `patch/` reads unified diffs as git and GNU diff write them and applies them to texts in memory: `parse` reads, `apply`
 * finds where hunks stand, `patchChanges` makes changed files of both. It imports what `review/` does.
 *
 * This file: what a patch says, before anything of it is applied.
 */

export interface Patch {
  readonly files: readonly PatchFile[];
  /** Messages of e-mails and commits that precede diffs, in the order they are applied. */
  readonly stages: readonly PatchStage[];
  /** Its last line has no end: it was cut off there, or lost it on its way. */
  readonly isUnended: boolean;
  /** Why nothing of it can be read, for people; null where it can. */
  readonly problem: string | null;
}

/** A commit's message and author before its diff, as `git format-patch` and `git show` write them; both may be ''. */
export interface PatchStage {
  /** `Name <address>`. */
  readonly author: string;
  readonly message: string;
}

export interface PatchFile {
  /** Index in `stages`: within one, diffs are all of the same old texts; the next one is of what the one before made. */
  readonly stage: number;
  /** 1-based line of the patch. */
  readonly line: number;
  readonly kind: 'added' | 'deleted' | 'modified' | 'renamed' | 'copied';
  /** What it may be called on the old side, the likeliest first; empty where the file is not there. */
  readonly oldNames: readonly string[];
  readonly newNames: readonly string[];
  /** Octal; null where not said. */
  readonly oldMode: string | null;
  readonly newMode: string | null;
  /** Hashes of both texts, mostly abbreviated; null where not said. */
  readonly blobs: { readonly old: string; readonly new: string } | null;
  readonly isBinary: boolean;
  /** Nothing follows in the patch: if it is cut off, then here. */
  readonly isLast: boolean;
  readonly hunks: readonly PatchHunk[];
  /** Why it cannot be applied: cut off, malformed; null where it is whole. */
  readonly problem: string | null;
}

export interface PatchHunk {
  /** 1-based line of the patch. */
  readonly line: number;
  /** As written; where a side has no lines, the line before. */
  readonly oldStart: number;
  readonly newStart: number;
  readonly lines: readonly PatchLine[];
}

export interface PatchLine {
  readonly kind: 'context' | 'added' | 'removed';
  /** With its line end, `\n` or `\r\n`; without one where the file ends so. */
  readonly text: string;
}
