/** Changed files with their texts, out of what git says changed: from the object store, from disk or from the editor. */
import path from 'node:path';
import type { FileChange } from '../../model/change.ts';
import type { Fault, FileContent } from '../../model/source.ts';
import { fileChange } from '../../review/fileChange.ts';
import { unreadableNote } from '../../review/notes.ts';
import { renamesAmong } from '../../review/renames.ts';
import { gitText } from '../git.ts';
import { isSkipped } from '../nodeFiles.ts';
import { readBlobs } from './blobs.ts';
import { checkedOut } from './lineEnds.ts';
import { rawDiff, unmergedFiles, untrackedFiles, type RawChange } from './rawDiff.ts';
import { short, type GitRepository } from './repository.ts';
import type { WorkingContent, WorkingFiles } from './workingFiles.ts';

/** Files of one change, and code units of all their texts together. */
const mostFiles = 20_000;
const mostText = 256 * 1024 * 1024;

export interface GitFiles {
  /** By path, sorted. */
  readonly files: readonly FileChange[];
  readonly faults: readonly Fault[];
}

/** From a commit, or a tree, to the working tree, with files that are not tracked yet. */
export async function againstWorkingTree(
  repository: GitRepository,
  base: string,
  working: WorkingFiles,
): Promise<GitFiles> {
  const [differing, untracked, unmerged] = await Promise.all([
    rawDiff(repository, [base], { renames: true }),
    untrackedFiles(repository),
    unmergedFiles(repository),
  ]);
  const tracked = differing.map((one): RawChange => (unmerged.has(one.path) ? { ...one, status: 'U' } : one));
  const known = new Set(tracked.map((one) => one.path));
  const added = untracked.filter((file) => !known.has(file) && !isSkipped(file));
  const { raw, faults } = bounded([...tracked, ...added.map(untrackedChange)]);
  const read = raw.filter(({ status, newMode }) => status !== 'D' && !isSubmodule(newMode));
  const [blobs, contents] = await Promise.all([
    readBlobs(repository, blobsOf(raw, 'old')),
    working.readAll(read.map((one) => one.path)),
  ]);
  const commits = await submoduleCommits(repository, raw);
  const renamed = withRenames(raw, added, blobs, contents);
  const sides = renamed.flatMap((one) => {
    const before = blobs.get(one.oldBlob ?? '')?.text;
    const after = contents.get(one.path)?.text;
    return before === undefined || after === undefined ? [] : [{ path: one.path, before, after }];
  });
  const turned = await checkedOut(repository, sides);
  const files = built(
    renamed,
    (one) => {
      const text = turned.get(one.path);
      return text === undefined ? contentOf(blobs, one.oldBlob) : { text };
    },
    (one) => contents.get(one.path) ?? { unreadable: 'missing' },
    commits,
  );
  return { files, faults };
}

/** From one commit, or a tree, to another or to the index: both sides are in the object store. */
export async function betweenTrees(repository: GitRepository, words: readonly string[]): Promise<GitFiles> {
  const { raw, faults } = bounded(await rawDiff(repository, words, { renames: true }));
  const blobs = await readBlobs(repository, [...blobsOf(raw, 'old'), ...blobsOf(raw, 'new')]);
  const files = built(
    raw,
    (one) => contentOf(blobs, one.oldBlob),
    (one) => contentOf(blobs, one.newBlob),
    new Map(),
  );
  return { files, faults };
}

function untrackedChange(file: string): RawChange {
  return {
    status: 'A',
    oldMode: '000000',
    newMode: '000000',
    oldBlob: null,
    newBlob: null,
    oldPath: file,
    path: file,
  };
}

function bounded(all: readonly RawChange[]): { raw: RawChange[]; faults: Fault[] } {
  const raw = all.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  if (raw.length <= mostFiles) return { raw, faults: [] };
  const message = `${raw.length} files changed: only the first ${mostFiles} are read`;
  return {
    raw: raw.slice(0, mostFiles),
    faults: [{ kind: 'host', severity: 'warning', message, file: null, range: null }],
  };
}

function blobsOf(raw: readonly RawChange[], side: 'old' | 'new'): string[] {
  return raw.flatMap((one) => {
    const [mode, blob] = side === 'old' ? [one.oldMode, one.oldBlob] : [one.newMode, one.newBlob];
    return blob === null || isSubmodule(mode) || isLink(mode) ? [] : [blob];
  });
}

function contentOf(blobs: ReadonlyMap<string, FileContent>, blob: string | null): FileContent {
  return (blob === null ? undefined : blobs.get(blob)) ?? { unreadable: 'missing' };
}

