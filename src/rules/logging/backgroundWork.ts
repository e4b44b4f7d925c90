/** What work in the background is, and whether its errors get out of it: over facts alone. */
import { catchesAll } from '../../knowledge/backgroundStarters.ts';
import type { ArgumentFact, CallFact, Facts, FunctionFact, HandlerFact } from '../../model/facts.ts';
import { contains } from '../../model/text.ts';

/** Index of the function that an argument is, names, or calls to make a coroutine; -1 where it is elsewhere. */
export function workOf(facts: Facts, call: CallFact, argument: ArgumentFact): number {
  if (argument.kind === 'function') {
    return facts.functions.findIndex(({ range }) => contains(argument.range, range));
  }
  return argument.kind === 'name' || argument.kind === 'call' ? functionNamed(facts, call, argument.value) : -1;
}

/** Index of the function of this file that a resolved path names where the call stands; -1 where it is elsewhere. */
export function functionNamed({ functions, imports, ecosystem }: Facts, call: CallFact, path: string | null): number {
  if (path === null || imports.some(({ names, alias }) => alias === path || names.some((one) => one.alias === path)))
    return -1;
  const [, receiver, name] = /^(?:(.+)\.)?([\w$#]+)$/.exec(path) ?? [];
  if (name === undefined) return -1;
  const owner =
    receiver === undefined
      ? ownByName.has(ecosystem)
        ? ownerOf(functions, call, 'this')
        : null
      : ownerOf(functions, call, receiver);
  if (receiver !== undefined && owner === null) return -1;
  const found = functions.flatMap((one, index) => (one.name === name && one.owner === owner ? [index] : []));
  return found.length === 1 ? (found[0] ?? -1) : -1;
}

/** Where a bare name is a method of the same class. */
const ownByName: ReadonlySet<string> = new Set(['jvm', 'dotnet', 'ruby']);

/** The class that `this`, `self` or `new Shop()` is of. */
function ownerOf(functions: readonly FunctionFact[], call: CallFact, receiver: string): string | null {
  const made = /^new (\w+)\(\)$/.exec(receiver)?.[1];
  if (made !== undefined) return made;
  if (receiver !== 'this' && receiver !== 'self') return null;
  for (let at = call.function, level = 0; at >= 0 && level < 20; at = functions[at]?.parent ?? -1, level++) {
    const owner = functions[at]?.owner;
    if (owner !== undefined && owner !== null) return owner;
  }
  return null;
}

/**
 * A call of the function whose error leaves it: one that no handler of everything surrounds; null where there is none to
 * be seen. In `async` code that is what is awaited, elsewhere what calls another system: the rest is mostly safe.
 */
export function escaping(facts: Facts, index: number, level = 0): CallFact | null {
  const work = facts.functions[index];
  if (work === undefined) return null;
  const shields = facts.handlers.filter((handler) => contains(work.range, handler.range) && catchesEverything(handler));
  const logs = new Set(facts.logCalls.map(({ call }) => call));
  const outbound = new Set(facts.outboundCalls.map(({ call }) => call));
  const found = facts.calls.findIndex(
    (call, at) =>
      call.function === index &&
      contains(work.body, call.range) &&
      (work.async ? call.awaited : outbound.has(at) || callsOut(call)) &&
      !logs.has(at) &&
      !call.callee.endsWith('.catch') &&
      !shields.some(
        ({ tryBody, range }) => contains(range, call.range) || (tryBody !== null && contains(tryBody, call.range)),
      ) &&
      !isHarmless(call),
  );
  // A function of the file that calls out fails as that does.
  function callsOut(call: CallFact): boolean {
    const inner = level > 1 ? -1 : functionNamed(facts, call, call.path);
    return inner !== -1 && inner !== index && escaping(facts, inner, level + 1) !== null;
  }
  // One handler of everything in it shows that its author has thought of failures.
  return shields.length > 0 || found === -1 ? null : (facts.calls[found] ?? null);
}

function catchesEverything({ types, outcome }: HandlerFact): boolean {
  if (outcome === 'rethrown' || outcome === 'wrapped') return false;
  return types.length === 0 || types.some((type) => catchesAll.has(/\w*$/.exec(type)?.[0] ?? ''));
}

/** Waits, and nothing else. */
function isHarmless({ callee, path }: CallFact): boolean {
  return /(?:^|\.)(?:sleep|delay|wait|setTimeout|await)$/i.test(callee) || path === 'Promise';
}
