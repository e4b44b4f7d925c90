import type { LoggerRow } from '../../knowledge/logger.ts';
import type { ArgumentFact, CallFact } from '../../model/facts.ts';
import type { Extraction } from './extraction.ts';

/** Names that errors usually go by, for callbacks and for handlers around functions. */
const errorName = /^(?:e|ex|throwable|exc|err|error|exception|reason|cause|caught)$/;

/** Whether a log call is given the caught error in a form that keeps its stack. */
export function attachesError(extraction: Extraction, call: CallFact, row: LoggerRow, method: string): boolean {
  const { attach } = row;
  if (attach.methods.includes(method)) return true;
  // `logger.opt(exception=error).error(…)`
  if (/\bopt\([^()]*exception\s*=/.test(call.callee)) return true;
  if (attach.chained?.some((name) => call.callee.includes(`.${name}(`)) === true) return true;
  const names = namesOfError(extraction, call.handler);
  if (attach.anywhere === true || attach.members !== undefined) {
    const written = extraction.text.slice(call.calleeRange.end, Math.min(call.range.end, call.calleeRange.end + 3000));
    if (attach.anywhere === true) return mentionsError(written, names);
    if (attach.members?.some((member) => new RegExp(`\\w&?\\.${member}\\b`).test(written)) === true) return true;
  }
  return call.arguments.some((argument, index) => {
    if (argument.keyword !== null) return attach.keywords.includes(argument.keyword) && !isNothing(argument);
    if (attach.positions === 'none') return false;
    if (argument.kind === 'object') return holdsError(extraction, argument, names);
    if (argument.kind === 'call' && argument.value !== null && attach.wraps?.includes(argument.value) === true) {
      return wrapsError(extraction, argument, names);
    }
    const isError = isErrorValue(extraction, argument, names);
    const { positions } = attach;
    const at = positions === 'last' ? call.arguments.length - 1 : 0;
    // An identity or a level may stand in front of it.
    if (positions === 'leading') return isError && call.arguments.slice(0, index).every(isNoText);
    return isError && (positions === 'any' || index === at);
  });
}

function isErrorValue({ text }: Extraction, { range, kind }: ArgumentFact, names: ReadonlySet<string>): boolean {
  const written = text.slice(range.start, Math.min(range.end, range.start + 200)).replace(/^\(|\)$/g, '');
  // `error instanceof Error ? error.stack : error`
  if (kind === 'other' && /\binstanceof\b/.test(written)) {
    const [, given = ''] = /\?\s*(\w+)\s*:/.exec(written) ?? [];
    return /\.stack\b/.test(written) || names.has(given) || errorName.test(given);
  }
  // `toError(error)`, `new PaymentError('…', { cause: error })`; not `messageOf(error)`.
  const whole = text.slice(range.start, Math.min(range.end, range.start + 300));
  if (kind === 'call' && isConverted(whole, names)) return true;
  const [name = ''] = written.split(/\.|\s+as\s|\?\./, 1);
  if (!names.has(name) && !errorName.test(name)) return false;
  return written === name || /^\w+\??\.stack\b/.test(written) || /^\w+ as \w+$/.test(written);
}

/** A call or a `new` that makes an error of what was caught. */
function isConverted(written: string, names: ReadonlySet<string>): boolean {
  const [, callee = '', given = ''] = /^(?:new\s+)?([\w.]+)\(([\s\S]*)\)$/.exec(written) ?? [];
  if (!/(?:Error|Exception|error|_exc)$/.test(callee) || /(?:message|text|string|format)\w*$/i.test(callee))
    return false;
  return given.split(/\W+/).some((name) => names.has(name)) && !/\.message\b/.test(given);
}

/** `error = %e`, `"failed: {e:?}"`, `"failed: {}", e` */
function mentionsError(written: string, names: ReadonlySet<string>): boolean {
  const values = written.replace(/"(?:[^"\\]|\\.)*"/gs, (literal) => literal.match(/\{\w+(?=[:}])/g)?.join(' ') ?? '');
  const words = new Set(values.split(/[^\w]+/));
  return (
    [...names].some((name) => words.has(name)) || (names.size === 0 && [...words].some((one) => errorName.test(one)))
  );
}

/** `['exception' => $e]`, `{ :error => e }` */
function isGiven(written: string, name: string): boolean {
  const at = written.split('=>').slice(1);
  return at.some((value) => new RegExp(`^\\s*${name.replace(/\$/g, '\\$&')}\\s*(?:[,\\])}]|$)`).test(value));
}

function isNoText({ kind }: ArgumentFact): boolean {
  return kind !== 'string' && kind !== 'template' && kind !== 'other';
}

/** `{ err }`, `{ error: err }`, `{ stack: err.stack }`; not `{ error: err.message }`. */
function holdsError({ text }: Extraction, { range }: ArgumentFact, names: ReadonlySet<string>): boolean {
  const written = text.slice(range.start, Math.min(range.end, range.start + 2000));
  if (written.includes('=>')) return [...names].some((name) => isGiven(written, name));
  for (const [, before = '', name = '', after = ''] of written.matchAll(
    /([.'"`]?)\b([A-Za-z_$][\w$]*)(\s*:|\??\.\w+|\()?/g,
  )) {
    const isError = names.has(name) || errorName.test(name);
    if (isError && before === '' && (after === '' || /^\??\.stack$/.test(after))) return true;
  }
  return false;
}

/** `zap.Error(err)`, `slog.Any("err", err)`; not `slog.Any("err", err.Error())`. */
function wrapsError({ text }: Extraction, { range }: ArgumentFact, names: ReadonlySet<string>): boolean {
  const written = text.slice(range.start, Math.min(range.end, range.start + 300));
  const last = /[(,]\s*(\w+)\s*\)$/.exec(written)?.[1];
  return last !== undefined && (names.has(last) || errorName.test(last));
}

function isNothing({ kind, value }: ArgumentFact): boolean {
  return kind === 'null' || (kind === 'boolean' && value === 'false');
}

/** Names of the errors that are being handled around a call. */
function namesOfError({ handlers }: Extraction, handler: number): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at = handlers[handler], level = 0; at !== undefined && level < 8; at = handlers[at.frame.handler], level++) {
    for (const name of at.bindingNames) names.add(name);
  }
  return names;
}
