/** What a row says of a logging library: what its loggers are called in code, which level each method has, how one logs a caught error. */
import type { LogLevel } from '../model/facts.ts';

export interface LoggerRow {
  /** As `LoggerFact.library` and `LogCallFact.library` say it. */
  readonly library: string;
  readonly ecosystem: string;
  /** Resolved paths of values that are loggers: `logging.getLogger()`. */
  readonly loggers: readonly string[];
  /** Resolved paths of modules and objects that log without a logger: `logging`, `console`. */
  readonly modules: readonly string[];
  /** Calls that log by themselves, by resolved path. */
  readonly functions: Readonly<Record<string, LogLevel>>;
  /** Level by method. */
  readonly methods: Readonly<Record<string, LogLevel>>;
  /** Method whose first argument is the level, null where there is none. */
  readonly levelArgument: string | null;
  /** Methods that give a logger again: `child`, `bind`. */
  readonly derive: readonly string[];
  readonly attach: ErrorAttachment;
  /** How a file that has none gets a logger; the first whose module system fits. Empty where that is not known. */
  readonly obtain: readonly LoggerSource[];
  /**
   * The statement that logs a caught error with its stack, at error level, without a semicolon. `{logger}`, `{message}`
   * (a string literal) and `{error}` (the bound name) are put in; without `{error}` the handler needs no name for it.
   */
  readonly logError: string;
}

/** The logging libraries of one ecosystem. */
export interface LoggerTable {
  readonly ecosystem: string;
  readonly rows: readonly LoggerRow[];
  /** Where only the name says that something is a logger. */
  readonly unknown: LoggerRow;
}

/** How a log call is given an error so that its stack survives. */
export interface ErrorAttachment {
  /** Methods that take the error that is being handled by themselves. */
  readonly methods: readonly string[];
  /** Keywords whose value is the error, or anything that is not false. */
  readonly keywords: readonly string[];
  /** Positional arguments that may be the error. */
  readonly positions: 'none' | 'first' | 'any';
}

export interface LoggerSource {
  /** Node: the module system it is written for; null elsewhere and where there is no import. */
  readonly moduleSystem: 'esm' | 'commonjs' | null;
  /** With single quotes and semicolons where the language has them; null where none is needed. */
  readonly import: string | null;
  /** Null where the import gives the logger. */
  readonly statement: string | null;
  readonly logger: string;
}
