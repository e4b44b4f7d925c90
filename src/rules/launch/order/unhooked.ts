/** A program of ES modules whose preload hooks `require` alone: its own imports are linked as they are. */
import { moduleHooks, patchedPackages, requireOnlyPreload } from '../../../knowledge/telemetryOrder.ts';
import type { Launch, Service } from '../../../model/production.ts';
import type { ProductionContext } from '../../../model/rule.ts';
import type { Location } from '../../../model/text.ts';
import { isNativeModule, manifestOf } from './lateOf.ts';
import { isUsed } from './used.ts';

export interface Unhooked {
  readonly place: Location;
  readonly libraries: readonly string[];
}

export function unhooked(context: ProductionContext, service: Service, launch: Launch): Unhooked | null {
  const { module, version, until } = requireOnlyPreload;
  const entry = launch.entryPoint === null ? undefined : context.source(launch.entryPoint.file);
  const path = launch.telemetry.paths.find(
    ({ vendor, mechanism, state }) => vendor === 'opentelemetry' && mechanism === 'runtime-flag' && state === 'active',
  );
  const place = path?.evidence[0];
  if (entry === undefined || place === undefined || !isNativeModule(context, launch, entry)) return null;
  const written = context.source(place.file)?.text.slice(place.range.start, place.range.end) ?? '';
  const options = launch.variables.find(({ name }) => name === 'NODE_OPTIONS')?.value ?? '';
  const words = launch.argv.map(({ value }) => value);
  if (!module.test(`${written} ${words.join(' ')} ${options}`)) return null;
  if ([...words, options].some((word) => moduleHooks.test(word) || /--(?:experimental-)?loader\b/.test(word)))
    return null;
  // Another preload may bring the hook.
  if (words.filter((word) => /^(?:--import|--require|-r)(?:=|$)/.test(word)).length > 1) return null;
  const minor = version.exec(manifestOf(context, entry.path))?.[1];
  if (minor === undefined || Number(minor) > until) return null;
  const files = service.modules.flatMap((file) => context.source(file) ?? []);
  if (files.some(({ text }) => moduleHooks.test(text))) return null;
  const imports = files.flatMap((file) =>
    (file.facts?.imports ?? [])
      .filter((one) => one.kind === 'static' && !one.typeOnly && patchedPackages.has(one.module) && isUsed(one, file))
      .map((one) => one.module),
  );
  return imports.length === 0 ? null : { place, libraries: [...new Set(imports)] };
}
