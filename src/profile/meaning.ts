/** What the schema cannot say: names that must be known, paths that must stay inside, names that must be one's own. */
import { refusal } from '../model/glob.ts';
import type { Profile, Suggestion } from '../model/profile.ts';
import type { Fault } from '../model/source.ts';
import { didYouMean, nearest } from './nearest.ts';
import { alternatives, profileShape, step, type Shape } from './shape.ts';
import type { Path } from './tree.ts';

/** Names from outside the profile. What is left out is not checked. */
export interface KnownNames {
  readonly rules?: readonly string[];
  readonly launchers?: readonly string[];
}

export interface Objection {
  readonly message: string;
  readonly severity: Fault['severity'];
  readonly path: Path;
  readonly at: 'key' | 'value';
  /** The entry has to go for the rest to be used. */
  readonly drop: boolean;
}

/** Environments that are known without being declared. */
export const environmentNames = ['production', 'staging', 'development'];

export function objectionsTo(profile: Profile, known: KnownNames): Objection[] {
  const managers = (profile.managers ?? []).map(({ name }) => name);
  const own = Object.entries(profile.environments ?? {});
  const environmentsHere = [...environmentNames, ...own.flatMap(([name, { aliases }]) => [name, ...(aliases ?? [])])];
  const launchers = known.launchers && [...managers, ...known.launchers];
  const objections: Objection[] = [
    ...repeated(profile.services ?? [], 'name', 'services'),
    ...repeated(profile.managers ?? [], 'name', 'managers'),
    ...repeated(profile.checklist ?? [], 'id', 'checklist'),
  ];

  for (const { value, path, suggests, at } of namesIn(profile, [profileShape], [], null)) {
    const object = (message: string, severity: Fault['severity'], drop: boolean): void => {
      objections.push({ message, severity, path, at, drop });
    };
    if (suggests === 'rule' && known.rules && !known.rules.includes(value)) {
      object(`unknown rule \`${value}\`${didYouMean(value, known.rules)}`, 'error', false);
    } else if (suggests === 'launcher' && launchers && !launchers.includes(value)) {
      const near = didYouMean(value, launchers);
      object(
        `\`${value}\` is neither one of \`managers\` nor a launcher that ProdAware reads${near}`,
        'warning',
        false,
      );
    } else if (suggests === 'environment' && path[0] !== 'environments' && !environmentsHere.includes(value)) {
      const near = nearest(value, environmentsHere);
      if (near !== null) object(`no environment is named \`${value}\`, did you mean \`${near}\`?`, 'warning', false);
    } else if (suggests === 'glob') {
      const reason = refusal(value) ?? outside(value, true);
      if (reason !== null) object(`the pattern is not used: ${reason}`, 'error', true);
    } else if (suggests === 'directory' || suggests === 'file' || suggests === 'entry-point') {
      const reason = value === '' ? 'it is empty' : outside(value, true);
      if (reason !== null) object(`the path is not used: ${reason}`, 'error', true);
    } else if (suggests === 'working-directory') {
      const reason = outside(value, false);
      if (reason !== null) object(`the path is not used: ${reason}`, 'error', true);
    }
  }
  return objections;
}

/** Writes paths in the one form the core compares: `./services/api/` is `services/api`. */
export function tidyPaths(profile: Profile): void {
  for (const { value, path, suggests, at } of namesIn(profile, [profileShape], [], null)) {
    if (at === 'key' || !(suggests.includes('directory') || suggests === 'file' || suggests === 'entry-point'))
      continue;
    const tidy = tidied(value);
    const key = path.at(-1);
    if (tidy === value || key === undefined) continue;
    let holder: unknown = profile;
    // Every step was just taken by `namesIn`, so it is there.
    for (const at of path.slice(0, -1)) holder = (holder as Record<string | number, unknown>)[at];
    (holder as Record<string | number, unknown>)[key] = tidy;
  }
}

function tidied(path: string): string {
  const segments = path.split('/').filter((segment, index) => segment !== '.' && (segment !== '' || index === 0));
  return segments.join('/') || (path.startsWith('/') ? '/' : '.');
}

/** Why a path does not stand in the repository, or null. */
function outside(path: string, relative: boolean): string | null {
  if (path.includes('\\')) return 'paths are written with `/`';
  if (path.includes('\0')) return 'it holds a zero character';
  if (path.split('/').includes('..')) return '`..` may not lead out of the repository';
  if (relative && (path.startsWith('/') || /^[A-Za-z]:/.test(path))) {
    return 'paths are relative to the repository root, without a leading `/`';
  }
  return null;
}

function repeated<Name extends string>(
  items: readonly Readonly<Record<Name, string>>[],
  key: Name,
  list: string,
): Objection[] {
  const seen = new Set<string>();
  return items.flatMap((item, index): Objection[] => {
    const name = item[key];
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const message = `\`${name}\` stands in \`${list}\` twice: this one is not read`;
    return [{ message, severity: 'error', path: [list, index], at: 'key', drop: true }];
  });
}

export interface NamedText {
  readonly value: string;
  readonly path: Path;
  readonly suggests: Suggestion;
  readonly at: 'key' | 'value';
}

/** Every text of a value that names something, as the schema says. */
export function namesIn(
  value: unknown,
  shapes: readonly Shape[],
  path: Path,
  inherited: Suggestion | null,
): readonly NamedText[] {
  if (typeof value === 'string') {
    const suggests = shapes.flatMap(alternatives).find((shape) => shape.suggests !== null)?.suggests ?? inherited;
    return suggests === null ? [] : [{ value, path, suggests, at: 'value' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  const names = shapes
    .flatMap(alternatives)
    .flatMap((shape) => (shape.kind === 'record' ? (shape.names ?? []) : []))[0];
  return Object.entries(value).flatMap(([name, inner]): readonly NamedText[] => {
    const at = Array.isArray(value) ? Number(name) : name;
    const below = [...path, at];
    const key: NamedText[] = names === undefined ? [] : [{ value: name, path: below, suggests: names, at: 'key' }];
    return [...key, ...namesIn(inner, step(shapes, at), below, null)];
  });
}