/** Git does not look for renames among files that it does not track yet. */
function withRenames(
  raw: readonly RawChange[],
  added: readonly string[],
  blobs: ReadonlyMap<string, FileContent>,
  contents: ReadonlyMap<string, WorkingContent>,
): RawChange[] {
  const gone = raw.flatMap((one) => {
    const text = one.status === 'D' ? contentOf(blobs, one.oldBlob).text : undefined;
    return text === undefined ? [] : [{ path: one.path, text }];
  });
  if (gone.length === 0 || added.length === 0) return [...raw];
  const come = added.flatMap((file) => {
    const text = contents.get(file)?.text;
    return text === undefined ? [] : [{ path: file, text }];
  });
  const renames = renamesAmong(gone, come);
  const byPath = new Map(raw.map((one) => [one.path, one] as const));
  const left = new Set(renames.values());
  return raw.flatMap((one): RawChange[] => {
    if (left.has(one.path) && one.status === 'D') return [];
    const old = byPath.get(renames.get(one.path) ?? '');
    if (old === undefined) return [one];
    return [
      { ...one, status: 'R', oldPath: old.path, oldMode: old.oldMode, newMode: old.oldMode, oldBlob: old.oldBlob },
    ];
  });
}

type Side = (one: RawChange) => WorkingContent;

function built(
  raw: readonly RawChange[],
  oldSide: Side,
  newSide: Side,
  commits: ReadonlyMap<string, string>,
): FileChange[] {
  let sum = 0;
  return raw.flatMap((one) => {
    const { path: file, oldPath, oldMode, newMode } = one;
    const before: WorkingContent = one.status === 'A' ? { unreadable: 'missing' } : oldSide(one);
    const after: WorkingContent = one.status === 'D' ? { unreadable: 'missing' } : newSide(one);
    sum += (before.text?.length ?? 0) + (after.text?.length ?? 0);
    const isTooMuch = sum > mostText;
    const note = noteOf(one, before, after, commits) ?? (isTooMuch ? 'not read: the change is too large' : null);
    const hasModes = oldMode !== newMode && !/^0+$/.test(oldMode) && !/^0+$/.test(newMode);
    const change = fileChange({
      path: file,
      oldPath,
      before: note === null ? (before.text ?? null) : null,
      after: note === null ? (after.text ?? null) : null,
      kind: kindOf(one, after),
      mode: hasModes ? { before: oldMode, after: newMode } : null,
      note,
    });
    const isSame = change.before === change.after && note === null && change.mode === null && file === oldPath;
    return isSame ? [] : [change];
  });
}

function kindOf({ status, newMode }: RawChange, after: WorkingContent): FileChange['kind'] {
  if (status === 'A') return 'added';
  // It went while it was read.
  if (status === 'D' || (after.unreadable === 'missing' && !isSubmodule(newMode))) return 'deleted';
  return status === 'R' ? 'renamed' : 'modified';
}

function noteOf(
  one: RawChange,
  before: WorkingContent,
  after: WorkingContent,
  commits: ReadonlyMap<string, string>,
): string | null {
  if (one.status === 'U') return 'in conflict';
  if (isSubmodule(one.oldMode) || isSubmodule(one.newMode)) return submoduleNote(one, commits);
  if (isLink(one.oldMode) || isLink(one.newMode)) return 'symbolic link';
  if (one.status !== 'A' && before.unreadable === 'missing') return 'its old text is not there';
  for (const { unreadable } of [before, after]) {
    if (unreadable === 'link') return 'symbolic link';
    if (unreadable !== undefined && unreadable !== 'missing') return unreadableNote(unreadable);
  }
  return null;
}

function submoduleNote(
  { path: file, oldMode, newMode, oldBlob, newBlob }: RawChange,
  commits: ReadonlyMap<string, string>,
): string {
  const old = isSubmodule(oldMode) && oldBlob !== null ? short(oldBlob) : 'none';
  const present = newBlob ?? commits.get(file);
  return `submodule ${old} → ${isSubmodule(newMode) && present !== undefined ? short(present) : 'none'}`;
}

/** Commits that are checked out in submodules, which git does not say of the working tree. */
async function submoduleCommits(
  { root, options }: GitRepository,
  raw: readonly RawChange[],
): Promise<Map<string, string>> {
  const commits = new Map<string, string>();
  for (const { path: file, newMode, newBlob } of raw) {
    if (!isSubmodule(newMode) || newBlob !== null) continue;
    const words = ['rev-parse', '--verify', '--quiet', 'HEAD'];
    const commit = await gitText(path.join(root, file), words, options).catch(() => '');
    if (/^[0-9a-f]{40,64}\s*$/.test(commit)) commits.set(file, commit.trim());
  }
  return commits;
}

function isSubmodule(mode: string): boolean {
  return mode === '160000';
}

function isLink(mode: string): boolean {
  return mode === '120000';
}
