/** A source text with its facts, as fixes take it. */
import type { EditedFile } from '../../src/fixes/insert.ts';
import { languages } from '../../src/languages/index.ts';
import { applyEdits, type TextEdit } from '../../src/model/text.ts';
import { testParsers } from '../syntax/parsers.ts';

export async function editedFile(path: string, text: string): Promise<EditedFile> {
  const language = languages.find(({ extensions }) => extensions.some((extension) => path.endsWith(extension)));
  if (language === undefined) throw new Error(`no language for ${path}`);
  const grammar = await testParsers().grammar(language.grammar);
  return { path, text, facts: language.extract(grammar.parse(text)) };
}

export function after(file: EditedFile, ...edits: (TextEdit | null | undefined)[]): string {
  return applyEdits(
    file.text,
    edits.filter((edit) => edit !== null && edit !== undefined),
  );
}
