/** What production shows of how a service is instrumented. */
import {
  instrumentationBundles,
  privateInstrumentation,
  publicInstrumentation,
} from '../../knowledge/instrumentations.ts';
import type { Launch, Production, Service } from '../../model/production.ts';
import type { FileContext } from '../../model/rule.ts';

/** A production launch of the code's folder, where every one of them traces with OpenTelemetry and with nothing else. */
export function tracedLaunch({ production }: FileContext, service: Service): Launch | null {
  const launches = ofRoot(production, service.root).filter(
    ({ environment, oneShot }) => !oneShot && (environment === 'production' || environment === 'unknown'),
  );
  const isTraced = ({ telemetry }: Launch): boolean => {
    const paths = telemetry.paths.filter(({ state, signals }) => state !== 'inactive' && signals.includes('traces'));
    return (
      telemetry.state === 'active' &&
      telemetry.signals.includes('traces') &&
      paths.every(({ vendor }) => vendor === 'opentelemetry') &&
      telemetry.vendor === 'opentelemetry'
    );
  };
  return launches.every(isTraced) ? (launches[0] ?? null) : null;
}

function ofRoot({ services }: Production, root: string): Launch[] {
  return services.filter((one) => one.root === root).flatMap(({ launches }) => launches);
}

/** The manifest names what is installed for OpenTelemetry, and nothing that may bring more than it says. */
export function showsInstrumentation({ facts, production }: FileContext, { packages }: Service): boolean {
  const bundle = instrumentationBundles.find(({ ecosystem }) => ecosystem === facts.ecosystem);
  if (bundle === undefined) return false;
  const known = packages.filter(
    (name) => bundle.packages.includes(name) || bundle.prefixes.some((prefix) => name.startsWith(prefix)),
  );
  if (known.length === 0) return false;
  if (packages.some((name) => privateInstrumentation.test(name) && !publicInstrumentation.test(name))) return false;
  const { installer } = bundle;
  return installer === null || ![...production.sources.values()].some((source) => source.text.includes(installer));
}
