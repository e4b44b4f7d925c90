/** The review of each folder that the client shows: what it was made from, for the requests that follow it. */
import type { Review, ReviewedChange, ReviewedHunk } from '../../model/review.ts';
import { findingsOf } from '../../model/review.ts';
import type { Finding } from '../../model/finding.ts';
import type { Folder } from '../folder.ts';
import type { WireContext } from './wire.ts';

export interface HeldReview {
  readonly id: number;
  readonly folder: Folder;
  readonly review: Review;
  /** Texts that findings and evidence stand in, by path, as they were when the review was made. */
  readonly texts: ReadonlyMap<string, string | null>;
  /** Whether the client was told that it no longer shows what is there. */
  isOutdated: boolean;
}

export interface HeldReviews {
  put(folder: Folder, review: Review): Promise<HeldReview>;
  /** Null where a newer review of the folder has taken its place. */
  get(folder: Folder, id: number): HeldReview | null;
  of(folder: Folder): HeldReview | null;
  forget(folder: Folder): void;
}

export function createHeldReviews(): HeldReviews {
  const byFolder = new Map<Folder, HeldReview>();
  let last = 0;
  return {
    async put(folder, review) {
      const held: HeldReview = { id: ++last, folder, review, texts: await textsFor(folder, review), isOutdated: false };
      byFolder.set(folder, held);
      return held;
    },
    get(folder, id) {
      const held = byFolder.get(folder);
      return held?.id === id ? held : null;
    },
    of: (folder) => byFolder.get(folder) ?? null,
    forget: (folder) => void byFolder.delete(folder),
  };
}

/** The new side of every file that the review speaks of. */
async function textsFor(folder: Folder, review: Review): Promise<ReadonlyMap<string, string | null>> {
  const texts = new Map<string, string | null>(review.changes.overlay);
  for (const { path, after, note } of review.changes.files) if (note === null) texts.set(path, after);
  const others = findingsOf(review).flatMap(({ file, evidence, fixes }) => [
    file,
    ...evidence.flatMap((one) => (one.side === 'before' ? [] : [one.file])),
    ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.file)),
  ]);
  for (const path of others) if (!texts.has(path)) texts.set(path, await folder.engine.text(path));
  return texts;
}

export function wireContext({ folder, review, texts }: HeldReview): WireContext {
  const old = new Map(review.changes.files.map(({ oldPath, before }) => [oldPath, before] as const));
  const present = (path: string): string | null => texts.get(path) ?? null;
  return {
    uriOf: (path) => folder.uriOf(path),
    textOf: (path, side) => (side === 'before' ? (old.get(path) ?? present(path)) : present(path)),
  };
}

export function changeAt({ review }: HeldReview, path: string): ReviewedChange | null {
  return review.files.find(({ change }) => change.path === path) ?? null;
}

export function hunkWith(
  { review }: HeldReview,
  id: string,
): { readonly file: ReviewedChange; readonly hunk: ReviewedHunk } | null {
  for (const file of review.files) {
    const hunk = file.hunks.find((one) => one.hunk.id === id);
    if (hunk !== undefined) return { file, hunk };
  }
  return null;
}

export function findingWith({ review }: HeldReview, fingerprint: string): Finding | null {
  return findingsOf(review).find((finding) => finding.fingerprint === fingerprint) ?? null;
}
