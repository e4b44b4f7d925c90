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
  /** Whose libraries it uses; knowledge rows are keyed by it: `python`, `node`, `go`, `jvm`, `dotnet`, `ruby`, `php`, `rust`. */
  readonly ecosystem: string;
  readonly style: SourceStyle;
  readonly prologue: Prologue;
  readonly functions: readonly FunctionFact[];
  readonly classes: readonly ClassFact[];
  readonly imports: readonly ImportFact[];
  readonly calls: readonly CallFact[];
  readonly branches: readonly BranchFact[];
  readonly loops: readonly LoopFact[];
  readonly handlers: readonly HandlerFact[];
  readonly loggers: readonly LoggerFact[];
  readonly logCalls: readonly LogCallFact[];
  readonly entries: readonly EntryFact[];
  readonly spans: readonly SpanFact[];
  readonly metrics: readonly MetricFact[];
  readonly flagChecks: readonly FlagCheckFact[];
  readonly outboundCalls: readonly OutboundCallFact[];
  readonly signalHandlers: readonly SignalHandlerFact[];
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

/** A class, interface, struct, enum, record or trait with what it holds. */
export interface ClassFact {
  readonly range: Range;
  readonly name: string;
  readonly nameRange: Range | null;
  readonly kind: 'class' | 'interface' | 'struct' | 'enum' | 'record' | 'object';
  /** Resolved paths of what it extends and implements. */
  readonly bases: readonly string[];
  /** As `FunctionFact.decorators`. */
  readonly decorators: readonly string[];
  readonly fields: readonly FieldFact[];
  readonly exported: boolean;
  /** Index of the function it stands in, -1 at module level. */
  readonly function: number;
}

export interface FieldFact {
  readonly name: string;
  readonly range: Range;
  /** Declared type as written, null where there is none. */
  readonly type: string | null;
}

/** Code that runs only when a condition holds: the body of an `if`, an `else`, a case. */
export interface BranchFact {
  /** The condition, or the value of a case. */
  readonly test: Range;
  readonly body: Range;
  /** The body runs when the test does not hold. */
  readonly negated: boolean;
  /** The last statement of the body leaves what stands around it: `return`, `raise`, `continue`, `break`. */
  readonly exits: boolean;
  /** Where the test began to guard: for a body that exits, also what follows it in its block; else the body again. */
  readonly guards: Range;
  /** Index of the enclosing function, -1 at module level. */
  readonly function: number;
}

/** Code that runs again and again by syntax: the body of a `for` or `while`. */
export interface LoopFact {
  /** From the keyword to the body: `for row in rows:`. */
  readonly header: Range;
  readonly body: Range;
  /** Index of the enclosing function, -1 at module level. */
  readonly function: number;
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
   * a `new` is `new X()`, and so is what a declaration says to be an `X`. Go: `log/slog.Info`, `new net/http.Client().Do`;
   * JVM: `org.slf4j.LoggerFactory.getLogger().error`; .NET: by simple name, `new ILogger().LogError`; Ruby:
   * `Rails.logger.error`; PHP: `new Psr\Log\LoggerInterface().error`, `Illuminate\Support\Facades\Log.error`;
   * Rust: `tracing::error!`, `reqwest::get`, `reqwest::Client::new().get().send`. A default import stands for its module (`winston.createLogger`), and so does a `.default`.
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
  /** Nobody waits for it, by syntax alone: `go f()`. */
  readonly detached: boolean;
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
  /**
   * `error-check`: Go's `if err != nil { … }`; `match`: Rust's `Err(e) => …` and `if let Err(e) = …`;
   * `rescue`: Ruby's clause or modifier.
   */
  readonly form: 'except' | 'catch' | 'promise-catch' | 'suppress' | 'error-check' | 'match' | 'rescue';
  /** The line that catches: `except CardError:`, `catch (error)`, `.catch(() => {})`, `if err != nil`. */
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
  /** Which argument of the call is the message, -1 where none is. */
  readonly messageArgument: number;
  /** The caught error is handed over in a form that keeps its stack. */
  readonly errorAttached: boolean;
}

