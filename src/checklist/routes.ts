/** Routes that may answer the health paths of a service: those of the new side, and those that the change removes. */
import type { EntryFact } from '../model/facts.ts';
import type { Evidence } from '../model/finding.ts';
import type { Service } from '../model/production.ts';
import type { SourceFile } from '../model/source.ts';
import { barePath, mayBeMountedAt, requestedPath } from '../model/routePath.ts';
import { isTestPath } from '../rules/paths.ts';
import type { ChecklistInput } from './kind.ts';

export interface HealthPath {
  readonly path: string;
  /** Who asks for it. */
  readonly evidence: readonly Evidence[];
}

/** Paths that the profile, or a probe of a launch, names. */
export function healthPathsOf({ health, launches }: Service): HealthPath[] {
  const probes = launches
    .filter(({ environment }) => environment === 'production' || environment === 'unknown')
    .flatMap((launch) => launch.probes);
  const named = [health.liveness, health.readiness, ...probes.map(({ path }) => path)];
  const paths = new Set(named.flatMap((path) => path ?? []).filter((path) => /^\/[^\s]*$/.test(path)));
  return [...paths].map((path) => ({
    path,
    evidence: probes
      .filter((probe) => probe.path === path)
      .map(({ file, range, kind }) => ({ file, range, label: `${kind} probe` })),
  }));
}

export interface FoundRoute {
  readonly file: string;
  readonly entry: EntryFact;
  /** The whole path is written there; otherwise its end, as where a router is mounted below another. */
  readonly exact: boolean;
}

/** Routes of the code of a service. */
export function routesFor(
  path: string,
  { root, modules }: Service,
  { files, after, others }: Pick<ChecklistInput, 'files' | 'after' | 'others'>,
): { readonly present: readonly FoundRoute[]; readonly removed: readonly FoundRoute[] } {
  const own = new Set(modules);
  const isOwn = (file: SourceFile): boolean => root === '.' || file.path.startsWith(`${root}/`) || own.has(file.path);
  const changed = files.flatMap((file) => file.after ?? []);
  const present = routesIn(unique([...changed, ...after.sources.values(), ...others]).filter(isOwn), path);
  const old = files.flatMap(({ before }) => before ?? []).filter(isOwn);
  const removed = routesIn(old, path).filter(
    ({ exact, entry }) => !present.some((one) => one.exact === exact && one.entry.target === entry.target),
  );
  return { present, removed };
}

function unique(files: readonly SourceFile[]): SourceFile[] {
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

function routesIn(files: readonly SourceFile[], path: string): FoundRoute[] {
  const found = files
    .filter((file) => !isTestPath(file.path))
    .flatMap((file) =>
      (file.facts?.entries ?? []).flatMap((entry): FoundRoute[] => {
        const match = matchOf(entry, path);
        return match === null ? [] : [{ file: file.path, entry, exact: match === 'exact' }];
      }),
    )
    .sort((one, other) => Number(other.exact) - Number(one.exact));
  // Routers that are mounted below other paths have a root too: which of several is the whole path is not written there.
  const isOneOfRoots = barePath(path) === '' && new Set(found.map(({ file }) => file)).size > 1;
  return isOneOfRoots ? found.map((one) => ({ ...one, exact: false })) : found;
}

function matchOf({ kind, target, method }: EntryFact, path: string): 'exact' | 'end' | null {
  if (kind !== 'route' || target === null) return null;
  if (method !== null && !/^(?:GET|HEAD|ANY|ALL)$/.test(method)) return null;
  const wanted = barePath(path);
  const own = barePath(requestedPath(target));
  if (own === wanted) return 'exact';
  return mayBeMountedAt(own, wanted) ? 'end' : null;
}

/** Whether a text holds what a route of the path is written with: its last word, as a part of a path in quotes. */
export function mentions(text: string, path: string): boolean {
  const last = barePath(path).replace(/^.*\//, '');
  if (last.length < 2) return false;
  for (let at = text.indexOf(last); at >= 0; at = text.indexOf(last, at + 1)) {
    const [before, behind] = [text[at - 1] ?? '', text[at + last.length] ?? ''];
    if (/["'`/^]/.test(before) && /["'`/$?]/.test(behind)) return true;
  }
  return false;
}
