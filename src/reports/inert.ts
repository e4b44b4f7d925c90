/**
 * Text of the repository on its way to a terminal. A file, or its name, may hold escape sequences, line ends and
 * characters that turn the direction of writing; shown as they are they could rewrite what the report says.
 */
import { eastAsianWidth } from 'get-east-asian-width';

/** Control and format characters, halves of surrogate pairs, line and paragraph separators. */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
const unsafeCharacter = new RegExp(unsafe.source, 'u');
const mark = /^\p{M}$/u;

function named(character: string): string {
  return `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;
}

/** One line in which nothing acts: what a terminal would obey is written as `<U+001B>`. */
export function inert(text: string): string {
  return text.replace(unsafe, named);
}

/** Text of several lines, each inert but for its tabs; `\r` before a line end is dropped. */
export function inertLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => line.split('\t').map(inert).join('\t'))
    .join('\n');
}

/** JSON that a terminal shows as it is: what `JSON.stringify` leaves of unsafe characters is escaped too. The value is the same. */
export function inertJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return text.replace(unsafe, (character) =>
    character === '\n'
      ? character
      : [...Array(character.length).keys()]
          .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
          .join(''),
  );
}

export interface Excerpt {
  readonly line: string;
  /** Blanks and `^`: what of the line is meant. */
  readonly carets: string;
}

/** Terminal columns of an excerpt, and how many of them come before what is meant when the line is cut. */
const widest = 110;
const lead = 40;

/**
 * A line with the part between two columns underlined.
 * @param start 0-based, UTF-16 code units
 * @param end first column that is not meant; at least one character is underlined
 */
export function excerpt(line: string, start: number, end: number): Excerpt {
  // A line may have megabytes: only what can be seen is looked at.
  const from = line.length <= widest ? 0 : Math.max(0, Math.min(start, line.length) - lead);
  const first = isLowSurrogate(line.charCodeAt(from)) ? from + 1 : from;
  let shown = first > 0 ? '…' : '';
  let carets = first > 0 ? ' ' : '';
  let columns = shown.length;
  let at = first;
  for (const character of line.slice(first, first + widest)) {
    const { text, width } = cell(character);
    if (columns + width > widest) break;
    const meant = at >= start && at < Math.max(end, start + 1);
    shown += text;
    carets += (meant ? '^' : ' ').repeat(width);
    columns += width;
    at += character.length;
  }
  if (at < line.length) shown += '…';
  if (!carets.includes('^')) carets += '^';
  return { line: shown.trimEnd(), carets: carets.trimEnd() };
}

function cell(character: string): { readonly text: string; readonly width: number } {
  if (character === '\t') return { text: '  ', width: 2 };
  if (unsafeCharacter.test(character)) {
    const text = named(character);
    return { text, width: text.length };
  }
  if (mark.test(character)) return { text: character, width: 0 };
  return { text: character, width: eastAsianWidth(character.codePointAt(0) ?? 0) };
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
