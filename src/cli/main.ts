/**
 * `cli/` is the command line: it reads arguments, asks the engine and prints a report. It imports `host` and what is
 * below it, and starts the language server. One file per command; `run.ts` finds the command, this file is the process.
 */
import { isMainThread } from 'node:worker_threads';
import { run } from './run.ts';
import { processTerminal } from './terminal.ts';
import { runThread } from './threads.ts';

process.on('SIGINT', () => {
  // A progress line may stand there without its end.
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  process.exit(130);
});

if (isMainThread) {
  const code = await run(process.argv.slice(2), processTerminal());
  // Everything is written: an idle handle of a library must not keep the program.
  process.exit(code);
} else {
  await runThread();
}
