/**
 * Changes: a hook of an assistant on one edited file, and reviews of 50 and of 2,000 changed files, each as a whole
 * process, in a repository of 5,000 files with git.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { repositoryFiles } from './corpus.ts';
import { median, milliseconds, project, ratio, type Row } from './measure.ts';
import { writeFiles } from './repository.ts';

const runs = 3;
/** Longer than files count as just written. Milliseconds. */
const settled = 5_000;
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
    const call = [cli, 'hook', '--agent', 'claude-code'];
    // A file that was written just now is read again by the next run; those of a repository mostly were not.
    await setTimeout(settled);
    const cold = timed(call, event, 1);
    const entryPoint: number[] = [];
    for (let run = 0; run < runs; run++) {
      await appendFile(path.join(folder, sources[0] ?? ''), `# ${run}\n`);
      entryPoint.push(timed(call, event, 1));
    }
    const module: number[] = [];
    for (let run = 0; run < runs; run++) {
      await appendFile(path.join(folder, sources[1] ?? ''), `# ${run}\n`);
      module.push(timed(call, event.replace(sources[0] ?? '', sources[1] ?? ''), 1));
    }
    await edit(folder, sources.slice(1, 50));
    const review = [cli, 'review', '--uncommitted', '--format', 'json'];
    const first = timed(review, '', 1);
    const fifty = timed(review);
    await edit(folder, sources.slice(50, 2_000));
    const many = timed(review);
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
      row(
        'hook after an edit of an entry point',
        median(entryPoint),
        empty,
        `the same, median of ${runs} edits, with what earlier runs kept: one side of production is built`,
      ),
      row(
        'hook after an edit of another file',
        median(module),
        empty,
        `the same, median of ${runs} edits: production is found as it was kept`,
      ),
      row('review, 50 changed files, first', first, whole, `whole process, beside check of all 5,000 files`),
      row('review, 50 changed files', fifty, whole, `the same, median of ${runs}, with what earlier runs kept`),
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
