/** What is asked about a command's entry point and what is answered, with the paths a command's words can mean. */
import type { EntryPoint, ImageDeclaration, Variable, Word } from '../../model/production.ts';
import type { Candidate, FileView } from '../containerPaths.ts';
import { move } from '../packageScripts.ts';
import { join } from '../paths.ts';
import type { Repository } from '../repository.ts';
import type { Variables } from '../shellSource.ts';

export interface EntryQuestion {
  readonly argv: readonly Word[];
  /** As the process sees it. */
  readonly directory: string | null;
  readonly variables: Variables;
  readonly view: FileView;
  readonly repository: Repository;
  /** The image it runs in, where the repository builds it; with the build arguments that this process gives it. */
  readonly image: ImageDeclaration | null;
  /** Name of its image where no Dockerfile of the repository builds that. */
  readonly imageName: string | null;
  /** The command only follows an entry point of an image that is not here: its first word need not be a program. */
  readonly isArgument: boolean;
}

/** A module that the runtime loads before the program, by a flag. */
export interface Preload {
  readonly flag: '--require' | '--import';
  readonly module: string;
  readonly words: readonly Word[];
}

export interface ResolvedEntry {
  readonly entryPoint: EntryPoint | null;
  readonly unresolved: string | null;
  readonly missingTarget: string | null;
  /** The folder of its manifest, where no file of the repository is what it starts with: the build makes that. */
  readonly module?: string;
  /** Key of knowledge rows, null where the program is of none that is known. */
  readonly ecosystem: string | null;
  /** Name of the language where there is no entry point to tell. */
  readonly language: string | null;
  readonly preloads: readonly Preload[];
  /** Environment hooks such as PYTHONPATH do not work for this command. */
  readonly isolated: boolean;
  /** Files of the repository that run in the process beside the entry point. */
  readonly hooks: readonly string[];
  /** Root-relative directories that modules are looked for in. */
  readonly roots: readonly string[];
  /** The command is one for development: it reloads. */
  readonly development: boolean;
  /** The build of the repository makes the image without a Dockerfile: nothing of it is out of sight. */
  readonly isBuilt?: true;
  /** What the program's own configuration adds to its environment before it loads anything. */
  readonly variables?: readonly Variable[];
}

export const nothingResolved: ResolvedEntry = {
  entryPoint: null,
  unresolved: 'the command is not one that is known',
  missingTarget: null,
  ecosystem: null,
  language: null,
  preloads: [],
  isolated: false,
  hooks: [],
  roots: [],
  development: false,
};

/** Root-relative directories that a directory of the process can be, existing ones only. */
export function directoriesOf(directory: string | null, question: EntryQuestion): readonly string[] {
  const paths = directory === null ? question.view.homes : question.view.candidates(directory).map(({ path }) => path);
  return paths.filter((path) => question.repository.isDirectory(path));
}

/** Paths in the repository that a path of the command can be, whether they exist or not. */
export function pathsOf(value: string, question: EntryQuestion): readonly Candidate[] {
  const seen = move(question.directory, value);
  if (seen !== null) return question.view.candidates(seen);
  const guesses = question.view.homes.map((home) => join(home, value));
  return guesses.filter((path) => path !== null).map((path) => ({ path, certain: false }));
}
