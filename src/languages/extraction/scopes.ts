/**
 * What names stand for. Bindings are collected while the tree is read and asked for afterwards, because code may use a
 * name above the line that binds it (functions run later). A name stands for a path such as `requests.get` or
 * `logging.getLogger()`, or for nothing that can be known.
 */
import type { FieldFact } from '../../model/facts.ts';

export interface Scope {
  readonly parent: Scope | null;
  readonly names: Map<string, Binding>;
  /** The class whose body or method this is, for `self.x` and `this.x`. */
  readonly owner: ClassScope | null;
  /** Index of the function, -1 for the module and class bodies in it. */
  readonly function: number;
  /** Functions in a class body do not see its names. */
  readonly isClassBody: boolean;
}

export interface ClassScope {
  readonly name: string;
  /** What it holds, for its fact, in the order it is met; languages that collect it elsewhere have none. */
  readonly fields?: FieldFact[];
  /** Attributes assigned in the class body or on `self` / `this`. */
  readonly members: Map<string, Binding>;
  /** Nodes of the base classes, and where to resolve them. */
  readonly bases: readonly number[];
  readonly scope: Scope;
}

export interface Binding {
  readonly candidates: Candidate[];
  /** Set where the name is a class of this file. */
  class: ClassScope | null;
  /** Path, null for nothing known, undefined before it was asked for. */
  path: string | null | undefined;
  /** Where it was bound first. */
  readonly start: number;
  readonly end: number;
}

/**
 * One thing a name was bound to; the first that stands for something wins. A name with no candidate (a parameter, a
 * loop variable) hides outer names and stands for nothing.
 */
export interface Candidate {
  /** Known at once: an import, a function of the file. */
  readonly path: string | null;
  /** Expression to resolve in `scope`, or -1. */
  readonly node: number;
  readonly scope: Scope | null;
  /** The attribute of the value that is taken, as in `const { member } = value`. */
  readonly member: string | null;
  /** `node` is a declared type: the name holds an instance of it. */
  readonly instance: boolean;
}

/** Longest path that is worth knowing; also bounds the work on chains of thousands of calls. */
const longestPath = 300;
const deepestResolution = 40;
/** A name that is bound again and again stands for no one thing. */
const mostCandidates = 8;

/** How one language reads names. */
export interface NameReader {
  /** Path of an expression; null where it is no name. */
  resolve(node: number, scope: Scope, depth: number): string | null;
  /** Path of an instance of the class that a path names: `X()`, `new X()`. */
  instanceOf(path: string): string;
}

export function createScope(
  parent: Scope | null,
  owner: ClassScope | null,
  functionIndex: number,
  names: Map<string, Binding> = new Map(),
  isClassBody = false,
): Scope {
  return { parent, names, owner, function: functionIndex, isClassBody };
}

/** Makes a name known, and adds what it stands for where that is known. */
export function bind(
  names: Map<string, Binding>,
  name: string,
  start: number,
  end: number,
  candidate: Candidate | null = null,
): Binding {
  let binding = names.get(name);
  if (binding === undefined) {
    binding = { candidates: [], class: null, path: undefined, start, end };
    names.set(name, binding);
  }
  if (candidate !== null && binding.candidates.length < mostCandidates) binding.candidates.push(candidate);
  binding.path = undefined;
  return binding;
}

export function candidateOfPath(path: string): Candidate {
  return { path, node: -1, scope: null, member: null, instance: false };
}

export function candidateOfValue(node: number, scope: Scope, member: string | null = null): Candidate {
  return { path: null, node, scope, member, instance: false };
}

export function candidateOfType(node: number, scope: Scope): Candidate {
  return { path: null, node, scope, member: null, instance: true };
}

export function lookup(scope: Scope | null, name: string): Binding | undefined {
  for (let at = scope; at !== null; at = at.parent) {
    const binding = at.names.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

/** The scope in which an assignment without declaration lands: where the name is known, else `fallback`. */
export function declaringScope(scope: Scope, name: string, fallback: Scope): Scope {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    if (at.names.has(name)) return at;
  }
  return fallback;
}

/** What a name stands for in a scope: a path, its own name where nothing here binds it, or null. */
export function pathOfName(name: string, scope: Scope, names: NameReader, depth: number): string | null {
  const binding = lookup(scope, name);
  return binding === undefined ? name : pathOfBinding(binding, names, depth);
}

export function pathOfBinding(binding: Binding, names: NameReader, depth: number): string | null {
  if (binding.path !== undefined) return binding.path;
  if (depth > deepestResolution) return null;
  // Stands while the candidates are resolved, so that a name bound to itself ends here.
  binding.path = null;
  for (const { path, node, scope, member, instance } of binding.candidates) {
    let found = path;
    if (found === null && node !== -1 && scope !== null) found = names.resolve(node, scope, depth + 1);
    if (found === null) continue;
    if (instance) found = names.instanceOf(found);
    if (member !== null) found = join(found, member);
    if (found !== null) {
      binding.path = found;
      return found;
    }
  }
  return null;
}

/** An attribute of a path. Relative modules that end in a dot (`from . import x`) take no second one. */
export function join(path: string | null, name: string): string | null {
  if (path === null || path.length + name.length > longestPath) return null;
  return path.endsWith('.') ? path + name : `${path}.${name}`;
}

/** Whether an expression this deep in another is still resolved. */
export function tooDeep(depth: number): boolean {
  return depth > deepestResolution;
}

/** An attribute of `self` / `this` in a class or one of its bases in the same file; undefined where none assigns it. */
export function memberBinding(owner: ClassScope, name: string, nameOf: (node: number) => string): Binding | undefined {
  let at: ClassScope | null = owner;
  for (let level = 0; at !== null && level < 8; level++) {
    const found = at.members.get(name);
    if (found !== undefined) return found;
    let base: ClassScope | null = null;
    for (const node of at.bases) {
      base = lookup(at.scope, nameOf(node))?.class ?? null;
      if (base !== null) break;
    }
    at = base;
  }
  return undefined;
}
