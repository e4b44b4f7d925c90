/** Git, asked about a repository that is hostile: whatever its configuration would run is off, nothing is changed. */
import { execFile, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Settings of a repository that would make git run a program, all off. */
const harmlessGit = [
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.untrackedCache=false',
  '-c',
  'core.quotePath=false',
];

const options = {
  // Windows looks for a program in the working directory first: a repository may hold a git.exe of its own.
  cwd: path.dirname(process.execPath),
  maxBuffer: 256 * 1024 * 1024,
};

const quiet = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_PAGER: 'cat',
  // Objects that a partial clone lacks are not fetched: the repository would say by which program.
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
};

/** A hook of git that calls us says which repository it is of; here the folder says so. The index it prepared stays. */
const ofCaller = ['GIT_EXTERNAL_DIFF', 'GIT_DIR', 'GIT_WORK_TREE', 'GIT_COMMON_DIR', 'GIT_PREFIX'];

export interface GitOptions {
  readonly signal?: AbortSignal | undefined;
  /** What git reads from its standard input. */
  readonly input?: string;
}

function environment(): NodeJS.ProcessEnv {
  const own: NodeJS.ProcessEnv = { ...process.env, ...quiet };
  for (const name of ofCaller) delete own[name];
  return own;
}

/**
 * Output of a git command in a repository.
 * @throws where git is absent, the folder is in no repository, or the command fails
 */
export async function gitText(root: string, words: readonly string[], more: GitOptions = {}): Promise<string> {
  const { signal } = more;
  const own = { ...options, env: environment(), ...(signal === undefined ? {} : { signal }) };
  const running = run('git', ['-C', root, ...harmlessGit, ...words], own);
  feed(running.child, more);
  return (await running).stdout;
}

/** As `gitText`, for content that may be no text. */
export async function gitBytes(root: string, words: readonly string[], more: GitOptions = {}): Promise<Uint8Array> {
  const { signal } = more;
  const own = {
    ...options,
    env: environment(),
    encoding: 'buffer',
    ...(signal === undefined ? {} : { signal }),
  } as const;
  const running = run('git', ['-C', root, ...harmlessGit, ...words], own);
  feed(running.child, more);
  return (await running).stdout;
}

function feed({ stdin }: ChildProcess, { input }: GitOptions): void {
  if (stdin === null || input === undefined) return;
  // A command that ends before it has read all says why itself.
  stdin.on('error', () => undefined);
  stdin.end(input);
}

/**
 * Options that turn off the filters which the repository's own configuration names: comparing with the working tree
 * would run them. Those of the user's configuration stay.
 * @throws as `gitText`, and where such a filter cannot be turned off
 */
export async function withoutFilters(root: string): Promise<readonly string[]> {
  const said = await gitText(root, ['config', '--show-scope', '-z', '--get-regexp', '^filter\\.']).catch(() => '');
  const tokens = said.split('\0');
  const names = new Set<string>();
  for (let index = 0; index + 1 < tokens.length; index += 2) {
    if (tokens[index] !== 'local' && tokens[index] !== 'worktree') continue;
    const key = tokens[index + 1]?.split('\n')[0] ?? '';
    names.add(key.slice(0, key.lastIndexOf('.')));
  }
  if ([...names].some((name) => name.includes('='))) {
    throw new Error('the configuration of the repository names a filter that cannot be turned off');
  }
  return [...names].flatMap((name) =>
    ['clean=', 'smudge=', 'process=', 'required=false'].flatMap((setting) => ['-c', `${name}.${setting}`]),
  );
}
