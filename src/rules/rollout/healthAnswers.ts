/** Whether the code of a service answers a path by which somebody asks how it is. */
import { healthPackage } from '../../knowledge/healthRoutes.ts';
import type { EntryFact } from '../../model/facts.ts';
import type { Service } from '../../model/production.ts';
import { barePath, mayBeMountedAt, requestedPath } from '../../model/routePath.ts';
import type { ProductionContext } from '../../model/rule.ts';
import type { SourceFile } from '../../model/source.ts';
import { isTestPath } from '../paths.ts';

export interface HealthRoute {
  readonly file: string;
  readonly entry: EntryFact;
  readonly path: string;
}

/**
 * `answered`: by a route of this path, or by one that may be mounted there. `other`: nothing answers it, and there is one
 * route of this kind. `none`: there are routes, and none of this kind. `unknown`: what answers may be out of sight.
 */
export type HealthAnswer =
  | { readonly state: 'answered' | 'unknown' }
  | { readonly state: 'other'; readonly route: HealthRoute }
  | { readonly state: 'none'; readonly routes: readonly HealthRoute[] };

/** Last parts of paths by which people ask a service how it is. */
const healthWord =
  /^(?:_?_?(?:lb)?heartbeat_?_?|_?health(?:z|[-_]?checks?)?|live(?:z|ness)?|ready(?:z)?|readiness|alive|ping|status|up|startup)$/i;

export function healthAnswer(asked: string, service: Service, context: ProductionContext): HealthAnswer {
  const path = asked.replace(/[?#].*$/, '');
  const wanted = barePath(path);
  if (wanted === '' || /[${}*<>]/.test(path)) return { state: 'unknown' };
  if (healthPackage(service.packages, path) !== null) return { state: 'answered' };
  const sources = service.modules.flatMap((one) => context.source(one) ?? []).filter((one) => !isTestPath(one.path));
  const routes = sources.flatMap(routesOf);
  if (routes.length === 0) return { state: 'unknown' };
  if (routes.some((route) => mayBeMountedAt(barePath(route.path), wanted))) return { state: 'answered' };
  const last = wanted.replace(/^.*\//, '');
  // Something that is no route to us may answer it: middleware, a mounted application, a switch over paths.
  if (!healthWord.test(last) || sources.some(({ text }) => mentions(text, last))) return { state: 'unknown' };
  // A path below that matches anything, or one that is made at run time.
  if (
    routes.some(({ path: own }) => /[*{<:]/.test(own.split('/').at(-1) ?? '') && barePath(own).split('/').length <= 2)
  )
    return { state: 'unknown' };
  const alike = routes.filter((route) => healthWord.test(barePath(route.path).replace(/^.*\//, '')));
  const [route] = alike;
  if (route === undefined) return { state: 'none', routes };
  return new Set(alike.map((one) => one.path)).size === 1 ? { state: 'other', route } : { state: 'unknown' };
}

function routesOf({ path: file, facts }: SourceFile): HealthRoute[] {
  return (facts?.entries ?? []).flatMap((entry): HealthRoute[] => {
    const { kind, target, method } = entry;
    if (kind !== 'route' || target === null) return [];
    return method === null || /^(?:GET|HEAD|ANY|ALL)$/.test(method)
      ? [{ file, entry, path: requestedPath(target) }]
      : [];
  });
}

function mentions(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before, behind] = [text[at - 1] ?? ' ', text[at + word.length] ?? ' '];
    if (!/[\w-]/.test(before) && !/[\w-]/.test(behind)) return true;
  }
  return false;
}
