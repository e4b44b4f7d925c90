import { applicationRuns } from '../../knowledge/applicationRuns.ts';
import type { CallFact, EntryMarkerFact } from '../../model/facts.ts';
import type { Extraction } from './extraction.ts';
import { tableByEcosystem } from './tables.ts';

const rowsOf = tableByEcosystem(applicationRuns, (row) => row.path);

export function readEntryMarkers(
  { mainGuards }: Extraction,
  calls: readonly CallFact[],
  ecosystem: string,
): EntryMarkerFact[] {
  const markers: EntryMarkerFact[] = mainGuards.map((range) => ({ range, kind: 'main-guard' }));
  const rows = rowsOf(ecosystem);
  for (const call of calls) {
    const row = call.path === null ? undefined : rows.get(call.path);
    if (row === undefined) continue;
    // An application that a function makes is a factory's; the file alone starts nothing.
    if (row.kind === 'application' && call.function !== -1) continue;
    markers.push({ range: call.range, kind: row.kind });
  }
  return markers.sort((one, other) => one.range.start - other.range.start);
}
