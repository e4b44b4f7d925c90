/** What Python prints, as constant text and the values between it. */
import type { SourceStyle } from '../model/facts.ts';
import { quoted } from './strings.ts';

/** `parts` are the constant texts, unescaped; there is one value between each two of them. */
export interface LazyMessage {
  readonly parts: readonly string[];
  /** Source of the values. */
  readonly values: readonly string[];
}

const longestArgument = 1000;

/**
 * What `print` would write for its arguments: each as `str()` gives it, with a blank between them.
 * @param sources source text of the arguments
 * @returns null where a text cannot be taken apart for sure: a format specification, a nested quote, a raw string
 */
export function lazyMessage(sources: readonly string[]): LazyMessage | null {
  const parts = [''];
  const values: string[] = [];
  const append = (text: string): void => {
    parts[parts.length - 1] += text;
  };
  for (const [index, source] of sources.entries()) {
    if (index > 0) append(' ');
    if (source.length > longestArgument) return null;
    const literal = stringLiteral(source);
    if (literal === null) {
      if (/^[rbuf]{0,2}["']/i.test(source) || /[\n\r]/.test(source)) return null;
      parts.push('');
      values.push(/^[\w.]+(?:\([^()]*\)|\[[^[\]]*\])?$/.test(source) ? source : wrapped(source));
      continue;
    }
    if (!literal.formatted) {
      append(literal.text);
      continue;
    }
    const taken = takeApart(literal.text);
    if (taken === null) return null;
    taken.parts.forEach((part, at) => {
      if (at > 0) {
        parts.push('');
        values.push(taken.values[at - 1] ?? '');
      }
      append(part);
    });
  }
  return { parts, values };
}

/** An argument that would come apart at a comma, or bind a name, stays one. */
function wrapped(source: string): string {
  return /^(?:lambda|yield|await)\b|:=|,|\bfor\b|\bif\b/.test(source) && !/^[[({]/.test(source)
    ? `(${source})`
    : source;
}

interface Literal {
  /** Unescaped, with the braces of a formatted one as they are. */
  readonly text: string;
  readonly formatted: boolean;
}

/** One literal of one line without escapes that need more than a look. */
function stringLiteral(source: string): Literal | null {
  const match = /^(?<prefix>[fFuU]?)(?<quote>["'])(?<body>[^"'\\\n\r]*|(?:[^\\\n\r]|\\[nt'"\\])*)\k<quote>$/.exec(
    source,
  );
  const { prefix = '', quote = '', body = '' } = match?.groups ?? {};
  if (match === null || source.includes('"""') || source.includes("'''")) return null;
  // An unescaped quote inside means that this is two literals.
  if (new RegExp(`(?<!\\\\)${quote}`).test(body)) return null;
  const formatted = prefix.toLowerCase() === 'f';
  if (formatted && body.includes('\\')) return null;
  return { text: unescaped(body), formatted };
}

function unescaped(body: string): string {
  return body.replace(/\\(.)/g, (_, character: string) =>
    character === 'n' ? '\n' : character === 't' ? '\t' : character,
  );
}

/** A formatted text into its constant parts and its values; null where a value is more than an expression. */
function takeApart(text: string): LazyMessage | null {
  const parts = [''];
  const values: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if ((character === '{' || character === '}') && text[at + 1] === character) {
      parts[parts.length - 1] += character;
      at++;
    } else if (character === '}') {
      return null;
    } else if (character === '{') {
      const end = valueEnd(text, at + 1);
      const value = text.slice(at + 1, end).trim();
      if (end === -1 || value === '' || value.endsWith('=')) return null;
      values.push(wrapped(value));
      parts.push('');
      at = end;
    } else {
      parts[parts.length - 1] += character;
    }
  }
  return { parts, values };
}

/** Offset of the brace that ends a value; -1 where a conversion or a format follows it, or it holds braces or lambdas. */
function valueEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '{') return -1;
    if (character === '}') return depth === 0 ? at : -1;
    if (/[([]/.test(character)) depth++;
    else if (/[)\]]/.test(character)) depth--;
    else if (depth === 0 && (character === ':' || (character === '!' && text[at + 1] !== '='))) return -1;
  }
  return -1;
}

/** The message as one f-string; null where a value holds something that may not stand in one. */
export function formatString({ parts, values }: LazyMessage, style: SourceStyle): string | null {
  if (values.some((value) => /["'\\{}#\n]/.test(value))) return null;
  if (parts.some((part) => /["'\\\n\t]/.test(part))) return null;
  const braced = parts.map((part) => part.replaceAll('{', '{{').replaceAll('}', '}}'));
  return `f${quoted(
    braced.reduce((text, part, index) => `${text}{${values[index - 1] ?? ''}}${part}`),
    style,
  )}`;
}
