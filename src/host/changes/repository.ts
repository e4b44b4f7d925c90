/** The repository a change is asked of: where it stands, whatever state it is in. */
import { gitText, withoutFilters, type GitOptions } from '../git.ts';
import { ChangeError } from './changeError.ts';

export interface GitRepository {
  /** Absolute path of the reviewed folder, which may be a part of the repository. */
  readonly root: string;
  /** Where it lies in the repository: `services/api/` or ''. */
  readonly prefix: string;
  /** The last commit; null before the first. */
  readonly head: string | null;
  /** Null where no branch is checked out: a commit of its own, or in the middle of a rebase. */
  readonly branch: string | null;
  readonly isShallow: boolean;
  /** The tree without files, which stands for what is before the first commit. */
  readonly emptyTree: string;
  /** Output of a git command in the root, with filters of the repository off. */
  git(words: readonly string[]): Promise<string>;
  readonly options: GitOptions;
}

const emptyTrees: Readonly<Record<string, string>> = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
};

/** @throws ChangeError where git is absent or the folder is in no working tree */
export async function openGit(root: string, signal?: AbortSignal): Promise<GitRepository> {
  const options: GitOptions = { signal };
  const said = await gitText(
    root,
    ['rev-parse', '--is-inside-work-tree', '--is-shallow-repository', '--show-object-format', '--show-prefix'],
    options,
  ).catch((cause: unknown) => {
    throw explained(root, cause);
  });
  const [isInside, isShallow, format = 'sha1', ...rest] = said.split('\n');
  if (isInside !== 'true') throw new ChangeError(`${root} is in no working tree of git`);
  const [head, branch, settings] = await Promise.all([
    commitOf(root, 'HEAD', options),
    gitText(root, ['symbolic-ref', '--quiet', '--short', 'HEAD'], options).catch(() => ''),
    withoutFilters(root),
  ]);
  return {
    root,
    prefix: rest.join('\n').replace(/\n$/, ''),
    head,
    branch: branch.trim() === '' ? null : branch.trim(),
    isShallow: isShallow === 'true',
    emptyTree: emptyTrees[format] ?? emptyTrees['sha1'] ?? '',
    git: (words) =>
      gitText(root, [...settings, ...words], options).catch((cause: unknown) => {
        throw failed(cause);
      }),
    options,
  };
}

/** A commit's hash, so that what is asked later is of the same; null where git knows none by that name. */
export async function commitOf(root: string, revision: string, options: GitOptions): Promise<string | null> {
  const words = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const found = await gitText(root, words, options).catch(() => '');
  options.signal?.throwIfAborted();
  return /^[0-9a-f]{40,64}\s*$/.test(found) ? found.trim() : null;
}

export function short(commit: string): string {
  return commit.slice(0, 7);
}

/** A command that git refused, in git's own words; anything else as it is. */
function failed(cause: unknown): unknown {
  if (!(cause instanceof Error) || cause.name === 'AbortError' || !('stderr' in cause)) return cause;
  const [first = ''] = String(cause.stderr).split('\n');
  return new ChangeError(`git cannot tell what changed: ${first.replace(/^(?:fatal|error): /, '')}`, { cause });
}

function explained(root: string, cause: unknown): unknown {
  if (!(cause instanceof Error) || cause.name === 'AbortError') return cause;
  const code = 'code' in cause ? cause.code : null;
  if (code === 'ENOENT') return new ChangeError('git is not installed, or not on the PATH', { cause });
  const said = 'stderr' in cause && typeof cause.stderr === 'string' ? cause.stderr : '';
  if (said.includes('safe.directory')) {
    return new ChangeError(`git does not trust ${root}, which belongs to another user (see git's safe.directory)`, {
      cause,
    });
  }
  return new ChangeError(`${root} is in no git repository`, { cause });
}
