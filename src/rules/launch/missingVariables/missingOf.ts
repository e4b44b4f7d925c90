/** Which variables the telemetry of a launch lacks, as far as its whole environment is in sight. */
import {
  collectorBeside,
  endpointInCode,
  otlpExporters,
  requiredVariables,
  serviceName,
  type RequiredVariable,
} from '../../../knowledge/telemetryEnvironment.ts';
import type { Evidence } from '../../../model/finding.ts';
import type { Launch, Service, TelemetryPath } from '../../../model/production.ts';
import type { ProductionContext } from '../../../model/rule.ts';
import type { Location } from '../../../model/text.ts';
import { provisionOf } from '../../../production/providedVariables.ts';
import { siblingWith } from './siblingWith.ts';
import { unnamedResource } from './unnamedResource.ts';

export interface Missing {
  readonly name: string;
  readonly vendor: string;
  readonly why: string;
  /** What to set; absent: as another process has it. */
  readonly value?: string;
  readonly evidence: readonly Evidence[];
}

export function missingOf(
  context: ProductionContext,
  service: Service,
  launch: Launch,
  declaration: Location,
): readonly Missing[] {
  const lacks = (name: string): boolean => provisionOf(service, launch, name).state === 'missing';
  const required = requiredVariables.flatMap((row) => requiredBy(context, launch, declaration, row, lacks) ?? []);
  if (required.length > 0) return [...required, ...unnamed(context, service, launch, lacks)];
  const guarded = launch.telemetry.paths.flatMap((path) => guardedBy(context, launch, declaration, path, lacks) ?? []);
  if (guarded.length > 0) return guarded.slice(0, 1);
  const own = withoutName(context, service, launch, lacks);
  if (own !== null) return [own];
  return isTold(launch) ? unnamed(context, service, launch, lacks) : [];
}

/** Code gives the SDK a resource without a name. */
function withoutName(context: ProductionContext, service: Service, launch: Launch, lacks: Lacks): Missing | null {
  const { name, names, attributes } = serviceName;
  if (!lacks(name) || launch.variables.some((one) => names.test(one.name) || one.name === attributes)) return null;
  const place = unnamedResource(context, service, launch);
  if (place === null) return null;
  const why = 'its SDK is given a resource without a name, and what it emits belongs to no service';
  const value = launch.name === '' ? service.name : launch.name;
  return { name, vendor: 'opentelemetry', why, value, evidence: [place] };
}

type Lacks = (name: string) => boolean;

/** Words of the command, its prefixes, and values of variables. */
function saysInWords({ argv, prefixes, variables }: Launch, words: RegExp): boolean {
  const all = [...prefixes.flatMap((prefix) => prefix.words), ...argv].map(({ value }) => value);
  return [...all, ...variables.map(({ value }) => value ?? '')].some((text) => words.test(text));
}

function requiredBy(
  context: ProductionContext,
  launch: Launch,
  declaration: Location,
  row: RequiredVariable,
  lacks: Lacks,
): Missing | null {
  if (!row.launchers.includes(launch.launcher) || !lacks(row.name)) return null;
  const paths = launch.telemetry.paths.filter(({ vendor, state }) => vendor === row.vendor && state === 'active');
  const path = paths.find((one) => isByVariables(context, row, one));
  if (path === undefined || launch.telemetry.paths.some(({ mechanism }) => mechanism === 'operator')) return null;
  if (launch.variables.some(({ name }) => row.names.test(name)) || exportsElsewhere(launch)) return null;
  if (saysInWords(launch, row.words)) return null;
  if (context.paths.some((file) => row.files?.test(file) === true)) return null;
  // Annotations and containers of the same file may bring a collector.
  const text = context.source(declaration.file)?.text ?? '';
  if (launch.launcher === 'compose' ? /network_mode|\.sock\b/.test(text) : collectorBeside.test(text)) return null;
  return { name: row.name, vendor: row.vendor, why: row.effect, evidence: path.evidence };
}

