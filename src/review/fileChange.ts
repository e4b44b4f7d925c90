/** A changed file from its two texts. */
import type { ChangeKind, FileChange } from '../model/change.ts';
import { hunksOf } from './hunks.ts';

export interface TwoTexts {
  readonly path: string;
  /** Default: the same. */
  readonly oldPath?: string;
  /** Null: the file is not there on that side, or has no text. */
  readonly before: string | null;
  readonly after: string | null;
  /** Default: what the texts show. */
  readonly kind?: ChangeKind;
  readonly mode?: FileChange['mode'];
  /** Why there are no texts to compare. */
  readonly note?: string | null;
}

export function fileChange({
  path,
  oldPath = path,
  before,
  after,
  kind,
  mode = null,
  note = null,
}: TwoTexts): FileChange {
  return {
    kind: kind ?? shownKind(path, oldPath, before, after),
    path,
    oldPath,
    before,
    after,
    mode,
    note,
    hunks: note === null ? hunksOf(path, before, after) : [],
  };
}

function shownKind(path: string, oldPath: string, before: string | null, after: string | null): ChangeKind {
  if (before === null) return 'added';
  if (after === null) return 'deleted';
  return path === oldPath ? 'modified' : 'renamed';
}
