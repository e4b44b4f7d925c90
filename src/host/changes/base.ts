/** What a branch is compared with: where it left the one it will be merged into. */
import type { Fault } from '../../model/source.ts';
import { ChangeError } from './changeError.ts';
import { commitOf, short, type GitRepository } from './repository.ts';

export interface BranchBase {
  readonly commit: string;
  /** `main`, for people. */
  readonly name: string;
  readonly faults: readonly Fault[];
}

/** Branches that changes are usually merged into, best first. */
const usual = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/remotes/upstream/HEAD',
  'refs/remotes/upstream/main',
  'refs/remotes/upstream/master',
  'refs/heads/main',
  'refs/heads/master',
];

/**
 * @param wanted a revision; null: the usual one
 * @throws ChangeError where git knows no such commit
 */
export async function branchBase(repository: GitRepository, wanted: string | null): Promise<BranchBase> {
  const { head, isShallow } = repository;
  if (head === null) throw new ChangeError('the repository has no commits yet: there is no branch to compare');
  const target = wanted === null ? await usualTarget(repository) : await givenTarget(repository, wanted);
  if (target === null) return { commit: head, name: 'its last commit', faults: [] };
  const fork = await repository.git(['merge-base', head, target.commit]).catch(() => '');
  repository.options.signal?.throwIfAborted();
  if (fork.trim() !== '') return { commit: fork.trim(), name: target.name, faults: [] };
  const why = isShallow
    ? `this is a shallow clone without the commit where the branch left ${target.name} (\`git fetch --unshallow\` brings it)`
    : `the branch has no commit in common with ${target.name}`;
  const message = `${why}: compared with ${target.name} as it is at ${short(target.commit)}, what changed there since shows as well`;
  return { ...target, faults: [{ kind: 'host', severity: 'warning', message, file: null, range: null }] };
}

interface Target {
  readonly commit: string;
  readonly name: string;
}

async function givenTarget({ root, isShallow, options }: GitRepository, wanted: string): Promise<Target> {
  const commit = await commitOf(root, wanted, options);
  if (commit !== null) return { commit, name: wanted };
  const hint = isShallow ? '; this is a shallow clone, which may lack it' : '';
  throw new ChangeError(`git knows no commit by the name of ${wanted}${hint}`);
}

async function usualTarget({ git, branch }: GitRepository): Promise<Target | null> {
  const format = '%(refname)%00%(objectname)%00%(symref)';
  const lines = (await git(['for-each-ref', `--format=${format}`, ...usual])).split('\n');
  const known = new Map(lines.map((line) => [line.split('\0')[0] ?? '', line.split('\0')] as const));
  for (const reference of usual) {
    const [, commit = '', symbolic = ''] = known.get(reference) ?? [];
    if (!/^[0-9a-f]{40,64}$/.test(commit) || reference === `refs/heads/${branch ?? ''}`) continue;
    const full = (symbolic === '' ? reference : symbolic).replace(/^refs\/(?:remotes|heads)\//, '');
    const name = reference.startsWith('refs/remotes/') ? full.replace(/^[^/]+\//, '') : full;
    // Against the same branch of a remote it is said which one is meant.
    return { commit, name: name === branch ? full : name };
  }
  return null;
}
