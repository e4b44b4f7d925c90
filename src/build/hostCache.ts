/**
 * The folder `.vscode-test/`: what is downloaded once and kept between runs (a VS Code server, a Node for it, a
 * browser). Everything comes through the ordinary `npm` client, so a mirror or proxy that npm is set up for is
 * used here too. A part is installed beside its place and moved there when it is complete: an interrupted
 * download is never mistaken for a finished one.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { lstat, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endTree, isAlive, spawnTree } from './hostProcesses.ts';

export const projectRoot = resolve(fileURLToPath(new URL('../../', import.meta.url)));
export const cacheRoot = join(projectRoot, '.vscode-test');

/** One thing to have in the cache: a folder name that carries its version, and how it comes to be. */
export interface CachedPart {
  /** Folder below the cache; a new version is a new name. */
  name: string;
  /** What the person waiting reads, with the size to expect. */
  label: string;
  /** Fills the empty folder it is given. */
  fill(directory: string): Promise<void>;
}

/** Makes sure all parts are there and answers with their folders, in the order of the parts. */
export async function ensureParts(parts: readonly CachedPart[]): Promise<string[]> {
  await mkdir(cacheRoot, { recursive: true });
  await removeAbandoned();
  const missing = parts.filter((part) => !existsSync(join(cacheRoot, part.name)));
  if (missing.length > 0) process.stderr.write('Fetching what is needed once, through npm, into .vscode-test/:\n');
  for (const [index, part] of missing.entries()) {
    await fillPart(part, `${index + 1}/${missing.length} ${part.label}`);
  }
  return parts.map((part) => join(cacheRoot, part.name));
}

async function fillPart(part: CachedPart, title: string): Promise<void> {
  const partial = join(cacheRoot, `.partial-${process.pid}-${part.name}`);
  const target = join(cacheRoot, part.name);
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const progress = showGrowth(title, partial);
  try {
    await part.fill(partial);
    // Two runs may fill the same part at once: the first to finish wins, the other's copy is as good.
    await rename(partial, target).catch((error: unknown) => {
      if (!existsSync(target)) throw error;
    });
    await progress.done();
  } catch (error) {
    progress.stop();
    throw error;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** Half-filled folders of runs that are gone. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(cacheRoot)) {
    const owner = /^\.partial-(\d+)-/.exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) {
      await rm(join(cacheRoot, name), { recursive: true, force: true });
    }
  }
}

/** Installs packages into `directory`, which stands alone: this project's manifest and lock file stay untouched. */
export async function npmInstall(directory: string, packages: readonly string[]): Promise<void> {
  if (!existsSync(join(directory, 'package.json'))) {
    await writeFile(join(directory, 'package.json'), '{ "private": true }\n');
  }
  const options = ['--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--no-package-lock', '--no-save'];
  // The host brings its own Node, so what its packages ask of the running one does not matter.
  options.push('--engine-strict=false', '--loglevel=error', '--global=false', '--prefix', directory);
  await npm(['install', ...options, ...packages], directory);
}

/** Runs the npm that started this script, or else the one on the PATH. */
async function npm(args: readonly string[], directory: string): Promise<void> {
  const script = process.env['npm_execpath'];
  const ownNpm = script !== undefined && /npm-cli\.c?js$/.test(script);
  const child = ownNpm
    ? spawnTree(process.execPath, [script, ...args], { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] })
    : process.platform === 'win32'
      ? spawn('npm', args.map(quoteForCmd), { cwd: directory, shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
      : spawnTree('npm', args, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout?.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (output += data.toString()));
  const closed = new Promise<number | null>((settle, fail) => {
    child.once('error', fail);
    child.once('close', settle);
  });
  let code: number | null;
  try {
    code = await closed;
  } finally {
    await endTree(child);
  }
  if (code === 0) return;
  const packages = args.filter((arg) => !arg.startsWith('-') && arg !== 'install' && arg !== directory).join(' ');
  throw new Error(`npm could not install ${packages || 'the dependencies of the VS Code server'}:\n${output.trim()}`);
}

/** A command line for cmd.exe has no argument list: an argument with a blank needs its quotes. */
export function quoteForCmd(argument: string): string {
  return /[\s&()^;,]/.test(argument) && !argument.startsWith('"') ? `"${argument}"` : argument;
}

/**
 * Says on stderr what is being fetched and how much of it has arrived: in place on a terminal, else as a line now
 * and then, so a log shows that work goes on.
 */
function showGrowth(title: string, directory: string): { done(): Promise<void>; stop(): void } {
  const onTerminal = process.stderr.isTTY;
  const started = Date.now();
  const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
  let size = 0;
  let frame = 0;
  let active = true;
  let measuring = false;
  let measuredAt = started;
  let writtenAt = started;
  process.stderr.write(onTerminal ? '' : `  ${title}\n`);
  const timer = setInterval(() => {
    const now = Date.now();
    if (!measuring && now - measuredAt > 1500) {
      measuring = true;
      void sizeOf(directory).then((bytes) => {
        size = bytes;
        measuring = false;
        measuredAt = Date.now();
      });
    }
    if (onTerminal) {
      frame = (frame + 1) % frames.length;
      process.stderr.write(`\r\u001b[K${frames[frame] ?? ''} ${title} … ${megabytes(size)}`);
    } else if (now - writtenAt > 10_000) {
      writtenAt = now;
      process.stderr.write(`  … ${megabytes(size)} after ${seconds(now - started)}\n`);
    }
  }, 120);
  const stop = (): void => {
    if (!active) return;
    active = false;
    clearInterval(timer);
    if (onTerminal) process.stderr.write('\r\u001b[K');
  };
  const done = async (): Promise<void> => {
    const target = directory.replace(/\.partial-\d+-/, '');
    const bytes = await sizeOf(target);
    stop();
    const summary = `${megabytes(bytes)} in ${seconds(Date.now() - started)}`;
    process.stderr.write(onTerminal ? `✓ ${title}: ${summary}\n` : `  … complete, ${summary}\n`);
  };
  return { done, stop };
}

/** Bytes below a folder. Files come and go while npm works: what is gone counts nothing. */
async function sizeOf(directory: string): Promise<number> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) bytes += await sizeOf(path);
    else if (entry.isFile()) bytes += (await lstat(path).catch(() => ({ size: 0 }))).size;
  }
  return bytes;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
}
