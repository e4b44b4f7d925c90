import { vendors } from '../../knowledge/telemetry/index.ts';
import type { TelemetryInitialiser } from '../../knowledge/telemetry/vendor.ts';
import type { CallFact, ImportFact, Signal, TelemetryInitialisationFact } from '../../model/facts.ts';

interface Known {
  readonly vendor: string;
  readonly row: TelemetryInitialiser;
}

const byCall = new Map<string, Known>();
const byImport = new Map<string, Known>();
for (const { name, initialisers } of vendors) {
  for (const row of initialisers) {
    if (row.call !== undefined)
      byCall.set(keyOf(row.ecosystem, row.call, row.constructs === true), { vendor: name, row });
    if (row.import !== undefined) byImport.set(`${row.ecosystem} ${row.import}`, { vendor: name, row });
  }
}

function keyOf(ecosystem: string, path: string, constructs: boolean): string {
  return `${ecosystem} ${constructs ? 'new ' : ''}${path}`;
}

/** Where this file starts telemetry: a call, or an import that is enough by itself. */
export function readTelemetry(
  calls: readonly CallFact[],
  imports: readonly ImportFact[],
  ecosystem: string,
): TelemetryInitialisationFact[] {
  const facts: TelemetryInitialisationFact[] = [];
  for (const imported of imports) {
    const known = imported.typeOnly ? undefined : importRow(imported, ecosystem);
    if (known !== undefined) facts.push({ ...placeOf(imported), ...known, call: -1, order: imported.order });
  }
  calls.forEach((call, index) => {
    if (call.path === null) return;
    const known = byCall.get(keyOf(ecosystem, call.path, call.constructs));
    if (known === undefined) return;
    facts.push({
      ...placeOf(call),
      vendor: known.vendor,
      signals: signalsOf(known.row, call),
      call: index,
      order: call.order,
    });
  });
  return facts.sort((one, other) => one.order - other.order);
}

function importRow(
  { module, names }: ImportFact,
  ecosystem: string,
): { vendor: string; signals: readonly Signal[] } | undefined {
  // `from ddtrace import auto` evaluates the module `ddtrace.auto`.
  const modules = [module, ...names.map(({ name }) => `${module}.${name}`)];
  for (const name of modules) {
    const known = byImport.get(`${ecosystem} ${name}`);
    if (known !== undefined) return { vendor: known.vendor, signals: known.row.signals };
  }
  return undefined;
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
