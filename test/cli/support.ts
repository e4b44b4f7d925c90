/** The command line as a user has it: repositories on disk, and what was printed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installedGrammar } from '../../src/build/grammarPackages.ts';
import { grammarFolder } from '../../src/cli/grammarFolder.ts';
import { run } from '../../src/cli/run.ts';
import type { Output } from '../../src/cli/terminal.ts';
import { grammarFiles, runtimeFile } from '../../src/syntax/grammars.ts';

const require = createRequire(import.meta.url);

export const project = fileURLToPath(new URL('../..', import.meta.url));
export const storefront = path.join(project, 'examples/storefront');

/** In a fresh checkout nothing is built yet. */
export function provideGrammars(): void {
  const folder = grammarFolder();
  mkdirSync(folder, { recursive: true });
  for (const file of [runtimeFile, ...grammarFiles]) {
    if (!existsSync(path.join(folder, file))) copyFileSync(installedGrammar(file), path.join(folder, file));
  }
}

/** Content of files by path; a path that ends in `/` is an empty folder. */
export type Content = Readonly<Record<string, string | Uint8Array>>;

/** A repository in a new folder; `.git` marks its root so that nothing above is taken for it. */
export function makeRepository(content: Content, name = 'prodaware-cli-'): string {
  const root = mkdtempSync(path.join(tmpdir(), name));
  mkdirSync(path.join(root, '.git'));
  for (const [file, text] of Object.entries(content)) {
    const target = path.join(root, file);
    mkdirSync(file.endsWith('/') ? target : path.dirname(target), { recursive: true });
    if (!file.endsWith('/')) writeFileSync(target, text);
  }
  return root;
}

export function removeRepository(root: string): void {
  rmSync(root, { recursive: true, force: true });
}

export interface Ran {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

export interface Surroundings {
  readonly environment?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  /** What the program reads from its input. */
  readonly input?: string;
}

/** Runs a command line in this process, as if standing in `directory`. */
export async function prodaware(
  directory: string,
  words: readonly string[],
  surroundings: Surroundings = {},
): Promise<Ran> {
  provideGrammars();
  const output = recorded(surroundings.isTerminal === true);
  const errors = recorded(surroundings.isTerminal === true);
  const code = await run(words, {
    directory,
    environment: surroundings.environment ?? {},
    output,
    errors,
    input: () => Promise.resolve(surroundings.input ?? ''),
  });
  return { code, output: output.text(), errors: errors.text() };
}

function recorded(isTerminal: boolean): Output & { text(): string } {
  let written = '';
  return {
    isTerminal,
    write(text) {
      written += text;
      return Promise.resolve();
    },
    text: () => written,
  };
}

/** Runs the program itself, in a process of its own with pipes for its output. */
export async function spawned(directory: string, words: readonly string[]): Promise<Ran & { signal: string | null }> {
  provideGrammars();
  const child = spawn(process.execPath, programOf(words), { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  // The signature of 'close'.
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code: code ?? -1, output, errors, signal };
}

/** Arguments for Node that start the program from its source. */
export function programOf(words: readonly string[]): string[] {
  return ['--import', pathToFileURL(require.resolve('tsx')).href, path.join(project, 'src/cli/main.ts'), ...words];
}
