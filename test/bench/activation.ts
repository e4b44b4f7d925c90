/** What the extension host waits for when the extension wakes up, in a real VS Code; the server starts behind it. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { median, milliseconds, project, type Row } from './measure.ts';

const runs = 3;

export function activation(): Promise<readonly Row[]> {
  const suite = ['src/build/test.ts', 'vscode', '--suite', 'the example', '--grep', 'activates from'];
  const times = Array.from({ length: runs }, () => {
    const output = execFileSync(process.execPath, [path.join(project, 'node_modules/tsx/dist/cli.mjs'), ...suite], {
      cwd: project,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return Number(/activation took ([\d.]+) ms/.exec(output)?.[1]);
  });
  return Promise.resolve([
    {
      what: 'extension, load and activation',
      figure: milliseconds(median(times)),
      beside: '',
      ratio: '',
      method: `from the first line of the bundle to the end of activate() in a fresh window, median of ${runs}`,
    },
  ]);
}
