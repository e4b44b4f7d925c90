/** Where a changed file is shown as evidence. */
import type { FileChange } from '../model/change.ts';
import type { Evidence } from '../model/finding.ts';
import type { LoadedProfile } from '../model/profile.ts';

/** The first line that is new; where lines only went, the place they went from; of a file that is gone, its old text. */
export function changeEvidence(change: FileChange, label: string): Evidence {
  const { path, oldPath, before, after, hunks } = change;
  const nowhere: Evidence = { file: path, range: { start: 0, end: 0 }, label };
  if (after === null) return before === null ? nowhere : { ...nowhere, file: oldPath, side: 'before' };
  const [hunk] = hunks;
  if (hunk === undefined) return nowhere;
  let start = hunk.after.start;
  for (const { kind, text, ending } of hunk.lines) {
    if (kind === 'added') return { file: path, range: { start, end: start + text.length }, label };
    if (kind === 'context') start += text.length + ending.length;
  }
  return { file: path, range: { start: hunk.after.start, end: hunk.after.start }, label };
}

/** The value at a path of the profile; empty where it cannot be placed. */
export function profileEvidence(
  profile: LoadedProfile,
  path: readonly (string | number)[],
  label = 'the profile says',
): Evidence[] {
  const range = profile.locate(path) ?? profile.locateKey(path);
  return range === null ? [] : [{ file: profile.file, range, label }];
}
