/**
 * What happens behind a handler because of it. Where the `try` leaves on success, all that follows is run for the failure
 * alone; where the handler only leaves a value behind, the code that looks at it is part of the handling.
 */
import type { CallFact, LogCallFact } from '../../model/facts.ts';
import { childrenOf, lastOf, nextSibling, parentOf, rangeOf, textOf, typeOf } from '../../syntax/navigate.ts';
import type { Extraction, HandlerDraft } from './extraction.ts';
import type { LanguageSyntax } from './languageSyntax.ts';
import { readCalls, saysFailure } from './handlerBody.ts';
import { strongest } from './shown.ts';
import type { Shown } from './shown.ts';
import { isStatement, withoutWrapper } from './statements.ts';

const mostStatements = 12;
const highestClimb = 40;

export function afterHandler(
  extraction: Extraction,
  handler: HandlerDraft,
  calls: readonly CallFact[],
  logs: ReadonlyMap<number, LogCallFact>,
  syntax: LanguageSyntax,
): Shown | null {
  const { tree } = extraction;
  const { outcomes } = syntax;
  if (handler.fact.form === 'promise-catch' || handler.body === -1) return null;
  const ending = lastStatement(extraction, handler.body, syntax);
  const exit = ending === -1 || outcomes.exits[typeOf(tree, ending)] !== 1 ? null : firstWord(extraction, ending);
  if (exit === 'return' || exit === 'yield') return null;
  const leaves = leavesOnSuccess(extraction, handler, syntax);
  const statement = parentOf(tree, handler.node);
  if (leaves) {
    for (const node of following(extraction, statement, exit !== null, syntax)) {
      const shown = strongest(failuresIn(extraction, node, calls, logs, syntax));
      if (shown !== null) return shown;
      if (outcomes.exits[typeOf(tree, node)] === 1) return null;
    }
    return null;
  }
  const names = namesSet(extraction, handler.body, syntax);
  if (exit !== null) return null;
  // What the `try` did not set is asked for behind it.
  const hoped = handler.tryBody === -1 ? [] : namesSet(extraction, handler.tryBody, syntax);
  for (const node of following(extraction, statement, false, syntax).slice(0, 4)) {
    if (outcomes.ifs[typeOf(tree, node)] !== 1) continue;
    const test = textOf(tree, outcomes.conditionOf(node)).slice(0, 300);
    const isAsked =
      names.some((name) => test.split(/[^\w$]+/).includes(name)) ||
      hoped.some((name) =>
        new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}\\s*(?:===?|is)\\s*(?:null|None|undefined)\\b`).test(
          test,
        ),
      );
    if (!isAsked) continue;
    const shown = strongest(failuresIn(extraction, node, calls, logs, syntax));
    if (shown !== null) return { outcome: 'handed-on', range: shown.range };
  }
  return null;
}

/** The last thing the `try` does is to return or to leave the loop. */
function leavesOnSuccess(extraction: Extraction, { tryBody, node }: HandlerDraft, syntax: LanguageSyntax): boolean {
  const { tree } = extraction;
  const { outcomes } = syntax;
  const success = outcomes.successOf?.(node) ?? -1;
  if (success !== -1) {
    const last = outcomes.blocks[typeOf(tree, success)] === 1 ? lastStatement(extraction, success, syntax) : success;
    return last !== -1 && outcomes.exits[typeOf(tree, last)] === 1 && firstWord(extraction, last) !== 'continue';
  }
  const ending = tryBody === -1 ? -1 : lastStatement(extraction, tryBody, syntax);
  if (ending !== -1 && outcomes.exits[typeOf(tree, ending)] === 1 && firstWord(extraction, ending) !== 'continue')
    return true;
  // `try: … except: … else: return x`
  for (
    let next = nextSibling(tree, node), seen = 0;
    next !== -1 && seen < highestClimb;
    next = nextSibling(tree, next), seen++
  ) {
    const block = childrenOf(tree, next).find((child) => outcomes.blocks[typeOf(tree, child)] === 1);
    const last = block === undefined ? -1 : lastStatement(extraction, block, syntax);
    const isElse = firstWord(extraction, next) === 'else';
    if (isElse && last !== -1 && outcomes.exits[typeOf(tree, last)] === 1 && firstWord(extraction, last) !== 'continue')
      return true;
  }
  return false;
}

/** Statements behind one, and behind the loops it stands in; `skip` leaves out the rest of its own block. */
function following({ tree }: Extraction, statement: number, skip: boolean, { outcomes }: LanguageSyntax): number[] {
  const found: number[] = [];
  let at = statement;
  let skipping = skip;
  for (let level = 0; level < highestClimb && found.length < mostStatements; level++) {
    if (!skipping) {
      for (
        let next = nextSibling(tree, at);
        next !== -1 && found.length < mostStatements;
        next = nextSibling(tree, next)
      ) {
        if (typeOf(tree, next) !== outcomes.comment) found.push(withoutWrapper(tree, outcomes, next));
      }
    }
    const parent = parentOf(tree, at);
    if (parent === -1 || outcomes.functions[typeOf(tree, parent)] === 1) break;
    if (outcomes.loops[typeOf(tree, parent)] === 1) skipping = false;
    at = parent;
  }
  return found;
}

function failuresIn(
  extraction: Extraction,
  node: number,
  calls: readonly CallFact[],
  logs: ReadonlyMap<number, LogCallFact>,
  syntax: LanguageSyntax,
): Shown[] {
  const { tree } = extraction;
  const { outcomes } = syntax;
  const shown = readCalls(extraction, node, calls, logs, []);
  const end = Math.min(lastOf(tree, node), node + 1000);
  for (let inner = node; inner < end; inner++) {
    const type = typeOf(tree, inner);
    if (outcomes.throws[type] === 1 || outcomes.throwsByCall?.(inner) === true)
      shown.push({ outcome: 'wrapped', range: rangeOf(tree, inner) });
    else if (outcomes.returns[type] === 1 && saysFailure(extraction, inner, syntax)) {
      shown.push({ outcome: 'returned', range: rangeOf(tree, inner) });
    }
  }
  return shown;
}

/** Plain names the handler sets. */
function namesSet({ tree }: Extraction, body: number, { outcomes }: LanguageSyntax): string[] {
  const names: string[] = [];
  const end = Math.min(lastOf(tree, body), body + 400);
  for (let node = body; node < end; node++) {
    if (outcomes.assignments[typeOf(tree, node)] !== 1) continue;
    const target = outcomes.targetOf(node);
    if (outcomes.identifiers[typeOf(tree, target)] === 1) names.push(textOf(tree, target));
  }
  return names;
}

export function lastStatement({ tree }: Extraction, block: number, { outcomes }: LanguageSyntax): number {
  let last = -1;
  for (const child of childrenOf(tree, block)) if (isStatement(tree, outcomes, child)) last = child;
  return withoutWrapper(tree, outcomes, last);
}

export function firstWord({ tree }: Extraction, node: number): string {
  return /^[a-z]+/.exec(textOf(tree, node).slice(0, 12))?.[0] ?? '';
}
