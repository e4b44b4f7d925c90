/** A change as the editor has it: unsaved text stands before what is on disk, and what is on disk is what is there now. */
import { readChanges } from '../../host/changes.ts';
import { gitBase } from '../../host/gitBase.ts';
import type { ChangeSet, ChangeSource, FileChange } from '../../model/change.ts';
import { fileChange } from '../../review/fileChange.ts';
import type { Folder } from '../folder.ts';

/** @throws as `readChanges` */
export async function changesIn(folder: Folder, source: ChangeSource, signal: AbortSignal): Promise<ChangeSet> {
  const unsaved = (path: string): string | null => folder.document(path)?.getText() ?? null;
  const changes = await readChanges(folder.root, source, { text: (path) => Promise.resolve(unsaved(path)), signal });
  const ofFiles = source.kind === 'working-tree' || source.kind === 'branch';
  const files = ofFiles ? [...changes.files, ...(await onlyInEditor(folder, changes))] : changes.files;
  if (ofFiles) await takeIn(folder, files);
  return { ...changes, files: [...files].sort((one, other) => (one.path < other.path ? -1 : 1)) };
}

/** Files that are on disk as they are in the base, and edited. What differs on disk is in the change, or was taken back. */
async function onlyInEditor(folder: Folder, { files, base }: ChangeSet): Promise<FileChange[]> {
  if (base === null) return [];
  const known = new Set(files.map(({ path }) => path));
  const listed = new Set(await folder.engine.paths());
  const found: FileChange[] = [];
  for (const path of folder.openPaths()) {
    if (known.has(path) || !listed.has(path) || !folder.isEdited(path)) continue;
    const before = await folder.onDisk(path);
    const after = folder.document(path)?.getText() ?? null;
    if (before === null || after === null || before === after) continue;
    const committed = await gitBase(folder.root).text(base, path);
    if (committed !== null && withoutLineEnds(committed) === withoutLineEnds(before)) {
      found.push(fileChange({ path, before, after }));
    }
  }
  return found;
}

/** Git may have other line ends than the working tree. */
function withoutLineEnds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** Editors tell of files that were written a little later: what git has just read is what the engine has to read, too. */
async function takeIn(folder: Folder, files: readonly FileChange[]): Promise<void> {
  const stale: string[] = [];
  let relist = false;
  for (const { path, oldPath, after, note } of files) {
    if (note !== null || folder.document(path) !== undefined) continue;
    const known = await folder.engine.text(path);
    if (known === after) continue;
    stale.push(path, oldPath);
    if (known === null || after === null || path !== oldPath) relist = true;
  }
  if (stale.length > 0) folder.engine.invalidate([...new Set(stale)], relist);
}
