/** Packages of Go as folders of the repository: modules with their import paths, and which of them are programs. */
import { ancestors, basename, dirname, join, relativeTo } from '../../paths.ts';
import type { Repository } from '../../repository.ts';

export interface GoModule {
  /** `github.com/acme/shop`. */
  readonly name: string;
  /** Root-relative. */
  readonly directory: string;
}

/** Nearest `go.mod` at or above a folder. */
export async function moduleAround(directory: string, repository: Repository): Promise<GoModule | null> {
  for (const folder of ancestors(directory)) {
    const module = await moduleAt(folder, repository);
    if (module !== null) return module;
  }
  return null;
}

async function moduleAt(directory: string, repository: Repository): Promise<GoModule | null> {
  const text = await repository.read(join(directory, 'go.mod') ?? 'go.mod');
  const name = text === null ? undefined : /^\s*module\s+"?([^\s"]+)/m.exec(text)?.[1];
  return name === undefined ? null : { name, directory };
}

const mostModules = 300;

const known = new WeakMap<Repository, Promise<readonly GoModule[]>>();

export function modulesOf(repository: Repository): Promise<readonly GoModule[]> {
  let found = known.get(repository);
  if (found === undefined) known.set(repository, (found = readModules(repository)));
  return found;
}

async function readModules(repository: Repository): Promise<readonly GoModule[]> {
  const found: GoModule[] = [];
  for (const path of repository.filesNamed('go.mod').slice(0, mostModules)) {
    const module = isAside(path) ? null : await moduleAt(dirname(path), repository);
    if (module !== null) found.push(module);
  }
  return found;
}

/** Folder of an import path, longest module first; null for a package of elsewhere. */
export function folderOfImport(importPath: string, modules: readonly GoModule[]): string | null {
  const [best] = modules
    .filter(({ name }) => importPath === name || importPath.startsWith(`${name}/`))
    .sort((one, other) => other.name.length - one.name.length);
  return best === undefined ? null : join(best.directory, importPath.slice(best.name.length + 1));
}

/** The file of a folder that has `func main` of `package main`; null where the folder holds no program. */
export async function mainFile(directory: string, repository: Repository): Promise<string | null> {
  const files = goFiles(directory, repository);
  const found: string[] = [];
  for (const path of files.slice(0, 200)) if (await isMain(path, repository)) found.push(path);
  return found.find((path) => basename(path) === 'main.go') ?? found[0] ?? null;
}

export function goFiles(directory: string, repository: Repository): readonly string[] {
  return repository.filesIn(directory).filter((path) => path.endsWith('.go') && !path.endsWith('_test.go'));
}

export async function isMain(path: string, repository: Repository): Promise<boolean> {
  const text = await repository.read(path);
  return (
    text !== null &&
    /^package main\b/m.test(text) &&
    /^func main\s*\(\s*\)/m.test(text) &&
    // Kept out of builds, or a plugin that another program loads.
    !/^\/\/(?:go:build|\s*\+build)\s+ignore\b|^\/\/export \w/m.test(text)
  );
}

const aside = /(^|\/)(vendor|testdata|_?examples?|node_modules|third_party|samples?|tests?|e2e|hack|tools)(\/|$)/;
export const isAside = (path: string): boolean => aside.test(path);

/**
 * Folders of programs of that name: `cmd/<name>`, a module or a folder of that name that is a program. Folders that hold
 * tools and examples only where there is no other.
 */
export async function programsNamed(name: string, repository: Repository): Promise<readonly string[]> {
  if (name === '' || name === '.') return [];
  const folders = new Set(repository.directoriesNamed(name));
  for (const { name: module, directory } of await modulesOf(repository)) {
    if (lastSegment(module) !== name) continue;
    folders.add(directory);
    const command = join(directory, 'cmd');
    if (command !== null) folders.add(command);
  }
  const found: string[] = [];
  for (const folder of [...folders].slice(0, 100)) {
    if (!/(^|\/)vendor(\/|$)/.test(folder) && (await mainFile(folder, repository)) !== null) found.push(folder);
  }
  const plain = found.filter((folder) => !isAside(folder));
  const all = plain.length > 0 ? plain : found;
  // `cmd/api` stands before `internal/api`.
  const commands = all.filter((folder) => basename(dirname(folder)) === 'cmd');
  return commands.length > 0 ? commands : all;
}

function lastSegment(module: string): string {
  const segments = module.split('/');
  const last = segments.at(-1) ?? '';
  return /^v\d+$/.test(last) ? (segments.at(-2) ?? last) : last;
}

/** A path below one of the folders, the nearest first. */
export function nearest(folders: readonly string[], home: string): readonly string[] {
  const distance = (folder: string): number => {
    const shared = ancestors(home).findIndex((above) => relativeTo(above, folder) !== null);
    return shared < 0 ? 1000 : shared;
  };
  return [...folders].sort((one, other) => distance(one) - distance(other));
}
