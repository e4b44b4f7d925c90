/** What a handler's `try` does. */
import type { CallFact } from '../../model/facts.ts';

export interface Tried {
  readonly calls: readonly CallFact[];
  /** Statements at any depth: an `if` around one call is small, one around twenty is not. */
  readonly statements: number;
}
