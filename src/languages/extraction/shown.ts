import type { HandlerOutcome } from '../../model/facts.ts';
import type { Range } from '../../model/text.ts';

/** An outcome and what shows it. */
export interface Shown {
  readonly outcome: HandlerOutcome;
  readonly range: Range;
}

/** Strongest first. */
export const outcomeOrder: readonly HandlerOutcome[] = [
  'rethrown',
  'wrapped',
  'returned',
  'logged',
  'reported',
  'recorded',
  'counted',
  'handed-on',
  'expected',
  'ignored-with-reason',
  'swallowed',
];

export function strongest(shown: readonly Shown[]): Shown | null {
  let best: Shown | null = null;
  for (const one of shown) {
    if (best === null || outcomeOrder.indexOf(one.outcome) < outcomeOrder.indexOf(best.outcome)) best = one;
  }
  return best;
}
