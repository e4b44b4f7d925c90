/** A printed line as a line of the log, where its arguments have a form that the library takes for sure. */
import type { ArgumentFact, CallFact, LogCallFact, LogLevel } from '../model/facts.ts';
import type { Fix } from '../model/finding.ts';
import type { LoggerRow } from '../knowledge/loggers.ts';
import { errorStatement, needsBinding } from './errorStatement.ts';
import { loggerAt, type LoggerSources, type UsableLogger } from './logger.ts';
import { merged, type EditedFile } from './insert.ts';
import { failureMessage } from './operation.ts';
import { formatString, lazyMessage, type LazyMessage } from './pythonStrings.ts';
import { dotnetCall } from './printToLogger/dotnet.ts';
import { goCall } from './printToLogger/go.ts';
import { jvmCall } from './printToLogger/jvm.ts';
import { phpCall } from './printToLogger/php.ts';
import { rubyCall } from './printToLogger/ruby.ts';
import { rustCall } from './printToLogger/rust.ts';
import { quoted } from './strings.ts';
import { writingOf } from './writing/of.ts';

/**
 * @param sources what a file that has no logger gets one from
 * @returns null where the arguments have no sure form
 */
export function printToLoggerFix(file: EditedFile, print: LogCallFact, sources: LoggerSources): Fix | null {
  const call = file.facts.calls[print.call];
  if (call === undefined || !hasPlainArguments(file, call)) return null;
  const logger = loggerAt(file, { offset: call.statement.start, function: call.function }, sources);
  if (logger === null || logger.name === 'console') return null;
  const text = callForms[file.facts.ecosystem]?.(file, call, print, logger) ?? null;
  if (text === null) return null;
  const unused = writingOf(file.facts).dropUnused?.(file, call.callee) ?? [];
  // Imports that come and go at once may touch.
  if (unused.length > 0 && logger.edits.length > 0) return null;
  return {
    title: `Log it with ${logger.row.macros === true ? text.slice(0, text.indexOf('(')) : logger.name}`,
    safety: 'review',
    edits: merged([...logger.edits, ...unused, { file: file.path, range: call.range, text }]),
  };
}

type CallForm = (file: EditedFile, call: CallFact, print: LogCallFact, logger: UsableLogger) => string | null;

/** How each ecosystem's printing becomes a log call. */
const callForms: Readonly<Record<string, CallForm>> = {
  python: pythonCall,
  node: nodeCall,
  go: goCall,
  jvm: jvmCall,
  dotnet: dotnetCall,
  php: phpCall,
  ruby: rubyCall,
  rust: rustCall,
};

