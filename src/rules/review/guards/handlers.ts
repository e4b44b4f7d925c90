/** Handlers that are gone while what they caught still runs, and nothing else catches it. */
import type { CallFact, HandlerFact } from '../../../model/facts.ts';
import { contains } from '../../../model/text.ts';
import type { Counterpart, Counterparts } from './counterparts.ts';
import { handlerLike, traceOf } from './logs.ts';
import type { GuardKind, Loss } from './loss.ts';
import { isAdded, isTouched, lastName, textAt, type Comparison, type Pair, type Side } from './sides.ts';
import { movedLog } from './told.ts';
import { callsOf, isDead, isSameCall, nameOf, rangeOfFunction, remaining, triedCall, workIn } from './work.ts';

export const lostHandlers: GuardKind = (comparison, counterparts) =>
  comparison.pairs.flatMap((pair) => {
    if (pair.before === null) return [];
    return pair.before.facts.handlers.flatMap((handler) => ofHandler(comparison, counterparts, pair, handler) ?? []);
  });

const goesOn = new Set<HandlerFact['outcome']>(['rethrown', 'wrapped', 'returned']);

function ofHandler(comparison: Comparison, counterparts: Counterparts, pair: Pair, handler: HandlerFact): Loss | null {
  const { before } = pair;
  if (before === null || handler.tryBody === null) return null;
  // A handler that was silent is no loss, nor one that only passed the error on.
  if (goesOn.has(handler.outcome) && handler.form !== 'promise-catch') return null;
  if (!isTouched(pair, handler.header) || handler.form === 'match') return null;
  if (isDead(before, handler)) return null;
  if (!mayStillFail(before, handler)) return null;
  const there = counterparts.of(pair, handler.function);
  if (there === null || handlerLike(pair, handler, there) !== null) return null;
  const { after } = there;
  const scope = rangeOfFunction(after, there.function);
  // One that is new there was put where it belongs.
  if (after.facts.handlers.some((one) => contains(scope, one.range) && isAdded(there.pair, one.header))) return null;
  const tried = workIn(before, handler.tryBody);
  const guarded = triedCall(before, handler);
  if (tried.length === 0 || guarded === null) return null;
  const kept = remaining(tried, workIn(after, scope));
  const still = kept.get(guarded) ?? [...kept].find(([old]) => isSameCall(old, guarded))?.[1];
  if (still === undefined || kept.size < Math.ceil(tried.length * 0.7)) return null;
  // An error that was named may have come from the call that went.
  const isNamed = handler.types.length > 0 && !handler.types.some((type) => anyError.test(type));
  if (isNamed && kept.size < tried.length) return null;
  // The same call with other arguments may not fail as it did.
  if (squeezed(textAt(before, guarded.range)) !== squeezed(textAt(after, still.range))) return null;
  if (isCaught(comparison, there, still)) return null;
  if (isChangedItself(comparison, still)) return null;
  // What it told is told yet, on the line that told it or on one that is new.
  const trace = traceOf(before, handler);
  if (trace === null || !isTouched(pair, trace.range) || movedLog(comparison, pair, trace.range, there)) return null;
  const effect = effectOf(before, handler, there, still);
  if (effect === null) return null;
  return {
    kind: 'handler',
    from: pair,
    guard: handler.header,
    to: there.pair,
    range: still.range,
    message: `what caught a failed ${nameOf(still)} is gone: ${effect}`,
    statement: null,
    supersedes: ['unobserved-background-error'],
  };
}

const squeezed = (text: string): string => text.replace(/\s+/g, '');

const anyError = /(?:^|\.)(?:Exception|Throwable|RuntimeException|Error)$/;

/** Java does not compile where an error that must be declared goes unhandled: a call whose handler went throws it no more. */
function mayStillFail({ facts }: Side, { types }: HandlerFact): boolean {
  return facts.language !== 'java' || types.some((type) => anyError.test(type));
}

/** By a handler, a decorator, a block that is new, or by whoever calls the function. */
function isCaught(comparison: Comparison, { pair, after, function: index }: Counterpart, call: CallFact): boolean {
  const catches = after.facts.handlers.some(({ tryBody }) => tryBody !== null && contains(tryBody, call.range));
  if (catches) return true;
  const fact = after.facts.functions[index];
  if (
    fact !== undefined &&
    fact.decorators.length > 0 &&
    isAdded(pair, { start: decoratorStart(after.text, fact.range.start), end: fact.range.start })
  ) {
    return true;
  }
  // A block or a callback that is new around it: `with errors_reported():`, `safely(() => …)`.
  const around = after.facts.calls.some(
    (one) =>
      one !== call &&
      contains(one.statement, call.range) &&
      isAdded(pair, one.range) &&
      !contains(call.range, one.range),
  );
  if (around) return true;
  if (fact === undefined) return false;
  const names = fact.name === '<anonymous>' ? [] : [fact.name];
  return names.some((name) =>
    callsOf(comparison, name).some(({ side, call: use }) =>
      side.facts.handlers.some(({ tryBody }) => tryBody !== null && contains(tryBody, use.range)),
    ),
  );
}

function decoratorStart(text: string, start: number): number {
  let at = start;
  for (let lines = 0; lines < 10; lines++) {
    const end = at - 1;
    if (end <= 0) break;
    const from = text.lastIndexOf('\n', end - 1) + 1;
    if (!/^\s*[@[#]/.test(text.slice(from, end))) break;
    at = from;
  }
  return at;
}

/** The function that is called is part of the change: it may not fail any more. */
function isChangedItself({ pairs }: Comparison, call: CallFact): boolean {
  const name = lastName(call);
  return pairs.some(
    (pair) => pair.after?.facts.functions.some((one) => one.name === name && isAdded(pair, one.range)) === true,
  );
}

/** What happens now when it fails; null where that is no loss, or cannot be said. */
function effectOf(before: Side, handler: HandlerFact, { after }: Counterpart, call: CallFact): string | null {
  const name = nameOf(call);
  if (handler.form === 'error-check') {
    const { start } = call.statement;
    const assigned = after.text.slice(start, call.range.start);
    const dropped = call.isStatement
      ? call.statement.start === call.range.start
      : /(?:^|,)\s*_\s*:?=\s*$/.test(assigned);
    return dropped && !/\bdefer\b/.test(assigned) ? `its error is dropped, and nothing tells you` : null;
  }
  if (handler.form === 'promise-catch') {
    return call.isStatement && !call.awaited ? `its rejection is handled by nobody, which ends the process` : null;
  }
  // Where it caught what left the loop, that ended with the first failure before, too.
  const wentOn = before.facts.loops.some(({ body }) => contains(body, handler.range));
  if (call.inLoop && wentOn) return `the first ${name} that fails ends the loop for all that follow`;
  const entry = after.facts.entries.find(({ handler: index }) => index === call.function && index !== -1);
  if (entry === undefined || entry.kind === 'route') return null;
  return `one ${name} that fails ends the whole ${entry.kind === 'consumer' ? 'consumer' : 'job'}`;
}
