/**
 * `npm start [-- [--browser] [--port N] [path]]`: shows the extension at work. First the review of the repository in
 * the terminal, then a real VS Code with the extension on it: the desktop one where there is one, else in the browser.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { bundle } from './bundle.ts';
import { projectRoot, quoteForCmd } from './hostCache.ts';
import { endOnSignal, isAlive } from './hostProcesses.ts';
import { writeSettings } from './hostServer.ts';
import { packageExtension } from './package.ts';
import {
  findDesktopEditor,
  quietSettings,
  serverPath,
  startDirectory,
  startHostedEditor,
  type DesktopEditor,
} from './vscodeHost.ts';

const usage = `npm start [-- [--browser] [--port N] [path]]

Prints the review of the repository at path and opens it in VS Code with the extension.

  path        the repository; without it the example in examples/
  --browser   VS Code in the browser, also where a desktop VS Code is on the PATH
  --port N    the port for it on 127.0.0.1; without it a free one`;

/** Ends what is running at the moment. */
let end = async (): Promise<void> => {};
let ending = false;
const startedAt = Date.now();

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
});

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      browser: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const example = join(projectRoot, 'examples', 'storefront');
  // npm runs scripts in the project; a relative path is meant from where the user stands.
  const repository = positionals[0] === undefined ? example : resolve(process.env['INIT_CWD'] ?? '.', positionals[0]);
  if (!existsSync(repository) || !statSync(repository).isDirectory()) throw new Error(`No folder ${repository}`);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`No port: ${values.port}`);

  // From the first download on, nothing may outlive this command.
  endOnSignal(() => {
    ending = true;
    return end();
  });
  await bundle();
  await printReview(repository);
  const desktop = values.browser ? undefined : findDesktopEditor();
  if (desktop === undefined) await openInBrowser(repository, port, repository === example);
  else await openDesktop(desktop, repository, repository === example);
}

/** What a user of the terminal sees: how production starts each service, then the findings. */
async function printReview(repository: string): Promise<void> {
  const cli = join(projectRoot, 'dist', 'cli.mjs');
  for (const command of ['launches', 'check']) {
    console.log(`\n$ prodaware ${command} ${display(repository)}\n`);
    const child = spawn(process.execPath, [cli, command, repository], { stdio: 'inherit' });
    // Findings end it with code 1; a fault has been said by the command itself. Either way the editor opens.
    await once(child, 'close');
  }
  console.log('');
}

async function openInBrowser(repository: string, port: number, ownExample: boolean): Promise<void> {
  const vsix = await packageExtension({ quiet: true });
  await writeSettings(join(startDirectory, 'data'), quietSettings, true);
  const server = await startHostedEditor({
    dataDirectory: startDirectory,
    extensionsDirectory: join(startDirectory, 'extensions'),
    vsix,
    port,
    // A repository of the user's own is trusted by the user, in the editor.
    trustEverything: ownExample,
  });
  end = server.stop;
  server.url.searchParams.set('folder', serverPath(repository));
  console.log(`VS Code in the browser, with ProdAware, on ${display(repository)}:\n\n  ${server.url.href}\n`);
  console.log('Only this machine can reach it, and only with this link. Ctrl-C ends it.');
  openBrowser(server.url.href);
  await server.ended;
  await server.stop();
  if (ending) return;
  throw new Error(`The VS Code server ended by itself. Its log: ${server.logFile}`);
}

/** A convenience: over ssh, without a display or without a browser the printed link is all there is. */
function openBrowser(url: string): void {
  const onDisplay = process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined;
  if (process.platform === 'linux' && !onDisplay) return;
  if (process.env['CI'] !== undefined || process.env['SSH_CONNECTION'] !== undefined) return;
  const [command, args]: [string, string[]] =
    process.platform === 'darwin'
      ? ['open', [url]]
      : process.platform === 'win32'
        ? ['rundll32', ['url.dll,FileProtocolHandler', url]]
        : ['xdg-open', [url]];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

async function openDesktop(editor: DesktopEditor, repository: string, ownExample: boolean): Promise<void> {
  const userData = join(startDirectory, editor.name);
  await writeSettings(userData, quietSettings, true);
  const args = ['--new-window', '--wait', '--user-data-dir', userData];
  args.push(`--extensionDevelopmentPath=${projectRoot}`);
  if (ownExample) args.push('--disable-workspace-trust');
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  args.push(repository);
  end = () => endDesktop(userData);
  const windows = process.platform === 'win32';
  const child = windows
    ? spawn(quoteForCmd(editor.path), args.map(quoteForCmd), { stdio: 'inherit', shell: true })
    : spawn(editor.path, args, { stdio: 'inherit' });
  console.log(`Opened ${editor.name} (${editor.path}) with ProdAware on ${display(repository)}.`);
  console.log('Close its window or press Ctrl-C to end it.');
  // The editor lives on its own: with --wait its launcher ends when the window is closed.
  const [code] = (await once(child, 'close')) as [number | null]; // the signature of 'close'
  await endDesktop(userData);
  process.exit(code ?? 1);
}

/** The editor detaches from its launcher; the process behind it is named in its lock file. */
async function endDesktop(userData: string): Promise<void> {
  const lock = join(userData, 'code.lock');
  const writtenAt = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  // The lock of an editor that crashed long ago may name a process that is someone else's by now.
  if (writtenAt < startedAt) return;
  const pid = Number((await readFile(lock, 'utf8').catch(() => '')).trim());
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return;
  process.kill(pid, 'SIGTERM');
  for (let waited = 0; waited < 5000 && isAlive(pid); waited += 100) await sleep(100);
}

/** Relative where that is shorter to read. */
function display(path: string): string {
  const shown = relative(process.env['INIT_CWD'] ?? process.cwd(), path);
  return shown !== '' && !shown.startsWith('..') ? shown : path;
}
