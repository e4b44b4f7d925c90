/**
 * What one source file says, the same for every language. A language module fills this in one pass over a
 * flat tree; rules and Production read it and never see a syntax tree. Plain data: it can be cached as JSON.
 *
 * Facts refer to one another by index into the arrays of the same `Facts`; `-1` means none
 * (for `function`: the module itself).
 */
import type { Range } from './text.ts';

export interface Facts {
  /** `python`, `javascript`, `typescript`, … as people name it. */
  readonly language: string;
  /** Whose libraries it uses; knowledge rows are keyed by it: `python`, `node`, … */
  readonly ecosystem: string;
  readonly style: SourceStyle;
  readonly prologue: Prologue;
  readonly functions: readonly FunctionFact[];
  readonly imports: readonly ImportFact[];
  readonly calls: readonly CallFact[];
  readonly handlers: readonly HandlerFact[];
  readonly loggers: readonly LoggerFact[];
  readonly logCalls: readonly LogCallFact[];
  readonly environmentReads: readonly EnvironmentReadFact[];
  readonly telemetry: readonly TelemetryInitialisationFact[];
  readonly entryMarkers: readonly EntryMarkerFact[];
  readonly suppressions: readonly SuppressionFact[];
  /** Places the grammar could not read. Facts come from the rest. */
  readonly syntaxErrors: readonly Range[];
}

/** How the file is written, so that a fix looks as if its author had made it. */
export interface SourceStyle {
  /** One level of indentation. */
  readonly indent: string;
  readonly quote: "'" | '"';
  readonly semicolons: boolean;
  readonly endOfLine: '\n' | '\r\n';
  /** Node only: how the file itself loads modules; null where it loads none and nothing tells. */
  readonly moduleSystem: 'esm' | 'commonjs' | null;
}

/** Where new code goes that must come first. All are offsets at the start of a line (or the end of the text). */
export interface Prologue {
  /** After shebang, encoding line, licence comment, docstring, `from __future__` and `'use strict'`: the first thing that runs. */
  readonly firstStatement: number;
  /** After the last import of the block of imports at the top; equals `firstStatement` where there is none. */
  readonly afterImports: number;
}

/** What a fact stands in. */
export interface Placed {
  readonly range: Range;
  /** Index of the enclosing function, -1 at module level. */
  readonly function: number;
  /** Source text of the nearest enclosing condition (`if`, `elif`, `&&`, `?:`) inside the same function, null where none; an `else` branch is `not (…)`. */
  readonly condition: string | null;
}

export interface FunctionFact {
  readonly range: Range;
  /** `handler`, or `<anonymous>`; for a function bound to a name (`const f = () => …`), that name. */
  readonly name: string;
  readonly nameRange: Range | null;
  /** The class or object it belongs to. */
  readonly owner: string | null;
  readonly parameters: readonly string[];
  readonly async: boolean;
  readonly exported: boolean;
  /** Decorators or annotations as written, without `@`, arguments included. */
  readonly decorators: readonly string[];
  readonly body: Range;
  /** Index of the function it stands in, -1 at module level. */
  readonly parent: number;
}

export interface ImportFact extends Placed {
  /** As written: `os.path`, `.models`, `./telemetry.js`, `@sentry/node`. */
  readonly module: string;
  /** Names taken from it. Empty for `import x`, `import './x'`, `require('x')` used whole. */
  readonly names: readonly { readonly name: string; readonly alias: string }[];
  /** Local name of the module as a whole (`import x as y`, `import * as y`, default import: see `names` with name `default`), or null. */
  readonly alias: string | null;
  readonly kind: 'static' | 'require' | 'dynamic' | 're-export';
  /** `import type`, `if TYPE_CHECKING:`: never evaluated. */
  readonly typeOnly: boolean;
  /** Inside a `try` whose handler takes an import error. */
  readonly guarded: boolean;
  /** Position in evaluation order among imports and calls of the file: ES imports come before all statements. */
  readonly order: number;
}

export interface CallFact extends Placed {
  /** As written, without arguments: `log.error`, `this.client.get`. */
  readonly callee: string;
  readonly calleeRange: Range;
  /**
   * Callee with local names replaced by what they stand for: `requests.get`, `logging.getLogger().info`,
   * `@sentry/node.init`, `./telemetry.js.start`; module and names are joined by `.`, the result of a call is `()`,
   * a `new` is `new X()`. A default import stands for its module (`winston.createLogger`), and so does a `.default`.
   * A bare local function keeps its name, an attribute of `self` or `this` that nothing explains keeps that.
   * Null where the callee is not a name, or a name that stands for no one thing (a parameter, a loop variable).
   */
  readonly path: string | null;
  readonly arguments: readonly ArgumentFact[];
  readonly awaited: boolean;
  /** `new X()`. */
  readonly constructs: boolean;
  /** Index of the innermost handler whose body holds it, -1 for none. */
  readonly handler: number;
  /** Inside a loop of the same function. */
  readonly inLoop: boolean;
  /** The whole statement it stands in, for edits. */
  readonly statement: Range;
  /** The call is that statement's whole expression: its result is dropped. */
  readonly isStatement: boolean;
  readonly order: number;
}

