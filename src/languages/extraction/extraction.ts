/**
 * `extraction/` is what all languages share on the way from a flat tree to facts. A language says which node types mean
 * what and collects imports, functions, calls and handlers by visiting each node once; paths, log calls, telemetry,
 * outcomes and style are derived here, the same for every language.
 *
 * This file: the state of one reading, the walk, and what surrounds a node (function, handler, condition, loop).
 */
import type { ClassFact, FunctionFact, HandlerFact, ImportFact } from '../../model/facts.ts';
import type { Range } from '../../model/text.ts';
import type { FlatTree } from '../../syntax/flatTree.ts';
import { rangeOf } from '../../syntax/navigate.ts';
import { createScope } from './scopes.ts';
import { isStatement } from './statements.ts';
import type { ClassScope, Scope } from './scopes.ts';

export type Draft<Fact> = { -readonly [Key in keyof Fact]: Fact[Key] };

/** A condition that code depends on. Its text is taken when a fact needs it. */
export interface Condition {
  readonly node: number;
  readonly negated: boolean;
  text: string | null;
}

/** What surrounds a node. Frames nest like the tree; `end` is one past the last node a frame holds for. */
export interface Frame {
  readonly end: number;
  readonly up: Frame | null;
  readonly scope: Scope;
  readonly function: number;
  readonly handler: number;
  readonly inLoop: boolean;
  readonly condition: Condition | null;
  /** Inside a `try` whose handler takes an import error. */
  readonly guarded: boolean;
  /** Never evaluated. */
  readonly typeOnly: boolean;
}

export type FrameChange = Partial<Omit<Frame, 'end' | 'up'>>;

/** A call as the walk leaves it; it becomes a fact when all names are known. */
export interface CallDraft {
  readonly node: number;
  readonly callee: number;
  /** The argument list, or -1. */
  readonly arguments: number;
  readonly constructs: boolean;
  readonly frame: Frame;
  readonly statement: number;
}

/** A handler and the nodes its outcome is read from. */
export interface HandlerDraft {
  readonly fact: Draft<HandlerFact>;
  readonly body: number;
  readonly tryBody: number;
  /** One past the last node of what is tried; -1 where that is all of `tryBody`. */
  readonly tryEnd: number;
  /** Nodes of what is caught. */
  readonly types: readonly number[];
  readonly bindingNames: readonly string[];
  readonly reference: number;
  readonly node: number;
  readonly frame: Frame;
}

/** Code under a condition, as the walk meets it. */
export interface BranchDraft {
  readonly test: number;
  readonly body: number;
  readonly negated: boolean;
  readonly function: number;
}

/** A class, with the nodes of its bases to resolve. */
export interface ClassDraft {
  readonly fact: Draft<ClassFact>;
  readonly bases: readonly number[];
  readonly frame: Frame;
}

/** `object["name"]` or `object.name`; a fact where `object` turns out to be the environment. */
export interface EnvironmentDraft {
  readonly object: number;
  readonly name: string;
  readonly default: string | null;
  readonly required: boolean;
  readonly node: number;
  readonly frame: Frame;
}

/** What the walk saw of how the file is written. */
export interface StyleSamples {
  /** Indentation of a block against the code around it, and how often. */
  readonly indents: Map<string, number>;
  single: number;
  double: number;
  /** Statements that end with a semicolon, and that could and do not. */
  withSemicolon: number;
  withoutSemicolon: number;
  moduleSystem: 'esm' | 'commonjs' | null;
}

export interface Extraction {
  readonly tree: FlatTree;
  readonly text: string;
  readonly moduleScope: Scope;
  /** Every scope and class, for the loggers that names in them hold. */
  readonly scopes: Scope[];
  readonly classes: ClassScope[];
  readonly classDrafts: ClassDraft[];
  readonly branches: BranchDraft[];
  /** Bodies of loops, with the function they stand in. */
  readonly loops: { readonly body: number; readonly function: number }[];
  /** Nodes of calls that nobody waits for, by syntax: `go f()`. */
  readonly detached: Set<number>;
  frame: Frame;
  /** Nodes of the statements that surround the present node, innermost last. */
  readonly statements: number[];
  readonly functions: Draft<FunctionFact>[];
  readonly imports: { readonly fact: Draft<ImportFact>; readonly node: number }[];
  readonly calls: CallDraft[];
  readonly handlers: HandlerDraft[];
  readonly environmentReads: EnvironmentDraft[];
  readonly mainGuards: Range[];
  readonly style: StyleSamples;
  readonly comments: number[];
  /** Names that the module exports apart from where they are declared. */
  readonly exportedNames: Set<string>;
  /** Calls that were read as part of something else, such as the `require` of an import. */
  readonly claimed: Set<number>;
  readonly syntaxErrors: Range[];
  /** Up to this node the code says nothing of production, as it is there for tests only. */
  omittedUntil: number;
  /** Frames that begin at a node further down, nearest last. */
  readonly pending: { readonly node: number; readonly change: FrameChange }[];
}

export type Visitor = (extraction: Extraction, node: number) => void;

/** Node types of one grammar as the walk needs them, made once per grammar. */
export interface WalkTable {
  /** By canonical type id. */
  readonly visitors: readonly (Visitor | undefined)[];
  /** 1 for types that are statements. */
  readonly statements: Uint8Array;
  /** As in `SwallowSyntax`. */
  readonly statementHolders?: Uint8Array;
  readonly neverStatements?: Uint8Array;
  /** 1 for comments, which are read wherever they stand. */
  readonly comments?: Uint8Array;
}

