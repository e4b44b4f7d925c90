/** Modules of the repository as the walk from an entry point needs them: what each imports, and where its names lead. */
import type { CallFact, Facts, ImportFact } from '../../model/facts.ts';
import type { SourceFile } from '../../model/source.ts';
import { isOutputPath, sourceOfOutput } from '../entries/node/buildOutput.ts';
import { readModuleAliases, relativeSpecifier } from '../moduleAliases.ts';
import type { ModuleAliases } from '../moduleAliases.ts';
import { constantsOf } from './constants.ts';
import { foldersOfPackage } from '../localPackages.ts';
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
  /** Classes and objects that have functions. */
  readonly owners: ReadonlySet<string>;
  /** Imports by the local name they bind, the first segment where that is dotted. */
  readonly bindings: ReadonlyMap<string, readonly ImportedName[]>;
  /** Source text that a name is bound to, where that is one thing; null where it is not. */
  constantOf(name: string): string | null;
}

export interface ImportedName {
  readonly imported: ImportFact;
  /** Name in the module; null where the name stands for the module as a whole. */
  readonly name: string | null;
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
  /** Node: looks for the source of what a build makes, where a file of the author imports that; resolved from then on. */
  learnBuilt(from: string, specifier: string): Promise<void>;
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
  const lasting = lastingResolutions(repository.paths, roots);
  const exists = (path: string): boolean => repository.isFile(path);
  const resolve = (from: string, specifier: string): string | null => {
    const key = `${dirname(from)}\0${specifier}`;
    const known = resolved.get(key);
    if (known !== undefined) return known;
    const language = repository.language(from);
    const byName = (name: string): string | null => language?.resolveModule(name, { from, roots, exists }) ?? null;
    let found = lasting.names.get(key) ?? null;
    if (found === null && !lasting.names.has(key)) lasting.names.set(key, (found = byName(specifier)));
    if (found === null && language?.ecosystem === 'node' && !/^(\.|\/|node:)/.test(specifier)) {
      for (const candidate of aliases.candidates(from, specifier)) {
        found ??= byName(relativeSpecifier(from, candidate));
      }
    }
    if (found === null && language?.ecosystem === 'python' && !specifier.startsWith('.')) {
      const [only, ...others] = foldersOfPackage(specifier, repository).flatMap(
        (folder) => language.resolveModule(specifier, { from, roots: [folder], exists }) ?? [],
      );
      if (others.length === 0) found = only ?? null;
    }
    resolved.set(key, found);
    return found;
  };
  const exported = new Map<string, Promise<readonly FunctionPlace[]>>();
  const known = lasting.targets;
  const targets = (from: string, imported: ImportFact): readonly string[] => {
    let found = known.get(imported);
    if (found !== undefined) return found;
    found = findTargets(from, imported);
    // Aliases come from files that may change; Python has none.
    if (from.endsWith('.py')) known.set(imported, found);
    return found;
  };
  const findTargets = (from: string, imported: ImportFact): readonly string[] => {
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
    async learnBuilt(from, specifier) {
      if (!specifier.startsWith('.') || resolve(from, specifier) !== null) return;
      const path = join(dirname(from), specifier);
      if (path === null || !isOutputPath(path)) return;
      const source = (await sourceOfOutput(path, repository)) ?? (await sourceOfOutput(`${path}.js`, repository));
      if (source !== null) resolved.set(`${dirname(from)}\0${specifier}`, source);
    },
    exported(path, name) {
      const key = `${path}\0${name}`;
      let found = exported.get(key);
      if (found === undefined) exported.set(key, (found = collect(path, name, new Set())));
      return found;
    },
  };
}

interface Resolutions {
  readonly names: Map<string, string | null>;
  readonly targets: WeakMap<ImportFact, readonly string[]>;
}

/** What names resolve to depends on which files there are, and lasts as long as that list does. */
const resolutions = new WeakMap<readonly string[], Map<string, Resolutions>>();

function lastingResolutions(paths: readonly string[], roots: readonly string[]): Resolutions {
  let byRoots = resolutions.get(paths);
  if (byRoots === undefined) resolutions.set(paths, (byRoots = new Map()));
  const key = roots.join('\0');
  let found = byRoots.get(key);
  if (found === undefined) byRoots.set(key, (found = { names: new Map(), targets: new WeakMap() }));
  return found;
}

function ownExports(module: Module, name: string): FunctionPlace[] {
  const found: FunctionPlace[] = [];
  // Most names are no function of the module.
  if (name !== 'default' && !module.named.has(name) && !module.owners.has(name)) return found;
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

/** Derived from facts alone, so it holds as long as they do: an edit makes it anew for its own file only. */
const derived = new WeakMap<Facts, Module>();

async function loadModule(path: string, repository: Repository): Promise<Module | null> {
  const file = await repository.source(path);
  if (file === null || file.facts === null) return null;
  const known = derived.get(file.facts);
  if (known?.path === path) return known;
  const module = moduleOf(path, file, file.facts);
  derived.set(file.facts, module);
  return module;
}

function moduleOf(path: string, file: SourceFile, facts: Facts): Module {
  const named = new Map<string, number[]>();
  const children = new Map<number, number[]>();
  facts.functions.forEach((fact, index) => {
    push(named, fact.name, index);
    push(children, fact.parent, index);
  });
  let constants: ReadonlyMap<string, string> | null = null;
  return {
    path,
    file,
    facts,
    calls: groupByFunction(facts.calls),
    imports: groupByFunction(facts.imports),
    children,
    named,
    owners: new Set(facts.functions.flatMap((fact) => fact.owner ?? [])),
    bindings: bindingsOf(facts.imports),
    constantOf(name) {
      constants ??= constantsOf(file.text, facts.ecosystem);
      return constants.get(name) ?? null;
    },
  };
}

function bindingsOf(imports: readonly ImportFact[]): Map<string, ImportedName[]> {
  const bindings = new Map<string, ImportedName[]>();
  for (const imported of imports) {
    for (const { name, alias } of imported.names) push(bindings, alias === '' ? name : alias, { imported, name });
    if (imported.alias !== null) push(bindings, imported.alias, { imported, name: null });
    else if (imported.names.length === 0) push(bindings, imported.module.split('.')[0] ?? '', { imported, name: null });
  }
  return bindings;
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
