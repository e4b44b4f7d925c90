/**
 * Whether a span that must be ended is, on every way out of the code that holds it. Read from the uses of its variable:
 * a call that ends it, in a block that is always left through it or not; everything else that takes the span may end it
 * elsewhere, which nothing here can say.
 */
import { spanContextCalls } from '../../../knowledge/spans.ts';
import type { CallFact, SpanFact } from '../../../model/facts.ts';
import { childrenOf, endOf, lastOf, parentOf, rangeOf, startOf, textOf, typeOf } from '../../../syntax/navigate.ts';
import { firstWord, lastStatement } from '../afterHandler.ts';
import { callsOfMethod, methodOf } from '../methodName.ts';
import type { Read } from '../read.ts';

export interface Ended {
  readonly ended: SpanFact['ended'];
  /** Where it is over: behind the last call that ends it, else where its variable is gone. */
  readonly end: number;
}

export interface Started {
  /** Node of the call, or of the function that is given the span. */
  readonly node: number;
  readonly variable: string;
  /** Node of the function it lives in; -1 for the module. */
  readonly within: number;
  readonly declared: boolean;
  readonly ends: readonly string[];
  /** It is a parameter of `within`, whose body begins here; -1 where it is not. */
  readonly givenAt: number;
}

const mostNodes = 20_000;
/** A variable that is used more often is not followed. */
const mostUses = 500;
const highestClimb = 200;
const resources = new Set(['with_item', 'using_statement', 'resource']);

