/**
 * Takes the place of the `code` executable for `runTests()` of `@vscode/test-electron` where no desktop VS Code can
 * be had: it understands the arguments that call passes, runs the suite in the browser-hosted VS Code and exits as
 * `code` would.
 */
import { appendFileSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { format, parseArgs } from 'node:util';
import { pageVariable } from '../../test/vscode/pageRequests.ts';
import { launchBrowser } from './hostBrowser.ts';
import { cacheRoot } from './hostCache.ts';
import { drive } from './hostDriver.ts';
import { endOnSignal, isMain } from './hostProcesses.ts';
import { consoleMark, restrictedVariable } from './hostTestEditor.ts';
import { remoteUri, serverPath, startHostedEditor } from './vscodeHost.ts';

/** A suite that hangs ends after this many milliseconds. */
const patience = 20 * 60_000;
const consoleLog = join(cacheRoot, 'last-console.log');

/** Runs the suite that the arguments name and answers with the exit code. */
async function runHosted(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    // The desktop's own switches are of no use here and are let pass.
    strict: false,
    options: {
      extensionDevelopmentPath: { type: 'string', multiple: true },
      extensionTestsPath: { type: 'string' },
      'user-data-dir': { type: 'string' },
      'extensions-dir': { type: 'string' },
    },
  });
  const userData = text(values['user-data-dir']);
  // Beside the caller's own folders, so that whoever removes those after a kill removes this too.
  const scratch = await mkdtemp(join(userData === undefined ? tmpdir() : dirname(userData), 'prodaware-host-'));
  const cleanUps: (() => Promise<unknown>)[] = [() => rm(scratch, { recursive: true, force: true, maxRetries: 5 })];
  const end = async (): Promise<void> => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  };
  endOnSignal(end);
  try {
    const server = await startHostedEditor({
      dataDirectory: scratch,
      userDataDirectory: userData,
      extensionsDirectory: text(values['extensions-dir']) ?? join(scratch, 'extensions'),
      forTests: true,
      trustEverything: process.env[restrictedVariable] !== '1',
    });
    cleanUps.push(server.stop);
    const browser = await launchBrowser();
    cleanUps.push(() => browser.close());

    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    writeFileSync(consoleLog, '');
    await page.exposeFunction('codeAutomationLog', printLog);
    const finished = new Promise<number>((settle, fail) => {
      void page.exposeFunction('codeAutomationExit', (code: number) => settle(code));
      page.once('crash', () => fail(new Error('the page crashed')));
      page.once('close', () => fail(new Error('the browser ended')));
      void server.ended.then(() => fail(new Error('the VS Code server ended')));
      void sleep(patience, undefined, { ref: false }).then(() => fail(new Error('no result in time')));
    });
    const tests = text(values.extensionTestsPath);
    const payload: [string, string][] = [['skipWelcome', 'true']];
    for (const path of [values.extensionDevelopmentPath ?? []].flat()) {
      payload.push(['extensionDevelopmentPath', remoteUri(server, resolve(String(path)))]);
    }
    if (tests !== undefined) payload.push(['extensionTestsPath', remoteUri(server, resolve(tests))]);
    server.url.searchParams.set('payload', JSON.stringify(payload));
    const workspace = positionals[0];
    if (workspace !== undefined && existsSync(workspace)) {
      const kind = statSync(workspace).isDirectory() ? 'folder' : 'workspace';
      server.url.searchParams.set(kind, serverPath(resolve(workspace)));
    }
    await page.goto(server.url.href);
    const requests = process.env[pageVariable];
    // Ends with the page; what goes wrong there is answered to the suite that asked.
    if (requests !== undefined) void drive(page, requests, join(cacheRoot, 'pictures')).catch(() => undefined);
    const code = await finished;
    if (code !== 0) {
      const picture = join(cacheRoot, 'last-failure.png');
      await page.screenshot({ path: picture }).catch(() => undefined);
      console.error(`The window at the end of the failed suite: ${picture}\nIts console: ${consoleLog}`);
    }
    return code;
  } finally {
    await end();
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/**
 * What the workbench and the extension host wrote to their consoles. The latter, the suite's output among it, is
 * printed; VS Code's own messages are kept in a file for when something is wrong.
 */
function printLog(type: string, args: unknown[]): void {
  const line = format(...args);
  if (line.startsWith(consoleMark)) process.stdout.write(`${line.slice(consoleMark.length)}\n`);
  appendFileSync(consoleLog, `${type}: ${line.replace(consoleMark, '')}\n`);
}

if (isMain(import.meta.url)) {
  process.exitCode = await runHosted(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
    return 1;
  });
}
