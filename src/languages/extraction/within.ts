import type { CallFact } from '../../model/facts.ts';
import { lastOf } from '../../syntax/navigate.ts';
import type { Extraction } from './extraction.ts';

/**
 * Calls in a subtree, in order; calls are collected in order of their nodes.
 * @param before one past the last node that is looked at, where that is not all of it
 */
export function callsWithin(
  { tree, calls: drafts }: Extraction,
  calls: readonly CallFact[],
  node: number,
  before = -1,
): { call: CallFact; index: number; node: number }[] {
  let low = 0;
  let high = drafts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((drafts[middle]?.node ?? 0) < node) low = middle + 1;
    else high = middle;
  }
  const found: { call: CallFact; index: number; node: number }[] = [];
  const end = before === -1 ? lastOf(tree, node) : before;
  for (let index = low; found.length < mostCalls; index++) {
    const draft = drafts[index];
    const call = calls[index];
    if (draft === undefined || call === undefined || draft.node >= end) break;
    found.push({ call, index, node: draft.node });
  }
  return found;
}

/** A handler that does more than this is not read in full. */
const mostCalls = 200;
