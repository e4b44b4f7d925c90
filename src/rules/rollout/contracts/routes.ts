/** Routes that the code answered before the change, and that nothing of it answers after. */
import { isUnstableName } from '../../../knowledge/contracts.ts';
import type { EntryFact } from '../../../model/facts.ts';
import { requestedPath } from '../../../model/routePath.ts';
import type { ChangeContext, ChangedFile } from '../../../model/rule.ts';
import type { SourceFile } from '../../../model/source.ts';
import { isTestPath, isToolPath } from '../../paths.ts';
import type { Break } from './break.ts';

/** Programs of others call what has a version or is called an interface; pages are asked for by people. */
const programmed = /(?:^|\/)(?:api|rest|v\d+(?:\.\d+)?|graphql|webhooks?|rpc)(?:\/|$)/i;
/** Of the team itself. */
const ownUse =
  /(?:^|\/)(?:admin|debug|internal|private|test\w*|health\w*|ready\w*|metrics|dev|_\w+|ui|web|static|assets)(?:\/|$)/i;

export interface RemovedRoutes {
  readonly file: ChangedFile;
  readonly breaks: readonly Break[];
}

/** @param isNamed whether the profile says who uses what the file answers */
export function removedRoutes({ files }: ChangeContext, isNamed: (file: ChangedFile) => boolean): RemovedRoutes[] {
  const present = files.flatMap(({ after }) => routesOf(after));
  const texts = files.flatMap(({ after }) => (after === null || isTestPath(after.path) ? [] : [after.text]));
  return files.flatMap((file) => {
    const { before, after, change } = file;
    if (before === null || isTestPath(before.path) || isToolPath(before.path)) return [];
    // A file without routes now may ask for them in another way, and one that does not parse says nothing.
    const left = routesOf(after);
    if (after !== null && (left.length === 0 || (after.facts?.syntaxErrors.length ?? 0) > 0)) return [];
    if (after === null && change.after !== null) return [];
    const named = isNamed(file);
    const breaks = routesOf(before).flatMap((route): Break[] => {
      const { path, entry } = route;
      if (!named && (!programmed.test(path) || ownUse.test(path) || isUnstableName(path))) return [];
      if (present.some((other) => isSame(other, route)) || texts.some((text) => speaksOf(text, entry, path))) return [];
      const [first] = left;
      const after = first === undefined ? { start: 0, end: 0 } : nearest(left, entry).entry.header;
      return [
        {
          kind: 'operation-removed',
          subject: `${entry.method} ${path}`,
          what: 'is gone',
          effect: 'whoever calls it is refused once this version runs',
          before: entry.header,
          after,
        },
      ];
    });
    return breaks.length === 0 ? [] : [{ file, breaks }];
  });
}

interface Route {
  readonly entry: EntryFact;
  readonly path: string;
}

function routesOf(file: SourceFile | null): Route[] {
  return (file?.facts?.entries ?? []).flatMap((entry) => {
    const { kind, method, target } = entry;
    return kind !== 'route' || method === null || target === null ? [] : [{ entry, path: requestedPath(target) }];
  });
}

const nearest = (routes: readonly Route[], { header }: EntryFact): Route => {
  const distance = (one: Route): number => Math.abs(one.entry.header.start - header.start);
  return routes.reduce((best, one) => (distance(one) < distance(best) ? one : best));
};

/** Names of parameters are nobody's business; routers that are mounted elsewhere move the beginning of a path. */
const segments = (path: string): string =>
  path
    .replace(/\{[^}]*\}|<[^>]*>|:\w+(?:\([^)]*\))?|\*\w*/g, '{}')
    .replace(/^\/+|\/+$/g, '')
    .toLowerCase();

function isSame(other: Route, route: Route): boolean {
  if (other.entry.method !== route.entry.method && other.entry.method !== 'ANY') return false;
  const [one, two] = [segments(other.path), segments(route.path)];
  return one === two || one.endsWith(`/${two}`) || two.endsWith(`/${one}`);
}

/** The function that answered it, or the last word of its path: it may be answered in a way that no reader knows. */
function speaksOf(text: string, { name, target }: EntryFact, path: string): boolean {
  const words = path.split('/').filter((word) => /^[\w.-]{2,}$/.test(word));
  const last = words.at(-1);
  const own = /\w+$/.exec(name)?.[0];
  const isOwn = own !== undefined && own.length > 6 && name !== target && new RegExp(`\\b${own}\\b`).test(text);
  return (
    isOwn || (last !== undefined && new RegExp(`(?<![\\w-])${last.replace(/[.-]/g, '\\$&')}(?![\\w-])`).test(text))
  );
}
