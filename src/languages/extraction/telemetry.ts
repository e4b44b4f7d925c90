import { vendors } from '../../knowledge/telemetry/index.ts';
import { indexInitialisers } from '../../knowledge/telemetry/matches.ts';
import type { TelemetryInitialiser } from '../../knowledge/telemetry/vendor.ts';
import type { CallFact, ImportFact, TelemetryInitialisationFact, Signal } from '../../model/facts.ts';

const rows = vendors.flatMap(({ name, initialisers }) => initialisers.map((row) => ({ vendor: name, row })));
const known = new Map(
  [...new Set(rows.map(({ row }) => row.ecosystem))].map((ecosystem) => [
    ecosystem,
    indexInitialisers(rows.filter(({ row }) => row.ecosystem === ecosystem)),
  ]),
);

/** Where this file starts telemetry: a call, or an import that is enough by itself. */
export function readTelemetry(
  calls: readonly CallFact[],
  imports: readonly ImportFact[],
  ecosystem: string,
): TelemetryInitialisationFact[] {
  const facts: TelemetryInitialisationFact[] = [];
  const index = known.get(ecosystem);
  if (index === undefined) return facts;
  for (const imported of imports) {
    const found = imported.typeOnly ? undefined : index.ofImport(imported);
    if (found === undefined) continue;
    const { vendor, row } = found;
    facts.push({ ...placeOf(imported), vendor, signals: row.signals, call: -1, order: imported.order });
  }
  calls.forEach((call, at) => {
    const found = index.ofCall(call);
    if (found === undefined) return;
    const { vendor, row } = found;
    facts.push({ ...placeOf(call), vendor, signals: signalsOf(row, call), call: at, order: call.order });
  });
  return facts.sort((one, other) => one.order - other.order);
}

/** Signals of the row, and those that an argument adds. */
function signalsOf({ signals, argumentSignals = [] }: TelemetryInitialiser, call: CallFact): readonly Signal[] {
  const given = new Set(call.arguments.flatMap((argument) => argument.keys ?? []));
  for (const { keyword } of call.arguments) if (keyword !== null) given.add(keyword);
  const added = argumentSignals.filter(({ names }) => names.some((name) => given.has(name)));
  return [...new Set([...signals, ...added.flatMap((row) => row.signals)])];
}

function placeOf({ range, function: within, condition }: ImportFact | CallFact) {
  return { range, function: within, condition };
}
