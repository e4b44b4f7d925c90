/**
 * Compiled output to its source: `dist/server.js` is not in the repository, `src/server.ts` is. What tsconfig and the
 * build scripts say comes first, then names; a source counts only when it exists.
 */
import { jsonString, readJson } from '../../json.ts';
import type { JsonFile } from '../../json.ts';
import { ancestors, basename, dirname, extension, join, relativeTo } from '../../paths.ts';
import type { Repository } from '../../repository.ts';

const outputFolders: ReadonlySet<string> = new Set([
  'dist',
  'build',
  'out',
  'lib',
  'output',
  '.output',
  '.next',
  'bin',
  'compiled',
  'bundle',
  'es',
  'cjs',
  'esm',
  'target',
  'release',
]);
const sourceFolders = ['src', '', 'source', 'app', 'server', 'lib'];
const sourceExtensions: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.mts', '.cts'],
  '.mjs': ['.mts', '.ts', '.mjs', '.js'],
  '.cjs': ['.cts', '.ts', '.cjs', '.js'],
  '': ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '/index.ts', '/index.js', '/index.tsx', '/index.mjs'],
};

/** A path that a build makes rather than an author. */
export function isOutputPath(path: string): boolean {
  return dirname(path)
    .split('/')
    .some((segment) => outputFolders.has(segment));
}

/** The source of a file that is not there, root-relative; null where none is found. */
export async function sourceOfOutput(path: string, repository: Repository): Promise<string | null> {
  const suffix = extension(path);
  if (sourceExtensions[suffix] === undefined && suffix !== '') return null;
  const packageRoot = ancestors(dirname(path)).find((directory) =>
    repository.isFile(join(directory, 'package.json') ?? 'package.json'),
  );
  if (packageRoot === undefined) return null;
  return (
    (await throughTsconfig(path, packageRoot, repository)) ??
    (await throughScripts(path, packageRoot, repository)) ??
    byNames(path, packageRoot, repository) ??
    (await throughConfigurations(path, packageRoot, repository))
  );
}

/** Files that a source could have beside the name it compiles to. */
export function withSourceExtension(path: string, repository: Repository): string | null {
  const suffix = extension(path);
  const known = sourceExtensions[suffix];
  const stem = known === undefined || suffix === '' ? path : path.slice(0, -suffix.length);
  for (const candidate of known ?? sourceExtensions[''] ?? []) {
    if (repository.isFile(stem + candidate)) return stem + candidate;
  }
  return null;
}

interface Compilation {
  readonly outDir: string;
  readonly rootDir: string | null;
}

async function throughTsconfig(path: string, packageRoot: string, repository: Repository): Promise<string | null> {
  const names = [
    'tsconfig.build.json',
    'tsconfig.prod.json',
    'tsconfig.server.json',
    'tsconfig.app.json',
    'tsconfig.json',
  ];
  for (const directory of ancestors(dirname(path))) {
    if (relativeTo(packageRoot, directory) === null) break;
    for (const name of names) {
      const file = join(directory, name);
      const compilation = file === null ? null : await readCompilation(file, repository, 0);
      const rest = compilation === null ? null : relativeTo(compilation.outDir, path);
      if (compilation === null || rest === null || compilation.outDir === '.') continue;
      const bases = compilation.rootDir === null ? [directory, join(directory, 'src')] : [compilation.rootDir];
      for (const base of bases) {
        const candidate = base === null ? null : join(base, rest);
        const source = candidate === null ? null : withSourceExtension(candidate, repository);
        if (source !== null && source !== path) return source;
      }
    }
  }
  return null;
}

async function readCompilation(file: string, repository: Repository, nested: number): Promise<Compilation | null> {
  const text = await repository.read(file);
  const json = text === null ? null : readJson(file, text);
  if (json === null) return null;
  const directory = dirname(file);
  const outDir = jsonString(json, 'compilerOptions', 'outDir');
  const rootDir = jsonString(json, 'compilerOptions', 'rootDir');
  const parent = nested < 5 ? await parentCompilation(json, directory, repository, nested) : null;
  const out = outDir === null ? (parent?.outDir ?? null) : join(directory, outDir);
  if (out === null) return null;
  return { outDir: out, rootDir: rootDir === null ? (parent?.rootDir ?? null) : join(directory, rootDir) };
}

async function parentCompilation(
  json: JsonFile,
  directory: string,
  repository: Repository,
  nested: number,
): Promise<Compilation | null> {
  const extended = json.value(['extends']);
  const names = (Array.isArray(extended) ? extended : [extended]).filter((name) => typeof name === 'string');
  for (const name of names.reverse()) {
    if (!name.startsWith('.')) continue;
    const path = join(directory, extension(name) === '.json' ? name : `${name}.json`);
    const found = path === null ? null : await readCompilation(path, repository, nested + 1);
    if (found !== null) return found;
  }
  return null;
}

