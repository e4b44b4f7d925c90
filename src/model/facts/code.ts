/** What code is made of: functions, classes, branches, loops, imports and calls. */
import type { Range } from '../text.ts';

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
