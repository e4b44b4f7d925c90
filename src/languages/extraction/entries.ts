/** Routes, jobs, consumers and schedules. */
import type { EntryFact } from '../../model/facts.ts';
import type { Read } from './read.ts';

export function readEntries(_read: Read): EntryFact[] {
  return [];
}
