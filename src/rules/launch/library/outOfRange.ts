/** Libraries whose pinned version the pinned instrumentation does not take. */
import { instrumentationRanges, rangesOf } from '../../../knowledge/instrumentationRanges.ts';
import type { Launch, Service } from '../../../model/production.ts';
import type { ProductionContext } from '../../../model/rule.ts';
import type { Location } from '../../../model/text.ts';
import { baseName } from '../launches.ts';
import type { Gap } from './gap.ts';

export function outOfRange(context: ProductionContext, service: Service, launch: Launch): Gap[] {
  const isTraced = launch.telemetry.paths.some(
    ({ vendor, mechanism, state }) => vendor === 'opentelemetry' && mechanism !== 'operator' && state === 'active',
  );
  if (!isTraced || !service.packages.some((name) => name.startsWith('opentelemetry-instrumentation-'))) return [];
  const pins = pinsOf(context, service);
  return instrumentationRanges.flatMap(({ library, instrumentation, from, below }): Gap[] => {
    const used = pins.get(library);
    const own = pins.get(instrumentation);
    // Newer ones may take more.
    if (used === undefined || own === undefined || own.version[0] !== 0 || (own.version[1] ?? 0) > rangesOf) return [];
    const isOld = from !== null && compare(used.version, from) < 0;
    const isNew = below !== null && compare(used.version, below) >= 0;
    if (!isOld && !isNew) return [];
    const wanted = isOld ? `from ${from.join('.')} on` : `before ${below?.join('.') ?? ''}`;
    return [
      {
        place: used,
        message: `is traced, and ${library} is in no trace: ${instrumentation} takes versions ${wanted}, and leaves others alone`,
        evidence: [{ file: own.file, range: own.range, label: 'its instrumentation' }],
        fix: null,
        fault: `${service.root}:${library}:range`,
      },
    ];
  });
}

interface Pin extends Location {
  readonly version: readonly number[];
}

/** `name==1.2.3` of requirements; what is pinned twice is not pinned. */
function pinsOf({ production }: ProductionContext, { root }: Service): ReadonlyMap<string, Pin> {
  const pins = new Map<string, Pin>();
  for (const { path: file, text } of production.sources.values()) {
    const isOwn = root === '.' || file.startsWith(`${root}/`);
    if (!isOwn || !/^requirements[\w.-]*\.(?:txt|in)$|^[\w-]+\.txt$/.test(baseName(file))) continue;
    for (const match of text.matchAll(/^[ \t]*(([\w.-]+)(?:\[[^\]\n]*\])?[ \t]*==[ \t]*(\d[\d.]*))(?![\d.*])/gm)) {
      const [, whole = '', name = '', version = ''] = match;
      const start = match.index + match[0].length - whole.length;
      const key = name.toLowerCase().replace(/[-_.]+/g, '-');
      const numbers = version.split('.').map(Number);
      const known = pins.get(key);
      if (known === undefined) pins.set(key, { file, range: { start, end: start + whole.length }, version: numbers });
      else if (compare(known.version, numbers) !== 0) pins.delete(key);
    }
  }
  return pins;
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
