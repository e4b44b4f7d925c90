/**
 * Where an error is a value in a variable, code beside its handler may deal with it too: what stands between the call
 * that gave it and the handler, and what follows a handler that goes on.
 */
import { lastOf, parentOf, rangeOf, textOf, typeOf } from '../../syntax/navigate.ts';
import { firstWord, lastStatement } from './afterHandler.ts';
import type { Extraction, HandlerDraft } from './extraction.ts';
import { followUse } from './handlerBody.ts';
import type { LanguageSyntax } from './languageSyntax.ts';
import type { Shown } from './shown.ts';
import { isStatement } from './statements.ts';

/** Nodes that are looked at on either side. */
const furthest = 2000;
const highestClimb = 60;

export function aroundHandler(extraction: Extraction, handler: HandlerDraft, syntax: LanguageSyntax): Shown | null {
  const { tree } = extraction;
  const { node, tryBody, bindingNames } = handler;
  const [name] = bindingNames;
  if (name === undefined || handler.reference !== -1) return null;
  const assigned = givesOuter(extraction, handler, name, syntax);
  if (assigned || isLookedAtAgain(extraction, handler)) {
    return { outcome: 'handed-on', range: rangeOf(tree, tryBody) };
  }
  // `if !yield(value, err) || err != nil`: the condition itself hands it on.
  const inTest = useIn(extraction, name, node + 1, handler.body, syntax, true);
  if (inTest !== null) return inTest;
  const isBefore = tryBody !== -1 && tryBody < node;
  if (isBefore) {
    const before = useIn(extraction, name, lastOf(tree, tryBody), node, syntax);
    if (before !== null) return before;
  }
  // A variable of the handler's own statement ends with it.
  if (tryBody > node) return null;
  const from = goesOnAt(extraction, handler, syntax);
  if (from === -1) return null;
  return useIn(extraction, name, from, endOfLife(extraction, handler, syntax), syntax);
}

/** The variable is one of the code around the function, which looks at it behind the function. */
function givesOuter({ tree }: Extraction, handler: HandlerDraft, name: string, { outcomes }: LanguageSyntax): boolean {
  const { tryBody, frame } = handler;
  if (tryBody === -1 || outcomes.declares?.(tryBody) === true || frame.scope.names.has(name)) return false;
  let within = tryBody;
  while (within !== -1 && outcomes.functions[typeOf(tree, within)] !== 1) within = parentOf(tree, within);
  if (within === -1) return false;
  const from = lastOf(tree, within);
  let around = parentOf(tree, within);
  while (around !== -1 && outcomes.functions[typeOf(tree, around)] !== 1) around = parentOf(tree, around);
  // A method of its own writes to a variable of the package.
  if (around === -1) return true;
  const end = Math.min(lastOf(tree, around), from + furthest);
  for (let node = from; node < end; node++) {
    if (outcomes.identifiers[typeOf(tree, node)] === 1 && textOf(tree, node) === name) return outcomes.isUse(node);
  }
  return false;
}

/** It goes on to a handler of the same error, which is the one to judge. */
function isLookedAtAgain(extraction: Extraction, handler: HandlerDraft): boolean {
  const { tryBody, node, body } = handler;
  const { tree, handlers } = extraction;
  if (tryBody === -1 || tryBody > node || handler.fact.types.length > 0) return false;
  const next = handlers[handlers.indexOf(handler) + 1];
  if (next === undefined || next.tryBody !== tryBody || next.node < lastOf(tree, node)) return false;
  return next.fact.types.length === 0 && lastOf(tree, body) <= next.node && next.frame === handler.frame;
}

/** First node that runs behind the handler: what follows it, or its loop; -1 where it leaves the function. */
function goesOnAt(extraction: Extraction, handler: HandlerDraft, syntax: LanguageSyntax): number {
  const { tree } = extraction;
  const { outcomes } = syntax;
  const ending = lastStatement(extraction, handler.body, syntax);
  if (ending === -1 || outcomes.exits[typeOf(tree, ending)] !== 1) return lastOf(tree, handler.node);
  if (!/^(?:break|continue)$/.test(firstWord(extraction, ending))) return -1;
  const leavesSwitch = firstWord(extraction, ending) === 'break';
  let at = handler.node;
  for (let level = 0; level < highestClimb && at !== -1; level++) {
    const type = typeOf(tree, at);
    if (outcomes.functions[type] === 1) return -1;
    if (outcomes.loops[type] === 1 || (leavesSwitch && outcomes.switches?.[type] === 1)) return lastOf(tree, at);
    at = parentOf(tree, at);
  }
  return -1;
}

/** One past the last node that can still see the variable. */
function endOfLife({ tree }: Extraction, { node, tryBody }: HandlerDraft, { outcomes }: LanguageSyntax): number {
  let at = tryBody === -1 ? node : tryBody;
  const declares = tryBody !== -1 && outcomes.declares?.(tryBody) === true;
  for (let level = 0; level < highestClimb && at !== -1; level++) {
    const type = typeOf(tree, at);
    if (outcomes.functions[type] === 1 || (declares && outcomes.blocks[type] === 1)) return lastOf(tree, at);
    at = parentOf(tree, at);
  }
  return at === -1 ? tree.count : lastOf(tree, at);
}

/** The first use of a name that keeps what it holds, up to where it is given something else. */
function useIn(
  extraction: Extraction,
  name: string,
  from: number,
  to: number,
  syntax: LanguageSyntax,
  skipsTargets = false,
): Shown | null {
  const { tree } = extraction;
  const { outcomes } = syntax;
  const end = Math.min(to, from + furthest);
  for (let node = from; node < end; node++) {
    const type = typeOf(tree, node);
    if (
      outcomes.returns[type] === 1 &&
      outcomes.returnsError?.(node, [name]) === true &&
      lastOf(tree, node) === node + 1
    ) {
      // A `return` of nothing gives back the named results.
      return { outcome: 'returned', range: rangeOf(tree, node) };
    }
    if (outcomes.identifiers[type] !== 1 || textOf(tree, node) !== name) continue;
    const statement = statementAround(node);
    if (!outcomes.isUse(node)) {
      if (skipsTargets) continue;
      // `err = wrap(err)` still speaks of it.
      const assigned = outcomes.assignments[typeOf(tree, statement)] === 1 ? lastOf(tree, statement) : node;
      if (!mentions(node + 1, assigned)) return null;
      continue;
    }
    const use = followUse(extraction, node, parentOf(tree, statement), syntax);
    if (use !== null) return use;
  }
  return null;

  function mentions(start: number, stop: number): boolean {
    for (let node = start; node < stop; node++) {
      if (outcomes.identifiers[typeOf(tree, node)] === 1 && textOf(tree, node) === name && outcomes.isUse(node))
        return true;
    }
    return false;
  }

  function statementAround(node: number): number {
    let at = node;
    for (let level = 0; level < highestClimb && at !== -1; level++) {
      if (isStatement(tree, outcomes, at)) return at;
      at = parentOf(tree, at);
    }
    return node;
  }
}
