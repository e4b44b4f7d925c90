/**
 * Programs of languages in which imports alone do not say what runs: Go's packages, source sets of the JVM, projects of
 * .NET, applications of Rails and Laravel. One file per ecosystem says which files such a program is made of, found by
 * their text alone, and which functions its runtime or framework calls by itself. `callers.ts` then goes back from what
 * starts telemetry to the entry point, and parses only what names it.
 */
import type { FunctionFact } from '../../../model/facts.ts';
import type { EntryPoint } from '../../../model/production.ts';
import type { Repository } from '../../repository.ts';
import type { Variables } from '../../shellSource.ts';
import type { Module } from '../moduleGraph.ts';

export interface ProgramFiles {
  /** Root-relative, the entry point among them. */
  readonly files: readonly string[];
  /** False where more may be part of it. */
  readonly complete: boolean;
}

export interface ProgramQuestion {
  readonly entry: EntryPoint;
  readonly repository: Repository;
  readonly variables: Pick<Variables, 'get'>;
}

/** When code outside of functions runs: always, never, or once something names what the file holds. */
export type TopLevel =
  | 'runs'
  | 'never'
  /** `members`: its functions and classes have names of their own outside of the file, as those of Kotlin do. */
  | { readonly named: string; readonly members?: true };

export interface ProgramReader {
  readonly ecosystem: string;
  files(question: ProgramQuestion): Promise<ProgramFiles>;
  topLevel(path: string, question: ProgramQuestion): TopLevel;
  /** Whether runtime or framework calls a function that nobody in the repository needs to call. */
  startsItself(fact: FunctionFact, module: Module, question: ProgramQuestion): boolean;
  /** Functions of one folder know one another by their bare names, and those of others by the folder's import. */
  readonly byFolder: boolean;
  /** A name with a capital letter in front of a call is a class and nothing else. */
  readonly capitalsAreClasses: boolean;
  /** A condition with what the ecosystem knows beyond variables put in, as `evaluateCondition` reads it. */
  prepared?(condition: string, question: ProgramQuestion): string;
  /** The same, where files of the program decide: asked for once for each program, with the text of its files. */
  conditions?(question: ProgramQuestion, texts: ReadonlyMap<string, string>): Promise<(condition: string) => string>;
}

/** Most files that are looked at for one program. */
export const mostProgramFiles = 6000;
