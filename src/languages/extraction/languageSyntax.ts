import type { SourceStyle } from '../../model/facts.ts';
import type { SourceReader } from './reader.ts';

/** What a language says beside its visitors. */
export interface LanguageSyntax {
  readonly language: string;
  readonly ecosystem: string;
  readonly reader: SourceReader;
  /** Types of nodes between a call and its statement that add nothing: `await f()`, `(f())`. */
  readonly transparent: Uint8Array;
  readonly awaits: Uint8Array;
  /** The node that a call stands in where what is behind it adds nothing: `f().ConfigureAwait(false)`; else the call. */
  outermost?(call: number): number;
  /** Type of a statement that is one expression; -1 where such a statement has no node of its own. */
  readonly expressionStatement: number;
  /** Imports run before everything else, wherever they stand. */
  readonly hoistsImports: boolean;
  /** What imports bring are types as a rule: one called `Logger` is no logger. */
  readonly importsTypes?: boolean;
  /** What stands between a receiver and its member; `.` where nothing is said. */
  readonly memberMarks?: readonly string[];
  /** What stands in front of a member of the object itself where that is not `this.` or `self.`. */
  readonly ownMember?: string;
  readonly styleDefaults: Pick<SourceStyle, 'indent' | 'quote' | 'semicolons'>;
  readonly outcomes: SwallowSyntax;
  readonly prologue: PrologueSyntax;
}

export interface PrologueSyntax {
  /**
   * What a statement of the module is: a `directive` must stay before all code (docstring, `from __future__`,
   * `'use strict'`, a shebang), an `import` does nothing but import.
   */
  kindOf(node: number): 'comment' | 'directive' | 'import' | 'other';
}

/** Node types of one grammar, by what they do in a handler. Tables by type id. */
export interface SwallowSyntax {
  readonly comment: number;
  readonly statements: Uint8Array;
  /** Types whose children are statements, whatever they are, where a language has no node for a statement as such. */
  readonly statementHolders?: Uint8Array;
  /** Of the children of those, the ones that are none: comments, clauses. */
  readonly neverStatements?: Uint8Array;
  /** Types of statements that are one expression, which may be what leaves or asks. */
  readonly wrappers?: Uint8Array;
  /** What is tried is nothing but a member of a value at hand. */
  looks?(tried: number, end: number): boolean;
  /** A text takes in one of the names: `"failed: {error}"`. */
  captures?(node: number, names: readonly string[]): boolean;
  /** What runs where nothing failed, by the node of a handler, where that is no part of what is tried; -1: unknown. */
  successOf?(handler: number): number;
  /** The last statement of a block is its value, though it is wrapped: `if … { a } else { b }` without a semicolon. */
  endsValue?(statement: number): boolean;
  /** What does the work that failed again: `retry`. */
  readonly repeats?: Uint8Array;
  /** What a block ends with is its value. */
  readonly givesLast?: boolean;
  /** Whether somebody takes that value, where not everybody does. */
  takesValue?(block: number): boolean;
  readonly blocks: Uint8Array;
  readonly throws: Uint8Array;
  /** `return` and `yield`. */
  readonly returns: Uint8Array;
  /** Statements after which what follows is not run: `return`, `break`, `continue`, `raise`. */
  readonly exits: Uint8Array;
  readonly loops: Uint8Array;
  readonly ifs: Uint8Array;
  readonly functions: Uint8Array;
  readonly assignments: Uint8Array;
  readonly augmented: Uint8Array;
  readonly identifiers: Uint8Array;
  readonly calls: Uint8Array;
  readonly imports: Uint8Array;
  /** Names of a caught error by which an author says that it is dropped on purpose: `ignored`. */
  readonly ignoringName?: RegExp;
  /** The identifier is a value here, and not the name of an attribute, a keyword or a parameter. */
  isUse(node: number): boolean;
  /** What an assignment assigns to, and what it assigns; -1 where there is none. */
  targetOf(assignment: number): number;
  valueOf(assignment: number): number;
  /** Key and value of `key: value` and `key=value`; null for everything else. */
  pairOf(node: number): { readonly key: string; readonly value: number } | null;
  conditionOf(statement: number): number;
  /** The error itself is thrown again. */
  rethrows(node: number, names: readonly string[]): boolean;
  /**
   * A handler takes only errors that say something certain: `catch (HttpException e) when (e.Status == 404)`.
   * @param node the handler's clause
   */
  takesAnswers?(node: number, names: readonly string[]): boolean;
  /** A call that throws, where throwing is no statement: `panic(err)`. */
  throwsByCall?(node: number): boolean;
  /**
   * Whether a `return` gives an error, by what its function declares to give; null where the declaration says nothing.
   * @param names what the handled error goes by
   */
  returnsError?(node: number, names: readonly string[]): boolean | null;
  /** Errors are values in variables that live on: what stands behind a handler, or before it, may deal with them. */
  readonly errorsLive?: boolean;
  /** Statements other than loops that `break` leaves. */
  readonly switches?: Uint8Array;
  /** The assignment declares what it assigns, for the block it stands in. */
  declares?(assignment: number): boolean;
}
