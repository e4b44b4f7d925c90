/**
 * Which packages put a span around the work that a framework hands out. A room of its own has a table for each ecosystem,
 * as the OpenTelemetry projects document their instrumentations; agents of vendors cover their frameworks by themselves
 * and have no rows.
 */
import type { EntryFact } from '../model/facts.ts';
import { dotnetInstrumentations } from './instrumentations/dotnet.ts';
import { goInstrumentations } from './instrumentations/go.ts';
import type { InstrumentationTable } from './instrumentations/instrumentation.ts';
import { jvmInstrumentations } from './instrumentations/jvm.ts';
import { nodeInstrumentations } from './instrumentations/node.ts';
import { phpInstrumentations } from './instrumentations/php.ts';
import { pythonInstrumentations } from './instrumentations/python.ts';
import { rubyInstrumentations } from './instrumentations/ruby.ts';
import { rustInstrumentations } from './instrumentations/rust.ts';

const tables: readonly InstrumentationTable[] = [
  pythonInstrumentations,
  nodeInstrumentations,
  goInstrumentations,
  jvmInstrumentations,
  dotnetInstrumentations,
  rubyInstrumentations,
  phpInstrumentations,
  rustInstrumentations,
];

export function instrumentationsOf(ecosystem: string): InstrumentationTable | null {
  return tables.find((table) => table.ecosystem === ecosystem) ?? null;
}

/** Names of packages that may bring instrumentation of their own, which a manifest does not show. */
export const privateInstrumentation: RegExp =
  /telemetry|tracing|tracer|observab|instrument|otel|logfire|openinference|traceloop|apm\b|vercel\/otel|hyperdx|honeycomb|lightstep|uptrace|signoz|dynatrace|azure-monitor|splunk|servicedefaults/i;

/** Packages that bring the instrumentations of `covers`, or an agent that does. */
export function hasBundle(table: InstrumentationTable, packages: readonly string[], isComplete: boolean): boolean {
  return isComplete || table.bundles.some((name) => packages.includes(name));
}

/**
 * Whether a framework's work is covered by the packages of a service; null where nothing here knows.
 * @param isComplete an agent or an operator brings what the ecosystem has
 */
export function isCovered(
  ecosystem: string,
  { framework, kind }: Pick<EntryFact, 'framework' | 'kind'>,
  packages: readonly string[],
  isComplete: boolean,
): boolean | null {
  const table = instrumentationsOf(ecosystem);
  const row = table?.frameworks.find(
    ({ frameworks, kinds }) => frameworks.includes(framework) && (kinds === null || kinds.includes(kind)),
  );
  if (table === null || row === undefined) return null;
  if (row.packages.some((name) => packages.includes(name))) return true;
  return row.inBundle && hasBundle(table, packages, isComplete);
}
