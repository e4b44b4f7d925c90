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
  /** What logs are the functions, by which a fix calls it: macros. */
  readonly macros?: boolean;
  /** Level by method. */
  readonly methods: Readonly<Record<string, LogLevel>>;
  /** Method whose first argument is the level, null where there is none. */
  readonly levelArgument: string | null;
  /** Methods that give a logger again: `child`, `bind`. */
  readonly derive: readonly string[];
  readonly attach: ErrorAttachment;
  /** Levels by the method that begins a chain, as in `log.atError().log("x")`; its end is in `levelArgument`. */
  readonly chains?: Readonly<Record<string, LogLevel>>;
  /** The first link of a chain takes the logger: `level.Error(logger).Log("msg", "x")`. */
  readonly chainTakesLogger?: boolean;
  /** Functions whose first argument is where they write, by resolved path: they log where that is the terminal. */
  readonly streams?: readonly string[];
  /** Methods that log whatever they are called on: `error.printStackTrace()`. */
  readonly anywhere?: Readonly<Record<string, LogLevel>>;
  /** Resolved paths of annotations that give a class a logger: `lombok.extern.slf4j.Slf4j`. */
  readonly annotations?: readonly string[];
  /** Modules of which a file that uses it imports one, where other libraries have loggers of the same path. */
  readonly imported?: RegExp;
  /** Methods that a program gives its loggers by itself, and what their level is taken to be. */
  readonly otherMethods?: { readonly names: RegExp; readonly level: LogLevel };
  /** Functions that give a text instead of writing it where the argument at a position is true. */
  readonly givesText?: Readonly<Record<string, number>>;
  /** How a file that has none gets a logger; the first whose module system fits. Empty where that is not known. */
  readonly obtain: readonly LoggerSource[];
  /**
   * The statement that logs a caught error with its stack, at error level, without a semicolon. `{logger}`, `{message}`
   * (a string literal), `{text}` (the same in a literal that the template writes, in double quotes) and `{error}` (the
   * bound name) are put in; without `{error}` the handler needs no name for it.
   */
  readonly logError: string;
  /** Import lines that `logError` needs beside the logger: `zap` in `zap.Error(err)`. */
  readonly logErrorImports?: readonly string[];
  /**
   * What a message with values in it should be: `template`: constant text with placeholders, the values behind it;
   * `fields`: constant text, the values as fields; `free`: the library does not care. Default `free`.
   */
  readonly messages?: 'template' | 'fields' | 'free';
  /** Placeholder of a value in a message, where `messages` is `template`: `%s`, `{}`. */
  readonly placeholder?: string;
  /**
   * The statement that logs one value at warning level, as `logError`: `{logger}`, `{message}`, `{value}`. Where the
   * value stands in the text, `{message}` ends with `placeholder`. Without it the message alone is logged.
   */
  readonly logValue?: string;
}

/** How a logger of which only the name is known is given an error, by how the file calls it otherwise. */
export interface LoggerForm extends Pick<LoggerRow, 'logError' | 'logErrorImports'> {
  /** Matches a log call as it is written, from the dot behind the logger: `.Errorf("…", err)`. */
  readonly when: RegExp;
}

/** The logging libraries of one ecosystem. */
export interface LoggerTable {
  readonly ecosystem: string;
  readonly rows: readonly LoggerRow[];
  /** Where only the name says that something is a logger. */
  readonly unknown: LoggerRow;
  /** Receivers, as they are written, that are loggers by their name though it is no usual one: `Loggers.RAFT`. */
  readonly names?: RegExp;
  /** For `unknown`; where it is there and none fits, nothing is known of how to log an error. The first that fits. */
  readonly forms?: readonly LoggerForm[];
}

/** How a log call is given an error so that its stack survives. */
export interface ErrorAttachment {
  /** Methods that take the error that is being handled by themselves. */
  readonly methods: readonly string[];
  /** Keywords whose value is the error, or anything that is not false. */
  readonly keywords: readonly string[];
  /** Methods of a chain that take the error: `setCause`. */
  readonly chained?: readonly string[];
  /** Functions that make a field of the error they are given, by resolved path: `go.uber.org/zap.Error`. */
  readonly wraps?: readonly string[];
  /** Members of an error by which a text of it keeps its stack: `full_message`. */
  readonly members?: readonly string[];
  /** An error is what it says: it is attached wherever a value or a text of the call holds it. */
  readonly anywhere?: boolean;
  /** Positional arguments that may be the error. */
  readonly positions: 'none' | 'first' | 'leading' | 'last' | 'any';
  /** How a call that has no error is given it; the first that is for its method. Default: no sure way. */
  readonly forms?: readonly AttachForm[];
}

/** What to change in a log call so that it takes the caught error. `{error}` stands for the error's name. */
export interface AttachForm {
  /** Methods it is for; all where there are none. */
  readonly methods?: readonly string[];
  /** Another method, which takes the error by itself. */
  readonly method?: string;
  /** Put behind the logger: `.WithError({error})`. */
  readonly receiver?: string;
  /** An argument in front of the others. */
  readonly first?: string;
  /** An argument behind the others. */
  readonly last?: string;
  /** Where the call has an object of fields: a field in it, instead of an argument. */
  readonly field?: string;
}

export interface LoggerSource {
  /** Node: the module system it is written for; null elsewhere and where there is no import. */
  readonly moduleSystem: 'esm' | 'commonjs' | null;
  /** With single quotes and semicolons where the language has them; null where none is needed. */
  readonly import: string | null;
  /** Import lines that the statement needs beside that one. */
  readonly alsoImports?: readonly string[];
  /** Null where the import gives the logger. */
  readonly statement: string | null;
  readonly logger: string;
}
