/** A message with values in it, as constant text with the values beside it in the form that the library takes. */
import { loggerRow } from '../knowledge/loggers.ts';
import type { LoggerRow } from '../knowledge/logger.ts';
import type { LogCallFact } from '../model/facts.ts';
import type { Fix } from '../model/finding.ts';
import type { EditedFile } from './insert.ts';
import { lazyMessage, type LazyMessage } from './pythonStrings.ts';
import { concatenation, formatted, javascriptTemplate } from './takeApart.ts';
import { writingOf } from './writing/of.ts';

/** Null where the text cannot be taken apart for sure, or the call has other arguments already. */
export function placeholderFix(file: EditedFile, log: LogCallFact): Fix | null {
  const { facts, text, path } = file;
  const call = facts.calls[log.call];
  const row = loggerRow(facts.ecosystem, log.library);
  const argument = call?.arguments[log.messageArgument];
  if (call === undefined || argument === undefined || row === null) return null;
  const others = call.arguments.slice(log.messageArgument + 1);
  const message = takenApart(facts.ecosystem, text.slice(argument.range.start, argument.range.end));
  if (message === null || message.values.length === 0) return null;
  if (message.parts.every((part) => part.trim() === '')) return null;
  const quoted = (code: string): string => writingOf(facts).quoted(code, facts.style);
  const replaced = arranged(facts.ecosystem, row, message, quoted);
  if (replaced === null) return null;
  // Values behind a text with values of its own would change places; keywords and fields stay where they are.
  const isError = facts.ecosystem === 'jvm' && others.length === 1 && others[0]?.kind === 'name';
  if (
    (others.some((other) => other.keyword === null) && !isError) ||
    (log.messageArgument > 0 && replaced.first !== null)
  )
    return null;
  const lead = replaced.first === null ? '' : `${replaced.first}, `;
  return {
    title: row.messages === 'template' ? 'Put the values behind the message' : 'Make fields of the values',
    safety: 'review',
    edits: [{ file: path, range: argument.range, text: `${lead}${[replaced.message, ...replaced.rest].join(', ')}` }],
  };
}

interface Arranged {
  /** What stands before the message, null where nothing does. */
  readonly first: string | null;
  readonly message: string;
  readonly rest: readonly string[];
}

function takenApart(ecosystem: string, source: string): LazyMessage | null {
  if (ecosystem === 'python') return formatted(source) ?? lazyMessage([source]) ?? concatenation(source);
  if (ecosystem === 'node') return javascriptTemplate(source) ?? concatenation(source);
  if (ecosystem === 'jvm' || ecosystem === 'go') return formatted(source) ?? concatenation(source);
  return null;
}

function arranged(
  ecosystem: string,
  row: LoggerRow,
  message: LazyMessage,
  quoted: (text: string) => string,
): Arranged | null {
  if (row.messages === 'template' && row.placeholder !== undefined) {
    const { placeholder } = row;
    const literal = (part: string): string =>
      placeholder === '%s' ? part.replaceAll('%', '%%') : ecosystem === 'python' ? part.replace(/[{}]/g, '$&$&') : part;
    if (placeholder !== '%s' && ecosystem !== 'python' && message.parts.some((part) => part.includes('{}')))
      return null;
    return { first: null, message: quoted(message.parts.map(literal).join(placeholder)), rest: message.values };
  }
  const lead = constantLead(message);
  if (row.messages !== 'fields' || lead === null) return null;
  const names = message.values.map((value) => fieldName(value, ecosystem !== 'node'));
  if (names.some((name) => name === null) || new Set(names).size !== names.length) return null;
  const pairs = message.values.map((value, index) => ({ value, name: names[index] ?? '' }));
  if (ecosystem === 'python') {
    return { first: null, message: quoted(lead), rest: pairs.map(({ name, value }) => `${name}=${value}`) };
  }
  if (ecosystem === 'node') {
    const fields = `{ ${pairs.map(({ name, value }) => (name === value ? name : `${name}: ${value}`)).join(', ')} }`;
    const isFirst = /\(\{ /.test(row.logError);
    return isFirst
      ? { first: fields, message: quoted(lead), rest: [] }
      : { first: null, message: quoted(lead), rest: [fields] };
  }
  if (ecosystem === 'go' && row.library === 'slog') {
    return { first: null, message: quoted(lead), rest: pairs.flatMap(({ name, value }) => [quoted(name), value]) };
  }
  return ecosystem === 'go' && row.library === 'zap'
    ? { first: null, message: quoted(lead), rest: pairs.map(({ name, value }) => `zap.Any(${quoted(name)}, ${value})`) }
    : null;
}

/** The text in front of the values, where nothing but blanks and signs stand between and behind them. */
function constantLead({ parts }: LazyMessage): string | null {
  const [first = '', ...rest] = parts;
  const lead = first.replace(/[\s:=,([\-'"]+$/, '').trim();
  return lead !== '' && rest.every((part) => /^[\s,;)\].'"!-]*$/.test(part)) ? lead : null;
}

/** A name goes by itself, an attribute by its last two names. */
function fieldName(value: string, snake: boolean): string | null {
  const names = /^(?:self\.|this\.)?([\p{L}_$][\p{L}\p{N}_$]*)(?:\.([\p{L}_$][\p{L}\p{N}_$]*))?$/u.exec(value);
  if (names === null) return null;
  const [, first = '', second] = names;
  if (second === undefined) return first;
  return snake && !/[A-Z]/.test(first + second)
    ? `${first}_${second}`
    : first + second.charAt(0).toUpperCase() + second.slice(1);
}
