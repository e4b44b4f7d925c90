/**
 * Commands that documents and task files name with telemetry: README fences, Makefile targets, package scripts. They
 * start nothing in production, but they promise what production should do.
 */
import type { Evidence } from '../model/finding.ts';
import type { Mechanism, Word } from '../model/production.ts';
import type { Range } from '../model/text.ts';
import type { TelemetryVendor } from '../knowledge/telemetry/vendor.ts';
import { programsOf } from './command.ts';
import type { CommandContext, Program } from './command.ts';
import { hostView } from './containerPaths.ts';
import { resolveEntry } from './entries/entryPoint.ts';
import { readJson } from './json.ts';
import { nodeFile } from './entries/node/programs.ts';
import { move } from './packageScripts.ts';
import { basename, join } from './paths.ts';
import type { Repository } from './repository.ts';
import { locate } from './shellSource.ts';
import { classifyPreload, preloadsOfOptions, wrapperOf } from './telemetry/channels.ts';
import { located, part } from './text/locatedText.ts';
import type { LocatedText } from './text/locatedText.ts';

/** One documented command line. */
export interface DocumentedCommand {
  readonly file: string;
  readonly text: string;
  readonly line: LocatedText;
  /** Where lines before it have gone (`cd api`), relative to where it starts. */
  readonly moved: string;
  readonly label: string;
}

export interface Documents {
  readonly commands: readonly DocumentedCommand[];
  /** What a command promises when it is meant for a directory; memoised. */
  promises(command: DocumentedCommand, directory: string): Promise<readonly DocumentedPromise[]>;
}

/** What a documented command promises, and for which entry point. */
export interface DocumentedPromise {
  readonly evidence: Evidence;
  readonly vendor: string;
  readonly words: readonly string[];
  readonly placement: 'before' | 'after-interpreter';
  readonly mechanism: Mechanism;
  readonly entryFile: string;
  /** Directory that the words count from; null where they are the same everywhere. */
  readonly directory: string | null;
}

const documents =
  /\.(md|mdx|markdown|rst|adoc)$|(^|\/)(readme|makefile|gnumakefile|justfile|taskfile\.ya?ml|procfile\.[\w-]+)$|\.mk$/i;
const longestDocument = 500_000;
const mostCommands = 500;

export async function readDocuments(
  repository: Repository,
  vendors: readonly TelemetryVendor[],
  shell: CommandContext['shell'],
): Promise<Documents> {
  const known = new Map<DocumentedCommand, Map<string, Promise<readonly DocumentedPromise[]>>>();
  return {
    commands: await documentedCommands(repository, vendors),
    promises(command, directory) {
      const seen = known.get(command) ?? new Map<string, Promise<readonly DocumentedPromise[]>>();
      known.set(command, seen);
      let found = seen.get(directory);
      if (found === undefined)
        seen.set(directory, (found = promisesOf(command, directory, repository, vendors, shell)));
      return found;
    },
  };
}

/** All lines of documents and task files that name a wrapper or a preload of a vendor. */
async function documentedCommands(
  repository: Repository,
  vendors: readonly TelemetryVendor[],
): Promise<readonly DocumentedCommand[]> {
  const needles = vendors.flatMap((vendor) => [
    ...vendor.wrappers.map((wrapper) => wrapper.words[0] ?? ''),
    ...vendor.preloads.map((preload) => preload.module),
  ]);
  const marks = [...new Set([...needles, '--require', '--import', ' -r ./'])].filter((needle) => needle !== '');
  const found: DocumentedCommand[] = [];
  for (const path of repository.paths) {
    const isManifest = basename(path) === 'package.json';
    if ((!isManifest && !documents.test(path)) || found.length >= mostCommands) continue;
    const text = await repository.read(path);
    if (text === null || text.length > longestDocument || !marks.some((mark) => text.includes(mark))) continue;
    const lines = isManifest ? scriptLines(path, text) : documentLines(path, text);
    for (const { line, moved } of lines) {
      if (marks.some((mark) => line.text.includes(mark))) {
        found.push({ file: path, text, line, moved, label: isManifest ? 'a script says' : 'documented command' });
      }
    }
  }
  return found.slice(0, mostCommands);
}

