/**
 * Groovy as far as pipelines need it. It is not parsed: strings and comments are told from code, blocks by their braces.
 */
import { aligned, located, type LocatedText } from '../../text/locatedText.ts';

export interface Script {
  readonly file: string;
  readonly text: string;
  /** The same length, with blanks for what is in strings and comments. */
  readonly code: string;
  /** Steps may come from a library of elsewhere. */
  readonly usesLibrary: boolean;
  /** Values of its variables, those of a choice parted by `|`. */
  readonly variables: ReadonlyMap<string, string>;
}

/** One pass; what is in strings and comments becomes blanks, their quotes stay. */
function blanked(text: string): string {
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const two = text.slice(at, at + 2);
    let end = at + 1;
    if (two === '//') end = lineEnd(text, at);
    else if (two === '/*') end = Math.max(text.indexOf('*/', at + 2) + 2, at + 2);
    else if (text.startsWith("'''", at) || text.startsWith('"""', at)) {
      const close = text.indexOf(text.slice(at, at + 3), at + 3);
      end = close < 0 ? text.length : close + 3;
    } else if (text[at] === '"' || text[at] === "'") {
      const quote = text[at];
      end = at + 1;
      while (end < text.length && text[end] !== quote && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1;
      end++;
    } else {
      parts.push(text.charAt(at));
      at++;
      continue;
    }
    end = Math.min(end, text.length);
    parts.push(text.slice(at, end).replace(/[^\n'"]/g, ' '));
    at = end;
  }
  return parts.join('');
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Offset behind the brace that closes the one at `open`. */
export function closing(code: string, open: number): number {
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    if (code[at] === '{') depth++;
    else if (code[at] === '}' && --depth === 0) return at + 1;
  }
  return code.length;
}

export function closingParenthesis(code: string, open: number): number {
  if (code[open] !== '(') return wordsEnd(code, open);
  let depth = 0;
  for (let at = open; at < code.length && at - open < 20_000; at++) {
    if (code[at] === '(') depth++;
    else if (code[at] === ')' && --depth === 0) return at;
  }
  return lineEnd(code, open);
}

/** The end of arguments without parentheses: those that end with a comma go on, and a list until it is closed. */
function wordsEnd(code: string, from: number): number {
  let end = lineEnd(code, from);
  for (let turn = 0; turn < mostLines && end < code.length; turn++) {
    const words = code.slice(from, end).trimEnd();
    if (!words.endsWith(',') && words.split('[').length <= words.split(']').length) break;
    end = lineEnd(code, end + 1);
  }
  return end;
}

const mostLines = 40;

/** The first text of a call: `sh 'x'`, `sh(script: """x""")`. */
export function argumentOf({ file, text, code }: Script, open: number): LocatedText | null {
  const end = closingParenthesis(code, open);
  const head = code.slice(open, end + 1);
  const labelled = /\bscript\s*:\s*/.exec(head);
  const from = code.slice(open + (labelled === null ? 0 : labelled.index + labelled[0].length));
  const first = /^[\s(]*('''|"""|['"])/.exec(from.slice(0, 400));
  if (first === null) return null;
  const quote = first[1] ?? "'";
  const start = open + (labelled === null ? 0 : labelled.index + labelled[0].length) + first[0].length;
  let close = start;
  if (quote.length === 3) close = text.indexOf(quote, start);
  else
    while (close < text.length && text[close] !== quote && text[close] !== '\n') close += text[close] === '\\' ? 2 : 1;
  if (close < start) return null;
  const range = { start, end: Math.min(close, text.length) };
  const written = text.slice(range.start, range.end);
  if (!written.includes('\\')) return located(file, text, range.start, range.end);
  // The shell gets what the string means, not how Groovy writes it.
  return aligned(
    file,
    text,
    range,
    written.replace(/\\([^])/g, (_, one: string) => escapes[one] ?? one),
    'backslash',
  );
}

/** Named, or by a block around everything that Jenkins itself does not know. */
const libraryCall =
  /@Library\b|\blibrar(?:y\s*[('"]|ies\s*\{)|^(?!(?:pipeline|node|stage|properties|try|def|if|timestamps|timeout|ansiColor|podTemplate|parallel|lock|withCredentials|catchError|class|stages)\b)\w+\s*(?:\([^)]*\)\s*)?\{/m;

/** What is chosen, and what is set once. */
function variablesIn(text: string, code: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const match of text
    .slice(0, longestHead)
    .matchAll(
      /\bchoice\s*\(?\s*(?=[^)]{0,300}?name:\s*['"](\w+))[^)]{0,300}?choices:\s*(\[[^\]]*\]|'''[^']*'''|"""[^"]*"""|'[^'\n]*'|"[^"\n]*")/g,
    )) {
    const options = (match[2] ?? '').split(/\\n|[\n,[\]'"\s]+/).filter((one) => one !== '');
    if (options.length > 0) values.set(match[1] ?? '', options.join('|'));
  }
  const set = new Map<string, string | null>();
  for (const match of code.matchAll(/(?<![\w.])(?:env\.|def |String )?(\w+)\s*=\s*(?=['"])/g)) {
    const name = match[1] ?? '';
    const value = /^(['"])([\w./:-]*)\1/.exec(text.slice(match.index + match[0].length, match.index + 300))?.[2];
    set.set(name, set.has(name) || value === undefined ? null : value);
    if (set.size > mostVariables) break;
  }
  for (const [name, value] of set) if (value !== null && !values.has(name)) values.set(name, value);
  return values;
}

const longestHead = 200_000;
const mostVariables = 300;

export function scriptOf(file: string, text: string): Script {
  const code = blanked(text);
  return { file, text, code, usesLibrary: libraryCall.test(code), variables: variablesIn(text, code) };
}
