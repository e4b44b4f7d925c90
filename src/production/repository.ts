/**
 * The repository as `production/` asks it: what is there, what it says, and which files took part. Built once per
 * Production from its input.
 */
import { vendors } from '../knowledge/telemetry/index.ts';
import type { ProcessDeclaration } from '../model/production.ts';
import type { SourceFile } from '../model/source.ts';
import type { Language, ProductionInput } from './input.ts';
import { ancestors, basename, dirname } from './paths.ts';
import { telemetryNamed } from './telemetry/needles.ts';

export interface Repository {
  readonly paths: readonly string[];
  isFile(path: string): boolean;
  isDirectory(path: string): boolean;
  /** Names of files and directories at the top. */
  isTopLevel(name: string): boolean;
  /** Files of a name, anywhere, in order. */
  filesNamed(name: string): readonly string[];
  /** Directories whose last segment is the name. */
  directoriesNamed(name: string): readonly string[];
  /** Files of a directory itself. */
  filesIn(directory: string): readonly string[];
  /** Files below a directory, itself included at any depth. */
  filesBelow(directory: string): readonly string[];
  read(path: string): Promise<string | null>;
  source(path: string): Promise<SourceFile | null>;
  language(path: string): Language | null;
  /** Whether a text may start telemetry: many are asked, and few have to be read. */
  namesTelemetry(path: string, ecosystem: string): Promise<boolean>;
  /** Processes that readers found in a file; empty until all files are read. */
  declaredIn(path: string): readonly ProcessDeclaration[];
  declare(processes: readonly ProcessDeclaration[]): void;
  /** The file took part in Production: its text is an argument, so it is among the sources. */
  note(file: SourceFile): void;
  readonly noted: ReadonlyMap<string, SourceFile>;
}

export function createRepository(input: ProductionInput): Repository {
  const files = new Set(input.paths);
  const directories = new Set<string>(['.']);
  const topLevel = new Set<string>();
  const byName = new Map<string, string[]>();
  const byDirectory = new Map<string, string[]>();
  const directoriesByName = new Map<string, string[]>();
  const push = (map: Map<string, string[]>, key: string, value: string): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
  };
  for (const path of input.paths) {
    push(byName, basename(path), path);
    push(byDirectory, dirname(path), path);
    const slash = path.indexOf('/');
    topLevel.add(slash < 0 ? path : path.slice(0, slash));
    for (const directory of ancestors(dirname(path))) {
      if (directories.has(directory)) break;
      directories.add(directory);
      push(directoriesByName, basename(directory), directory);
    }
  }
  const sorted = [...input.paths].sort();
  const texts = new Map<string, Promise<string | null>>();
  const sources = new Map<string, Promise<SourceFile | null>>();
  const noted = new Map<string, SourceFile>();
  const declared = new Map<string, ProcessDeclaration[]>();
  const read = (path: string): Promise<string | null> => {
    if (!files.has(path)) return Promise.resolve(null);
    let text = texts.get(path);
    if (text === undefined) texts.set(path, (text = input.read(path)));
    return text;
  };
  return {
    paths: input.paths,
    isFile: (path) => files.has(path),
    isDirectory: (path) => directories.has(path),
    isTopLevel: (name) => topLevel.has(name),
    filesNamed: (name) => byName.get(name) ?? [],
    directoriesNamed: (name) => directoriesByName.get(name) ?? [],
    filesIn: (directory) => byDirectory.get(directory) ?? [],
    filesBelow(directory) {
      if (directory === '.') return sorted;
      const prefix = `${directory}/`;
      let low = 0;
      let high = sorted.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((sorted[middle] ?? '') < prefix) low = middle + 1;
        else high = middle;
      }
      let end = low;
      while (sorted[end]?.startsWith(prefix) === true) end++;
      return sorted.slice(low, end);
    },
    read,
    source(path) {
      if (!files.has(path)) return Promise.resolve(null);
      let source = sources.get(path);
      if (source === undefined) sources.set(path, (source = input.source(path)));
      return source;
    },
    language: (path) => input.languageOf(path),
    async namesTelemetry(path, ecosystem) {
      if (!files.has(path)) return false;
      if (input.namesTelemetry !== undefined) return input.namesTelemetry(path, ecosystem);
      const text = await read(path);
      return text !== null && telemetryNamed(ecosystem, vendors)(text);
    },
    declaredIn: (path) => declared.get(path) ?? [],
    declare(processes) {
      for (const process of processes) {
        const known = declared.get(process.file);
        if (known === undefined) declared.set(process.file, [process]);
        else known.push(process);
      }
    },
    note(file) {
      noted.set(file.path, file);
    },
    noted,
  };
}
