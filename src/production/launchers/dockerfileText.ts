/** The small languages inside a Dockerfile: continued lines, the JSON form of a command, and words with `$NAME` in them. */
import type { Command, Word } from '../../model/production.ts';
import type { Fault } from '../../model/source.ts';
import { lineEnd, type Range } from '../../model/text.ts';
import { artifactFault } from '../text/dataTree.ts';
import { assembled, part, rangeIn, snippetOf, trimmed, type LocatedText } from '../text/locatedText.ts';

export interface DockerText {
  readonly file: string;
  readonly text: string;
  /** The escape character: a backslash, or a backtick where the file says so. */
  readonly escape: string;
}

/** Arguments of an instruction as docker reads them: lines joined, comments and empty lines between them left out. */
export function joinedLines({ file, text, escape }: DockerText, range: Range): LocatedText {
  const pieces: { text: string; range: Range }[] = [];
  for (let at = range.start; at < range.end;) {
    const end = Math.min(lineEnd(text, at), range.end);
    const line = text.slice(at, end);
    const continued = end < range.end && line.trimEnd().endsWith(escape);
    const kept = continued ? line.slice(0, line.trimEnd().length - 1) : line;
    const comment = at > range.start && /^\s*#/.test(line);
    if (!comment) pieces.push({ text: kept, range: { start: at, end: at + kept.length } });
    at = text.startsWith('\r\n', end) ? end + 2 : end + 1;
  }
  return trimmed(assembled(file, range, pieces));
}

export interface ReadCommand {
  readonly command: Command | null;
  readonly faults: readonly Fault[];
}

/** What `CMD` or `ENTRYPOINT` says: a JSON list of strings, or anything else as a line for a shell. */
export function readCommand(docker: DockerText, range: Range, keyword: string): ReadCommand {
  const { file, text } = docker;
  const joined = joinedLines(docker, range);
  const location = { file, range };
  if (joined.text === '') return { command: null, faults: [] };
  const strings = stringsOfJson(joined.text);
  if (strings === 'not-strings') {
    const message = `docker refuses to build this: the JSON form of ${keyword} takes strings only`;
    return { command: null, faults: [artifactFault(file, range, message, 'error')] };
  }
  if (strings !== null) {
    const words = strings.map(({ value, start, end }): Word => {
      return { file, range: rangeIn(joined, start, end), value, style: 'list', exact: true, dynamic: false };
    });
    return { command: { form: 'exec', words, location }, faults: [] };
  }
  const faults: Fault[] = [];
  if (/^\[\s*["']/.test(joined.text) || (joined.text.startsWith('[') && joined.text.endsWith(']'))) {
    const why = joined.text.includes("'") ? 'JSON takes double quotes' : 'it is not valid JSON';
    const shown = joined.text.length > 60 ? `${joined.text.slice(0, 60)}…` : joined.text;
    const message = `docker does not read this as a list (${why}): it runs /bin/sh -c with the line ${shown}`;
    faults.push(artifactFault(file, range, message));
  }
  const raw = text.slice(range.start, range.end);
  // A shell joins the lines by itself, so the text can stay as it stands unless docker takes lines out of it.
  const asWritten = docker.escape === '\\' && !/\n[ \t]*(?:#|\r?\n)/.test(raw);
  const line = asWritten ? { file, range, text: raw, exact: true } : snippetOf(joined);
  return { command: { form: 'shell', line, location }, faults };
}

interface JsonString {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** The strings of a JSON list with their places; null where it is none. */
export function stringsOfJson(text: string): JsonString[] | 'not-strings' | null {
  if (!text.startsWith('[')) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(parsed)) return null;
  const strings: JsonString[] = [];
  // It is valid JSON, so its strings are found one after the other.
  const pattern = /"(?:[^"\\]|\\.)*"/g;
  for (const value of parsed) {
    const match = pattern.exec(text);
    if (typeof value !== 'string' || match === null) return 'not-strings';
    strings.push({ value, start: match.index, end: match.index + match[0].length });
  }
  return strings;
}

/** `NAME=value …`, or `NAME value` to the end of the line, as `ENV` and `ARG` take them. Values are still as written. */
export function assignments(
  joined: LocatedText,
  escape: string,
  legacy: boolean,
): { name: string; value: string | null; range: Range }[] {
  const tokens = tokensOf(joined, escape);
  const [first] = tokens;
  if (first === undefined) return [];
  if (legacy && !first.text.includes('=')) {
    const rest = trimmed(part(joined, joined.text.indexOf(first.text) + first.text.length, joined.text.length));
    return rest.text === '' ? [] : [{ name: first.text, value: rest.text, range: joined.range }];
  }
  return tokens.map(({ text, range }) => {
    const equals = text.indexOf('=');
    return {
      name: equals < 0 ? text : text.slice(0, equals),
      value: equals < 0 ? null : text.slice(equals + 1),
      range,
    };
  });
}

/** Words at blanks outside quotes, with quotes and escapes still in them. */
export function tokensOf(joined: LocatedText, escape: string): { text: string; range: Range }[] {
  const { text } = joined;
  const tokens: { text: string; range: Range }[] = [];
  let quote = '';
  let start = -1;
  for (let at = 0; at <= text.length; at++) {
    const character = text.charAt(at);
    const ends = at === text.length || (quote === '' && /\s/.test(character));
    if (ends) {
      if (start >= 0) tokens.push({ text: text.slice(start, at), range: rangeIn(joined, start, at) });
      start = -1;
      continue;
    }
    if (start < 0) start = at;
    if (character === escape && quote !== "'") at++;
    else if (quote === character) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
  }
  return tokens;
}

/** A word without quotes and with what is known put for `$NAME` and `${NAME:-…}`; what is not known stays as written. */
export function expandWord(word: string, escape: string, valueOf: (name: string) => string | undefined): string {
  let result = '';
  let quote = '';
  for (let at = 0; at < word.length; at++) {
    const character = word.charAt(at);
    if (character === "'" && quote !== '"') {
      quote = quote === "'" ? '' : "'";
    } else if (quote === "'") {
      result += character;
    } else if (character === '"') {
      quote = quote === '"' ? '' : '"';
    } else if (character === escape) {
      result += word.charAt(++at);
    } else if (character === '$') {
      const found = /^\$(?:([A-Za-z_]\w{0,200})|\{([A-Za-z_]\w{0,200})(?:(:?[-+])([^{}]*))?\})/.exec(
        word.slice(at, at + 2000),
      );
      if (found === null) {
        result += character;
        continue;
      }
      const [written, plain, braced, operator, alternative = ''] = found;
      const value = valueOf(plain ?? braced ?? '');
      if (operator?.endsWith('-') === true) result += value === undefined || value === '' ? alternative : value;
      else if (operator?.endsWith('+') === true) result += value === undefined ? '' : alternative;
      else result += value ?? written;
      at += written.length - 1;
    } else {
      result += character;
    }
  }
  return result;
}
