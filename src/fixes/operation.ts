/** What a piece of code does, in a word that a log line can begin with. */
import type { CallFact, Facts, HandlerFact } from '../model/facts.ts';
import { contains, type Range } from '../model/text.ts';

/** Calls that prepare or convert; what fails in production is rarely they. */
const minor = new Set(
  (
    'str int float bool len list dict set tuple range print isinstance getattr hasattr repr sorted min max sum next iter ' +
    'super format String Number Boolean Date URL Map Set WeakMap Array Object RegExp Uint8Array Buffer.from Error Promise ' +
    'Object.keys Object.assign Object.entries Array.isArray Array.from Promise.resolve'
  ).split(' '),
);

/** Methods that look at what another call has brought. */
const looks =
  /(?:^|\.)(?:raise_for_status|json|text|decode|encode|strip|split|lower|upper|join|append|push|pop|items|keys|values|map|filter)$/;

/**
 * The call that a handler is most likely about: of its own function before one in a callback, awaited before not, a
 * statement of its own before a part, then the first.
 */
export function guardedCall(facts: Facts, handler: HandlerFact): CallFact | null {
  if (handler.tryBody === null) return null;
  let best: CallFact | null = null;
  let bestRank = -1;
  for (const call of callsIn(facts, handler.tryBody)) {
    if (operationOf(call) === null || minor.has(call.callee) || looks.test(call.callee) || isLogCall(facts, call))
      continue;
    const own = call.function === handler.function;
    // Without parentheses it reads like an attribute.
    const reads = call.range.end === call.calleeRange.end;
    const rank = (reads ? 0 : 8) + (own ? 4 : 0) + (call.awaited ? 2 : 0) + (call.isStatement ? 1 : 0);
    if (rank > bestRank) {
      best = call;
      bestRank = rank;
    }
  }
  return best;
}

function callsIn(facts: Facts, range: Range): CallFact[] {
  return facts.calls
    .filter((call) => contains(range, call.range))
    .sort((one, other) => one.range.start - other.range.start || other.range.end - one.range.end);
}

function isLogCall(facts: Facts, call: CallFact): boolean {
  return facts.logCalls.some((one) => facts.calls[one.call] === call);
}

/** `gateway.charge`: the callee without its receiver's `self`, null where it is no plain name. */
export function operationOf(call: CallFact): string | null {
  const name = call.callee
    .replace(/\??->/g, '.')
    .replace(/^(?:self|\$?this|cls)\.|^\$|^@{1,2}|^::/, '')
    .replace(/[?&]\./g, '.');
  return /^[\w$]+(?:(?:\.|::)[\w$#]+)*[?!]?$/.test(name) && name.length <= 60 ? name.replaceAll('#', '') : null;
}

/** `gateway.charge failed`, or the function that the handler stands in. */
export function failureMessage(facts: Facts, handler: HandlerFact): string {
  const call = guardedCall(facts, handler);
  const operation = call === null ? null : operationOf(call);
  if (operation !== null) return `${operation} failed`;
  const name = facts.functions[handler.function]?.name;
  return name !== undefined && /^[A-Za-z_$][\w$]*$/.test(name) ? `${name} failed` : 'unexpected error';
}