export interface ArgumentFact {
  readonly range: Range;
  readonly keyword: string | null;
  readonly kind:
    | 'string'
    | 'template'
    | 'number'
    | 'boolean'
    | 'null'
    | 'name'
    | 'call'
    | 'function'
    | 'object'
    | 'list'
    | 'spread'
    | 'other';
  /** Literal value of a string, number or boolean; resolved path of a name or of the callee of a call; else null. */
  readonly value: string | null;
  /** Keys of an object literal, as far as they are names or strings; absent for everything else. */
  readonly keys?: readonly string[];
}

/** What becomes of a caught error (see `isSwallowed`). */
export type HandlerOutcome =
  | 'rethrown'
  | 'wrapped'
  | 'returned'
  | 'logged'
  | 'recorded'
  | 'counted'
  | 'reported'
  | 'handed-on'
  | 'expected'
  | 'ignored-with-reason'
  | 'swallowed';

export interface HandlerFact extends Placed {
  readonly form: 'except' | 'catch' | 'promise-catch' | 'suppress';
  /** The line that catches: `except CardError:`, `catch (error)`, `.catch(() => {})`. */
  readonly header: Range;
  /** What is between the braces, or the block. */
  readonly body: Range;
  /** Direct statements of the body in order; comments are not statements. */
  readonly statements: readonly Range[];
  /** The only statement is `pass`, `...` or nothing: a fix replaces it. */
  readonly placeholder: Range | null;
  /** Resolved paths of what is caught; empty catches everything. */
  readonly types: readonly string[];
  readonly binding: string | null;
  /** Where ` as error` / ` (error)` / `error` goes to give the error a name; -1 where it has one or cannot have one (`except:`). */
  readonly bindingInsertAt: number;
  readonly tryBody: Range | null;
  readonly outcome: HandlerOutcome;
  /** What shows the outcome: the raise, the log call, the comment. */
  readonly outcomeRange: Range | null;
}

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'critical';

/** A name in this file that holds a logger. */
export interface LoggerFact {
  /** As code writes it: `logger`, `self.log`, `this.logger`. */
  readonly name: string;
  /** Row of `knowledge/loggers`: `logging`, `structlog`, `pino`, … or `unknown`. */
  readonly library: string;
  /** Where it is bound. */
  readonly range: Range;
  /** Index of the function it is visible in, -1 for the whole module. */
  readonly function: number;
}

export interface LogCallFact extends Placed {
  /** Index into `calls`. */
  readonly call: number;
  /** `logging`, `pino`, …; `print` for `print`, `console` for `console.*`; `unknown` where only the name says logger. */
  readonly library: string;
  readonly logger: string;
  readonly level: LogLevel;
  readonly message: 'constant' | 'placeholder' | 'interpolated' | 'none';
  /** The caught error is handed over in a form that keeps its stack. */
  readonly errorAttached: boolean;
}

export interface EnvironmentReadFact extends Placed {
  readonly name: string;
  readonly default: string | null;
  /** Fails or is asserted when it is not set. */
  readonly required: boolean;
}

export interface TelemetryInitialisationFact extends Placed {
  /** `opentelemetry`, `datadog`, `newrelic`, `sentry`, …: a row of `knowledge/telemetry`. */
  readonly vendor: string;
  readonly signals: readonly Signal[];
  /** Index into `calls`, or -1 when importing alone starts it. */
  readonly call: number;
  readonly order: number;
}

export type Signal = 'traces' | 'metrics' | 'logs' | 'errors';

/** The file can be started as a program: a main guard, a listen call, a framework's run. */
export interface EntryMarkerFact {
  readonly range: Range;
  readonly kind: 'main-guard' | 'listen' | 'run' | 'application';
}

/** A `prodaware-ignore` comment. */
export interface SuppressionFact {
  /** The comment. */
  readonly range: Range;
  readonly rules: readonly string[];
  readonly reason: string | null;
  /** The line it speaks of: its own where code stands before it, else the next line with code. */
  readonly target: Range;
}

export function isSwallowed(handler: HandlerFact): boolean {
  return handler.outcome === 'swallowed';
}
