/** A route that answers whoever calls, where all others ask. */
import { isPublicByName } from '../../knowledge/publicRoutes.ts';
import type { Evidence } from '../../model/finding.ts';
import { globMatcher } from '../../model/glob.ts';
import { requestedPath } from '../../model/routePath.ts';
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import { isTestPath, isToolPath } from '../paths.ts';
import {
  isGuardedBy,
  isGuardedByLibrary,
  isPutInFront,
  mayBeGuarded,
  routesOf,
  type Authorization,
  type Route,
} from './guardedRoutes.ts';
import { authorizationExamples } from './authorizationExamples.ts';

/** So many routes of a file have to ask before one that does not is the odd one out. */
const enough = 5;

export const missingAuthorization = defineRule({
  id: 'missing-authorization',
  area: 'compliance',
  severity: 'warning',
  scope: 'file',
  summary: 'A route answers without asking who calls.',
  why:
    'One route without its check is how data of customers gets out: it works in every test, since tests are signed in, and ' +
    'nobody notices that it works for everybody.\n\n' +
    '`compliance.authorization` of the profile names what asks (`decorators`, `middleware`) and which paths are `public`; ' +
    'routes with neither are reported: by decorators everywhere, by middleware in files where other routes have it, since ' +
    'it may be put in front of a router elsewhere. Without it the code says what is usual: where at least ' +
    `${enough} routes of a file carry a check that a library has for it and one that writes does not, that one is ` +
    'reported. What everybody may ask by its name (sign-in, health, webhooks, callbacks) is left alone, as is a handler ' +
    'that speaks of permissions in any way.',
  fixes: 'There is none: who may call it is for whoever knows the route.',
  examples: authorizationExamples,
  check(context) {
    const { path, facts, profile } = context;
    if (isTestPath(path) || isToolPath(path) || facts.syntaxErrors.length > 0) return [];
    const routes = routesOf(context);
    if (routes.length === 0) return [];
    const rules = profile?.value.compliance?.authorization;
    return rules === undefined ? byConvention(context, routes) : byProfile(context, routes, rules);
  },
});

function byProfile(context: FileContext, routes: readonly Route[], rules: Authorization): Draft[] {
  const { path, profile } = context;
  const names = [...(rules.decorators ?? []), ...(rules.middleware ?? [])];
  if (names.length === 0 || isPutInFront(names, context)) return [];
  const open = globMatcher(rules.public ?? []);
  const guarded = routes.filter((route) => isGuardedBy(names, route));
  if ((rules.decorators ?? []).length === 0 && guarded.length === 0) return [];
  const range = profile?.locate(['compliance', 'authorization']) ?? null;
  const evidence: Evidence[] =
    profile === null || range === null ? [] : [{ file: profile.file, range, label: 'the profile says what asks' }];
  return routes.flatMap((route) => {
    const target = requestedPath(route.entry.target ?? '');
    if (guarded.includes(route) || open.matches(target) || open.matches(target.slice(1))) return [];
    const message = `${nameOf(route)} answers whoever calls: none of ${names.join(', ')} asks first, and it is not public`;
    return [{ file: path, range: route.entry.header, message, evidence }];
  });
}

function byConvention(context: FileContext, routes: readonly Route[]): Draft[] {
  const guarded = routes.filter((route) => isGuardedByLibrary(context, route));
  const others = routes.filter((route) => !guarded.includes(route));
  const [odd] = others;
  const [like] = guarded;
  if (guarded.length < enough || odd === undefined || like === undefined || others.length * 10 > routes.length + 5) {
    return [];
  }
  return others.flatMap((route) => {
    const { entry } = route;
    if (!/^(?:POST|PUT|PATCH|DELETE)$/.test(entry.method ?? '') || mayBeGuarded(context, route)) return [];
    if (isPublicByName(requestedPath(entry.target ?? ''), entry.name)) return [];
    const message = `${nameOf(route)} answers whoever calls: ${guarded.length} other routes of this file ask first`;
    const evidence = [{ file: context.path, range: like.entry.header, label: 'asks first' }];
    return [{ file: context.path, range: entry.header, message, evidence }];
  });
}

function nameOf({ entry }: Route): string {
  const target = requestedPath(entry.target ?? '');
  return entry.method === null || entry.method === 'ANY' ? target : `${entry.method} ${target}`;
}
