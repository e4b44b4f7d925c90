/** The wrapper of Python exports by a protocol whose exporter is not installed: the SDK is not made, which only a log says. */
import { ownInstrumentations } from '../../knowledge/libraryInstrumentations.ts';
import { otlpExporterPackages, otlpProtocol, otlpSignals, type OtlpProtocol } from '../../knowledge/telemetry/otlp.ts';
import type { Launch, Service } from '../../model/production.ts';
import type { ProductionContext } from '../../model/rule.ts';
import type { Location } from '../../model/text.ts';
import { provisionOf } from '../../production/providedVariables.ts';

export interface MissingExporter {
  readonly place: Location;
  readonly spoken: OtlpProtocol;
  /** Package that is there, and the value by which it is used. */
  readonly installed: string;
  readonly value: string;
}

export function missingExporter(
  { production }: ProductionContext,
  service: Service,
  launch: Launch,
): MissingExporter | null {
  const path = launch.telemetry.paths.find(
    ({ vendor, mechanism, state }) => vendor === 'opentelemetry' && mechanism === 'wrapper' && state === 'active',
  );
  const place = path?.evidence[0];
  if (place === undefined || place.label !== 'opentelemetry-instrument') return null;
  const { packages } = service;
  if (packages.some((name) => ownInstrumentations.test(name) || name.startsWith('elastic-opentelemetry'))) return null;
  const present = otlpExporterPackages.filter(({ name }) => packages.includes(name));
  const [own] = present;
  if (own === undefined || present.length > 1 || packages.includes('opentelemetry-exporter-otlp')) return null;
  // An image, or an extra, may bring the other one.
  const others = otlpExporterPackages.filter((row) => row !== own);
  const brings = (text: string): boolean =>
    /opentelemetry[-_]exporter[-_]otlp(?![-_\w])|distro\[[^\]]*otlp/.test(text) ||
    others.some(({ name }) => text.includes(name));
  if ([...production.sources.values()].some(({ text }) => brings(text))) return null;
  const words = launch.prefixes.flatMap((prefix) => prefix.words).map(({ value }) => value);
  if (words.some((word) => /exporter|protocol/.test(word))) return null;
  const names = [otlpProtocol, ...otlpSignals.flatMap(({ protocol, exporter }) => [protocol, exporter])];
  const set = launch.variables.filter(({ name }) => names.includes(name));
  if (set.some(({ name }) => name !== otlpProtocol)) return null;
  const [protocol] = set;
  if (protocol === undefined && names.some((name) => provisionOf(service, launch, name).state !== 'missing'))
    return null;
  const spoken: OtlpProtocol | null =
    protocol === undefined || protocol.value === 'grpc'
      ? 'grpc'
      : protocol.value?.startsWith('http/') === true
        ? 'http'
        : null;
  if (spoken === null || spoken === own.protocol) return null;
  return { place: protocol ?? place, spoken, installed: own.name, value: own.value };
}