const mostSyntaxErrors = 100;

export function startExtraction(tree: FlatTree): Extraction {
  const moduleScope = createScope(null, null, -1);
  return {
    tree,
    text: tree.text,
    moduleScope,
    scopes: [moduleScope],
    classes: [],
    classDrafts: [],
    branches: [],
    loops: [],
    detached: new Set(),
    frame: {
      end: tree.count,
      up: null,
      scope: moduleScope,
      function: -1,
      handler: -1,
      inLoop: false,
      condition: null,
      guarded: false,
      typeOnly: false,
    },
    statements: [],
    functions: [],
    imports: [],
    calls: [],
    handlers: [],
    environmentReads: [],
    mainGuards: [],
    style: { indents: new Map(), single: 0, double: 0, withSemicolon: 0, withoutSemicolon: 0, moduleSystem: null },
    comments: [],
    claimed: new Set(),
    exportedNames: new Set(),
    syntaxErrors: [],
    omittedUntil: 0,
    pending: [],
  };
}

/** Visits every node once, in order, keeping frames and statements up to date. */
export function walk(extraction: Extraction, table: WalkTable): void {
  const { visitors } = table;
  const { tree, pending } = extraction;
  const { type, last, errorType } = tree;
  const open = extraction.statements;
  let statementEnd = 0;
  let errorEnd = 0;
  for (let node = 0; node < tree.count; node++) {
    while (node >= extraction.frame.end && extraction.frame.up !== null) extraction.frame = extraction.frame.up;
    while (open.length > 0 && node >= statementEnd) {
      open.pop();
      statementEnd = last[open[open.length - 1] ?? -1] ?? 0;
    }
    for (let next = pending[pending.length - 1]; next !== undefined && next.node <= node;) {
      pending.pop();
      if (next.node === node) enter(extraction, node, next.change);
      next = pending[pending.length - 1];
    }
    const nodeType = type[node] ?? 0;
    if (isStatement(tree, table, node)) {
      open.push(node);
      statementEnd = last[node] ?? 0;
    }
    if (nodeType === errorType && node >= errorEnd) {
      errorEnd = last[node] ?? 0;
      if (extraction.syntaxErrors.length < mostSyntaxErrors) extraction.syntaxErrors.push(rangeOf(tree, node));
    }
    if (node < extraction.omittedUntil && table.comments?.[nodeType] !== 1) continue;
    visitors[nodeType]?.(extraction, node);
  }
}

/** What is said holds for `node` and all below it. */
export function enter(extraction: Extraction, node: number, change: FrameChange): void {
  const up = extraction.frame;
  extraction.frame = {
    end: extraction.tree.last[node] ?? 0,
    up,
    scope: change.scope ?? up.scope,
    function: change.function ?? up.function,
    handler: change.handler ?? up.handler,
    inLoop: change.inLoop ?? up.inLoop,
    condition: change.condition === undefined ? up.condition : change.condition,
    guarded: change.guarded ?? up.guarded,
    typeOnly: change.typeOnly ?? up.typeOnly,
  };
}

/** As `enter`, for a node further down: a branch, a loop's body, a handler's body. */
export function enterLater(extraction: Extraction, node: number, change: FrameChange): void {
  if (node < 0) return;
  const { pending, branches, frame } = extraction;
  if (change.condition !== undefined && change.condition !== null) {
    const { node: test, negated } = change.condition;
    branches.push({ test, body: node, negated, function: frame.function });
  }
  if (change.inLoop === true) extraction.loops.push({ body: node, function: frame.function });
  let at = pending.length;
  while (at > 0 && (pending[at - 1]?.node ?? 0) < node) at--;
  pending.splice(at, 0, { node, change });
}

export function condition(node: number, negated = false): Condition {
  return { node, negated, text: null };
}

const longestCondition = 2000;

export function conditionText(extraction: Extraction, frame: Frame): string | null {
  const at = frame.condition;
  if (at === null) return null;
  if (at.text === null) {
    const { tree, text } = extraction;
    const start = tree.start[at.node] ?? 0;
    const written = text.slice(start, Math.min(tree.end[at.node] ?? 0, start + longestCondition));
    at.text = at.negated ? `not (${written})` : written;
  }
  return at.text;
}

/** A new function: its fact, its scope, and everything below it inside. */
export function enterFunction(extraction: Extraction, node: number, fact: FunctionFact): Scope {
  const { frame, functions } = extraction;
  const index = functions.length;
  functions.push(fact);
  const around = frame.scope.isClassBody ? frame.scope.parent : frame.scope;
  const scope = createScope(around, frame.scope.owner, index);
  extraction.scopes.push(scope);
  enter(extraction, node, { scope, function: index, inLoop: false, condition: null, guarded: false });
  return scope;
}

/** The statement around the node that is being visited. */
export function presentStatement(extraction: Extraction, node: number): number {
  return extraction.statements[extraction.statements.length - 1] ?? node;
}

/** A table by type id from names; names the grammar does not have are left out. */
export function typeTable(tree: FlatTree['grammar'], names: readonly string[]): Uint8Array {
  const table = new Uint8Array(tree.typeNames.length + 1);
  for (const name of names) {
    const id = tree.type(name);
    if (id !== -1) table[id] = 1;
  }
  return table;
}