export function endedOf(read: Read, started: Started): Ended {
  const { extraction, syntax, calls } = read;
  const { tree, text } = extraction;
  const { outcomes } = syntax;
  const { typeNames } = tree.grammar;
  const { node, variable, within, ends } = started;
  const top = within === -1 ? 0 : within;
  const isGiven = started.givenAt !== -1;
  const bare = variable.replace(/^\$/, '');
  const name = bare.replace(/\W/g, '\\$&');
  const region = isGiven ? bodyOf(top) : regionOf();
  const unknown: Ended = { ended: 'unknown', end: endOf(tree, region) };
  const stop = Math.min(lastOf(tree, top), top + mostNodes);
  if (lastOf(tree, top) > stop) return unknown;

  const endings = new Map<number, number>();
  for (const index of ends.flatMap((method) => callsOfMethod(calls, method))) {
    const at = extraction.calls[index]?.node ?? -1;
    const call = calls[index];
    if (call !== undefined && at > top && at < stop) endings.set(call.calleeRange.start, at);
  }

  const ending: number[] = [];
  let uses = 0;
  let isHandedOn = false;
  let isAlways = false;
  let isContext = false;
  for (let at = isGiven ? top + 1 : lastOf(tree, node); at < stop; at++) {
    if (startOf(tree, at) < started.givenAt) continue;
    if (outcomes.identifiers[typeOf(tree, at)] !== 1 && typeNames[typeOf(tree, at)] !== 'variable_name') continue;
    if (textOf(tree, at).replace(/^\$/, '') !== bare) continue;
    const isVariableName = typeNames[typeOf(tree, parentOf(tree, at))] === 'variable_name';
    if (isVariableName || isMember(at)) continue;
    if (++uses > mostUses) return unknown;
    const use = useOf(at);
    if (use === 'always') isAlways = true;
    else if (use === 'handed-on') isHandedOn = true;
    else if (use === 'context') isContext = true;
    else if (typeof use === 'number') ending.push(use);
  }
  if (isAlways) return { ended: 'always', end: endOf(tree, region) };
  if (isHandedOn) return unknown;
  if (ending.length === 0) return isContext || livesOutside() ? unknown : { ended: 'never', end: endOf(tree, region) };
  if (ending.some((at) => at < region || at >= lastOf(tree, region))) return unknown;
  const end = Math.max(...ending.map((at) => endOf(tree, at)));
  return { ended: leaks() ? 'sometimes' : 'always', end };

  /** It is declared by code around the function, which may end it there. */
  function livesOutside(): boolean {
    if (started.declared || isGiven || within === -1) return false;
    const declares = new RegExp(`(?:\\b(?:var|let)\\s+${name}(?![\\w$])|(?<![\\w$])${name}\\s*:=)`);
    return (
      declares.test(text.slice(0, startOf(tree, top))) &&
      !declares.test(text.slice(startOf(tree, top), startOf(tree, node)))
    );
  }

  /** What one use of the variable does: the node of a call that ends it, or a word. */
  function useOf(at: number): 'always' | 'handed-on' | 'context' | 'nothing' | number {
    const nested = functionOf(at) !== within;
    const found = endings.get(startOf(tree, at));
    if (found !== undefined) {
      if (isSure(found)) return 'always';
      return nested ? 'handed-on' : found;
    }
    const after = text.slice(endOf(tree, at), endOf(tree, at) + 60);
    const member = /^\s*[?!]?\s*(?:\.|->|&\.|::)\s*([\w$]+)/.exec(after)?.[1];
    if (member !== undefined) return ends.includes(member) ? 'handed-on' : 'nothing';
    if (/^\s*:?=(?![=>])/.test(after)) return isReset(at) ? 'nothing' : 'handed-on';
    return climb(at, nested);
  }

  /** An attribute or a key of that name is something else. */
  function isMember(at: number): boolean {
    return (
      !outcomes.isUse(at) && /(?:\.|->|::)\s*$/.test(text.slice(Math.max(0, startOf(tree, at) - 4), startOf(tree, at)))
    );
  }

  /** `span = None`; given another span, it is not this one any more. */
  function isReset(at: number): boolean {
    return /^\s*:?=\s*(?:None|null|nil|undefined)\b/.test(text.slice(endOf(tree, at), endOf(tree, at) + 40));
  }

  /** Where a bare mention leads. */
  function climb(at: number, nested: boolean): 'always' | 'handed-on' | 'context' | 'nothing' {
    let from = at;
    for (let level = 0; level < highestClimb; level++) {
      const above = parentOf(tree, from);
      if (above === -1) return 'nothing';
      const type = typeOf(tree, above);
      if (resources.has(typeNames[type] ?? '')) return nested ? 'handed-on' : 'always';
      if (outcomes.calls[type] === 1) {
        const { start, end } = rangeOf(tree, above);
        const call = callAt(calls, start, end);
        if (call !== undefined && at >= 0 && startOf(tree, at) >= call.calleeRange.end) {
          if (!spanContextCalls.has(methodOf(call.callee))) return 'handed-on';
          const ends = call.arguments.some(({ keyword, value }) => keyword === 'end_on_exit' && value === 'True');
          return ends || /end_on_exit\s*=\s*True/.test(text.slice(start, Math.min(end, start + 300)))
            ? 'always'
            : 'context';
        }
      }
      if (outcomes.returns[type] === 1 || outcomes.throws[type] === 1) return 'handed-on';
      if (outcomes.assignments[type] === 1) return outcomes.valueOf(above) === from ? holds(from) : 'nothing';
      if (outcomes.conditionOf(above) === from || comparisons.test(typeNames[type] ?? '')) return 'nothing';
      if (outcomes.pairOf(above) !== null || collections.test(typeNames[type] ?? '')) return 'handed-on';
      if (outcomes.functions[type] === 1) return outcomes.blocks[typeOf(tree, from)] === 1 ? 'nothing' : 'handed-on';
      if (outcomes.blocks[type] === 1 || outcomes.statements[type] === 1) return 'nothing';
      from = above;
    }
    return 'handed-on';
  }

  function holds(value: number): 'handed-on' | 'nothing' {
    return /^\s*(?:!|not\b|\(?\s*[\w.$]+\s*(?:is\b|[!=]=))/.test(textOf(tree, value).slice(0, 60))
      ? 'nothing'
      : 'handed-on';
  }

  /** Deferred, in a `finally`, or in what a promise does at last. */
  function isSure(call: number): boolean {
    let from = call;
    for (let level = 0; level < highestClimb && from !== top && from !== -1; level++) {
      const name = typeNames[typeOf(tree, from)] ?? '';
      if (/^(?:finally|defer_statement$|ensure$)/.test(name)) return true;
      if (outcomes.functions[typeOf(tree, from)] === 1) {
        const before = text.slice(Math.max(0, startOf(tree, from) - 30), startOf(tree, from));
        if (/\.finally\(\s*(?:async\s+)?$/.test(before)) return true;
      }
      from = parentOf(tree, from);
    }
    return false;
  }

  function functionOf(at: number): number {
    let from = parentOf(tree, at);
    for (let level = 0; level < 2000 && from !== -1; level++) {
      if (outcomes.functions[typeOf(tree, from)] === 1) return from;
      from = parentOf(tree, from);
    }
    return -1;
  }

  function blockOf(at: number): number {
    let from = parentOf(tree, at);
    while (from !== -1 && from > top && outcomes.blocks[typeOf(tree, from)] !== 1) from = parentOf(tree, from);
    return from === -1 ? top : from;
  }

  function leaves(block: number): boolean {
    const last = lastStatement(extraction, block, syntax);
    return last !== -1 && (isExit(last) || (last + 1 < lastOf(tree, last) && isExit(last + 1)));
  }

  function isExit(at: number): boolean {
    return outcomes.exits[typeOf(tree, at)] === 1 || outcomes.throws[typeOf(tree, at)] === 1;
  }

  function isInside(at: number, around: number): boolean {
    return at >= around && at < lastOf(tree, around);
  }

  function bodyOf(owner: number): number {
    return childrenOf(tree, owner).find((child) => outcomes.blocks[typeOf(tree, child)] === 1) ?? owner;
  }

  /** The code in which the variable may still hold the span. */
  function regionOf(): number {
    let block = blockOf(node);
    if (started.declared) return block;
    while (block > top && !leaves(block)) {
      const above = parentOf(tree, block);
      if (above === -1 || outcomes.loops[typeOf(tree, above)] === 1) break;
      block = blockOf(block);
    }
    return block;
  }

  /** Whether a way out between the start and what ends it skips that. */
  function leaks(): boolean {
    const first = isGiven ? region : lastOf(tree, node);
    for (let at = first; at < lastOf(tree, region); at++) {
      const type = typeOf(tree, at);
      const isWay = outcomes.exits[type] === 1 || outcomes.throws[type] === 1;
      if (!isWay || functionOf(at) !== within) continue;
      const word = firstWord(extraction, at);
      if (!/^(?:return|raise|throw|continue)$/.test(word) || isAlternative(at)) continue;
      if (word === 'continue' && !isInside(node, loopOf(at))) continue;
      if ((word === 'raise' || word === 'throw') && isCaught(at)) continue;
      if (!isEndedBefore(at)) return true;
    }
    return leaksOnFailure() || leaksAtEnd();
  }

  /** `at` is in the other branch of a statement that holds the start. */
  function isAlternative(at: number): boolean {
    let from = at;
    while (from !== -1 && !isInside(node, from)) from = parentOf(tree, from);
    return from !== -1 && from !== region && !isGiven && outcomes.blocks[typeOf(tree, from)] !== 1;
  }

  function loopOf(at: number): number {
    let from = parentOf(tree, at);
    while (from > top && outcomes.loops[typeOf(tree, from)] !== 1) from = parentOf(tree, from);
    return from === -1 ? top : from;
  }

  function isCaught(at: number): boolean {
    return extraction.handlers.some((handler) => handler.tryBody !== -1 && isInside(at, handler.tryBody));
  }

  function isEndedBefore(at: number): boolean {
    return ending.some((end) => {
      if (end > at) return isInside(end, at);
      for (let block = blockOf(end); ; block = blockOf(block)) {
        if (isInside(at, block) || block <= region) return true;
        if (leaves(block)) return false;
      }
    });
  }

  /** Only code that may fail ends it, and what handles the failure does not. */
  function leaksOnFailure(): boolean {
    return extraction.handlers.some(({ tryBody, body, node: handler, fact }) => {
      if (tryBody === -1 || body === -1 || !/^(?:except|catch|rescue)$/.test(fact.form)) return false;
      if (!(isInside(tryBody, region) || isInside(region, tryBody)) || functionOf(tryBody) !== within) return false;
      const isAfter = ending.some((at) => isInside(at, body) || at >= lastOf(tree, handler));
      return !isAfter && ending.every((at) => isInside(at, tryBody)) && mayFail(tryBody);
    });
  }

  /** Something beside the span itself is called before it ends. */
  function mayFail(tryBody: number): boolean {
    const from = Math.max(endOf(tree, node), startOf(tree, tryBody));
    const until = Math.min(...ending.map((at) => startOf(tree, at)));
    return calls.some(
      ({ range, callee }) =>
        range.start >= from && range.end <= until && !callee.replace(/^\$/, '').startsWith(`${bare}.`),
    );
  }

  /** The code comes to its end, and all that ends the span has left before. */
  function leaksAtEnd(): boolean {
    const last = lastStatement(extraction, region, syntax);
    if (last === -1 || isExit(last) || (last + 1 < lastOf(tree, last) && isExit(last + 1))) return false;
    const isPlain = !hasBlock(last);
    return isPlain && !isEndedBefore(last);
  }

  function hasBlock(at: number): boolean {
    for (let inner = at; inner < lastOf(tree, at); inner++) if (outcomes.blocks[typeOf(tree, inner)] === 1) return true;
    return false;
  }
}

const comparisons = /^(?:binary_|comparison_|boolean_|not_|unary_|parenthesized_|if_|while_|conditional_|ternary_|is_)/;
const collections =
  /^(?:array|list|tuple|set|object|dictionary|expression_list|composite_literal|literal_value|initializer)/;

const indexes = new WeakMap<readonly CallFact[], Map<string, CallFact>>();

/** The call that stands exactly there; found without going over all of them for each use of a name. */
function callAt(calls: readonly CallFact[], start: number, end: number): CallFact | undefined {
  let index = indexes.get(calls);
  if (index === undefined) {
    index = new Map(calls.map((call) => [`${call.range.start}-${call.range.end}`, call]));
    indexes.set(calls, index);
  }
  return index.get(`${start}-${end}`);
}