/** `esbuild src/main.ts --outfile=dist/main.js`, `babel server -d build/server`, `tsup src/main.ts`. */
async function throughScripts(path: string, packageRoot: string, repository: Repository): Promise<string | null> {
  const file = join(packageRoot, 'package.json');
  const text = file === null ? null : await repository.read(file);
  const json = file === null || text === null ? null : readJson(file, text);
  if (json === null) return null;
  for (const name of json.keys(['scripts'])) {
    const line = jsonString(json, 'scripts', name) ?? '';
    if (
      !/\b(esbuild|tsup|ncc|babel|swc|webpack|rollup|vite|rspack|bun build|tsdown|unbuild|parcel|microbundle)\b/.test(
        line,
      )
    ) {
      continue;
    }
    for (const part of line.split(/&&|;/)) {
      const words = part.trim().split(/\s+/).slice(0, 100);
      const found = throughBuildCommand(words, path, packageRoot, repository);
      if (found !== null) return found;
    }
  }
  return null;
}

function throughBuildCommand(
  words: readonly string[],
  path: string,
  packageRoot: string,
  repository: Repository,
): string | null {
  let out: string | null = null;
  const inputs: string[] = [];
  for (let at = 1; at < words.length; at++) {
    const word = (words[at] ?? '').replace(/^["']|["']$/g, '');
    const [flag = '', inline] = word.split(/[=:](.*)/s);
    if (/^(--outfile|--outdir|--out-dir|--out-file|-d|-o|--dist-dir|--output-path)$/.test(flag)) {
      out = inline ?? words[++at] ?? null;
    } else if (!word.startsWith('-')) {
      inputs.push(word);
    }
  }
  const stem = stemOf(path);
  for (const input of inputs) {
    const source = join(packageRoot, input);
    if (source === null) continue;
    if (repository.isDirectory(source) && source !== packageRoot && out !== null) {
      const target = join(packageRoot, out);
      const rest = target === null ? null : relativeTo(target, path);
      const candidate = rest === null ? null : join(source, rest);
      const found = candidate === null ? null : withSourceExtension(candidate, repository);
      if (found !== null) return found;
    }
    if (repository.isFile(source) && source !== path) {
      const outStem = out === null ? null : stemOf(out);
      if (stemOf(source) === stem || outStem === stem) return source;
    }
  }
  return null;
}

const configurations =
  /^(?:(?:esbuild|tsup|tsdown|rollup|vite|webpack|rspack|build)(?:\.[\w-]+)*(?:\.config)?|(?:\w+\.)?config)\.[cm]?[jt]s$|^esbuild\.\w+$/;

/** `entryPoints: ['server/server.ts']`, `entry: { server: './src/index.ts' }` in what configures a bundler. */
async function throughConfigurations(
  path: string,
  packageRoot: string,
  repository: Repository,
): Promise<string | null> {
  const stem = stemOf(path);
  // What everything is called says nothing.
  if (stem === 'index' || stem === 'main') return null;
  for (const file of repository.filesIn(packageRoot)) {
    if (!configurations.test(basename(file))) continue;
    const text = ((await repository.read(file)) ?? '').slice(0, 100_000);
    for (const match of text.matchAll(
      /(?:["']?([\w/-]+)["']?\s*:\s*\[?\s*)?["']((?:\.\/)?[\w./-]+\.[cm]?[jt]sx?)["']/g,
    )) {
      const [, key, written = ''] = match;
      const source = join(packageRoot, written);
      if (source === null || source === path || !repository.isFile(source)) continue;
      if (stemOf(source) === stem || key === stem) return source;
    }
  }
  return null;
}

const stemOf = (path: string): string => basename(path).replace(/\.[^.]+$/, '');

/** The same path with the folder of the output left out or called `src`. */
function byNames(path: string, packageRoot: string, repository: Repository): string | null {
  const rest = relativeTo(packageRoot, path);
  if (rest === null) return null;
  const segments = rest.split('/');
  for (const [index, segment] of segments.slice(0, -1).entries()) {
    if (!outputFolders.has(segment)) continue;
    const before = segments.slice(0, index);
    const after = segments.slice(index + 1);
    for (const folder of sourceFolders) {
      for (const tail of after[0] === 'src' ? [after, after.slice(1)] : [after]) {
        const candidate = join(packageRoot, [...before, folder, ...tail].join('/'));
        const found = candidate === null ? null : withSourceExtension(candidate, repository);
        if (found !== null && found !== path) return found;
      }
    }
  }
  // `dist/apps/api/main.js` of `apps/api/src/main.ts`, as tools for many packages put it.
  const output = segments.findIndex((segment) => outputFolders.has(segment));
  const tails = [[...segments.slice(0, output), ...segments.slice(output + 1)], segments.slice(output + 1)];
  for (const above of output < 0 ? [] : ancestors(packageRoot)) {
    for (const tail of tails) {
      for (let at = 1; at < tail.length; at++) {
        const candidate = join(above, [...tail.slice(0, at), 'src', ...tail.slice(at)].join('/'));
        const found = candidate === null ? null : withSourceExtension(candidate, repository);
        if (found !== null && found !== path) return found;
      }
    }
  }
  // `server.js` beside `server.ts`.
  const beside = withSourceExtension(path, repository);
  if (beside !== null) return beside;
  const inSource = join(packageRoot, `src/${rest}`);
  return inSource === null ? null : withSourceExtension(inSource, repository);
}