interface CodeLine {
  readonly line: LocatedText;
  readonly moved: string;
}

function scriptLines(path: string, text: string): CodeLine[] {
  const json = readJson(path, text);
  if (json === null) return [];
  return json.keys(['scripts']).flatMap((name) => {
    const line = json.located(['scripts', name]);
    return line === null ? [] : [{ line, moved: '.' }];
  });
}

/** Lines of code: of fences, indented blocks and inline code in prose, all lines of task files. */
function documentLines(path: string, text: string): CodeLine[] {
  const prose = /\.(md|mdx|markdown|rst|adoc)$|readme$/i.test(path);
  const lines: CodeLine[] = [];
  let moved = '.';
  let at = 0;
  let fence: string | null = null;
  let goesOn = false;
  for (const line of text.split('\n')) {
    const start = at;
    at += line.length + 1;
    const isRest = goesOn;
    goesOn = /\\\r?$/.test(line);
    if (isRest) continue;
    const marker = /^\s*(?:>\s*)?(```+|~~~+)/.exec(line)?.[1];
    if (prose && marker !== undefined) {
      fence = fence === null ? marker : null;
      moved = '.';
      continue;
    }
    if (!prose || fence !== null || /^( {4}|\t)/.test(line)) {
      lines.push({ line: continued(path, text, start), moved });
      // In a fence, where one line goes the next ones are.
      const target = prose ? /^\s*(?:[$>]\s+)?cd\s+([\w./-]+)\s*$/.exec(line)?.[1] : undefined;
      if (target !== undefined) moved = join(moved, target) ?? '.';
      continue;
    }
    for (const match of line.matchAll(/(`+)([^`]+)\1/g)) {
      const inner = start + match.index + (match[1]?.length ?? 1);
      lines.push({ line: located(path, text, inner, inner + (match[2]?.length ?? 0)), moved: '.' });
    }
  }
  return lines;
}

/** A line with those it is continued on. */
function continued(path: string, text: string, start: number): LocatedText {
  let end = start;
  for (let lines = 0; lines < 20; lines++) {
    const newline = text.indexOf('\n', end);
    end = newline < 0 ? text.length : newline;
    if (newline < 0 || !/\\\r?$/.test(text.slice(start, end))) break;
    end++;
  }
  if (text[end - 1] === '\r') end--;
  return located(path, text, start, Math.max(start, end));
}

/** What a documented command says, seen from a directory that it may be meant for. */
async function promisesOf(
  command: DocumentedCommand,
  directory: string,
  repository: Repository,
  vendors: readonly TelemetryVendor[],
  shell: CommandContext['shell'],
): Promise<readonly DocumentedPromise[]> {
  const line = commandPart(command.line, vendors);
  if (line === null) return [];
  const before = command.line.text.slice(0, command.line.text.lastIndexOf(line.text));
  const gone = /(?:^|[\s$])cd\s+([\w./-]+)\s*(?:&&|;)\s*$/.exec(before)?.[1];
  const there = join(directory, `${command.moved}/${gone ?? '.'}`);
  const from = there !== null && repository.isDirectory(there) ? there : directory;
  const view = hostView(repository, command.file);
  const context: CommandContext = { repository: silent(repository), view, shell, vendors, production: true };
  const range = locate(line, 0, line.text.length);
  const snippet = { file: command.file, range: range.range, text: line.text, exact: range.exact };
  const programs = await programsOf(
    { form: 'shell', line: snippet, location: { file: command.file, range: range.range } },
    new Map(),
    from,
    context,
  );
  const found: DocumentedPromise[] = [];
  for (const program of programs) found.push(...(await promisesOfProgram(program, command, context)));
  return found;
}

/** The repository without the record of what took part: most documents lead nowhere. */
function silent(repository: Repository): Repository {
  return { ...repository, note: () => undefined };
}

/** The line from the wrapper, the interpreter or the assignment on, without prompt and what is around. */
function commandPart(line: LocatedText, vendors: readonly TelemetryVendor[]): LocatedText | null {
  const wrappers = vendors.flatMap((vendor) => vendor.wrappers.map((wrapper) => wrapper.words[0] ?? ''));
  let start = -1;
  for (const wrapper of wrappers) {
    const at = line.text.indexOf(wrapper);
    if (at >= 0 && !/[\w-]/.test(line.text[at - 1] ?? ' ') && (start < 0 || at < start)) start = at;
  }
  if (start < 0) {
    const node =
      /(?:^|[\s"'`(=;&|])((?:NODE_OPTIONS=\S|(?:node|tsx|ts-node|nodemon|bun)\s+[^\n]*?(?:-r|--require|--import|--preload)\b))/.exec(
        line.text,
      );
    if (node === null) return null;
    start = node.index + node[0].length - (node[1]?.length ?? 0);
  }
  const rest = line.text.slice(start);
  const end = /(?<!\\)["`](?=[,)\s]*$)|\s#\s|`/.exec(rest)?.index ?? rest.length;
  return part(line, start, start + end);
}

async function promisesOfProgram(
  program: Program,
  command: DocumentedCommand,
  context: CommandContext,
): Promise<DocumentedPromise[]> {
  const entry = await resolveEntry({
    argv: program.argv,
    directory: program.directory,
    variables: program.variables,
    view: context.view,
    repository: context.repository,
    image: null,
    imageName: null,
    isArgument: false,
  });
  const entryFile = entry.entryPoint?.file;
  if (entryFile === undefined) return [];
  const found: DocumentedPromise[] = [];
  for (const prefix of program.prefixes) {
    const wrapper = wrapperOf(prefix, context.vendors, entry.ecosystem);
    const place = spanOf(prefix.words, command.file);
    if (wrapper === null || place === null) continue;
    found.push({
      evidence: { ...place, label: command.label },
      vendor: wrapper.vendor.name,
      words: prefix.words.map((word) => word.value),
      placement: 'before',
      mechanism: 'wrapper',
      entryFile,
      directory: null,
    });
  }
  for (const preload of entry.preloads) {
    const place = spanOf(preload.words, command.file);
    if (place === null) continue;
    found.push(
      ...(await preloadPromise(preload.flag, preload.module, place.range, command, program, entryFile, context)),
    );
  }
  const options = program.variables.get('NODE_OPTIONS');
  if (options?.value !== undefined && options.value !== null && options.file === command.file) {
    for (const { flag, module } of preloadsOfOptions(options.value)) {
      found.push(...(await preloadPromise(flag, module, options.range, command, program, entryFile, context)));
    }
  }
  return found;
}

async function preloadPromise(
  flag: string,
  module: string,
  range: Range,
  command: DocumentedCommand,
  program: Program,
  entryFile: string,
  context: CommandContext,
): Promise<DocumentedPromise[]> {
  const kind = classifyPreload(module, context.vendors);
  const promise = {
    evidence: { file: command.file, range, label: command.label },
    words: [flag, module],
    placement: 'after-interpreter',
    mechanism: 'runtime-flag',
    entryFile,
  } as const;
  if (kind.kind === 'vendor') return [{ ...promise, vendor: kind.vendor.name, directory: null }];
  if (kind.kind !== 'file') return [];
  const seen = move(program.directory, kind.path);
  const file = seen === null ? null : await nodeFile(seen, context.repository);
  const source = file === null ? null : await context.repository.source(file);
  const vendor = source?.facts?.telemetry[0]?.vendor;
  return vendor === undefined ? [] : [{ ...promise, vendor, directory: program.directory }];
}

/** From the first to the last of words of one file. */
export function spanOf(words: readonly Word[], file: string): { readonly file: string; readonly range: Range } | null {
  const own = words.filter((word) => word.file === file);
  const [first] = own;
  const last = own.at(-1);
  if (first === undefined || last === undefined) return null;
  return { file, range: { start: first.range.start, end: last.range.end } };
}
