/**
 * Commands as words, for launchers that start programs without a shell, and how a word is put before another. Launchers
 * that go through a shell give their line to the shell grammar instead.
 */
import type { Word } from '../../model/production.ts';
import { lineEnd, lineStart, type Range, type TextEdit } from '../../model/text.ts';
import { rangeIn, type LocatedText } from './locatedText.ts';

export interface WordRules {
  /** `posix`: a backslash keeps the next character (shlex, shellwords); `c`: it also makes `\n`, `\x41` (systemd). */
  readonly escapes: 'posix' | 'c';
  /** What the launcher puts for variables and specifiers, once quotes are off. Several texts become several words. */
  expand?(text: string): Expansion;
}

export interface Expansion {
  readonly values: readonly string[];
  /** Something in it is not known here and stands as written. */
  readonly dynamic: boolean;
}

export interface SplitWords {
  readonly words: readonly Word[];
  /** A quote that is not closed; the rest is one word. */
  readonly problem: { readonly message: string; readonly range: Range } | null;
}

const controlEscapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  s: ' ',
  t: '\t',
  v: '\v',
};

/** Splits at blanks, outside quotes and `${…}`. The range of a word includes its quotes. */
export function splitWords(source: LocatedText, rules: WordRules): SplitWords {
  const { text, file } = source;
  const words: Word[] = [];
  let problem: SplitWords['problem'] = null;
  let at = 0;
  while (at < text.length) {
    if (isBlank(text.charAt(at))) {
      at++;
      continue;
    }
    const start = at;
    let value = '';
    let quote = '';
    let quoteAt = 0;
    for (; at < text.length; at++) {
      const character = text.charAt(at);
      if (quote !== '') {
        if (character === quote) {
          quote = '';
        } else if (
          character === '\\' &&
          (rules.escapes === 'c' || (quote === '"' && /["\\$`]/.test(text.charAt(at + 1))))
        ) {
          const escape = unescape(text, at, rules.escapes);
          value += escape.text;
          at += escape.length - 1;
        } else {
          value += character;
        }
      } else if (isBlank(character)) {
        break;
      } else if (character === '"' || character === "'") {
        quote = character;
        quoteAt = at;
      } else if (character === '\\') {
        const escape = unescape(text, at, rules.escapes);
        value += escape.text;
        at += escape.length - 1;
      } else if (character === '$' && text[at + 1] === '{') {
        const close = closingBrace(text, at + 1);
        value += text.slice(at, close + 1);
        at = close;
      } else {
        value += character;
      }
    }
    at = Math.min(at, text.length);
    if (quote !== '') problem = { message: `a ${quote} is not closed`, range: rangeIn(source, quoteAt, text.length) };
    const range = rangeIn(source, start, at);
    const expansion = rules.expand?.(value) ?? { values: [value], dynamic: false };
    const exact = source.places !== null && quote === '' && expansion.values.length === 1;
    for (const expanded of expansion.values) {
      words.push({ file, range, value: expanded, style: 'words', exact, dynamic: expansion.dynamic });
    }
  }
  return { words, problem };
}

const isBlank = (character: string): boolean =>
  character === ' ' || character === '\t' || character === '\n' || character === '\r';

function unescape(text: string, at: number, escapes: 'posix' | 'c'): { text: string; length: number } {
  const next = text.charAt(at + 1);
  if (escapes === 'posix') return { text: next, length: 2 };
  const code = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([0-7]{3}))/.exec(text.slice(at, at + 6));
  if (code !== null) {
    const point = code[3] === undefined ? Number.parseInt(code[1] ?? code[2] ?? '', 16) : Number.parseInt(code[3], 8);
    return { text: String.fromCharCode(point), length: code[0].length };
  }
  return { text: controlEscapes[next] ?? next, length: 2 };
}

/** Where `${…}` ends; `open` where it does not. Nobody writes a longer one, and each search costs its length. */
function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < Math.min(text.length, open + 300); at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
    else if (text[at] === '\n') break;
  }
  return open;
}

/**
 * The edit that puts words before a word of a command, in the style of the command: with a blank, as elements of a list,
 * or as items of a block list. `fileText` is the text the word was read from; the word must be `exact`.
 */
export function insertBefore(word: Word, texts: readonly string[], fileText: string): TextEdit {
  const { file, range, style } = word;
  const insert = (text: string): TextEdit => ({ file, range: { start: range.start, end: range.start }, text });
  if (style === 'words') return insert(texts.map((text) => `${shellWord(text)} `).join(''));
  const written = texts.map((text) => listElement(text, fileText.slice(range.start, range.end)));
  const lead = fileText.slice(lineStart(fileText, range.start), range.start);
  if (style === 'list') {
    const separator =
      /^[ \t]+$/.test(lead) && !continuedBefore(fileText, range.start) ? `,${endOfLine(fileText)}${lead}` : ', ';
    return insert(written.map((text) => text + separator).join(''));
  }
  const item = itemLead(fileText, range.start);
  return insert(written.map((text) => text + endOfLine(fileText) + item).join(''));
}

/** The same behind a word, for the last word of a command. */
export function insertAfter(word: Word, texts: readonly string[], fileText: string): TextEdit {
  const { file, range, style } = word;
  const insert = (at: number, text: string): TextEdit => ({ file, range: { start: at, end: at }, text });
  if (style === 'words') return insert(range.end, texts.map((text) => ` ${shellWord(text)}`).join(''));
  const written = texts.map((text) => listElement(text, fileText.slice(range.start, range.end)));
  if (style === 'list') return insert(range.end, written.map((text) => `, ${text}`).join(''));
  const item = itemLead(fileText, range.start);
  const at = lineEnd(fileText, Math.max(range.start, range.end - 1));
  return insert(at, written.map((text) => endOfLine(fileText) + item + text).join(''));
}

/** What stands before an item on its line, with blanks for all but its own dash: `    - `. */
function itemLead(fileText: string, offset: number): string {
  const lead = fileText.slice(lineStart(fileText, offset), offset);
  const dash = lead.lastIndexOf('-');
  return lead.slice(0, dash).replace(/\S/g, ' ') + lead.slice(dash);
}

/** A word for a command line; without quotes where it needs none. */
function shellWord(text: string): string {
  if (/^[\w@%+=:,./~-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** An element as its neighbour is written: in the same quotes, or in none where the format allows that. */
function listElement(text: string, beside: string): string {
  const quote = beside[0];
  if (quote === "'") return `'${text.replaceAll("'", "''")}'`;
  const plain = /^(?:[A-Za-z_./]|--?[A-Za-z])[\w@%+=./-]*$/.test(text);
  if (quote === '"' || !plain || /^(?:true|false|yes|no|on|off|null|[-+.\d]*)$/i.test(text))
    return JSON.stringify(text);
  return text;
}

/** The line before ends in a continuation, as lists in a Dockerfile do: a new line would need one too. */
function continuedBefore(text: string, offset: number): boolean {
  const start = lineStart(text, offset);
  return /[\\`][ \t]*\r?\n$/.test(text.slice(Math.max(0, start - 40), start));
}

function endOfLine(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}
