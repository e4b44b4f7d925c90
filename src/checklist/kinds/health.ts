/** Whether the paths by which a platform asks how a service is are still answered. */
import { healthPackage } from '../../knowledge/healthRoutes.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Service } from '../../model/production.ts';
import { requestedPath } from '../../model/routePath.ts';
import type { ItemKind } from '../kind.ts';
import { healthPathsOf, routesFor, type FoundRoute } from '../routes.ts';

export const healthItems: ItemKind = {
  name: 'health',
  place: 50,
  items(context) {
    return context.reached.flatMap(({ service, files }) =>
      healthPathsOf(service).map(({ path, evidence }) => {
        const answer = answerOf(path, service, routesFor(path, service, context));
        return {
          kind: 'automatic' as const,
          id: `health:${service.name}:${path}`,
          title: `${service.name} answers ${path}`,
          service: service.name,
          required: true,
          about: files.map(({ change }) => change),
          ...answer,
          evidence: [...answer.evidence, ...evidence],
        };
      }),
    );
  },
};

interface Answer {
  readonly state: 'pass' | 'fail' | 'unknown';
  readonly detail: string;
  readonly evidence: readonly Evidence[];
}

function answerOf(path: string, service: Service, routes: ReturnType<typeof routesFor>): Answer {
  const brought = healthPackage(service.packages, path);
  const [exact, loose] = [routes.present.find(isExact), routes.present[0]];
  if (exact !== undefined) return { state: 'pass', detail: titleOf(exact), evidence: [placeOf(exact, 'answers it')] };
  const [gone] = routes.removed.filter(isExact);
  if (gone !== undefined && brought === null) {
    const evidence: Evidence[] = [{ ...placeOf(gone, 'answered it before'), side: 'before' }];
    return { state: 'fail', detail: `the change removes ${titleOf(gone)}`, evidence };
  }
  if (brought !== null) return { state: 'pass', detail: `${brought} brings it along`, evidence: [] };
  if (loose !== undefined) {
    return { state: 'unknown', detail: `perhaps ${titleOf(loose)}`, evidence: [placeOf(loose, 'perhaps this')] };
  }
  const [perhaps] = routes.removed;
  if (perhaps === undefined) return { state: 'unknown', detail: 'no route of this path was found', evidence: [] };
  const evidence: Evidence[] = [{ ...placeOf(perhaps, 'perhaps answered it before'), side: 'before' }];
  return { state: 'unknown', detail: `the change removes ${titleOf(perhaps)}, which may have been it`, evidence };
}

const isExact = ({ exact }: FoundRoute): boolean => exact;

function titleOf({ entry }: FoundRoute): string {
  const { method, target, name } = entry;
  const path = target === null ? name : requestedPath(target);
  return [method === 'ANY' ? null : method, path].filter((part) => part !== null).join(' ');
}

function placeOf({ file, entry }: FoundRoute, label: string): Evidence {
  return { file, range: entry.header, label };
}
