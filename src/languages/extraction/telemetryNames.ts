/** What the name of a span or a metric is: written out, put together at run time, or not to be seen here. */
import type { ArgumentFact, CallFact, SpanFact } from '../../model/facts.ts';
import type { Range } from '../../model/text.ts';
import type { Read } from './read.ts';

export interface TelemetryName {
  readonly name: SpanFact['name'];
  readonly nameRange: Range | null;
}

export const noName: TelemetryName = { name: 'unknown', nameRange: null };

const longest = 1000;
/** Functions that put a text together. */
const formats = /(?:^|[.:\\])(?:Sprintf|Sprint|format|sprintf|Format|Concat|concat|join|format!)$/;

export function nameOf({ extraction: { text } }: Read, argument: ArgumentFact | undefined): TelemetryName {
  if (argument === undefined) return noName;
  const { kind, value } = argument;
  if (kind === 'object') return nameOfKey(text, argument);
  const keyword =
    argument.keyword === null
      ? null
      : /^\s*\$?[\w]+\s*[=:]\s*/.exec(text.slice(argument.range.start, argument.range.start + 100));
  const range = { start: argument.range.start + (keyword?.[0].length ?? 0), end: argument.range.end };
  if (kind === 'string') return { name: 'constant', nameRange: range };
  const written = text.slice(range.start, Math.min(range.end, range.start + longest));
  if (kind === 'template') return { name: interpolates(written) ? 'interpolated' : 'constant', nameRange: range };
  const isFormatted =
    kind === 'call' && (formats.test(value ?? '') || formats.test(/^[\w.:\\!]+/.exec(written)?.[0] ?? ''));
  const isJoined = kind === 'other' && /["'`]\s*[+%.~]|[+%.~]\s*["'`]/.test(written);
  return { name: isFormatted || isJoined ? 'interpolated' : 'unknown', nameRange: range };
}

/** `{ name: 'checkout' }` */
function nameOfKey(text: string, { range }: ArgumentFact): TelemetryName {
  const written = text.slice(range.start, Math.min(range.end, range.start + longest));
  const found = /(?:^|[{,\s])["']?[nN]ame["']?\s*:\s*(["'`](?:[^"'`\\\n]|\\.)*["'`])\s*(?=[,}\n])/.exec(written);
  const literal = found?.[1];
  if (found === null || literal === undefined) return noName;
  const start = range.start + found.index + found[0].lastIndexOf(literal);
  const isTemplate = literal.startsWith('`') && interpolates(literal);
  return { name: isTemplate ? 'interpolated' : 'constant', nameRange: { start, end: start + literal.length } };
}

/** The argument at a position or under one of the keywords, those of an options object counted in. */
export function nameArgument(call: CallFact, at: number, keys: readonly string[]): ArgumentFact | undefined {
  const keyed = call.arguments.find(({ keyword }) => keyword !== null && keys.includes(keyword));
  const positional = call.arguments.filter(({ keyword }) => keyword === null);
  return keyed ?? (at < 0 ? undefined : positional[at]);
}

function interpolates(written: string): boolean {
  return /\$\{|[^{]\{[^{}]|#\{|\$\w|\{\$/.test(written);
}
