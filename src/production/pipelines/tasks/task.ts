/** What a task of the repository is: text with its place, under the name that people call it by. */
import type { LocatedText } from '../../text/locatedText.ts';
import type { ShellMode } from '../reader.ts';

export interface Task {
  /** What people call it; it says something where the text does not. */
  readonly name: string;
  readonly texts: readonly LocatedText[];
  /** Where it runs; null where that is not known. */
  readonly directory: string | null;
  readonly mode: ShellMode;
  /** To find cycles. */
  readonly key: string;
  /** It ignores what fails in it. */
  readonly lost: string | null;
}

export const plainShell: ShellMode = { errexit: false, pipefail: false };
/** Of runners that stop at the first line that fails. */
export const lineShell: ShellMode = { errexit: true, pipefail: false };

/** A task whose text is not known here. */
export function named(name: string, key: string): Task {
  return { name, texts: [], directory: '.', mode: plainShell, key, lost: null };
}

/** The word behind a flag. */
export function optionOf(words: readonly string[], flag: RegExp): string | null {
  const at = words.findIndex((word) => flag.test(word));
  return at < 0 ? null : (words[at + 1] ?? null);
}
