/** `prodaware check` over a repository of 5,000 files, as a whole process, beside a process that only reads and parses them. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryFiles } from './corpus.ts';
import { wasm } from './engines.ts';
import { medianProcess, megabytes, milliseconds, project, ratio, type Row } from './measure.ts';

const runs = 3;

export function writeRepository(count: number): Promise<string> {
  return writeFiles(repositoryFiles(count));
}

/** A new folder with these files. */
export async function writeFiles(files: ReadonlyMap<string, string>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'prodaware-bench-repository-'));
  for (const [file, text] of files) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  return folder;
}

export async function repository(): Promise<readonly Row[]> {
  const folder = await writeRepository(5_000);
  try {
    const cli = path.join(project, 'dist/cli.mjs');
    const bare = await medianProcess(runs, [
      '--import',
      'tsx',
      path.join(project, 'test/bench/parseOnly.ts'),
      folder,
      wasm,
    ]);
    const startup = await medianProcess(runs, [
      '--import',
      'tsx',
      path.join(project, 'test/bench/parseOnly.ts'),
      path.join(project, 'test/bench/nothing'),
      wasm,
    ]);
    const check = await medianProcess(runs, [
      cli,
      'check',
      folder,
      '--format',
      'json',
      '--fail-on',
      'never',
      '--no-cache',
      '--threads',
      '1',
    ]);
    const launches = await medianProcess(runs, [cli, 'launches', folder, '--format', 'json']);
    const parse = bare.milliseconds - startup.milliseconds;
    return [
      {
        what: 'check, 5,000 files',
        figure: milliseconds(check.milliseconds),
        beside: milliseconds(parse),
        ratio: ratio(check.milliseconds, parse),
        method: `whole process, median of ${runs}, beside reading and parsing the same files (start-up of that process taken off)`,
      },
      {
        what: 'check, 5,000 files, peak memory',
        figure: megabytes(check.megabytes),
        beside: megabytes(bare.megabytes),
        ratio: ratio(check.megabytes, bare.megabytes),
        method: 'peak resident memory of the same two processes',
      },
      {
        what: 'launches, 5,000 files, 100 services',
        figure: milliseconds(launches.milliseconds),
        beside: milliseconds(parse),
        ratio: ratio(launches.milliseconds, parse),
        method: 'whole process; only files on the way of a launch are parsed',
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