/** Where work comes in from outside: what production is asked to do. */
export interface EntryFact extends Placed {
  readonly kind: 'route' | 'job' | 'consumer' | 'schedule';
  /** Row of `knowledge/entries`: `flask`, `express`, `celery`, … */
  readonly framework: string;
  /** HTTP method in capitals, `ANY` for all; null for what is no route and where it is unknown. */
  readonly method: string | null;
  /** Path, topic, queue, job name or cron expression as written, null where it is no literal. */
  readonly target: string | null;
  /** Name people know it by: the function's, else the target. */
  readonly name: string;
  /** Index into `functions` of what handles it; -1 where it is elsewhere. */
  readonly handler: number;
  /** Decorators, annotations and middleware around it, as written. */
  readonly guards: readonly string[];
  /** Where a finding about it stands: the function's name, else the registration. */
  readonly header: Range;
}

/** A span that code starts by itself. */
export interface SpanFact extends Placed {
  /** Row of `knowledge/spans`: `opentelemetry`, `datadog`, … */
  readonly vendor: string;
  /** Index into `calls`, -1 for a decorator. */
  readonly call: number;
  readonly name: 'constant' | 'interpolated' | 'unknown';
  readonly nameRange: Range | null;
  /** `scoped` ends by itself (callback, `with`, decorator); `manual` must be ended. */
  readonly form: 'scoped' | 'manual';
  /** Name of the variable that holds it, null where there is none. */
  readonly variable: string | null;
  /**
   * For manual spans: `always` (`defer`, `finally`, disposed), `sometimes` (a way out of the function skips it), `never`,
   * `unknown` (handed on). Scoped spans are `always`.
   */
  readonly ended: 'always' | 'sometimes' | 'never' | 'unknown';
  /** Code that runs inside it. */
  readonly covers: Range;
  /** Errors are recorded on it: by its library's scoped form, or by a call on it. */
  readonly recordsErrors: boolean;
}

export interface MetricFact extends Placed {
  /** Row of `knowledge/metrics`. */
  readonly vendor: string;
  /** Index into `calls`, -1 for a decorator. */
  readonly call: number;
  readonly operation: 'create' | 'record';
  readonly name: 'constant' | 'interpolated' | 'unknown';
  readonly nameRange: Range | null;
  /** Labels or attributes that are given, with the kind of their value. */
  readonly attributes: readonly { readonly key: string; readonly range: Range; readonly kind: ArgumentFact['kind'] }[];
}

/** A question to a feature flag provider, or to a helper of the repository. */
export interface FlagCheckFact extends Placed {
  /** Row of `knowledge/flags`: `launchdarkly`, `openfeature`, …; `helper` where shape and name alone say so. */
  readonly provider: string;
  /** Index into `calls`, -1 where it is no call (`flags.newCheckout`, a decorator). */
  readonly call: number;
  /** Null where the key is made at run time. */
  readonly key: string | null;
  readonly keyRange: Range | null;
  /** `absent`: the form takes a default and none is given; `none`: the form takes none. */
  readonly default: 'given' | 'absent' | 'none';
  /** Literal value of the default, null where it is no literal. */
  readonly defaultValue: string | null;
  /** Where a default goes; -1 where the form takes none or has one. */
  readonly defaultInsertAt: number;
  /** Code that runs only when the flag says so; empty where the answer goes elsewhere. */
  readonly guards: readonly Range[];
}

export interface OutboundCallFact extends Placed {
  /** Index into `calls`. */
  readonly call: number;
  readonly kind: 'http' | 'database' | 'queue' | 'cache' | 'cloud' | 'rpc' | 'process';
  /** Row of `knowledge/outbound`: `requests`, `axios`, `net/http`, … */
  readonly library: string;
  /**
   * `set`: given here or on the client in this file; `none`: the library waits for ever and nothing is given;
   * `default`: the library has a limit of its own; `unknown`: the client is made elsewhere.
   */
  readonly timeout: 'set' | 'none' | 'default' | 'unknown';
  /** Host or URL as written, null where it is no literal. */
  readonly target: string | null;
}

export interface SignalHandlerFact extends Placed {
  /** `SIGTERM`, `SIGINT`, … */
  readonly signal: string;
  readonly call: number;
  /** Index into `functions` of what handles it, -1 where it is elsewhere. */
  readonly handler: number;
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
