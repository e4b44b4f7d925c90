/** Modules of the repository as the walk from an entry point needs them: what each imports, and where its names lead. */
import type { CallFact, Facts, ImportFact } from '../../model/facts.ts';
import type { SourceFile } from '../../model/source.ts';
import { readModuleAliases, relativeSpecifier } from '../moduleAliases.ts';
import type { ModuleAliases } from '../moduleAliases.ts';
import { dirname, join } from '../paths.ts';
import type { Repository } from '../repository.ts';

/** How many modules a name is followed through. */
const mostHandedOn = 200;

export interface Module {
  readonly path: string;
  readonly file: SourceFile;
  readonly facts: Facts;
  /** Calls by the function they stand in, -1 for the module. */
  readonly calls: ReadonlyMap<number, readonly CallFact[]>;
  readonly imports: ReadonlyMap<number, readonly ImportFact[]>;
  /** Functions by the function they stand in. */
  readonly children: ReadonlyMap<number, readonly number[]>;
  /** Functions by name. */
  readonly named: ReadonlyMap<string, readonly number[]>;
}

/** What all walks of one Production share: files are looked at once. */
export interface ModuleSource {
  readonly repository: Repository;
  readonly aliases: ModuleAliases;
  module(path: string): Promise<Module | null>;
}

export async function createModuleSource(repository: Repository): Promise<ModuleSource> {
  const modules = new Map<string, Promise<Module | null>>();
  return {
    repository,
    aliases: await readModuleAliases(repository),
    module(path) {
      let module = modules.get(path);
      if (module === undefined) modules.set(path, (module = loadModule(path, repository)));
      return module;
    },
  };
}

export interface ModuleGraph {
  module(path: string): Promise<Module | null>;
  /** Files that evaluating an import runs, packages above it included. */
  targets(from: string, imported: ImportFact): readonly string[];
  resolve(from: string, specifier: string): string | null;
  /** Functions that a module offers under a name, also where it only hands them on. */
  exported(path: string, name: string): Promise<readonly FunctionPlace[]>;
}

/** A function by its index in the facts of its file. */
export interface FunctionPlace {
  readonly path: string;
  readonly function: number;
}

export function createModuleGraph(
  { repository, aliases, module: loaded }: ModuleSource,
  roots: readonly string[],
): ModuleGraph {
  const resolved = new Map<string, string | null>();
  const exists = (path: string): boolean => repository.isFile(path);
  const resolve = (from: string, specifier: string): string | null => {
    const key = `${dirname(from)}\0${specifier}`;
    const known = resolved.get(key);
    if (known !== undefined) return known;
    const language = repository.language(from);
    const byName = (name: string): string | null => language?.resolveModule(name, { from, roots, exists }) ?? null;
    let found = byName(specifier);
    if (found === null && language?.ecosystem === 'node' && !/^(\.|\/|node:)/.test(specifier)) {
      for (const candidate of aliases.candidates(from, specifier)) {
        found ??= byName(relativeSpecifier(from, candidate));
      }
    }
    resolved.set(key, found);
    return found;
  };
  const exported = new Map<string, Promise<readonly FunctionPlace[]>>();
  const targets = (from: string, imported: ImportFact): readonly string[] => {
    const found: string[] = [];
    const add = (path: string | null): void => {
      if (path === null || found.includes(path)) return;
      found.push(...packagesOf(path, exists).filter((above) => !found.includes(above)), path);
    };
    add(resolve(from, imported.module));
    // `from package import module`: the names may be modules themselves.
    if (repository.language(from)?.ecosystem === 'python') {
      const separator = imported.module.endsWith('.') ? '' : '.';
      for (const { name } of imported.names) {
        if (name !== '*') add(resolve(from, `${imported.module}${separator}${name}`));
      }
      // Importing `a.b.c` runs `a` and `a.b` also where `c` is no file of the repository.
      const parts = imported.module.split('.');
      for (let length = parts.length - 1; length > 0 && found.length === 0; length--) {
        if (parts[0] !== '') add(resolve(from, parts.slice(0, length).join('.')));
      }
    }
    return found;
  };
  /** Each module once for a name, so that modules which hand on each other's names end. */
  const collect = async (path: string, name: string, seen: Set<string>): Promise<readonly FunctionPlace[]> => {
    const key = `${path}\0${name}`;
    if (seen.has(key) || seen.size > mostHandedOn) return [];
    seen.add(key);
    const module = await loaded(path);
    if (module === null) return [];
    const own = ownExports(module, name);
    if (own.length > 0) return own;
    const found: FunctionPlace[] = [];
    for (const imported of module.imports.get(-1) ?? []) {
      const taken = imported.names.find(({ alias, name: own }) => (alias === '' ? own : alias) === name || own === '*');
      if (taken === undefined && !(imported.kind === 're-export' && imported.names.length === 0)) continue;
      const wanted = taken === undefined || taken.name === '*' ? name : taken.name;
      for (const target of targets(path, imported)) found.push(...(await collect(target, wanted, seen)));
    }
    return found;
  };
  return {
    module: loaded,
    resolve,
    targets,
    exported(path, name) {
      const key = `${path}\0${name}`;
      let found = exported.get(key);
      if (found === undefined) exported.set(key, (found = collect(path, name, new Set())));
      return found;
    },
  };
}

function ownExports(module: Module, name: string): FunctionPlace[] {
  const found: FunctionPlace[] = [];
  module.facts.functions.forEach((fact, index) => {
    const isIt = fact.name === name && (fact.owner === null || /^(module\.)?exports$/.test(fact.owner));
    const isConstructor = fact.owner === name && /^(__init__|constructor)$/.test(fact.name);
    const isDefault = name === 'default' && fact.exported && fact.parent === -1;
    if (isIt || isConstructor || isDefault) found.push({ path: module.path, function: index });
  });
  return found;
}

/** `__init__.py` files of the packages around a Python module, outermost first. */
function packagesOf(path: string, exists: (path: string) => boolean): string[] {
  if (!path.endsWith('.py')) return [];
  const found: string[] = [];
  for (let directory = dirname(path); directory !== '.'; directory = dirname(directory)) {
    const file = join(directory, '__init__.py') ?? '';
    if (!exists(file)) break;
    if (file !== path) found.unshift(file);
  }
  return found;
}

/** The packages a program file stands in are evaluated before it when it is imported by name. */
export function enclosingPackages(path: string, repository: Repository): readonly string[] {
  return packagesOf(path, (file) => repository.isFile(file));
}

async function loadModule(path: string, repository: Repository): Promise<Module | null> {
  const file = await repository.source(path);
  if (file === null || file.facts === null) return null;
  const { facts } = file;
  const named = new Map<string, number[]>();
  const children = new Map<number, number[]>();
  facts.functions.forEach((fact, index) => {
    push(named, fact.name, index);
    push(children, fact.parent, index);
  });
  return {
    path,
    file,
    facts,
    calls: groupByFunction(facts.calls),
    imports: groupByFunction(facts.imports),
    children,
    named,
  };
}

function groupByFunction<Fact extends { readonly function: number }>(facts: readonly Fact[]): Map<number, Fact[]> {
  const groups = new Map<number, Fact[]>();
  for (const fact of facts) push(groups, fact.function, fact);
  return groups;
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
