/** Entry points of Node: files, packages, frameworks' own commands; compiled output leads to its source. */
import type { Word } from '../../../model/production.ts';
import { nodeFrameworks } from '../../../knowledge/servers.ts';
import { hooksBeside, loadsHooks } from './hooks.ts';
import { isOutputPath, sourceOfOutput, withSourceExtension } from './buildOutput.ts';
import { directoriesOf, nothingResolved, pathsOf } from '../question.ts';
import type { EntryQuestion, Preload, ResolvedEntry } from '../question.ts';
import { jsonString, readJson } from '../../json.ts';
import { interpreted, interpreterOf } from '../interpreter.ts';
import { missingFile } from '../missingTarget.ts';
import { ancestors, basename, join } from '../../paths.ts';
import type { Repository } from '../../repository.ts';

const node: ResolvedEntry = { ...nothingResolved, ecosystem: 'node', language: 'javascript' };

/** The source file of a path, as Node would find it and a build would have made it. */
export async function nodeFile(path: string, repository: Repository): Promise<string | null> {
  const source = isOutputPath(path) ? await sourceOfOutput(path, repository) : null;
  if (source !== null) return source;
  if (repository.isFile(path)) return path;
  if (repository.isDirectory(path)) {
    const manifest = join(path, 'package.json') ?? 'package.json';
    const text = await repository.read(manifest);
    const json = text === null ? null : readJson(manifest, text);
    const main = json === null ? null : jsonString(json, 'main');
    const target = main === null ? null : join(path, main);
    const found = target === null || target === path ? null : await nodeFile(target, repository);
    return found ?? withSourceExtension(join(path, 'index') ?? path, repository);
  }
  return (await sourceOfOutput(path, repository)) ?? withSourceExtension(path, repository);
}

export async function nodeProgram(word: Word, question: EntryQuestion): Promise<ResolvedEntry> {
  const { repository } = question;
  const candidates = pathsOf(word.value, question);
  const there = candidates.find(({ path }) => repository.isFile(path) && !isOutputPath(path));
  for (const { path } of there === undefined ? candidates : [there]) {
    const file = await nodeFile(path, repository);
    if (file !== null)
      return { ...node, entryPoint: { file, symbol: null, asMain: true }, unresolved: null, roots: [] };
  }
  const standalone = await nextStandalone(word, question);
  if (standalone !== null) return standalone;
  return {
    ...node,
    unresolved: `${word.value} is not in the repository, and no source of it was found`,
    missingTarget: await missingFile(word, candidates, question),
  };
}

/** `node server.js` of an image that Next.js built with `output: 'standalone'`. */
async function nextStandalone(word: Word, question: EntryQuestion): Promise<ResolvedEntry | null> {
  if (basename(word.value) !== 'server.js') return null;
  for (const directory of directoriesOf(question.directory, question)) {
    for (const name of ['next.config.js', 'next.config.mjs', 'next.config.ts', 'next.config.cjs']) {
      const text = await question.repository.read(join(directory, name) ?? name);
      if (text !== null && /standalone/.test(text))
        return nodeFramework('next', [{ ...word, value: 'start' }], question);
    }
  }
  return null;
}

