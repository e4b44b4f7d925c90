/** Which statement gave a name the error that is looked at further down. */
import { childByField, childrenOf, lastOf, parentOf, textOf, typeOf } from '../../syntax/navigate.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { lookup } from '../extraction/scopes.ts';
import type { GoTypes } from './types.ts';

interface Yield {
  /** The assignment, declaration, receive or range clause. */
  readonly node: number;
  /** The last of several things that a call gives. */
  readonly isLastOfSeveral: boolean;
}

/** By function and name, innermost block last. */
const known = new WeakMap<Extraction, Map<string, Yield[]>>();

function yieldsOf(extraction: Extraction, name: string): Yield[] {
  let all = known.get(extraction);
  if (all === undefined) {
    all = new Map();
    known.set(extraction, all);
  }
  const key = `${extraction.frame.function} ${name}`;
  let yields = all.get(key);
  if (yields === undefined) {
    yields = [];
    all.set(key, yields);
  }
  return yields;
}

const mostYields = 64;

/** Remembers what a statement assigns. Statements are visited in order. */
export function rememberYields(extraction: Extraction, node: number, types: GoTypes): void {
  const { tree } = extraction;
  const targets = targetsOf(extraction, node, types);
  targets.forEach((target, index) => {
    if (typeOf(tree, target) !== types.identifier) return;
    const name = textOf(tree, target);
    if (name === '_') return;
    const yields = yieldsOf(extraction, name);
    dropEnded(extraction, yields, node);
    if (yields.length >= mostYields) yields.shift();
    yields.push({ node, isLastOfSeveral: targets.length > 1 && index === targets.length - 1 });
  });
}

/** Names on the left of an assignment or a declaration. */
export function targetsOf({ tree }: Extraction, node: number, types: GoTypes): readonly number[] {
  if (typeOf(tree, node) === types.varSpec) {
    return childrenOf(tree, node).filter((child) => tree.field[child] === types.fieldName);
  }
  const left = childByField(tree, node, types.fieldLeft);
  return left === -1 ? [] : childrenOf(tree, left).slice(0, 16);
}

/** Blocks that have ended cannot have given a name what it holds now. */
function dropEnded({ tree }: Extraction, yields: Yield[], node: number): void {
  for (let last = yields[yields.length - 1]; last !== undefined; last = yields[yields.length - 1]) {
    if (lastOf(tree, parentOf(tree, last.node)) > node) return;
    yields.pop();
  }
}

/** The statement of the present function that gave a name its value last, or -1. */
export function yieldOf(extraction: Extraction, name: string, before: number): number {
  const yields = yieldsOf(extraction, name);
  dropEnded(extraction, yields, before);
  return yields[yields.length - 1]?.node ?? -1;
}

/** A name that does not sound like one holds an error: by its declared type, or as the last of a call's results. */
export function holdsError(extraction: Extraction, name: string, before: number): boolean {
  const { tree, frame } = extraction;
  const declared = lookup(frame.scope, name)?.candidates.find((candidate) => candidate.instance)?.node ?? -1;
  if (declared !== -1) return textOf(tree, declared) === 'error';
  if (name !== 'e') return false;
  const yields = yieldsOf(extraction, name);
  dropEnded(extraction, yields, before);
  return yields[yields.length - 1]?.isLastOfSeveral === true;
}

/** A parameter of the present function, which is a callback: others are given an error to say what it is. */
export function isGivenToCallback({ functions, frame }: Extraction, name: string): boolean {
  const within = functions[frame.function];
  return within?.nameRange === null && within.parameters.includes(name);
}
