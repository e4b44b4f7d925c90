/**
 * `text/` holds what readers of artifacts share: text that knows its place, command words, and the formats (INI, YAML,
 * TOML, XML) as trees with places. It imports `model/` and `syntax/` only.
 *
 * This file: text taken out of a file in which every character knows where it stands, also where the file breaks the
 * line, indents or escapes it. Commands are split in it, so that each word can be shown and edited in the file.
 */
import type { Snippet, Word } from '../../model/production.ts';
import type { Range } from '../../model/text.ts';

export interface LocatedText {
  readonly file: string;
  readonly text: string;
  /** What it was taken from. */
  readonly range: Range;
  /** Where each character starts and ends in the file; a number where they stand in a row from there; null: not known. */
  readonly places: Places | number | null;
}

interface Places {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** A piece of the file as it stands there. */
export function located(file: string, fileText: string, start: number, end: number): LocatedText {
  return { file, text: fileText.slice(start, end), range: { start, end }, places: start };
}

/** Pieces of one file put together, each as it stands there or with other text for it. */
export function assembled(
  file: string,
  range: Range,
  pieces: readonly { readonly text: string; readonly range: Range }[],
): LocatedText {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const piece of pieces) {
    const verbatim = piece.text.length === piece.range.end - piece.range.start;
    for (let index = 0; index < piece.text.length; index++) {
      starts.push(verbatim ? piece.range.start + index : piece.range.start);
      ends.push(verbatim ? piece.range.start + index + 1 : piece.range.end);
    }
    text += piece.text;
  }
  const first = starts[0];
  const row =
    first !== undefined && starts.every((start, index) => start === first + index && ends[index] === start + 1);
  return { file, text, range, places: row ? first : { starts, ends } };
}

/** Range in the file of `text.slice(from, to)`; of all it was taken from where the places are not known. */
export function rangeIn(source: LocatedText, from: number, to: number): Range {
  const { places, range } = source;
  if (places === null) return range;
  if (typeof places === 'number') return { start: places + from, end: places + to };
  const start = places.starts[from] ?? places.ends[from - 1] ?? range.start;
  return { start, end: to > from ? (places.ends[to - 1] ?? start) : start };
}

export function part(source: LocatedText, from: number, to: number): LocatedText {
  const { file, places } = source;
  const range = rangeIn(source, from, to);
  const text = source.text.slice(from, to);
  if (places === null) return { file, text, range, places };
  if (typeof places === 'number') return { file, text, range, places: places + from };
  return { file, text, range, places: { starts: places.starts.slice(from, to), ends: places.ends.slice(from, to) } };
}

/** Without the white space around it. */
export function trimmed(source: LocatedText): LocatedText {
  const text = source.text.trim();
  if (text.length === source.text.length) return source;
  const from = source.text.length - source.text.trimStart().length;
  return part(source, from, from + text.length);
}

/** As the model has it: exact where the file says it in one piece and to the letter. */
export function snippetOf(source: LocatedText): Snippet {
  const { file, text, range, places } = source;
  return { file, text, range, exact: typeof places === 'number' };
}

/** How a value is written that is not the file's text to the letter. */
export type Escapes = 'none' | 'backslash' | 'doubled-quote' | 'entity';

/**
 * Finds the characters of a value in the text it was read from, which may break lines, indent and escape them: block and
 * folded scalars, quoted strings, text with entities. Places are null where the two do not match.
 */
export function aligned(file: string, fileText: string, range: Range, value: string, escapes: Escapes): LocatedText {
  const starts: number[] = [];
  const ends: number[] = [];
  let at = range.start;
  for (let index = 0; index < value.length;) {
    const wanted = value.charAt(index);
    if (at < range.end && escapes === 'backslash' && fileText[at] === '\\') {
      const broken = /^\\\r?\n[ \t]*/.exec(fileText.slice(at, at + 200));
      if (broken !== null) {
        at += broken[0].length;
        continue;
      }
    }
    const found = at < range.end ? characterAt(fileText, at, escapes) : null;
    if (found !== null && value.startsWith(found.text, index)) {
      for (let unit = 0; unit < found.text.length; unit++) {
        starts.push(found.length === found.text.length ? at + unit : at);
        ends.push(found.length === found.text.length ? at + unit + 1 : at + found.length);
      }
      index += found.text.length;
      at += found.length;
    } else if (blank(wanted) && (at >= range.end || blank(fileText.charAt(at)))) {
      // A fold: one blank of the value stands for a line break and its indentation.
      starts.push(at);
      ends.push(Math.min(at + 1, range.end));
      index++;
      if (at < range.end) at++;
    } else if (at < range.end && blank(fileText.charAt(at))) {
      at++;
    } else {
      return { file, text: value, range, places: null };
    }
  }
  const first = starts[0];
  if (first === undefined) return { file, text: value, range, places: range.start };
  const row = starts.every((start, index) => start === first + index && ends[index] === start + 1);
  const whole = { start: first, end: ends.at(-1) ?? range.end };
  return { file, text: value, range: row ? whole : range, places: row ? first : { starts, ends } };
}

const blank = (character: string): boolean =>
  character === ' ' || character === '\n' || character === '\t' || character === '\r';

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  a: '\x07',
  b: '\b',
  v: '\v',
  f: '\f',
  e: '\x1b',
};
const entities: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&apos;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
};

/** The character that stands at a place, and how long it is there. */
function characterAt(text: string, at: number, escapes: Escapes): { text: string; length: number } {
  const plain = { text: text.charAt(at), length: 1 };
  if (escapes === 'backslash' && plain.text === '\\') {
    const code = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(text.slice(at, at + 10));
    if (code !== null) {
      const point = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16);
      return point <= 0x10ffff ? { text: String.fromCodePoint(point), length: code[0].length } : plain;
    }
    const next = text.charAt(at + 1);
    return { text: simpleEscapes[next] ?? next, length: 2 };
  }
  if (escapes === 'doubled-quote' && plain.text === "'" && text[at + 1] === "'") return { text: "'", length: 2 };
  if (escapes === 'entity' && plain.text === '&') {
    const found = /^&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|[a-z]+);/.exec(text.slice(at, at + 12));
    const name = found?.[0] ?? '';
    const point = Number.parseInt(found?.[1] ?? found?.[2] ?? '', found?.[1] === undefined ? 10 : 16);
    const meant = point <= 0x10ffff ? String.fromCodePoint(point) : entities[name];
    return meant === undefined ? plain : { text: meant, length: name.length };
  }
  return plain;
}

/**
 * The text of a word as it stands in its file, for words that hold a command themselves (`sh -c "…"`): what is inside its
 * quotes or its block, with the place of every character where it can be found.
 */
export function textInWord(word: Word, fileText: string): LocatedText {
  const { file, range, value } = word;
  const written = fileText.slice(range.start, range.end);
  if (written === value) return located(file, fileText, range.start, range.end);
  const inner = { start: range.start + 1, end: range.end - 1 };
  if (written.startsWith('"')) return aligned(file, fileText, inner, value, 'backslash');
  if (written.startsWith("'")) return aligned(file, fileText, inner, value, 'doubled-quote');
  const header = /^[|>][^\n]*\n/.exec(written);
  if (header === null) return aligned(file, fileText, range, value, 'none');
  return aligned(file, fileText, { start: range.start + header[0].length, end: range.end }, value, 'none');
}
