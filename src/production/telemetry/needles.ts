/**
 * Whether a text may start telemetry: a look at the text saves parsing it. One expression over all names, as it is asked of
 * every file of a service.
 */
export function telemetryNamed(ecosystem: string, vendors: readonly TelemetryVendor[]): (text: string) => boolean {
  const known = tests.get(vendors) ?? new Map<string, RegExp | null>();
  tests.set(vendors, known);
  let test = known.get(ecosystem);
  if (test === undefined) {
    const needles = telemetryNeedles(ecosystem, vendors).map((needle) =>
      needle.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'),
    );
    known.set(ecosystem, (test = needles.length === 0 ? null : new RegExp(needles.join('|'))));
  }
  return (text) => test?.test(text) === true;
}

const tests = new WeakMap<readonly TelemetryVendor[], Map<string, RegExp | null>>();

/** Names without which no initialiser of a vendor can be in a file: a look at the text saves parsing it. */
import type { TelemetryVendor } from '../../knowledge/telemetry/vendor.ts';

function telemetryNeedles(ecosystem: string, vendors: readonly TelemetryVendor[]): readonly string[] {
  const needles = new Set<string>();
  for (const vendor of vendors) {
    for (const row of vendor.initialisers) {
      if (row.ecosystem !== ecosystem) continue;
      const path = (row.import ?? row.call ?? row.method ?? row.setting ?? '').replace(/^new /, '');
      const scoped = /^@[^/]+\/[^./]+/.exec(path)?.[0];
      // A use declaration takes a path apart, and only its first part stands in every file.
      // Go names a package by where it is to be had, and files of it by all of that.
      const hosted = /^[\w-]+(?:\.[\w-]+)+\/(?:[^/()]+\/)*[^/.()]+/.exec(path)?.[0];
      // What the names of packages of the JVM begin with says nothing alone: `io`, `com`.
      const packaged = ecosystem === 'jvm' ? /^[a-z]+\.\w+(?=\.)/.exec(path)?.[0] : undefined;
      const needle = scoped ?? hosted ?? packaged ?? path.split(/[./(\\]|::/)[0] ?? path;
      // An empty needle is in every file.
      if (needle !== '') needles.add(needle);
    }
  }
  return [...needles];
}
