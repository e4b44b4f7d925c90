/** What an item speaks of, as a hash: equal while the lines that changed in its files are the same, wherever they stand. */
import type { FileChange } from '../model/change.ts';
import { stableHash } from '../model/finding.ts';

/** @param question what is asked of those lines; empty where nothing is */
export function subjectOf(files: readonly FileChange[], question: string): string {
  const parts = [...files]
    .sort((one, other) => (one.path < other.path ? -1 : 1))
    .map(({ kind, path, oldPath, mode, note, hunks }) => [
      kind,
      path,
      oldPath,
      mode?.after ?? '',
      note ?? '',
      hunks.flatMap(({ lines }) =>
        lines.flatMap((line) => (line.kind === 'context' ? [] : `${line.kind} ${line.text}${line.ending}`)),
      ),
    ]);
  return stableHash(JSON.stringify([question, parts]));
}
