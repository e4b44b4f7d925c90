import { vendors } from '../../knowledge/telemetry/index.ts';
import type { TelemetryInitialiser } from '../../knowledge/telemetry/vendor.ts';
import { tableByEcosystem } from './tables.ts';
import type { CallFact, ImportFact, Signal, TelemetryInitialisationFact } from '../../model/facts.ts';

const initialisers = vendors.flatMap(({ name, initialisers: rows }) =>
  rows.map((row) => ({ vendor: name, ecosystem: row.ecosystem, row })),
);
const withCall = initialisers.filter(({ row }) => row.call !== undefined);
const callsOf = tableByEcosystem(withCall, ({ row }) => callKey(row.call ?? '', row.constructs === true));
const withImport = initialisers.filter(({ row }) => row.import !== undefined);
const importsOf = tableByEcosystem(withImport, ({ row }) => row.import ?? '');

/** A class that is made and a function that is called are told apart. */
function callKey(path: string, constructs: boolean): string {
  return constructs ? `new ${path}` : path;
}

/** Where this file starts telemetry: a call, or an import that is enough by itself. */
export function readTelemetry(
  calls: readonly CallFact[],
  imports: readonly ImportFact[],
  ecosystem: string,
): TelemetryInitialisationFact[] {
  const facts: TelemetryInitialisationFact[] = [];
  const callRows = callsOf(ecosystem);
  for (const imported of imports) {
    const known = imported.typeOnly ? undefined : importRow(imported, ecosystem);
    if (known !== undefined) facts.push({ ...placeOf(imported), ...known, call: -1, order: imported.order });
  }
  calls.forEach((call, index) => {
    if (call.path === null) return;
    const known = callRows.get(callKey(call.path, call.constructs));
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
  const rows = importsOf(ecosystem);
  for (const name of modules) {
    const known = rows.get(name);
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
