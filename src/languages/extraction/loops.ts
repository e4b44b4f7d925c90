import type { LoopFact } from '../../model/facts.ts';
import { parentOf, rangeOf, startOf } from '../../syntax/navigate.ts';
import type { Extraction } from './extraction.ts';

const mostLoops = 5000;

/** Every loop, the outer before the inner. */
export function readLoops({ tree, loops }: Extraction): LoopFact[] {
  return loops.slice(0, mostLoops).map(({ body, function: within }): LoopFact => {
    const statement = parentOf(tree, body);
    const range = rangeOf(tree, body);
    const start = statement === -1 ? range.start : startOf(tree, statement);
    return { header: { start, end: range.start }, body: range, function: within };
  });
}
