/** A guard that a change took away, and what it guarded is still there. */
import type { Fix } from '../../../model/finding.ts';
import type { Range } from '../../../model/text.ts';
import type { Counterparts } from './counterparts.ts';
import type { Comparison, Pair } from './sides.ts';

export interface Loss {
  /** What was lost, for counting: one loss of a kind at a place is one. */
  readonly kind:
    | 'log'
    | 'handler'
    | 'time-limit'
    | 'flag'
    | 'authorization'
    | 'span'
    | 'metric'
    | 'signal'
    | 'telemetry';
  /** Whose old text had the guard. */
  readonly from: Pair;
  /** The guard there. */
  readonly guard: Range;
  /** In whose new text what it guarded stands. */
  readonly to: Pair;
  /** What is unguarded there; the nearest line stands in for it where it is far from the change. Null: that line. */
  readonly range: Range | null;
  readonly message: string;
  /** What can be put back as it was: whole statements of the old text; null where that would not do. */
  readonly statement: Range | null;
  /** A fix where nothing can be put back as it was. */
  readonly fix?: () => Fix | null;
  /** Rules that would say the same at the same place without saying what was lost. */
  readonly supersedes: readonly string[];
}

/** Finds the losses of one kind. */
export type GuardKind = (comparison: Comparison, counterparts: Counterparts) => readonly Loss[];
