/**
 * `prodaware check` over 5,000 files of one language: cold and warm, on one core and on two. Files and megabytes per
 * second of the whole process, start-up and Production included. What threads cost shows in the time of all processors
 * together, which other programs on the machine hardly change.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { corpusLanguages, repositoryFiles } from './corpus.ts';
import { milliseconds, project, ratio, runNode, type ProcessFigures, type Row } from './measure.ts';
import { writeFiles } from './repository.ts';

const count = 5_000;

export async function groups(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const language of corpusLanguages) {
    const files = repositoryFiles(count, [language]);
    const folder = await writeFiles(files);
    const cache = await mkdtemp(path.join(tmpdir(), 'prodaware-bench-cache-'));
    try {
      const bytes = [...files.values()].reduce((sum, text) => sum + text.length, 0);
      const check = async (...options: string[]): Promise<ProcessFigures> => {
        const words = ['check', folder, '--format', 'json', '--fail-on', 'never', ...options];
        const environment = { PRODAWARE_CACHE: cache };
        return runNode([path.join(project, 'dist/cli.mjs'), ...words], environment);
      };
      const one = await check('--no-cache', '--threads', '1');
      const two = await check('--no-cache', '--threads', '2');
      await check('--threads', '2');
      const warm = await check('--threads', '1');
      const speed = (taken: number): string =>
        `${Math.round((count * 1000) / taken)} files/s, ${((bytes / taken / 1_000_000) * 1000).toFixed(1)} MB/s`;
      const row = (what: string, taken: number, beside: number, method = speed(taken)): Row => ({
        what: `${language}, ${what}`,
        figure: milliseconds(taken),
        beside: milliseconds(beside),
        ratio: ratio(taken, beside),
        method,
      });
      rows.push(
        row('cold, one core', one.milliseconds, one.milliseconds),
        row('cold, two cores', two.milliseconds, one.milliseconds),
        row('cold, work of two cores', two.processor, one.processor, 'time of all processors together'),
        row('warm', warm.milliseconds, one.milliseconds),
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
      await rm(cache, { recursive: true, force: true });
    }
  }
  return rows;
}
