/** What a call says of itself by its name and its arguments: that it logs, raises, tells of a failure. */
import { failureName } from '../../knowledge/errorSinks.ts';
import type { CallFact } from '../../model/facts.ts';
import type { Extraction } from './extraction.ts';

/** `A::b`, `a->b` and `a&.b` as if it were `a.b`, so that one look at the last name does for all languages. */
export function dotted(callee: string): string {
  return callee.includes('.') && !/[:>&]/.test(callee) ? callee : callee.replace(/::|\??->|&\./g, '.');
}

/** `err.Error()` is what the error says, and keeps nothing. */
export function isText({ callee, arguments: given }: CallFact): boolean {
  return given.length === 0 && callee.endsWith('.Error');
}

/** `self._raise_not_running()`, `throwNotFound(id)` */
export function raisesByName({ callee }: CallFact): boolean {
  const name = dotted(callee);
  return /^_*(?:re_?)?(?:raise|throw)(?:_[a-z]|[A-Z])\w*$/.test(name.slice(name.lastIndexOf('.') + 1));
}

/** `log_uncountable`, `logFallback(order)`, `helpers.log('gone')`; not `log_in`, `logout`, `Math.log(x)`. */
export function isLogHelper({ callee, arguments: given }: CallFact): boolean {
  const name = dotted(callee);
  if (name.endsWith('.log')) return /^(?:string|template)$/.test(given[0]?.kind ?? '') && !name.startsWith('console.');
  return /^_*log(?:_(?!in\b|out\b|off\b|on\b|file|path|level|dir)[a-z]|[A-Z](?!n\b|ut\b))\w*$/.test(
    name.slice(name.lastIndexOf('.') + 1),
  );
}

/** A function that logs and is handed the level: `logger(logging.ERROR, 'not sent')`. */
export function isLeveled({ text }: Extraction, { arguments: [level, said] }: CallFact): boolean {
  if (level?.kind !== 'name' || said === undefined) return false;
  const written = text.slice(level.range.start, Math.min(level.range.end, level.range.start + 60));
  return /^(?:\w*[lL]og(?:ging|ger|Level)?|[lL]evel|syslog)\.(?:LOG_)?(?:INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|CRIT(?:ICAL)?|FATAL)$/.test(
    written,
  );
}

/** `failed.append(item)`, `setError(true)`, `notifyOwner()`; not `clearErrors()`, `isError()`. */
export function namesFailure(written: string): boolean {
  const callee = dotted(written);
  const dot = callee.lastIndexOf('.');
  const method = callee.slice(dot + 1);
  if (
    /^_*(?:clear|reset|is|has|get|no|without|ignore|suppress|remove|format|to|create|make|new)(?=[A-Z_])/.test(method)
  )
    return false;
  if (failureName.test(method)) return true;
  if (!/^(?:append|add|push|put|set|update|extend|insert|emit|dispatch|publish|unshift|increment|inc)$/.test(method))
    return false;
  const receiver = callee.slice(0, Math.max(dot, 0));
  return failureName.test(receiver.slice(receiver.lastIndexOf('.') + 1));
}
