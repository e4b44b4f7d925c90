import type { Words } from './language.ts';

/** One way in which code that means the same, or nearly, may be written. */
export interface Variation {
  readonly name: string;
  /**
   * @param text with `[|…|]` around what is found; the marks stay where they are
   * @returns null where the text has nothing to vary in this way
   */
  vary(text: string, words: Words, language: string): string | null;
}
