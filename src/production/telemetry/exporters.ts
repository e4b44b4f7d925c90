/** What an SDK sends its telemetry with: one that is only there on a condition makes all of it depend on that. */
import { telemetryExporters } from '../../knowledge/telemetry/exporters.ts';
import type { CallFact, Signal } from '../../model/facts.ts';
import type { Range } from '../../model/text.ts';
import type { TelemetryPath } from '../../model/production.ts';
import type { Exporter, Reached } from './walk.ts';

export const lastName = (callee: string): string => /(\w+)\s*(?:<[^<>]*>)?$/.exec(callee)?.[1] ?? '';

/** The end of what is called: a long chain of calls is cut short in the fact. */
const endOf = ({ calleeRange: { start, end } }: CallFact, text: string): string =>
  text.slice(Math.max(start, end - 80), end);

/** The path as its exporters leave it; as it is where none was seen. */
export function throughExporters(path: TelemetryPath, found: Reached, exporters: readonly Exporter[]): TelemetryPath {
  const call = found.file.facts?.calls[found.fact.call];
  const rows = telemetryExporters.find(
    ({ ecosystem, vendor }) => ecosystem === found.file.facts?.ecosystem && vendor === path.vendor,
  );
  if (call === undefined || rows === undefined || !rows.starts.test(lastName(endOf(call, found.file.text))))
    return path;
  if (path.state === 'inactive') return path;
  const own = exporters.filter(
    (exporter) =>
      exporter.file.path === found.file.path &&
      call.arguments.some(({ range }) => isWithin(exporter.call.range, range)),
  );
  const shared = exporters.filter((exporter) => maySend(exporter, path.signals));
  const using = own.length > 0 ? own : shared;
  const sending = using.filter(({ stays }) => !stays);
  const [first] = using;
  if (first === undefined || sending.some(({ condition }) => condition === null)) return path;
  const [depends] = sending;
  if (depends === undefined) return { ...path, state: 'inactive', reason: 'disabled', condition: null };
  if (path.state !== 'active') return path;
  return { ...path, state: 'conditional', condition: depends.condition };
}

const isWithin = (inner: Range, outer: Range): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** What speaks of readers and endpoints that are scraped has metrics alone, what speaks of spans none. */
const maySend = ({ call }: Exporter, signals: readonly Signal[]): boolean => {
  const name = lastName(call.callee);
  if (/Prometheus|reader|periodic/i.test(name)) return signals.includes('metrics');
  return !/span|batch|syncer/i.test(name) || signals.some((signal) => signal !== 'metrics');
};
