/** Node: an SDK that is given a resource of its own, in which no name of the service stands. */
import { serviceName } from '../../../knowledge/telemetryEnvironment.ts';
import type { Evidence } from '../../../model/finding.ts';
import type { Launch, Service } from '../../../model/production.ts';
import type { ProductionContext } from '../../../model/rule.ts';

/** Where the resource is given; null where a name is said anywhere. */
export function unnamedResource(context: ProductionContext, service: Service, launch: Launch): Evidence | null {
  const started = launch.telemetry.paths.filter(({ state }) => state === 'active' || state === 'conditional');
  if (started.some(({ vendor, mechanism }) => vendor !== 'opentelemetry' || mechanism !== 'in-code')) return null;
  const { named, resource, sdk } = serviceName.inResource;
  const files = [
    ...new Set([...started.flatMap(({ evidence }) => evidence.map(({ file }) => file)), ...service.modules]),
  ]
    .flatMap((file) => context.source(file) ?? [])
    .filter(({ facts }) => facts?.ecosystem === 'node');
  if (files.length === 0 || files.some(({ text }) => named.test(text))) return null;
  for (const { path: file, facts } of files) {
    const call = facts?.calls.find((one) => one.path === sdk);
    const options = call?.arguments.find(({ keys }) => keys?.includes(resource) === true);
    if (options !== undefined) return { file, range: options.range, label: 'its resource has no name' };
  }
  return null;
}
