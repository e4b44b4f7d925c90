/** A git repository in a temporary folder. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface GitFolder {
  /** Absolute. */
  readonly root: string;
  git(...words: string[]): string;
  put(files: Readonly<Record<string, string | Uint8Array>>): Promise<void>;
  /** All that is there. @returns the commit's hash */
  commit(message: string, author?: string): string;
  remove(): Promise<void>;
}

const environment = {
  ...process.env,
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

export async function gitFolder(): Promise<GitFolder> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), 'prodaware é ')));
  const folder = at(root);
  folder.git('init', '-q', '-b', 'main');
  folder.git('config', 'user.name', 'Ada');
  folder.git('config', 'user.email', 'ada@example.com');
  folder.git('config', 'core.autocrlf', 'false');
  return folder;
}

/** The same for a folder that is there. */
export function at(root: string): GitFolder {
  const git = (...words: string[]): string =>
    execFileSync('git', words, { cwd: root, env: environment, encoding: 'utf8', stdio: 'pipe' }).trim();
  return {
    root,
    git,
    async put(files) {
      for (const [file, text] of Object.entries(files)) {
        await mkdir(path.dirname(path.join(root, file)), { recursive: true });
        await writeFile(path.join(root, file), text);
      }
    },
    commit(message, author) {
      git('add', '-A');
      git('commit', '-q', '--allow-empty', '-m', message, ...(author === undefined ? [] : [`--author=${author}`]));
      return git('rev-parse', 'HEAD');
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
