import { applicationRuns } from '../../knowledge/applicationRuns.ts';
import type { ApplicationRunRow } from '../../knowledge/applicationRuns.ts';
import type { CallFact, EntryMarkerFact } from '../../model/facts.ts';
import type { Extraction } from './extraction.ts';

const rowOf = new Map<string, ApplicationRunRow>(applicationRuns.map((row) => [`${row.ecosystem} ${row.path}`, row]));

export function readEntryMarkers(
  { mainGuards }: Extraction,
  calls: readonly CallFact[],
  ecosystem: string,
): EntryMarkerFact[] {
  const markers: EntryMarkerFact[] = mainGuards.map((range) => ({ range, kind: 'main-guard' }));
  for (const call of calls) {
    const row = call.path === null ? undefined : rowOf.get(`${ecosystem} ${call.path}`);
    if (row === undefined) continue;
    // An application that a function makes is a factory's; the file alone starts nothing.
    if (row.kind === 'application' && call.function !== -1) continue;
    markers.push({ range: call.range, kind: row.kind });
  }
  return markers.sort((one, other) => one.range.start - other.range.start);
}
