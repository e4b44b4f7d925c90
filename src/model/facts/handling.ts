/** What becomes of errors, and what is written to a log. */
import type { Range } from '../text.ts';
import type { Placed } from './code.ts';

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
  /** What would become of the error without the log lines: of a handler that logs, where peers are counted; else absent. */
  readonly unlogged?: HandlerOutcome;
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

export function isSwallowed(handler: HandlerFact): boolean {
  return handler.outcome === 'swallowed';
}
