/**
 * Instances of templates (`queue@.service`): what other units, timers and targets ask for by name, drop-ins of an
 * instance, and the one that the template itself is enabled as. What an administrator enables is not known here.
 * Facts: https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html
 */
import type { Evidence } from '../../../model/finding.ts';
import type { UnitPart } from '../systemd.ts';

const mostInstances = 50;
/** Settings of `[Unit]`, `[Install]`, `[Timer]`, `[Path]` and `[Socket]` that name units which are started. */
export const namingSettings: ReadonlySet<string> = new Set([
  'Wants',
  'Requires',
  'Requisite',
  'BindsTo',
  'Upholds',
  'OnSuccess',
  'OnFailure',
  'Also',
  'Unit',
  'Service',
]);

/** Templates give way to their instances, each under its own name. A template that nobody names stays as it is. */
export function withInstances(units: readonly UnitPart[], parts: readonly UnitPart[]): readonly UnitPart[] {
  /** What names each unit first; nothing where only its drop-ins do, which are shown as they are. */
  const named = new Map<string, readonly Evidence[]>();
  for (const { unit, isDropIn } of parts) if (isDropIn) named.set(unit, []);
  for (const { names } of parts)
    for (const { label, ...place } of names) named.set(label, [{ ...place, label: 'started as' }]);
  const own = new Set(units.map(({ unit }) => unit));
  return units.flatMap((unit) => {
    const prefix = /^(.+@)\.service$/.exec(unit.unit)?.[1];
    if (prefix === undefined) return [unit];
    const defaults = unit.defaultInstance === null ? [] : [`${prefix}${unit.defaultInstance}.service`];
    const instances = [...new Set([...named.keys(), ...defaults])].filter(
      (name) =>
        name.startsWith(prefix) &&
        name.endsWith('.service') &&
        name.length > prefix.length + '.service'.length &&
        !/[%*]/.test(name) &&
        !own.has(name),
    );
    return instances.length === 0
      ? [unit]
      : instances
          .sort()
          .slice(0, mostInstances)
          .map((name) => ({ ...unit, unit: name, layers: named.get(name) ?? [] }));
  });
}
