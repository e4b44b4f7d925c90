/**
 * `writing/` says how each language is written, as far as fixes write it: what a block is, how a caught error gets a
 * name, what an import line looks like and where a new one goes. One file per ecosystem or language with an exported
 * `…Writing`; `npm run generate` writes the index. What fixes share asks here and knows no language itself.
 */
import type { FunctionFact, HandlerFact, ImportFact, LoggerFact, SourceStyle } from '../../model/facts.ts';
import type { TextEdit } from '../../model/text.ts';
import type { EditedFile } from '../insert.ts';
import type { UsePlace } from '../logger.ts';

/** An import line as knowledge tables write it, understood. */
export interface ImportLine {
  readonly code: string;
  readonly module: string;
  /** What is taken from the module; null for the module as a whole, `default` for a default import. */
  readonly name: string | null;
  /** Name it has in the file; null where the line only runs the module. */
  readonly local: string | null;
}

export interface Writing {
  readonly ecosystem: string;
  /** Languages of the ecosystem it is for; empty for all of them. */
  readonly languages: readonly string[];
  /** What stands around statements: indentation behind a colon, `{ }`, or a keyword and `end`. */
  readonly blocks: 'indent' | 'braces' | 'end';
  /** Behind a statement; `by-file`: as most of the file has it. */
  readonly semicolons: 'always' | 'never' | 'by-file';
  /** Library that a file without any logger logs an error with, where nothing else is known; null: none. */
  readonly defaultLibrary: string | null;
  /** Names for a caught error that has none, best first. */
  readonly errorNames: readonly string[];
  /**
   * Text that gives a caught error a name where the handler says that it goes (`bindingInsertAt`); null where that form
   * cannot be given one.
   * @param before the characters in front of that place
   */
  bindError(form: HandlerFact['form'], name: string, before: string, file: EditedFile): string | null;
  /**
   * The whole handler in a form that has a place for the error's name and for a statement, where its own has none; null
   * where that is not sure to do the same.
   * @param statement what is to be done first, with the name of the error
   */
  spelledOut?(file: EditedFile, handler: HandlerFact, statement: (error: string) => string): readonly TextEdit[] | null;
  /** A literal of the language for a plain text. */
  quoted(value: string, style: Pick<SourceStyle, 'quote'>): string;
  /** A line of code from a knowledge table (single quotes, semicolons) as this file would write it. */
  inStyle(code: string, style: SourceStyle): string;
  /** Null for a line of another shape, which no table should hold. */
  parseImport(code: string): ImportLine | null;
  /** The import is evaluated before all statements, wherever it stands. */
  isHoisted(code: string): boolean;
  /** Name that an import without names and alias binds: `import os.path` binds `os`; null: none. */
  nameOfWhole(fact: ImportFact): string | null;
  /**
   * A new import line in its place.
   * @param before offset of module-level code that uses it; -1 for code in functions, which runs later
   */
  placeImport(file: EditedFile, line: ImportLine, before: number): TextEdit;
  /** Removes the import that nothing uses any more when one call of a callee goes, where that would be an error. */
  dropUnused?(file: EditedFile, callee: string): readonly TextEdit[];
  /**
   * What a method calls its own object, where facts say `this` for a name that each method chooses (Go's receiver); null
   * where it has no name for it.
   */
  ownName?(method: FunctionFact, text: string): string | null;
  /** What stands in front of the expression of a function that has no block; default: `=>`. */
  readonly lambda?: RegExp;
  /** A plain text inside of a literal in double quotes that a table's template has (`{text}`). */
  inText?(value: string): string;
  /**
   * A logger that a place sees without an import or a declaration of this file, as far as the file tells: one of the
   * framework, a method that the class inherits, a macro.
   */
  ambientLogger?(file: EditedFile, place: UsePlace): { readonly name: string; readonly library: string } | null;
  /** What stands where a caught error could have a name: `_`. A name takes its place. */
  readonly unnamed?: string;
  /** A block has the value of its last expression: `return` would leave the function. */
  readonly valueBlocks?: boolean;
  /** What an empty handler gives, where a statement in it would give another value: `nil`. */
  readonly emptyValue?: string;
  /**
   * A logger that a container gives to the class around a place, where it is sure that a container makes the class.
   * @param libraries what the service logs with; empty where that is not known
   */
  injectedLogger?(file: EditedFile, place: UsePlace, libraries: readonly string[]): InjectedLogger | null;
  /** Where loggers are fields of classes; without it they stand behind the imports. */
  readonly loggers?: ClassLoggers;
}

export interface InjectedLogger {
  readonly name: string;
  readonly library: string;
  /** Names that must not stand for anything else in the file. */
  readonly declares: readonly string[];
  /** Import lines that it needs, as knowledge tables write them. */
  readonly imports: readonly string[];
  readonly edits: readonly TextEdit[];
}

export interface ClassLoggers {
  /**
   * The statement of a new logger as a member of a class around an offset, `{class}` replaced by its name. Null where no
   * class takes it.
   */
  place(file: EditedFile, offset: number, statement: string): TextEdit | null;
  /** Whether code at an offset sees a logger that this file declares. */
  sees(file: EditedFile, logger: LoggerFact, offset: number): boolean;
  /** A name that the file logs with and does not declare comes from a base class. */
  readonly inherited: boolean;
}
