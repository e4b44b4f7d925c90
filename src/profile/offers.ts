/** What can be offered as a value: choices of the schema, its examples, and names from the profile and the repository. */
import { stringify } from 'yaml';
import type { Suggestion } from '../model/profile.ts';
import { environmentNames } from './meaning.ts';
import { alternatives, type Shape } from './shape.ts';
import type { Path } from './tree.ts';

/** Names from outside the profile that completion offers. */
export interface KnownForTyping {
  readonly rules: readonly { readonly id: string; readonly summary: string }[];
  readonly launchers: readonly string[];
  /** Root-relative paths of the repository. */
  readonly files?: readonly string[];
}

export interface Offer {
  /** As YAML. */
  readonly text: string;
  readonly kind: 'value' | 'file' | 'directory';
  readonly detail: string | null;
}

const mostPaths = 200;

/** @param typed what stands before the cursor: paths are many, so only those that hold it are offered */
export function offersFor(
  shapes: readonly Shape[],
  profile: unknown,
  path: Path,
  known: KnownForTyping,
  typed: string,
): Offer[] {
  const unions = shapes.filter(({ kind }) => kind === 'union');
  const offers = [
    ...unions.flatMap(examplesOf),
    ...shapes.flatMap(alternatives).flatMap((shape) => offersOf(shape, profile, path, known, typed)),
  ];
  return [...new Map(offers.map((offer) => [offer.text, offer])).values()];
}

function offersOf(shape: Shape, profile: unknown, path: Path, known: KnownForTyping, typed: string): Offer[] {
  const detail = shape.description;
  if (shape.kind === 'choice') return shape.values.map((value) => ({ text: String(value), kind: 'value', detail }));
  const examples = examplesOf(shape);
  if (shape.kind === 'list') {
    const items = offersFor([shape.item], profile, path, known, typed);
    return [...examples, ...items.map((item) => ({ ...item, text: `[${item.text}]` }))];
  }
  if (shape.kind !== 'text') return examples;
  return [...examples, ...(shape.suggests === null ? [] : namesFor(shape.suggests, profile, path, known, typed))];
}

function examplesOf({ examples, description }: Shape): Offer[] {
  return examples.map((value) => ({ text: flow(value), kind: 'value', detail: description }));
}

/** Names of a kind: keys of a map, or text values. */
export function namesFor(
  suggests: Suggestion,
  profile: unknown,
  path: Path,
  known: KnownForTyping,
  typed: string,
): Offer[] {
  switch (suggests) {
    case 'rule':
      return known.rules.map(({ id, summary }) => ({ text: id, kind: 'value', detail: summary }));
    case 'launcher':
      return [
        ...listOf(child(profile, 'managers')).map((manager) =>
          values(child(manager, 'name'), 'a manager of this profile'),
        ),
        known.launchers.map((name): Offer => ({ text: flow(name), kind: 'value', detail: null })),
      ].flat();
    case 'environment': {
      const own = Object.keys(mapOf(child(profile, 'environments')));
      const launched = listOf(child(profile, 'services')).flatMap((service) =>
        Object.keys(mapOf(child(service, 'launch'))),
      );
      const names = new Set([...own, ...environmentNames, ...launched]);
      return [...names].map((name) => ({ text: flow(name), kind: 'value', detail: null }));
    }
    case 'directory':
    case 'working-directory':
      return paths(directoriesOf(known.files ?? []), 'directory', typed);
    case 'file':
      return paths(known.files ?? [], 'file', typed);
    case 'entry-point': {
      const root = rootBeside(profile, path);
      const prefix = root === null || root === '.' ? '' : `${root.replace(/^\.\/|\/+$/g, '')}/`;
      const inside = (known.files ?? []).filter((file) => file.startsWith(prefix));
      return paths(
        inside.map((file) => file.slice(prefix.length)),
        'file',
        typed,
      );
    }
    case 'glob':
      return paths(
        directoriesOf(known.files ?? []).map((directory) => `${directory}/**`),
        'directory',
        typed,
      );
    case 'command':
      return [];
  }
}

/** A value as one line of YAML. */
export function flow(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trimEnd();
}

function values(value: unknown, detail: string): Offer[] {
  return typeof value === 'string' ? [{ text: flow(value), kind: 'value', detail }] : [];
}

function paths(all: readonly string[], kind: 'file' | 'directory', typed: string): Offer[] {
  const found: Offer[] = [];
  for (const path of all) {
    if (found.length >= mostPaths) break;
    if (path.includes(typed)) found.push({ text: flow(path), kind, detail: null });
  }
  return found;
}

function directoriesOf(files: readonly string[]): string[] {
  const directories = new Set<string>();
  for (const file of files) {
    for (let at = file.lastIndexOf('/'); at > 0; at = file.lastIndexOf('/', at - 1)) {
      const directory = file.slice(0, at);
      if (directories.has(directory)) break;
      directories.add(directory);
    }
  }
  return [...directories].sort();
}

/** `root` of the service that a path lies in. */
export function rootBeside(profile: unknown, path: Path): string | null {
  const [services, index] = path;
  const root =
    services === 'services' && index !== undefined ? child(child(child(profile, services), index), 'root') : null;
  return typeof root === 'string' ? root : null;
}

function child(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  // own property of an object, just checked
  return (value as Record<string | number, unknown>)[key];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function mapOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
