/**
 * Changes: a hook of an assistant on one edited file, and reviews of 50 and of 2,000 changed files, each as a whole
 * process, in a repository of 5,000 files with git.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { repositoryFiles } from './corpus.ts';
import { median, milliseconds, project, ratio, type Row } from './measure.ts';
import { writeFiles } from './repository.ts';

const runs = 3;
const cli = path.join(project, 'dist/cli.mjs');

export async function change(): Promise<readonly Row[]> {
  const files = repositoryFiles(5_000);
  const folder = await writeFiles(files);
  const cache = path.join(folder, '.cache');
  const environment = { ...process.env, XDG_CACHE_HOME: cache };
  const git = (...words: string[]): void => {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], {
      cwd: folder,
      stdio: 'pipe',
    });
  };
  const timed = (words: readonly string[], input = '', count = runs): number => {
    const taken: number[] = [];
    for (let run = 0; run < count; run++) {
      const started = performance.now();
      const { status, error } = spawnSync(process.execPath, words, {
        cwd: folder,
        env: environment,
        input,
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      if (error !== undefined || status === null) throw error ?? new Error(`${words.join(' ')} was ended`);
      taken.push(performance.now() - started);
    }
    return median(taken);
  };
  try {
    await writeFile(path.join(folder, '.gitignore'), '.cache\n');
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-qm', 'first');
    const sources = [...files.keys()].filter((file) => /\.(py|ts)$/.test(file));
    await edit(folder, sources.slice(0, 1));
    const event = JSON.stringify({
      session_id: 'bench',
      cwd: folder,
      hook_event_name: 'PostToolUse',
      tool_name: 'Edit',
      tool_input: { file_path: path.join(folder, sources[0] ?? ''), new_string: 'pass' },
    });
    const empty = timed(['-e', '0']);
    const cold = timed([cli, 'hook', '--agent', 'claude-code'], event, 1);
    const warm = timed([cli, 'hook', '--agent', 'claude-code'], event);
    await edit(folder, sources.slice(1, 50));
    const fifty = timed([cli, 'review', '--uncommitted', '--format', 'json']);
    await edit(folder, sources.slice(50, 2_000));
    const many = timed([cli, 'review', '--uncommitted', '--format', 'json']);
    const whole = timed([cli, 'check', '--format', 'json', '--fail-on', 'never', '--no-cache', '--threads', '1']);
    const row = (what: string, taken: number, beside: number, method: string): Row => ({
      what,
      figure: milliseconds(taken),
      beside: milliseconds(beside),
      ratio: ratio(taken, beside),
      method,
    });
    return [
      row(
        'hook after an edit, nothing kept yet',
        cold,
        empty,
        `whole process, 5,000 files, beside Node that does nothing`,
      ),
      row('hook after an edit', warm, empty, `the same, median of ${runs}, with facts of earlier runs`),
      row(
        'review, 50 changed files',
        fifty,
        whole,
        `whole process, median of ${runs}, beside check of all 5,000 files`,
      ),
      row('review, 2,000 changed files', many, whole, 'the same'),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Takes a log line out of each file, where there is one behind its middle. */
async function edit(folder: string, files: readonly string[]): Promise<void> {
  for (const file of files) {
    const target = path.join(folder, file);
    const lines = (await readFile(target, 'utf8')).split('\n');
    const at = lines.findIndex((line, index) => index > lines.length / 2 && /\blog(ger)?\.\w+\(/.test(line));
    if (at !== -1) lines.splice(at, 1);
    await writeFile(target, lines.join('\n'));
  }
}
