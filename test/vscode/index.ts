/** Runs inside VS Code's extension host: loads the files of one suite into mocha and fails if one of them does. */
import Mocha from 'mocha';
import { format } from 'node:util';
import CountingReporter from '../../src/build/testReporter.ts';
import { consoleMarkVariable, filesVariable, grepVariable } from './suites.ts';

export async function run(): Promise<void> {
  markConsole(process.env[consoleMarkVariable]);
  const files = JSON.parse(process.env[filesVariable] ?? '[]') as string[]; // written by the runner
  // A real editor on a busy machine: a test waits for what the user would see, and this is where patience ends.
  const mocha = new Mocha({ timeout: 60_000, slow: 5000, reporter: CountingReporter });
  const grep = process.env[grepVariable];
  if (grep !== undefined) mocha.grep(new RegExp(grep, 'i'));
  for (const file of files) mocha.addFile(file);
  const failures = await new Promise<number>((settle) => mocha.run(settle));
  if (failures > 0) throw new Error(`${failures} failed`);
}

/**
 * In the browser-hosted VS Code the console of the extension host arrives mixed with the workbench's own. The mark
 * tells them apart; the desktop sets none.
 */
function markConsole(mark: string | undefined): void {
  if (mark === undefined) return;
  for (const method of ['log', 'info', 'warn', 'error'] as const) {
    const original = console[method].bind(console);
    // VS Code has put accessors there, to which an assignment does nothing.
    Object.defineProperty(console, method, { value: (...args: unknown[]) => original(mark + format(...args)) });
  }
  Mocha.reporters.Base.consoleLog = console.log;
}