/** Between the arguments stand commas and blanks only: a comment there would be lost. */
function hasPlainArguments({ text }: EditedFile, call: CallFact): boolean {
  let at = call.calleeRange.end;
  for (const { range } of call.arguments) {
    if (!/^[\s,(]*$/.test(text.slice(at, range.start))) return false;
    at = range.end;
  }
  return /^[\s,()]*$/.test(text.slice(at, call.range.end));
}

/** The method of a level; where several have it, the one most code uses. */
function methodOf(row: LoggerRow, level: LogLevel): string | null {
  const usual: Readonly<Record<LogLevel, readonly string[]>> = {
    trace: ['trace', 'silly', 'debug'],
    debug: ['debug'],
    info: ['info', 'log'],
    warn: row.ecosystem === 'python' ? ['warning'] : ['warn', 'warning'],
    error: ['error'],
    critical: ['critical', 'fatal', 'crit'],
  };
  return usual[level].find((method) => row.methods[method] !== undefined) ?? null;
}

/** The name of the error that is being handled around a call. */
function caughtName({ facts }: EditedFile, call: CallFact): string | null {
  return facts.handlers[call.handler]?.binding ?? null;
}

function pythonCall(file: EditedFile, call: CallFact, print: LogCallFact, logger: UsableLogger): string | null {
  const { facts, text } = file;
  const handler = facts.handlers[call.handler];
  const written = (argument: ArgumentFact): string => text.slice(argument.range.start, argument.range.end);
  if (call.path === 'traceback.print_exc') {
    if (handler === undefined || call.arguments.length > 0) return null;
    return errorStatement(file, logger, failureMessage(facts, handler), null);
  }
  if (call.callee !== 'print') return null;
  const known = call.arguments.every(({ keyword, kind, value }) =>
    keyword === null ? kind !== 'spread' : keyword === 'flush' || (keyword === 'file' && value !== null),
  );
  const given = call.arguments.filter((argument) => argument.keyword === null);
  if (!known || given.length === 0) return null;
  const message = lazyMessage(given.map(written));
  if (message === null) return null;

  const error = caughtName(file, call);
  // The error itself is handed over by `exception`: its text at the end of the message would be there twice.
  const last = message.values.at(-1);
  if (handler !== undefined && error !== null && last === error && !needsBinding(logger)) {
    const lead = message.parts
      .slice(0, -1)
      .join('%s')
      .replace(/[\s:;,(\-–—]+$/, '');
    const isAtEnd = (message.parts.at(-1) ?? '').trim() === '';
    if (isAtEnd && message.values.length === 1) {
      return errorStatement(file, logger, lead === '' ? failureMessage(facts, handler) : lead, null);
    }
  }
  const method = methodOf(logger.row, print.level);
  if (method === null) return null;
  if (message.values.length === 0) return `${logger.name}.${method}(${quoted(message.parts.join(''), facts.style)})`;
  if (logger.row.library === 'logging') {
    const format = message.parts.map((part) => part.replaceAll('%', '%%')).join('%s');
    return `${logger.name}.${method}(${[quoted(format, facts.style), ...message.values].join(', ')})`;
  }
  if (logger.row.library === 'loguru') {
    const format = message.parts.map((part) => part.replaceAll('{', '{{').replaceAll('}', '}}')).join('{}');
    return `${logger.name}.${method}(${[quoted(format, facts.style), ...message.values].join(', ')})`;
  }
  if (logger.row.library === 'structlog' && fieldsFollow(message)) {
    const fields = [...new Set(message.values)].map((value) => `${value}=${value}`);
    return `${logger.name}.${method}(${[quoted(trimmed(message.parts[0] ?? ''), facts.style), ...fields].join(', ')})`;
  }
  // Others take fields by name or format nothing: the text as it was printed.
  const format = formatString(message, facts.style);
  return format === null ? null : `${logger.name}.${method}(${format})`;
}

/** Names behind a constant text: they can be fields of their own name. */
function fieldsFollow({ parts, values }: LazyMessage): boolean {
  const [lead = '', ...rest] = parts;
  return (
    trimmed(lead) !== '' &&
    rest.every((part) => part.trim() === '') &&
    values.every((value) => /^\p{L}[\p{L}\p{N}_]*$/u.test(value))
  );
}

const errorName = /^(?:e|ex|exc|err|error|exception)$/;
const identifier = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

function nodeCall(file: EditedFile, call: CallFact, print: LogCallFact, logger: UsableLogger): string | null {
  const { facts, text } = file;
  const written = (argument: ArgumentFact): string => text.slice(argument.range.start, argument.range.end);
  const method = methodOf(logger.row, print.level);
  const [first, ...rest] = call.arguments;
  if (method === null || first === undefined || !/^console\.(?:log|info|debug|warn|error)$/.test(call.callee))
    return null;
  if (call.arguments.some((argument) => argument.kind === 'spread')) return null;
  const receiver = `${logger.name}.${method}`;
  const caught = caughtName(file, call);
  const isError = (argument: ArgumentFact): boolean => {
    const name = written(argument);
    return argument.kind === 'name' && (name === caught || errorName.test(name));
  };
  const handler = facts.handlers[call.handler];
  if (rest.length === 0 && isError(first)) {
    if (handler === undefined || written(first) !== caught || print.level !== 'error') return null;
    return withoutSemicolon(errorStatement(file, logger, failureMessage(facts, handler), caught));
  }
  if (first.kind !== 'string' && first.kind !== 'template') return null;
  // `%s` takes the values that follow; no logger has the same set of them.
  if (rest.length > 0 && /%[sdifjoOc]/.test(written(first))) return null;
  const message = rest.length === 0 ? written(first) : trimmedMessage(written(first));
  const [only] = rest;
  if (only === undefined) return `${receiver}(${message})`;
  if (rest.length === 1 && isError(only)) {
    if (print.level !== 'error' || first.kind !== 'string') return errorAt(logger, receiver, message, written(only));
    return withoutSemicolon(
      errorStatement(file, logger, first.value === null ? '' : trimmed(first.value), written(only)),
    );
  }
  const fields = fieldsOf(rest, written);
  if (fields === null || !takesFields(logger.row.library, logger.objectFirst)) return null;
  return logger.objectFirst ? `${receiver}(${fields}, ${message})` : `${receiver}(${message}, ${fields})`;
}

/** An error at another level than error, or behind a text that is put together. */
function errorAt(logger: UsableLogger, receiver: string, message: string, error: string): string | null {
  if (logger.objectFirst) return `${receiver}(${error === 'err' ? '{ err }' : `{ err: ${error} }`}, ${message})`;
  return logger.row.logError === '{logger}.error({message}, {error})' ? `${receiver}(${message}, ${error})` : null;
}

/** Libraries that take an object of fields beside the message. */
function takesFields(library: string, objectFirst: boolean): boolean {
  return (
    objectFirst || ['pino', 'bunyan', 'roarr', 'winston', 'tslog', 'powertools', 'logtape', 'unknown'].includes(library)
  );
}

/** Names become fields of their own name, one object is the fields; anything else has no name to go by. */
function fieldsOf(values: readonly ArgumentFact[], written: (argument: ArgumentFact) => string): string | null {
  const [only] = values;
  if (values.length === 1 && only?.kind === 'object') return written(only);
  const names = values.map(written);
  const distinct = new Set(names).size === names.length;
  return distinct && names.every((name) => identifier.test(name)) ? `{ ${names.join(', ')} }` : null;
}

function withoutSemicolon(statement: string): string {
  return statement.replace(/;$/, '');
}

/** A text that led over to the values behind it. */
function trimmed(text: string): string {
  return text.replace(/[\s:=,]+$/, '');
}

function trimmedMessage(literal: string): string {
  return trimmed(literal.slice(0, -1)) + literal.slice(-1);
}
