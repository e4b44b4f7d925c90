/** What a call does as far as its name and its path say: ask, read, work on values at hand. */
import {
  answersOf,
  guardedReading,
  outsideReceiver,
  pureCalls,
  pureModules,
  readingNames,
} from '../../knowledge/expectedErrors.ts';
import type { CallFact } from '../../model/facts.ts';
import { dotted } from './namedCalls.ts';

/** Its failure is one of its answers. */
export function asksIn(ecosystem: string, call: CallFact): boolean {
  const answers = answersOf(ecosystem);
  const known = answers?.probes;
  const name = lastName(call);
  if (answers?.questions?.test(call.callee) === true) return true;
  const reads = (answers?.readings ?? readingNames).test(name);
  if (reads && !call.awaited && !guardedReading.test(call.callee)) return true;
  return (
    known !== undefined && (known.has(name) || known.has(call.callee) || (call.path !== null && known.has(call.path)))
  );
}

/** It works on values at hand and can fail only where they are not what they should be. */
export function isPure(ecosystem: string, call: CallFact): boolean {
  const { path, callee } = call;
  const { values, reaching, pure, acts, structures, computing } = answersOf(ecosystem) ?? {};
  if (structures?.test(receiverOf(callee)) === true) return true;
  if (path !== null && computing?.test(path) === true) return !guardedReading.test(callee);
  if (acts !== undefined && isRead(call))
    return !acts.test(lastName(call)) && !outsideReceiver.test(receiverOf(callee));
  if (pure?.has(lastName(call)) === true) return !outsideReceiver.test(receiverOf(callee));
  if (call.constructs && reaching !== undefined) return !reaching.test(lastName(call));
  if (!pureCalls.has(lastName(call)) || guardedReading.test(callee)) return false;
  const isValue = path === null || pureModules.test(path) || values?.test(path) === true;
  if (!isValue && path.includes('.')) return false;
  return !outsideReceiver.test(receiverOf(callee));
}

function receiverOf(callee: string): string {
  return callee.slice(0, Math.max(callee.lastIndexOf('.'), 0));
}

/** `order.total`, without arguments and parentheses. */
function isRead({ callee, range, calleeRange }: CallFact): boolean {
  return (
    range.end === calleeRange.end && (/^@?[a-z_][\w.&?[\]()]*\.\w+\??$/.test(callee) || /\)&?\.\w+\??$/.test(callee))
  );
}

/** The call asks for something, and changes nothing as far as its name says. */
export function reads(ecosystem: string, call: CallFact): boolean {
  return answersOf(ecosystem)?.outside?.test(lastName(call)) === false;
}

/** The last part of the callee. */
export function lastName({ callee }: CallFact): string {
  const name = dotted(callee);
  return name.slice(name.lastIndexOf('.') + 1);
}
