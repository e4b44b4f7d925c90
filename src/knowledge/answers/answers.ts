/**
 * `answers/` says for each ecosystem which failures are an answer and no fault: a key that is not there, a text that is
 * no number. One file per ecosystem with an exported `…Answers`; `npm run generate` writes the index.
 */

export interface ExpectedErrorRow {
  /** The last part of the type's path must match, or all of it. */
  readonly type: RegExp;
  /**
   * `always`; `reading`: where something tried reads a value (`probes`, `readings`); `conversion`: where what is tried is small, so that the error can only mean that the value does not fit;
   * `wait`: where what is tried waits for something that may not come; `answered`: where the handler does something
   * about it; `looking`: where nothing is done for its own sake and the handler does more than to go on.
   */
  readonly when: 'always' | 'reading' | 'conversion' | 'wait' | 'answered' | 'looking';
}

export interface Answers {
  readonly ecosystem: string;
  readonly expected: readonly ExpectedErrorRow[];
  /** Calls, by the last part of their path or all of it, whose failure is an answer for whoever asks. */
  readonly probes: ReadonlySet<string>;
  /** Paths that stand for values at hand, besides those of `pureModules`: what is asked of them cannot fail outside. */
  readonly values?: RegExp;
  /** Paths of modules that compute on values at hand, whatever is called of them, and what is asked of their results. */
  readonly computing?: RegExp;
  /** Where objects are made of everything: classes whose objects reach outside as they are made. Without it all do. */
  readonly reaching?: RegExp;
  /** Calls, by the last part of their path, that put away what is no longer needed, besides those of other languages. */
  readonly cleanups?: ReadonlySet<string>;
  /** Names of structures in memory, by their end: what is deleted of `url.searchParams` is deleted nowhere else. */
  readonly structures?: RegExp;
  /** Calls, by their path, that put away what stays and fills a disk where it fails: no cleanup that may fail. */
  readonly leaks?: ReadonlySet<string>;
  /** Names of calls that end something which runs by itself: after any error it may still run. */
  readonly ends?: ReadonlySet<string>;
  /** Callees that may do anything, whatever they are called: methods of the object itself. */
  readonly unknown?: RegExp;
  /** To wait in a `try` until something has stopped is an orderly end, whose failure loses what was under way. */
  readonly stopsInOrder?: boolean;
  /** Calls that say no by an error: in a handler that answers with no they are questions. */
  readonly checks?: RegExp;
  /** Names of functions that ask for yes or no, where they are more than those of `questionNames`. */
  readonly asked?: RegExp;
  /**
   * Names of errors by which something outside the program failed; with it, an error of any other name of its own is an
   * answer where the handler does more than to go on with nothing.
   */
  readonly failures?: RegExp;
  /** Names of calls that reach outside or change something; with it, a value at hand may have a fallback for any error. */
  readonly outside?: RegExp;
  /**
   * Names of calls that read what came: the text of a response, a file. With `alters`, what is fetched and then read may
   * have a fallback, though it is waited for.
   */
  readonly contents?: RegExp;
  /** A handler that only returns a value made for it, or takes the next one, answers whatever was caught. */
  readonly standIns?: boolean;
  /** Names of calls that change something outside. */
  readonly alters?: RegExp;
  /**
   * Names of calls in a handler that undo, put away or wait; with it, a handler that awaits any other call takes another
   * way to what could not be had.
   */
  readonly undoes?: RegExp;
  /** A promise that is told to become a value, which somebody takes, answers: `await find(id).catch(() => null)`. */
  readonly taken?: boolean;
  /** To give nothing (`return null`) is a fallback, too, where a function waits for nothing. */
  readonly nothing?: boolean;
  /**
   * Who takes any error and ends the function with another result hides what failed of all that was asked; without it
   * such a result is a fallback.
   */
  readonly anyErrorHides?: boolean;
  /** One value that is asked for at once and not waited for may be missing. */
  readonly oneValue?: boolean;
  /** Statements of a handler that put what is at hand elsewhere, where the code sees that it did not work. */
  readonly keeps?: RegExp;
  /** Names of functions that ask a question, besides `predicateNames`: what the handler gives is one of the answers. */
  readonly questionFunctions?: RegExp;
  /** One clause for an everyday answer and for a failure takes both as the same answer. */
  readonly mixedAnswers?: boolean;
  /** Names of calls that read a text or a value at hand, where they differ from what is usual (`readingNames`). */
  readonly readings?: RegExp;
  /** Calls whose failure is an answer, by the callee as written: `tx.send` says that nobody listens any more. */
  readonly questions?: RegExp;
  /** Names of calls that touch nothing outside, besides those of `pureCalls`. */
  readonly pure?: ReadonlySet<string>;
  /**
   * Where members need no parentheses: names of those that do something. What else is asked of a value without arguments
   * only looks at it.
   */
  readonly acts?: RegExp;
}
