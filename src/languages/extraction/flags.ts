/** Questions to feature flags. */
import type { FlagCheckFact } from '../../model/facts.ts';
import type { Read } from './read.ts';

export function readFlagChecks(_read: Read): FlagCheckFact[] {
  return [];
}
