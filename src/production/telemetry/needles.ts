/** Names without which no initialiser of a vendor can be in a file: a look at the text saves parsing it. */
import type { TelemetryVendor } from '../../knowledge/telemetry/vendor.ts';

export function telemetryNeedles(ecosystem: string, vendors: readonly TelemetryVendor[]): readonly string[] {
  const needles = new Set<string>();
  for (const vendor of vendors) {
    for (const row of vendor.initialisers) {
      if (row.ecosystem !== ecosystem) continue;
      const path = (row.import ?? row.call ?? row.method ?? row.setting ?? '').replace(/^new /, '');
      const scoped = /^@[^/]+\/[^./]+/.exec(path)?.[0];
      // Go names a package by where it is to be had, and files of it by all of that.
      const hosted = /^[\w-]+(?:\.[\w-]+)+\/(?:[^/()]+\/)*[^/.()]+/.exec(path)?.[0];
      const needle = scoped ?? hosted ?? path.split(/[./(]/)[0] ?? path;
      // An empty needle is in every file.
      if (needle !== '') needles.add(needle);
    }
  }
  return [...needles];
}
