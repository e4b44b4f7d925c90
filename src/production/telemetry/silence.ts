/** What silences telemetry that was started: switches of the environment, guards that nothing opens. */
import type { Signal } from '../../model/facts.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Variable } from '../../model/production.ts';
import type { TelemetryVendor } from '../../knowledge/telemetry/vendor.ts';
import type { Variables } from '../shellSource.ts';

export interface Heard {
  /** What is left of the signals. */
  readonly signals: readonly Signal[];
  /** Variables that took some away. */
  readonly evidence: readonly Evidence[];
}

export function afterSwitches(vendor: TelemetryVendor, signals: readonly Signal[], variables: Variables): Heard {
  const silenced = new Set<Signal>();
  const evidence: Evidence[] = [];
  for (const row of vendor.switches) {
    const variable = variables.get(row.name);
    if (variable === undefined || variable.value === null) continue;
    if (!row.values.includes(variable.value.trim().toLowerCase())) continue;
    if (!row.signals.some((signal) => signals.includes(signal))) continue;
    for (const signal of row.signals) silenced.add(signal);
    evidence.push(variableEvidence(variable, `${variable.name}=${variable.value}`));
  }
  return { signals: signals.filter((signal) => !silenced.has(signal)), evidence };
}

export function variableEvidence({ file, range }: Variable, label: string): Evidence {
  return { file, range, label };
}

/** Signals that come with a variable or with a version of a package. */
export function withExtras(
  vendor: TelemetryVendor,
  ecosystem: string,
  signals: readonly Signal[],
  variables: Variables,
  versionOf: (name: string) => string | null,
): readonly Signal[] {
  const all = new Set(signals);
  for (const extra of vendor.extras) {
    if ('variable' in extra) {
      if (extra.notIn?.includes(ecosystem) === true) continue;
      const value = variables.get(extra.variable)?.value ?? null;
      if (value === null || !extra.values.includes(value.trim().toLowerCase())) continue;
    } else {
      const version = extra.ecosystem === ecosystem ? versionOf(extra.package) : null;
      if (version === null || !isAtLeast(version, extra.since)) continue;
      if (extra.beside !== undefined && !signals.includes(extra.beside)) continue;
    }
    for (const signal of extra.signals) all.add(signal);
  }
  return [...all];
}

/** `^0.67.1` counts as the version it names: that is what was tried. */
function isAtLeast(range: string, since: string): boolean {
  const numbers = (text: string): number[] => (/\d+(?:\.\d+){0,2}/.exec(text)?.[0] ?? '0').split('.').map(Number);
  if (/^(latest|\*|x)$/.test(range.trim())) return true;
  const one = numbers(range);
  const other = numbers(since);
  for (let index = 0; index < 3; index++) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
