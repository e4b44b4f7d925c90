/**
 * Every package that a program has, from the manifest it belongs to and those that this one builds on: what is not among
 * them is not there, so that they can tell what cannot start.
 */
import type { Dependency } from './dependency.ts';
import { readManifest } from '../packages.ts';
import { ancestors, basename, dirname } from '../paths.ts';
import type { Repository } from '../repository.ts';
import type { Brought, ManifestFamily } from './families/family.ts';
import { gradleFamily } from './families/gradle.ts';
import { mavenFamily } from './families/maven.ts';
import { dotnetFamily, elixirFamily, goFamily, phpFamily, rubyFamily, rustFamily } from './families/others.ts';

export interface ProgramPackages {
  readonly all: readonly Dependency[];
  /** Those that others bring, as lock files say. */
  readonly brought: readonly Brought[];
  /** Directories of the manifests, the program's own first. */
  readonly directories: readonly string[];
  /** False where a manifest could not be read, or packages may come from elsewhere. */
  readonly complete: boolean;
}

const families: readonly ManifestFamily[] = [
  mavenFamily,
  gradleFamily,
  dotnetFamily,
  goFamily,
  rubyFamily,
  phpFamily,
  rustFamily,
  elixirFamily,
];

const mostManifests = 200;

const known = new WeakMap<Repository, Map<string, Promise<ProgramPackages | null>>>();

/**
 * @param file a source file of the program
 * @returns null where no manifest of the ecosystem is around it
 */
export function packagesOfProgram(
  file: string,
  ecosystem: string,
  repository: Repository,
): Promise<ProgramPackages | null> {
  const byPlace = known.get(repository) ?? new Map<string, Promise<ProgramPackages | null>>();
  known.set(repository, byPlace);
  const key = `${ecosystem}\0${dirname(file)}`;
  let found = byPlace.get(key);
  if (found === undefined) byPlace.set(key, (found = readPackages(dirname(file), ecosystem, repository)));
  return found;
}

async function readPackages(
  directory: string,
  ecosystem: string,
  repository: Repository,
): Promise<ProgramPackages | null> {
  const own = families.filter((family) => family.ecosystem === ecosystem);
  const queue = nearestManifests(directory, own, repository);
  if (queue.length === 0) return null;
  const all: Dependency[] = [];
  const brought: Brought[] = [];
  const seen = new Set(queue);
  let complete = true;
  for (let at = 0; at < queue.length; at++) {
    const path = queue[at] ?? '';
    const text = await repository.read(path);
    if (text === null || at >= mostManifests) {
      complete = false;
      break;
    }
    repository.note({ path, text, facts: null });
    const family = own.find(({ claims }) => claims(basename(path))) ?? own.at(-1);
    if (family === undefined) break;
    const { files, closed, own: inRepository = [] } = await family.links(path, text, repository);
    for (const dependency of readManifest(path, text)) {
      if (inRepository.includes(dependency.name)) continue;
      const names = (await family.resolve?.(dependency.name, path, repository)) ?? [dependency.name];
      all.push(...names.map((name) => ({ ...dependency, name })));
    }
    complete &&= closed;
    brought.push(...((await family.brought?.(path, repository)) ?? []));
    for (const next of files) {
      if (!seen.has(next)) queue.push(next);
      seen.add(next);
    }
  }
  return { all, brought, directories: [...new Set(queue.map(dirname))], complete };
}

/** Manifests in the nearest folder at or above that has any. */
function nearestManifests(directory: string, own: readonly ManifestFamily[], repository: Repository): string[] {
  if (own.length === 0) return [];
  for (const above of ancestors(directory)) {
    const found = repository.filesIn(above).filter((path) => own.some(({ claims }) => claims(basename(path))));
    if (found.length > 0) return found;
  }
  return [];
}
