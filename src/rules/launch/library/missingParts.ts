/** What `opentelemetry-instrument` needs beside itself: without one of these it starts, and emits nothing. */
import { distributionParts, ownInstrumentations } from '../../../knowledge/libraryInstrumentations.ts';
import type { Launch, Service } from '../../../model/production.ts';
import type { ProductionContext } from '../../../model/rule.ts';
import type { Location } from '../../../model/text.ts';

export interface MissingPart {
  readonly place: Location;
  /** The package that is missing. */
  readonly name: string;
  readonly effect: string;
}

/** Null where the manifest does not show what is installed for OpenTelemetry. */
export function missingPart({ production }: ProductionContext, service: Service, launch: Launch): MissingPart | null {
  const path = launch.telemetry.paths.find(
    ({ vendor, mechanism, state }) => vendor === 'opentelemetry' && mechanism === 'wrapper' && state === 'active',
  );
  const place = path?.evidence[0];
  if (place === undefined || place.label !== 'opentelemetry-instrument') return null;
  const { packages } = service;
  const isShown = packages.some((name) => name.startsWith('opentelemetry-'));
  if (!isShown || packages.some((name) => ownInstrumentations.test(name) || name.startsWith('elastic-opentelemetry')))
    return null;
  const texts = [...production.sources.values()].map(({ text }) => text);
  const exporters = launch.variables.filter(({ name }) => /^OTEL_(?:TRACES|METRICS|LOGS)_EXPORTER$/.test(name));
  for (const { name, given, effect, isExporter } of distributionParts) {
    // Another exporter is chosen.
    if (isExporter && exporters.some(({ value }) => value === null || !value.split(',').includes('otlp'))) continue;
    if (isExporter && launch.prefixes.some(({ words }) => words.some(({ value }) => /exporter/.test(value)))) continue;
    if (texts.some((text) => given.test(text))) continue;
    return { place, name, effect };
  }
  return null;
}