/** Null where the name is no framework's command. */
export async function nodeFramework(
  name: string,
  words: readonly Word[],
  question: EntryQuestion,
): Promise<ResolvedEntry | null> {
  const row = nodeFrameworks.find((candidate) => candidate.name === name);
  if (row === undefined) return null;
  const positionals = words.filter((word) => !word.value.startsWith('-')).map((word) => word.value);
  const [subcommand] = positionals;
  const isBare = row.bare === true && words[0]?.value.startsWith('-') !== false;
  if (row.subcommands.length > 0 && !isBare && (subcommand === undefined || !row.subcommands.includes(subcommand)))
    return null;
  const development =
    isBare || row.development.includes(subcommand ?? '') || words.some((word) => word.value === '--watch');
  const base = { ...node, development, preloads: await preloadsOf(row.commandFlags ?? [], words) };
  for (const directory of directoriesOf(question.directory, question)) {
    const find = (names: readonly string[]): string | null => {
      for (const entry of names) {
        const paths = entry.includes('*') ? routeFolders(directory, entry, question.repository) : [entry];
        for (const path of paths) {
          const found = withSourceExtension(join(directory, path) ?? path, question.repository);
          if (found !== null) return found;
        }
      }
      return null;
    };
    const entry = (name === 'nest' ? await nestEntry(directory, question.repository) : null) ?? find(row.entries);
    if (entry !== null) {
      const hook = find(hooksBeside(row.hooks, directory, entry));
      const hooks = hook !== null && (await loadsHooks(row.hookSetting, directory, question.repository)) ? [hook] : [];
      return { ...base, hooks, entryPoint: { file: entry, symbol: null, asMain: name === 'nest' }, unresolved: null };
    }
  }
  return { ...base, unresolved: `${name} finds nothing to start in the repository` };
}

/** What the command line that a framework runs its program with (`nest start --exec 'node -r x'`) loads before it. */
async function preloadsOf(flags: readonly string[], words: readonly Word[]): Promise<readonly Preload[]> {
  const at = words.findIndex(({ value }) => flags.includes(value.replace(/=.*$/s, '')));
  const written = words[at];
  if (written === undefined) return [];
  const word = written.value.includes('=') ? written : (words[at + 1] ?? written);
  const [program = '', ...rest] = word.value
    .replace(/^--?\w+=/, '')
    .trim()
    .split(/\s+/);
  const row = interpreterOf(basename(program), 'node');
  if (row === undefined) return [];
  const made = rest.map((value): Word => ({ ...word, value, exact: false }));
  return (await interpreted(row, made, { program: () => Promise.resolve({}) })).preloads;
}

/** A starred entry with the folders that are there: groups of routes and parameters. */
function routeFolders(directory: string, entry: string, repository: Repository): readonly string[] {
  const [before = '', ...stars] = entry.split('/*');
  const below = join(directory, before) ?? before;
  const depth = below.split('/').length;
  const folders = new Set<string>();
  for (const path of repository.filesBelow(below)) {
    const inner = path.split('/').slice(depth, -1);
    if (inner.length === stars.length && inner.every((segment) => /^(?:\(\w[^)]*\)|\[\w+\])$/.test(segment)))
      folders.add(inner.join('/'));
  }
  return [...folders].sort().map((folder) => `${before}/${folder}${stars.at(-1) ?? ''}`);
}

async function nestEntry(directory: string, repository: Repository): Promise<string | null> {
  const path = join(directory, 'nest-cli.json') ?? 'nest-cli.json';
  const text = await repository.read(path);
  const json = text === null ? null : readJson(path, text);
  if (json === null) return null;
  const root = jsonString(json, 'sourceRoot') ?? 'src';
  const entry = jsonString(json, 'entryFile') ?? 'main';
  const file = join(directory, `${root}/${entry}`);
  return file === null ? null : withSourceExtension(file, repository);
}

/** A command that the package itself declares under `bin`. */
export async function nodePackageBinary(name: string, question: EntryQuestion): Promise<ResolvedEntry | null> {
  for (const directory of directoriesOf(question.directory, question)) {
    for (const above of ancestors(directory)) {
      const path = join(above, 'package.json') ?? 'package.json';
      const text = await question.repository.read(path);
      if (text === null || !text.includes('"bin"')) continue;
      const json = readJson(path, text);
      const own = json === null ? null : jsonString(json, 'name');
      const target =
        json === null ? null : (jsonString(json, 'bin', name) ?? (own === name ? jsonString(json, 'bin') : null));
      const at = target === null ? null : join(above, target);
      const file = at === null ? null : await nodeFile(at, question.repository);
      if (file !== null) return { ...node, entryPoint: { file, symbol: null, asMain: true }, unresolved: null };
    }
  }
  return null;
}
