/** Scripts of pipelines as simple commands: words with their places, without running or expanding anything. */
import type { Word } from '../../../model/production.ts';
import { part, type LocatedText } from '../../text/locatedText.ts';
import { splitWords } from '../../text/words.ts';

const mostStatements = 2000;

export interface Statement {
  readonly source: LocatedText;
  readonly words: readonly Word[];
}

/** Values that the file itself gives to names, for words that are only such a name. */
export type KnownValues = ReadonlyMap<string, string>;

/** Commands between `;`, `&&`, `||`, pipes and line ends that no quote or backslash holds together. */
export function statementsOf(script: LocatedText, known: KnownValues): Statement[] {
  const source = { ...script, text: script.text.replace(/\\\r?\n/g, (found) => ' '.repeat(found.length)) };
  const { text } = source;
  const statements: Statement[] = [];
  let start = 0;
  let quote = '';
  const close = (end: number): void => {
    const piece = part(source, start, end);
    const lead = piece.text.length - piece.text.trimStart().length;
    if (piece.text.trim() === '' || piece.text.trimStart().startsWith('#')) return;
    const own = part(piece, lead, piece.text.trimEnd().length);
    const words = splitWords(own, { escapes: 'posix' }).words.map((word) => resolved(word, known));
    if (statements.length < mostStatements) statements.push({ source: own, words });
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === '\\' && quote === '"') at++;
      else if (character === quote) quote = '';
      continue;
    }
    if (character === '\\') at++;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '#' && /^\s?$/.test(text.charAt(at - 1))) {
      const end = text.indexOf('\n', at);
      close(at);
      at = end < 0 ? text.length : end;
      start = at + 1;
    } else if (/[\n;|&]/.test(character) && !isRedirection(text, at)) {
      close(at);
      start = at + 1;
    }
  }
  close(text.length);
  return statements;
}

/** `2>&1`, `&>`. */
const isRedirection = (text: string, at: number): boolean =>
  text.charAt(at) === '&' && (text.charAt(at - 1) === '>' || text.charAt(at + 1) === '>');

const expression = /\$\{\{\s*(?:env|vars|inputs)\.(\w+)\s*\}\}|\$\{(\w+)\}|\$(\w+)/g;

/** With what the file says of names; a word that still has one is not known. */
function resolved(word: Word, known: KnownValues): Word {
  const value = word.value.replace(expression, (written, ...names: (string | undefined)[]) => {
    const name = names.slice(0, 3).find((one) => one !== undefined);
    return (name === undefined ? undefined : known.get(name)) ?? written;
  });
  const isChanged = value !== word.value;
  return { ...word, value, exact: word.exact && !isChanged, dynamic: /\$[\w{(]|`/.test(value) };
}

/** Flags of a command: `--name value`, `--name=value`; those that never have a value are said. */
export interface Flags {
  value(...names: readonly string[]): Word | null;
  values(...names: readonly string[]): readonly Word[];
  has(...names: readonly string[]): boolean;
  readonly positionals: readonly Word[];
}

export function flagsOf(words: readonly Word[], isSwitch: (flag: string) => boolean): Flags {
  const found: { readonly name: string; readonly value: Word | null }[] = [];
  const positionals: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    if (!word.value.startsWith('-') || word.value === '-') {
      positionals.push(word);
      continue;
    }
    const equals = word.value.indexOf('=');
    const name = equals < 0 ? word.value : word.value.slice(0, equals);
    const next = words[at + 1];
    if (equals >= 0) found.push({ name, value: { ...word, value: word.value.slice(equals + 1), exact: false } });
    else if (!isSwitch(name) && next !== undefined && !/^--?[a-zA-Z]/.test(next.value)) {
      found.push({ name, value: next });
      at++;
    } else found.push({ name, value: null });
  }
  const values = (...names: readonly string[]): readonly Word[] =>
    found.flatMap(({ name, value }) => (names.includes(name) && value !== null ? [value] : []));
  return {
    values,
    value: (...names) => values(...names).at(-1) ?? null,
    has: (...names) => found.some(({ name }) => names.includes(name)),
    positionals,
  };
}
