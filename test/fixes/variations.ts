/**
 * Variations of a marked example: the same code as other people would have written it. Each is made of text alone, so
 * that it owes nothing to the parsers that fixes rely on; the marks stay in, so that one can be laid over another.
 */
import { words, type Words } from './variations/language.ts';
import { handlers } from './variations/handlers.ts';
import { layouts } from './variations/layout.ts';
import { otherLibraries } from './variations/libraries.ts';
import { otherNames } from './variations/names.ts';
import { surroundings } from './variations/surroundings.ts';
import type { Variation } from './variations/variation.ts';

export interface Varied {
  readonly name: string;
  /** With marks. */
  readonly text: string;
  /** Another text, laid down as this one is. */
  formatted(text: string): string;
}

/** How the characters of a file are laid down; these hold for every text of a repository. */
const formats: readonly Variation[] = [
  { name: 'CRLF', vary: (text) => text.replaceAll('\n', '\r\n') },
  { name: 'a byte-order mark', vary: (text) => (text.startsWith('#!') ? null : `\uFEFF${text}`) },
  { name: 'no final newline', vary: (text) => text.trimEnd() },
  { name: 'the other indentation', vary: otherIndentation },
];

function otherIndentation(text: string, _words: Words, language: string): string | null {
  if (language === 'go') return text.replace(/^\t+/gm, (tabs) => '    '.repeat(tabs.length));
  const unit = text
    .split('\n')
    .map((line) => /^ +(?=\S)/.exec(line)?.[0].length ?? 0)
    .find((length) => length > 0);
  if (unit === undefined) return null;
  return text.replace(
    /^ +/gm,
    (blanks) => '\t'.repeat(Math.floor(blanks.length / unit)) + ' '.repeat(blanks.length % unit),
  );
}

const ways = [...layouts, ...surroundings, ...otherNames, ...handlers, ...otherLibraries];

/**
 * The text itself, in each format, in each way, and each way laid over another and set in another format: which with
 * which follows from their order alone, so every run makes the same ones.
 */
export function variationsOf(text: string, language: string): Varied[] {
  const known = words[language];
  if (known === undefined) throw new Error(`no variations are known of ${language}`);
  const vary = (varied: Varied | null, variation: Variation): Varied | null => {
    const next = varied === null ? null : variation.vary(varied.text, known, language);
    if (varied === null || next === null || next === varied.text) return null;
    const formatted = (other: string): string => {
      const before = varied.formatted(other);
      return formats.includes(variation) ? (variation.vary(before, known, language) ?? before) : before;
    };
    return { name: varied.name === '' ? variation.name : `${varied.name}, ${variation.name}`, text: next, formatted };
  };
  const itself: Varied = { name: '', text, formatted: (other) => other };
  const result: (Varied | null)[] = [itself];
  for (const format of formats) result.push(vary(itself, format));
  result.push(formats.reduce<Varied | null>((varied, format) => vary(varied, format) ?? varied, itself));
  for (const [index, way] of ways.entries()) {
    const alone = vary(itself, way);
    result.push(alone);
    const other = ways[(index * 7 + 5) % ways.length];
    const format = formats[index % formats.length];
    if (alone === null || other === undefined || format === undefined) continue;
    const both = other === way ? null : vary(alone, other);
    result.push(vary(both ?? alone, format));
  }
  return result.filter((one) => one !== null);
}