/** Signals are sent by something else than OTLP, or not at all. */
function exportsElsewhere({ variables }: Launch): boolean {
  const exporters = variables.filter(({ name }) => /^OTEL_(?:TRACES|METRICS|LOGS)_EXPORTER$/.test(name));
  return exporters.length > 0 && exporters.every(({ value }) => value === null || !value.split(',').includes('otlp'));
}

/** Variables alone say where it is sent: it is started from outside, or code makes its exporters without a word of it. */
function isByVariables(context: ProductionContext, row: RequiredVariable, path: TelemetryPath): boolean {
  const files = path.evidence.map(({ file }) => context.source(file)).filter((source) => source?.facts != null);
  if (files.length === 0) return row.mechanisms.includes(path.mechanism);
  if (row.vendor !== 'opentelemetry') return false;
  const exporters = files
    .flatMap((source) => source?.facts?.calls ?? [])
    .filter(({ callee }) => otlpExporters.test(callee));
  const isGo = files.some((source) => source?.facts?.ecosystem === 'go');
  return (
    exporters.length > 0 &&
    exporters.every((call) => call.arguments.length <= (isGo ? 1 : 0)) &&
    files.every((source) => !endpointInCode.test(source?.text ?? ''))
  );
}

/** Code that starts it only where a variable is set, which another process has. */
function guardedBy(
  { production }: ProductionContext,
  launch: Launch,
  declaration: Location,
  { state, condition, vendor, evidence }: TelemetryPath,
  lacks: Lacks,
): Missing | null {
  if (state !== 'conditional' || condition === null) return null;
  const names = [...new Set(condition.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g))];
  const [name] = names;
  if (name === undefined || names.length > 1 || !lacks(name)) return null;
  if (siblingWith(production, launch, declaration, name) === null) return null;
  const others = production.services.flatMap(({ launches }) => launches).filter((other) => other !== launch);
  const isStarted = others.some(
    (other) =>
      other.environment === launch.environment &&
      other.variables.some((variable) => variable.name === name && variable.file === declaration.file) &&
      other.telemetry.paths.some((path) => path.vendor === vendor && path.state === 'active'),
  );
  return isStarted ? { name, vendor, why: 'it keeps silent, and another process of this file emits', evidence } : null;
}

/** Where to send is said by variables. */
const isTold = ({ variables }: Launch): boolean =>
  variables.some(({ name }) => /^OTEL_EXPORTER_OTLP\w*_ENDPOINT$/.test(name));

/** Not told how it is called: `unknown_service`. */
function unnamed(context: ProductionContext, service: Service, launch: Launch, lacks: Lacks): readonly Missing[] {
  const { name, names, attributes, words, code, ecosystems } = serviceName;
  const entry = launch.entryPoint === null ? undefined : context.source(launch.entryPoint.file);
  const ecosystem = entry?.facts?.ecosystem ?? '';
  const paths = launch.telemetry.paths.filter(({ vendor, state }) => vendor === 'opentelemetry' && state === 'active');
  const [path] = paths;
  if (path === undefined || !(ecosystems as readonly string[]).includes(ecosystem) || !lacks(name)) return [];
  if (paths.some(({ mechanism }) => mechanism === 'in-code' || mechanism === 'operator')) return [];
  if (launch.variables.some((variable) => names.test(variable.name) || variable.name === attributes)) return [];
  if (saysInWords(launch, words)) return [];
  if (
    path.evidence.some(({ file }) =>
      code.test(context.source(file)?.facts == null ? '' : (context.source(file)?.text ?? '')),
    )
  ) {
    return [];
  }
  const value = launch.name === '' ? service.name : launch.name;
  return [
    {
      name,
      vendor: 'opentelemetry',
      why: 'what it emits is of unknown_service, like everything else without a name',
      value,
      evidence: path.evidence,
    },
  ];
}
