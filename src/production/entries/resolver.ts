/**
 * `entries/` goes from the command that is left when every prefix is off to the first source file of the repository that
 * it runs. One file per ecosystem exports an `EntryResolver`; `npm run generate` writes the index. What programs are
 * called and which flags they take stands in `knowledge/`; what builds leave behind is followed in `builds/`.
 */
import type { EntryQuestion, ResolvedEntry } from './question.ts';
import type { Word } from '../../model/production.ts';

export interface EntryResolver {
  /** Key of knowledge rows. */
  readonly ecosystem: string;
  /**
   * What the program runs, where the program is one of this ecosystem: by its name, by the kind of file it is, or because
   * what built it shows so. Null: it is not, or nobody can tell from that.
   * @param name last segment of the program's path
   * @param words what follows it
   */
  resolve(name: string, words: readonly Word[], question: EntryQuestion): Promise<ResolvedEntry | null>;
  /**
   * Asked once no resolver knows the program: a program that the repository declares under that name. Null where it
   * declares none, or several.
   */
  declared?(name: string, question: EntryQuestion): Promise<ResolvedEntry | null>;
  /** Asked where there is no command at all: what the image's builder starts by itself. */
  ofImage?(question: EntryQuestion): Promise<ResolvedEntry | null>;
}
