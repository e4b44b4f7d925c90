/** What `System.out`, `println` and `printStackTrace` write, as a call of a logger of the JVM. */
import type { ArgumentFact, CallFact, LogCallFact, LogLevel } from '../../model/facts.ts';
import type { EditedFile } from '../insert.ts';
import { errorStatement } from '../errorStatement.ts';
import type { UsableLogger } from '../logger.ts';
import { failureMessage } from '../operation.ts';
import type { LazyMessage } from '../pythonStrings.ts';
import { doubleQuoted } from '../strings.ts';
import { concatenation, formatted } from '../takeApart.ts';

const usualNames: Readonly<Record<LogLevel, string>> = {
  trace: 'trace',
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error',
  critical: 'error',
};
const julNames: Readonly<Record<LogLevel, string>> = {
  trace: 'finest',
  debug: 'fine',
  info: 'info',
  warn: 'warning',
  error: 'severe',
  critical: 'severe',
};

/** Null where the arguments have no sure form. */
export function jvmCall(file: EditedFile, call: CallFact, print: LogCallFact, logger: UsableLogger): string | null {
  const { facts } = file;
  const handler = facts.handlers[call.handler];
  const method = (logger.row.library === 'java.util.logging' ? julNames : usualNames)[print.level];
  if (logger.row.methods[method] === undefined) return null;
  const caught = handler?.binding ?? null;
  const withError = (message: string): string | null =>
    caught === null || (logger.row.logErrorImports ?? []).length > 0
      ? null
      : errorStatement(file, logger, message, caught).replace(/;$/, '');
  if (call.callee.endsWith('.printStackTrace')) {
    if (handler === undefined || call.callee !== `${caught}.printStackTrace` || call.arguments.length > 0) return null;
    return withError(failureMessage(facts, handler));
  }
  const kind = /print(?:ln|f)?$|format$/.exec(call.callee)?.[0];
  const [first, ...rest] = call.arguments;
  if (kind === undefined || first === undefined || call.arguments.some((one) => one.kind === 'spread')) return null;
  const isFormat = kind === 'printf' || kind === 'format';
  if (!isFormat && rest.length > 0) return null;
  const message = messageOf(file, first, rest, isFormat);
  if (message === null) return otherwise(file, first, isFormat, `${logger.name}.${method}`, logger);
  const [only] = message.values;
  if (handler !== undefined && caught !== null && message.values.length === 1) {
    const isError = only === caught || only === `${caught}.getMessage()` || only === `${caught}.message`;
    const [lead = '', rest2 = ''] = message.parts;
    if (isError && rest2.trim() === '') return withError(trimmed(lead) || failureMessage(facts, handler));
  }
  return withValues(message, `${logger.name}.${method}`, logger);
}

/** Constant parts and the values between them, without the line end that a logger writes by itself. */
function messageOf(
  file: EditedFile,
  first: ArgumentFact,
  rest: readonly ArgumentFact[],
  isFormat: boolean,
): LazyMessage | null {
  const written = text(file, first);
  if (isFormat) {
    if (first.kind !== 'string') return null;
    const format = written.replace(/(?:\\n|%n)+"$/, '"');
    if (rest.length === 0) return /%/.test(format) || first.value === null ? null : plain(first.value);
    return formatted(`String.format(${[format, ...rest.map((one) => text(file, one))].join(', ')})`);
  }
  if (first.kind === 'string') return first.value === null ? null : plain(first.value);
  return first.kind === 'template' ? null : concatenation(written);
}

function plain(value: string): LazyMessage | null {
  const line = value.replace(/\n+$/, '');
  return line.trim() === '' || /\n/.test(line) ? null : { parts: [line], values: [] };
}

function withValues({ parts, values }: LazyMessage, receiver: string, { row }: UsableLogger): string | null {
  if (values.length === 0) return call(receiver, doubleQuoted(parts[0] ?? ''), row.library);
  if (row.placeholder === '{}') {
    if (parts.some((part) => part.includes('{}'))) return null;
    return `${receiver}(${[doubleQuoted(parts.join('{}')), ...values].join(', ')})`;
  }
  const pieces = parts.flatMap((part, index) => [part === '' ? null : doubleQuoted(part), values[index] ?? null]);
  const joined = pieces.filter((piece) => piece !== null).join(' + ');
  return joined.startsWith('"') ? call(receiver, joined, row.library) : call(receiver, `"" + ${joined}`, row.library);
}

/** A text put together in a way that cannot be taken apart stays as it is; any other value is made a text. */
function otherwise(
  file: EditedFile,
  first: ArgumentFact,
  isFormat: boolean,
  receiver: string,
  { row }: UsableLogger,
): string | null {
  const written = text(file, first);
  if (isFormat) return null;
  // Where values belong behind the message, a text that hides them would be the next thing to mend.
  const isPutTogether = first.kind === 'other' && written.startsWith('"');
  if (isPutTogether && row.messages === 'template') return null;
  if (first.kind === 'template' || isPutTogether) {
    return call(receiver, written, row.library);
  }
  if (first.kind === 'string' || /["\n]/.test(written)) return null;
  return row.placeholder === '{}' && row.library !== 'kotlin-logging' ? `${receiver}("{}", ${written})` : null;
}

/** kotlin-logging takes the message as a function. */
function call(receiver: string, message: string, library: string): string {
  return library === 'kotlin-logging' ? `${receiver} { ${message} }` : `${receiver}(${message})`;
}

const text = (file: EditedFile, { range }: ArgumentFact): string => file.text.slice(range.start, range.end);

function trimmed(lead: string): string {
  return lead.replace(/[\s:=,;\-–—]+$/, '');
}
