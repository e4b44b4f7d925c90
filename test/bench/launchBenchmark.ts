/** `npm run benchmark -- launch [labels.jsonl] [folder of checkouts] [--list]`: see `launchScore.ts` for what is counted. */
import path from 'node:path';
import { launchReporter, ownLabels, ownRepositories, readLabels } from './launchReports.ts';
import { figureNames, percent, scoreLaunches, type LaunchScore } from './launchScore.ts';

export async function launchBenchmark(words: readonly string[]): Promise<void> {
  const [labels, folder] = words.filter((word) => !word.startsWith('--'));
  const columns: [string, LaunchScore][] = [['own fixtures', await scored(ownLabels, ownRepositories)]];
  if (labels !== undefined) {
    const there = path.resolve(folder ?? path.dirname(labels));
    columns.push([path.basename(labels), await scored(path.resolve(labels), there)]);
  }
  const line = (name: string, values: readonly string[]): void =>
    console.log(name.padEnd(16) + values.map((value) => value.padStart(18)).join(''));
  line(
    '',
    columns.map(([title]) => title),
  );
  line(
    'services',
    columns.map(([, { services }]) => String(services)),
  );
  for (const name of figureNames) {
    line(
      name,
      columns.map(([, { figures }]) => {
        const { right, of } = figures[name];
        return of === 0 ? '-' : `${percent(figures[name])} (${right}/${of})`;
      }),
    );
  }
  if (!words.includes('--list')) return;
  for (const [title, { misses }] of columns) console.log([`\n${title}`, ...misses].join('\n  '));
}

async function scored(labels: string, folder: string): Promise<LaunchScore> {
  const reporter = launchReporter(folder, () => performance.now());
  try {
    return await scoreLaunches(await readLabels(labels), (repo, edits) => reporter.report(repo, edits));
  } finally {
    reporter.dispose();
  }
}
