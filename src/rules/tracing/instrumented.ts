/** What production shows of how a service is instrumented. */
import { instrumentationsOf, privateInstrumentation } from '../../knowledge/instrumentations.ts';
import type { Launch, Mechanism, Production, Service } from '../../model/production.ts';
import type { FileContext } from '../../model/rule.ts';

/**
 * A production launch of the code's folder, where every one of them traces with OpenTelemetry and with nothing else: as
 * production shows it, or by packages that the code can only be using.
 */
export function tracedLaunch(context: FileContext, service: Service): Launch | null {
  const launches = ofRoot(context.production, service.root).filter(
    ({ environment, oneShot }) => !oneShot && (environment === 'production' || environment === 'unknown'),
  );
  const starts = startsInCode(context, service);
  return launches.every((launch) => isTraced(launch) || (starts && isOutOfSight(context, launch)))
    ? (launches[0] ?? null)
    : null;
}

function isTraced({ telemetry }: Launch): boolean {
  const paths = telemetry.paths.filter(({ state, signals }) => state !== 'inactive' && signals.includes('traces'));
  return (
    telemetry.state === 'active' &&
    telemetry.signals.includes('traces') &&
    paths.every(({ vendor }) => vendor === 'opentelemetry') &&
    telemetry.vendor === 'opentelemetry'
  );
}

/** The packages start the SDK, and it is a language whose programs are not followed from their launch. */
function startsInCode({ facts }: FileContext, { packages }: Service): boolean {
  const starts = instrumentationsOf(facts.ecosystem)?.starts ?? [];
  return starts.length > 0 && starts.every((group) => group.some((name) => packages.includes(name)));
}

/** Nothing of it speaks for or against telemetry. */
function isOutOfSight({ facts }: FileContext, { telemetry, variables }: Launch): boolean {
  if (telemetry.state !== 'unknown' || telemetry.paths.length > 0 || telemetry.reason !== null) return false;
  const of = (name: string): string | null | undefined => variables.find((one) => one.name === name)?.value;
  if (of('OTEL_SDK_DISABLED') === 'true' || /^(?:none|console)$/.test(of('OTEL_TRACES_EXPORTER') ?? '')) return false;
  const wanted = instrumentationsOf(facts.ecosystem)?.startVariable ?? null;
  return wanted === null || of(wanted.name)?.toLowerCase() === wanted.value;
}

function ofRoot({ services }: Production, root: string): Launch[] {
  return services.filter((one) => one.root === root).flatMap(({ launches }) => launches);
}

/** How agents are loaded that bring the instrumentations there are, by ecosystem. */
const agents: Readonly<Record<string, readonly Mechanism[]>> = {
  jvm: ['runtime-flag', 'agent'],
  dotnet: ['wrapper', 'environment', 'agent'],
};

function hasAgent({ telemetry }: Launch, ecosystem: string): boolean {
  return (agents[ecosystem] ?? ['agent']).includes(telemetry.mechanism);
}

/** An agent or an operator brings the instrumentations that there are. */
export function bringsAll(launch: Launch, ecosystem: string): boolean {
  return launch.telemetry.mechanism === 'operator' || hasAgent(launch, ecosystem);
}

/** It is known what is installed for OpenTelemetry: by the manifest, or by the agent that brings it. */
export function showsInstrumentation(
  { facts, production }: FileContext,
  { packages }: Service,
  launch: Launch,
): boolean {
  const table = instrumentationsOf(facts.ecosystem);
  if (table === null) return false;
  if (packages.some((name) => privateInstrumentation.test(name) && !table.known.test(name))) return false;
  if (hasAgent(launch, facts.ecosystem)) return true;
  const isShown = packages.some(
    (name) => table.bundles.includes(name) || table.prefixes.some((prefix) => name.startsWith(prefix)),
  );
  if (!isShown) return false;
  const { installer } = table;
  return installer === null || ![...production.sources.values()].some((source) => source.text.includes(installer));
}
