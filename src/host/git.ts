/** Git, asked about a repository that is hostile: whatever its configuration would run is off, nothing is changed. */
import { execFile } from 'node:child_process';
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

const quiet = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_PAGER: 'cat' };

function environment(): NodeJS.ProcessEnv {
  const own: NodeJS.ProcessEnv = { ...process.env, ...quiet };
  delete own['GIT_EXTERNAL_DIFF'];
  return own;
}

/**
 * Output of a git command in a repository.
 * @throws where git is absent, the folder is in no repository, or the command fails
 */
export async function gitText(root: string, words: readonly string[]): Promise<string> {
  const { stdout } = await run('git', ['-C', root, ...harmlessGit, ...words], { ...options, env: environment() });
  return stdout;
}

/** As `gitText`, for content that may be no text. */
export async function gitBytes(root: string, words: readonly string[]): Promise<Uint8Array> {
  const { stdout } = await run('git', ['-C', root, ...harmlessGit, ...words], {
    ...options,
    env: environment(),
    encoding: 'buffer',
  });
  return stdout;
}
