/** Where the profile wants new behaviour behind a flag, and what is said of entries there. */
import type { EntryFact } from '../../model/facts.ts';
import { globMatcher } from '../../model/glob.ts';
import type { Evidence } from '../../model/finding.ts';
import type { LoadedProfile } from '../../model/profile.ts';
import { isTestPath } from '../paths.ts';

/** What the profile says of a path under `flags.require`, as evidence; null where it says nothing. */
export function requirementFor(profile: LoadedProfile | null, path: string): Evidence | null {
  for (const [index, { paths }] of (profile?.value.flags?.require ?? []).entries()) {
    if (profile === null || !globMatcher(paths).matches(path)) continue;
    const range = profile.locate(['flags', 'require', index]) ?? profile.locateKey(['flags', 'require']);
    return { file: profile.file, range: range ?? { start: 0, end: 0 }, label: 'the profile wants a flag here' };
  }
  return null;
}

/** Tests, and migrations: what they do is done once, and a flag in them would be asked once. */
export function isOutside(path: string): boolean {
  return isTestPath(path) || /(?:^|\/)(?:migrations?|migrate|alembic|e2e[\w-]*)\//i.test(path);
}

/** Endpoints by which platforms look after a process; nobody rolls them out. */
export function isProbe(name: string): boolean {
  return /(?:^|[/_-])(?:health\w*|healthz|ready|readyz|readiness|live|livez|liveness|alive|ping|metrics|status|version|favicon|robots)(?:$|[/._-])/i.test(
    name,
  );
}

/** How people call an entry: `POST /orders`, `send_invoice`. */
export function entryTitle({ kind, method, target, name }: EntryFact): string {
  if (kind !== 'route' || target === null) return name;
  return method === null || method === 'ANY' ? target : `${method} ${target}`;
}
