/** Texts of a new side that is not the working tree, where they differ from it: of the index, or of another commit. */
import type { FileChange } from '../../model/change.ts';
import { isSkipped } from '../nodeFiles.ts';
import { readBlobs } from './blobs.ts';
import { rawDiff, untrackedFiles } from './rawDiff.ts';
import type { GitRepository } from './repository.ts';
import type { TextPort } from './workingFiles.ts';

/**
 * @param commit null: the index
 * @param files of the change; what the editor holds of them may differ where the disk does not
 */
export async function overlayOf(
  repository: GitRepository,
  commit: string | null,
  files: readonly FileChange[],
  text: TextPort | undefined,
): Promise<Map<string, string | null>> {
  const [raw, untracked] = await Promise.all([
    rawDiff(repository, commit === null ? [] : [commit], { renames: false }),
    untrackedFiles(repository),
  ]);
  const regular = raw.filter(({ status, oldMode }) => status !== 'U' && oldMode.startsWith('100'));
  const blobs = await readBlobs(
    repository,
    regular.flatMap(({ oldBlob }) => oldBlob ?? []),
  );
  const overlay = new Map<string, string | null>();
  for (const { path, oldBlob } of regular) {
    const old = blobs.get(oldBlob ?? '')?.text;
    // What has no text stays what is on disk, which is there at least.
    if (old !== undefined) overlay.set(path, old);
  }
  for (const { path, oldMode } of raw) if (/^0+$/.test(oldMode)) overlay.set(path, null);
  for (const path of untracked) if (!isSkipped(path) && !overlay.has(path)) overlay.set(path, null);
  if (text !== undefined) {
    for (const { path, after, note } of files) {
      if (note === null && !overlay.has(path) && (await text(path)) !== after) overlay.set(path, after);
    }
  }
  return overlay;
}
