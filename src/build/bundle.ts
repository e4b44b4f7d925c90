/**
 * Makes what runs from what is written: one file each for the extension, the language server and the command line
 * (and a small one that starts it), and the grammars beside them. With `--test` also the suites that run inside VS Code, into `dist-test/`.
 */
import { build, type BuildOptions } from 'esbuild';
import { cp, mkdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { glob } from 'tinyglobby';
import { grammarFiles, runtimeFile } from '../syntax/grammars.ts';
import { installedGrammar } from './grammarPackages.ts';
import { projectRoot } from './hostCache.ts';
import { isMain } from './hostProcesses.ts';

/** CommonJS has no `import.meta.url`; the libraries that read it get the same from the file's own path. */
const commonJs: BuildOptions = {
  format: 'cjs',
  target: 'node22',
  define: { 'import.meta.url': 'moduleUrl' },
  banner: { js: `const moduleUrl = require('node:url').pathToFileURL(__filename).href;` },
};

const shared: BuildOptions = {
  absWorkingDir: projectRoot,
  bundle: true,
  platform: 'node',
  // The ES builds of the language server libraries shake; their CommonJS builds do not.
  mainFields: ['module', 'main'],
  logLevel: 'warning',
  legalComments: 'none',
};

const outputs: { entry: string; file: string; options: BuildOptions }[] = [
  { entry: 'src/vscode/extension.ts', file: 'dist/extension.cjs', options: { ...commonJs, external: ['vscode'] } },
  { entry: 'src/server/main.ts', file: 'dist/server.cjs', options: commonJs },
  {
    entry: 'src/cli/start.ts',
    file: 'dist/cli.mjs',
    options: { format: 'esm', target: 'node20', banner: { js: '#!/usr/bin/env node' } },
  },
  {
    entry: 'src/cli/main.ts',
    file: 'dist/program.mjs',
    options: {
      format: 'esm',
      target: 'node20',
      banner: {
        js: `import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);`,
      },
    },
  },
];

/** The pages of webviews: nothing of Node in them, and their styles and the font of the icons beside them. */
const pages: BuildOptions = {
  entryPoints: ['review', 'map'].flatMap((page) => [`src/webview/${page}.ts`, `src/webview/${page}.css`]),
  outdir: 'dist/webview',
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  assetNames: '[name]',
  loader: { '.ttf': 'file' },
  minify: true,
};

/** Writes `dist/`, and `dist-test/` when `test` is set. Says nothing unless something is wrong. */
export async function bundle(options: { test?: boolean } = {}): Promise<void> {
  await rm(join(projectRoot, 'dist'), { recursive: true, force: true });
  await Promise.all([
    ...outputs.map(bundleOne),
    build({ ...shared, ...pages }),
    copyGrammars(),
    options.test === true ? bundleTests() : undefined,
  ]);
}

async function bundleOne({ entry, file, options }: (typeof outputs)[number]): Promise<void> {
  await build({ ...shared, ...options, entryPoints: [entry], outfile: file, minify: true });
}

/** The command line alone, in another folder: only as a bundle does it work in several threads. */
export async function bundleProgram(folder: string): Promise<void> {
  for (const output of outputs) {
    if (output.file.endsWith('.mjs')) await bundleOne({ ...output, file: join(folder, basename(output.file)) });
  }
}

async function copyGrammars(): Promise<void> {
  const target = join(projectRoot, 'dist', 'wasm');
  await mkdir(target, { recursive: true });
  for (const file of [runtimeFile, ...grammarFiles]) await cp(installedGrammar(file), join(target, file));
}

/** Every suite file becomes a file of its own, so that a run can load just the ones of its workspace. */
async function bundleTests(): Promise<void> {
  await rm(join(projectRoot, 'dist-test'), { recursive: true, force: true });
  const entries = await glob(['test/vscode/index.ts', 'test/vscode/**/*.test.ts'], { cwd: projectRoot });
  await build({
    ...shared,
    ...commonJs,
    entryPoints: entries,
    outdir: 'dist-test',
    outbase: 'test/vscode',
    outExtension: { '.js': '.cjs' },
    // Mocha finds its reporters by path, so it is loaded from where it is installed.
    external: ['vscode', 'mocha'],
  });
}

if (isMain(import.meta.url)) {
  await bundle({ test: process.argv.includes('--test') });
  for (const { file } of outputs) {
    const size = await stat(join(projectRoot, file)).catch(() => undefined);
    if (size !== undefined) console.log(`${file.padEnd(20)} ${Math.ceil(size.size / 1024)} KB`);
  }
}
