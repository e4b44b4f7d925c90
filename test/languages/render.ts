/** Facts in a few words, so that a test reads as source text in, meaning out. */
import type { CallFact, Facts } from '../../src/model/facts.ts';
import type { Range } from '../../src/model/text.ts';
import { csharpLanguage } from '../../src/languages/csharp.ts';
import { javaLanguage } from '../../src/languages/java.ts';
import { goLanguage } from '../../src/languages/go.ts';
import { javascriptLanguage } from '../../src/languages/javascript.ts';
import { kotlinLanguage } from '../../src/languages/kotlin.ts';
import type { LanguageModule } from '../../src/languages/language.ts';
import { phpLanguage } from '../../src/languages/php.ts';
import { pythonLanguage } from '../../src/languages/python.ts';
import { rubyLanguage } from '../../src/languages/ruby.ts';
import { rustLanguage } from '../../src/languages/rust.ts';
import { tsxLanguage } from '../../src/languages/tsx.ts';
import { typescriptLanguage } from '../../src/languages/typescript.ts';
import { testParsers } from '../syntax/parsers.ts';

const languages = {
  csharp: csharpLanguage,
  go: goLanguage,
  php: phpLanguage,
  python: pythonLanguage,
  ruby: rubyLanguage,
  rust: rustLanguage,
  java: javaLanguage,
  kotlin: kotlinLanguage,
  javascript: javascriptLanguage,
  typescript: typescriptLanguage,
  tsx: tsxLanguage,
} satisfies Record<string, LanguageModule>;

export type Name = keyof typeof languages;

export async function factsOf(name: Name, text: string): Promise<Facts> {
  const language = languages[name];
  const grammar = await testParsers().grammar(language.grammar);
  return language.extract(grammar.parse(text));
}

/** Text as it stands in a test: without the first line end and the indentation of the first line. */
export function source(text: string): string {
  const lines = text.replace(/^\n/, '').trimEnd().split('\n');
  const indent = /^ */.exec(lines[0] ?? '')?.[0].length ?? 0;
  return `${lines.map((line) => line.slice(Math.min(indent, line.length - line.trimStart().length))).join('\n')}\n`;
}

export const at = (text: string, range: Range | null): string | null =>
  range === null ? null : text.slice(range.start, range.end);

/** `callee → path` of each call in order of the text. */
export async function paths(name: Name, text: string): Promise<string[]> {
  const { calls } = await factsOf(name, source(text));
  return calls.map((call) => `${call.callee} → ${call.path}`);
}

export const marked = (call: CallFact): string =>
  [
    call.callee,
    call.awaited ? 'awaited' : '',
    call.constructs ? 'constructs' : '',
    call.inLoop ? 'in loop' : '',
    call.condition === null ? '' : `if ${call.condition}`,
    call.isStatement ? 'statement' : '',
  ]
    .filter((word) => word !== '')
    .join(', ');
