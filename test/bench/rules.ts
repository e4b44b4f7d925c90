/**
 * What rules cost: facts and 1, 10 and all rules beside the parse of the same text, in every language. Rules read facts,
 * so that one more of them adds no pass over the text.
 */
import { languages } from '../../src/languages/index.ts';
import type { FileContext, FileRule } from '../../src/model/rule.ts';
import { rules } from '../../src/rules/index.ts';
import { runFileRules } from '../../src/rules/run.ts';
import { createParsers } from '../../src/syntax/parse.ts';
import { bareParser } from './bareParser.ts';
import { corpusLanguages, sourceText, type CorpusLanguage } from './corpus.ts';
import { grammars, memoryEngine } from './engines.ts';
import { milliseconds, ratio, time, type Row } from './measure.ts';

const runs = 9;
const lines = 3_000;

export async function rulesPart(): Promise<readonly Row[]> {
  const fileRules = rules.filter((rule): rule is FileRule => rule.scope === 'file');
  const bare = bareParser(grammars);
  const rows: Row[] = [];
  for (const language of languages) {
    const text = textOf(language.name);
    if (text === null) continue;
    const path = `a${language.extensions[0] ?? ''}`;
    const grammar = await createParsers(grammars).grammar(language.grammar);
    const engine = memoryEngine(new Map([[path, text]]));
    const production = await engine.production();
    const parse = await time(runs, () => bare(language.grammar, text));
    const review = (some: readonly FileRule[]) => () => {
      const facts = language.extract(grammar.parse(text));
      const context: FileContext = {
        path,
        text,
        facts,
        production,
        profile: null,
        service: null,
        conventions: null,
        changed: null,
      };
      return runFileRules(some, context, ({ severity }) => severity);
    };
    const counts = [0, 1, 10, fileRules.length];
    for (const count of counts) {
      const taken = await time(runs, review(fileRules.slice(0, count)));
      rows.push({
        what: `facts and ${count === fileRules.length ? `all ${count}` : count} rules, ${language.name}`,
        figure: milliseconds(taken),
        beside: milliseconds(parse),
        ratio: ratio(taken, parse),
        method: `parse, facts and rules, median of ${runs}, beside the bare parse of the same ${Math.round(text.length / 1024)} KB`,
      });
    }
    engine.dispose();
  }
  return rows;
}

/**
 * Of the languages that have a corpus, that; of the others the good examples of the rules, again and again: code in which
 * every third line is a fault with a fix to be made is nobody's.
 */
function textOf(language: string): string | null {
  const known = corpusLanguages.find((name): name is CorpusLanguage => name === language);
  if (known !== undefined) return sourceText(known, lines, 1);
  const examples = rules.flatMap(({ examples: shown }) => {
    const own = shown[language];
    return typeof own?.good === 'string' ? [own.good] : [];
  });
  if (examples.length === 0) return null;
  const once = examples.join('\n');
  return once.repeat(Math.ceil((lines * 40) / once.length));
}
