/**
 * A change as a user asks for it, read: both texts of each changed file, and what is known of who wrote it. Git runs as in
 * `git.ts`, with all that the repository would have it run turned off; nothing is written.
 */
import type { ChangeSet, ChangeSource, FileChange, LineOrigin } from '../model/change.ts';
import type { Fault } from '../model/source.ts';
import { branchBase } from './changes/base.ts';
import { ChangeError } from './changes/changeError.ts';
import { againstWorkingTree, betweenTrees } from './changes/gitFiles.ts';
import { overlayOf } from './changes/overlay.ts';
import { patchSource } from './changes/patchSource.ts';
import { commitOf, openGit, short, type GitRepository } from './changes/repository.ts';
import { workingFiles, type TextPort } from './changes/workingFiles.ts';
import { commitOrigins } from './provenance/commitOrigins.ts';
import { hookOrigins } from './provenance/hooks.ts';

export { ChangeError } from './changes/changeError.ts';

export interface ReadOptions {
  /** Text of a file as the editor has it, unsaved text before disk; null where it has none. Default: what is on disk. */
  readonly text?: TextPort;
  readonly signal?: AbortSignal;
}

type Read = Omit<ChangeSet, 'source'>;

/**
 * @param root absolute path of the reviewed folder, which may be a part of a repository
 * @throws ChangeError where there is no such change: no git, no repository, an unknown revision, an unreadable patch
 */
export async function readChanges(root: string, source: ChangeSource, options: ReadOptions = {}): Promise<ChangeSet> {
  options.signal?.throwIfAborted();
  return { source, ...(await read(root, source, options)) };
}

async function read(root: string, source: ChangeSource, { text, signal }: ReadOptions): Promise<Read> {
  const working = workingFiles(root, text, signal);
  if (source.kind === 'patch') return patchSource(root, source.text, working, signal);
  const repository = await openGit(root, signal);
  switch (source.kind) {
    case 'working-tree': {
      const { head, emptyTree } = repository;
      const changed = await againstWorkingTree(repository, head ?? emptyTree, working);
      const origins = await hookOrigins(root, changed.files);
      return { title: 'uncommitted changes', base: head, ...changed, overlay: new Map(), origins };
    }
    case 'branch':
      return readBranch(repository, source.base, working);
    case 'staged': {
      const { head, emptyTree } = repository;
      const changed = await betweenTrees(repository, ['--cached', head ?? emptyTree]);
      const overlay = await overlayOf(repository, null, changed.files, text);
      const origins = await hookOrigins(root, changed.files);
      return { title: 'staged changes', base: head, ...changed, overlay, origins };
    }
    default:
      return readRange(repository, source, text);
  }
}

async function readBranch(
  repository: GitRepository,
  wanted: string | null,
  working: ReturnType<typeof workingFiles>,
): Promise<Read> {
  const { root, branch, head, emptyTree } = repository;
  if (head === null && wanted === null) {
    // Before the first commit everything is new on the branch.
    const changed = await againstWorkingTree(repository, emptyTree, working);
    const title = `${branch ?? 'the branch'}, which has no commits yet`;
    return { title, base: null, ...changed, overlay: new Map(), origins: await hookOrigins(root, changed.files) };
  }
  const base = await branchBase(repository, wanted);
  const { files, faults } = await againstWorkingTree(repository, base.commit, working);
  const [committed, hooks] = await Promise.all([
    commitOrigins(repository, base.commit, head ?? base.commit, files),
    hookOrigins(root, files),
  ]);
  return {
    title: `${branch ?? short(head ?? '')} against ${base.name} (${short(base.commit)})`,
    base: base.commit,
    files,
    overlay: new Map(),
    origins: joined(files, hooks, committed.origins),
    faults: [...base.faults, ...faults, ...committed.faults],
  };
}

async function readRange(
  repository: GitRepository,
  { from, to }: { readonly from: string; readonly to: string },
  text: TextPort | undefined,
): Promise<Read> {
  const [first, last] = await Promise.all([from, to].map((revision) => known(repository, revision)));
  if (first === undefined || last === undefined) throw new Error('two revisions were asked for');
  const { files, faults } = await betweenTrees(repository, [first, last]);
  const [overlay, committed] = await Promise.all([
    overlayOf(repository, last, files, text),
    commitOrigins(repository, first, last, files),
  ]);
  const all: Fault[] = [...faults, ...committed.faults];
  return {
    title: `${short(first)}..${short(last)}`,
    base: first,
    files,
    overlay,
    origins: committed.origins,
    faults: all,
  };
}

async function known({ root, isShallow, options }: GitRepository, revision: string): Promise<string> {
  const commit = await commitOf(root, revision, options);
  if (commit !== null) return commit;
  const hint = isShallow ? '; this is a shallow clone, which may lack it' : '';
  throw new ChangeError(`git knows no commit by the name of ${revision}${hint}`);
}

function joined(
  files: readonly FileChange[],
  ...parts: readonly ReadonlyMap<string, readonly LineOrigin[]>[]
): Map<string, readonly LineOrigin[]> {
  const all = new Map<string, readonly LineOrigin[]>();
  for (const { path } of files) {
    const own = parts.flatMap((part) => part.get(path) ?? []);
    if (own.length > 0) all.set(path, own);
  }
  return all;
}
