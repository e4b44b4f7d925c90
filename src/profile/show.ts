/** The profile in effect: what the file says, and under it what the repository says of itself, each value with its source. */
import type { Production } from '../model/production.ts';
import type { LoadedProfile, Profile } from '../model/profile.ts';
import { lineIndex } from '../model/text.ts';
import { inferProfile, proseOf, type ProfileSources } from './infer.ts';
import type { ProseDocument } from './prose.ts';
import type { Path } from './tree.ts';
import { writeProfile, type Citation, type InferredProfile } from './write.ts';

export interface EffectiveProfile {
  readonly value: Profile;
  /** YAML, with a comment behind each value that says where it comes from. */
  readonly text: string;
}

/** What `prodaware profile show` prints. */
export async function effectiveProfile(
  sources: ProfileSources & { profile(): Promise<LoadedProfile | null> },
): Promise<EffectiveProfile> {
  return showProfile(await sources.production(), await sources.profile(), await proseOf(sources));
}

export function showProfile(
  production: Production,
  profile: LoadedProfile | null,
  documents: readonly ProseDocument[] = [],
): EffectiveProfile {
  const inferred = inferProfile(production, documents);
  const merged = profile === null ? inferred : over(profile, inferred);
  const heading = ' The profile in effect: what was declared, and what the repository says of itself.';
  return { value: merged.profile, text: writeProfile(merged, heading) };
}

/** The file's values win; lists of named things are merged by name, other lists are taken whole. */
function over(profile: LoadedProfile, inferred: InferredProfile): InferredProfile {
  const citations: Citation[] = [];
  const lines = lineIndex(profile.text);
  const inferredSources = new Map(inferred.citations.map(({ path, source }) => [JSON.stringify(path), source]));

  const declared = (from: Path, to: Path): void => {
    const range = profile.locateKey(from) ?? profile.locate(from);
    const line = range === null ? null : lines.positionAt(range.start).line;
    citations.push({ path: to, source: { file: profile.file, line } });
  };
  const citeInferred = (value: unknown, from: Path, to: Path): void => {
    const source = inferredSources.get(JSON.stringify(from));
    if (source !== undefined) citations.push({ path: to, source });
    for (const [key, inner] of children(value)) citeInferred(inner, [...from, key], [...to, key]);
  };

  function merged(own: unknown, ownPath: Path, other: unknown, otherPath: Path, path: Path): unknown {
    if (own === undefined) {
      citeInferred(other, otherPath, path);
      return other;
    }
    const names = nameIndexes(other);
    if (Array.isArray(own)) {
      if (nameIndexes(own) === null) {
        declared(ownPath, path);
        return own;
      }
      const result: unknown[] = own.map((item, index) => {
        const match = names?.get(nameOf(item) ?? '');
        const twin = match === undefined || !Array.isArray(other) ? undefined : other[match];
        return merged(item, [...ownPath, index], twin, [...otherPath, match ?? -1], [...path, index]);
      });
      const known = new Set(own.map(nameOf));
      for (const [name, index] of names ?? []) {
        if (known.has(name) || !Array.isArray(other)) continue;
        citeInferred(other[index], [...otherPath, index], [...path, result.length]);
        result.push(other[index]);
      }
      return result;
    }
    if (typeof own !== 'object' || own === null) {
      declared(ownPath, path);
      return own;
    }
    const theirs = new Map(children(other));
    const mine = new Map(children(own));
    const result: Record<string, unknown> = {};
    for (const key of new Set([...mine.keys(), ...theirs.keys()])) {
      const value = merged(mine.get(key), [...ownPath, key], theirs.get(key), [...otherPath, key], [...path, key]);
      Object.defineProperty(result, key, { value, enumerable: true, configurable: true, writable: true });
    }
    return result;
  }

  // Both sides are profiles, and merging keeps the shape.
  const value = merged(profile.value, [], inferred.profile, [], []) as Profile;
  return { profile: value, citations: citations.filter(({ path }) => path[0] !== 'version') };
}

function children(value: unknown): [string | number, unknown][] {
  if (Array.isArray(value)) return value.map((item: unknown, index) => [index, item]);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** Index by name of a list of named things; null for other values. */
function nameIndexes(value: unknown): Map<string, number> | null {
  if (!Array.isArray(value)) return null;
  const names = value.map(nameOf);
  const result = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    if (name === null) return null;
    result.set(name, index);
  }
  return result;
}

function nameOf(item: unknown): string | null {
  const named = typeof item === 'object' && item !== null && 'name' in item ? item.name : null;
  return typeof named === 'string' ? named : null;
}
