/** Routes, jobs, consumers and schedules: what `knowledge/entries` says of calls, decorators, classes and functions. */
import type { EntryFact } from '../../model/facts.ts';
import { declarations } from './entries/declarations.ts';
import { registrations } from './entries/registrations.ts';
import type { Read } from './read.ts';

export function readEntries(read: Read): EntryFact[] {
  return [...registrations(read), ...declarations(read)].sort((one, other) => one.range.start - other.range.start);
}
