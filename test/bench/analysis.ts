/** Facts and rules beside the parse they ride on. */
import { createParsers } from '../../src/syntax/parse.ts';
import { pythonLanguage } from '../../src/languages/python.ts';
import { typescriptLanguage } from '../../src/languages/typescript.ts';
import { bareParser } from './bareParser.ts';
import { sourceText } from './corpus.ts';
import { grammars, memoryEngine } from './engines.ts';
import { milliseconds, ratio, time, type Row } from './measure.ts';

const languages = { python: pythonLanguage, typescript: typescriptLanguage };
const runs = 15;

export async function analysis(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const name of ['python', 'typescript'] as const) {
    for (const lines of [1_000, 10_000]) {
      const language = languages[name];
      const text = sourceText(name, lines, 1);
      const bare = bareParser(grammars);
      const parse = await time(runs, () => bare(language.grammar, text));
      const grammar = await createParsers(grammars).grammar(language.grammar);
      const flatten = await time(runs, () => grammar.parse(text));
      const facts = await time(runs, () => language.extract(grammar.parse(text)));
      const path = name === 'python' ? 'a.py' : 'a.ts';
      const engine = memoryEngine(new Map([[path, text]]));
      await engine.productionFindings();
      const all = await time(runs, () => engine.fileFindings(path));
      engine.dispose();
      const row = (what: string, value: number, method: string): Row => ({
        what: `${what}, ${name}, ${lines} lines`,
        figure: milliseconds(value),
        beside: milliseconds(parse),
        ratio: ratio(value, parse),
        method,
      });
      rows.push(
        row('parse and flat tree', flatten, `median of ${runs}, beside web-tree-sitter's parse of the same text`),
        row('… and facts', facts, 'the same with extract()'),
        row('… and rules', all, 'the same through engine.fileFindings(), every rule on'),
      );
    }
  }
  return rows;
}
