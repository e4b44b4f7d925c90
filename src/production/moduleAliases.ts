/**
 * Names by which Node code imports files of its own repository: `paths` and `baseUrl` of tsconfig, `imports` of
 * package.json, packages of the same workspace.
 */
import { jsonString, readJson } from './json.ts';
import type { JsonFile } from './json.ts';
import { ancestors, basename, dirname, extension, join } from './paths.ts';
import type { Repository } from './repository.ts';

export interface ModuleAliases {
  /** Root-relative paths that a name can mean, without regard to what exists; empty for a package of elsewhere. */
  candidates(from: string, specifier: string): readonly string[];
  /** Scopes of the repository's own packages: `@shop`. */
  readonly scopes: ReadonlySet<string>;
}

interface Mapping {
  /** Before and behind the `*`; the whole name where there is none. */
  readonly prefix: string;
  readonly suffix: string | null;
  readonly targets: readonly string[];
}

const mostManifests = 500;

export async function readModuleAliases(repository: Repository): Promise<ModuleAliases> {
  const byDirectory = new Map<string, { mappings: Mapping[]; base: string | null }>();
  const at = (directory: string): { mappings: Mapping[]; base: string | null } => {
    let found = byDirectory.get(directory);
    if (found === undefined) byDirectory.set(directory, (found = { mappings: [], base: null }));
    return found;
  };
  for (const path of [...repository.filesNamed('tsconfig.json'), ...repository.filesNamed('jsconfig.json')].slice(
    0,
    mostManifests,
  )) {
    const config = await readPaths(path, repository, 0);
    if (config === null) continue;
    const entry = at(dirname(path));
    entry.mappings.push(...config.mappings);
    entry.base ??= config.base;
  }
  const workspaces = new Map<string, readonly string[]>();
  for (const path of repository.filesNamed('package.json').slice(0, mostManifests)) {
    const text = await repository.read(path);
    const json = text === null ? null : readJson(path, text);
    if (json === null) continue;
    at(dirname(path)).mappings.push(...ownImports(json));
    const name = jsonString(json, 'name');
    if (name !== null) workspaces.set(name, entriesOfPackage(json));
  }
  const scopes = [...workspaces.keys()]
    .filter((name) => name.startsWith('@'))
    .map((name) => name.split('/')[0] ?? name);
  return {
    scopes: new Set(scopes),
    candidates(from, specifier) {
      const found: string[] = [];
      for (const directory of ancestors(dirname(from))) {
        const config = byDirectory.get(directory);
        if (config === undefined) continue;
        for (const mapping of config.mappings) found.push(...targetsOf(mapping, specifier));
        const below = config.base === null ? null : join(config.base, specifier);
        if (below !== null) found.push(below);
      }
      const segments = specifier.split('/');
      const name = segments.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
      const rest = segments.slice(specifier.startsWith('@') ? 2 : 1).join('/');
      for (const entry of workspaces.get(name) ?? []) {
        if (rest === '') found.push(entry);
      }
      const home = rest === '' ? null : homeOf(name, workspaces);
      if (home !== null) {
        for (const folder of ['', 'src/']) {
          const inside = join(home, folder + rest);
          if (inside !== null) found.push(inside);
        }
      }
      return found;
    },
  };
}

function homeOf(name: string, workspaces: ReadonlyMap<string, readonly string[]>): string | null {
  const index = workspaces.get(name)?.find((entry) => entry.endsWith('/index') || entry === 'index');
  return index === undefined ? null : dirname(index);
}

function targetsOf({ prefix, suffix, targets }: Mapping, specifier: string): string[] {
  if (suffix === null) return specifier === prefix ? [...targets] : [];
  if (
    !specifier.startsWith(prefix) ||
    !specifier.endsWith(suffix) ||
    specifier.length < prefix.length + suffix.length
  ) {
    return [];
  }
  const middle = specifier.slice(prefix.length, specifier.length - suffix.length);
  return targets.map((target) => target.replace('*', () => middle));
}

function mappingOf(name: string, targets: readonly string[]): Mapping {
  const star = name.indexOf('*');
  if (star < 0) return { prefix: name, suffix: null, targets };
  return { prefix: name.slice(0, star), suffix: name.slice(star + 1), targets };
}

async function readPaths(
  path: string,
  repository: Repository,
  nested: number,
): Promise<{ readonly mappings: readonly Mapping[]; readonly base: string | null } | null> {
  const text = await repository.read(path);
  const json = text === null ? null : readJson(path, text);
  if (json === null) return null;
  const directory = dirname(path);
  const baseUrl = jsonString(json, 'compilerOptions', 'baseUrl');
  const base = baseUrl === null ? null : join(directory, baseUrl);
  const names = json.keys(['compilerOptions', 'paths']);
  const mappings = names.map((name) => {
    const targets = json.value(['compilerOptions', 'paths', name]);
    const list = Array.isArray(targets) ? targets.filter((target) => typeof target === 'string') : [];
    return mappingOf(
      name,
      list.flatMap((target) => join(base ?? directory, target) ?? []),
    );
  });
  const extended = json.value(['extends']);
  const parents = (Array.isArray(extended) ? extended : [extended]).filter((name) => typeof name === 'string');
  let inherited: Awaited<ReturnType<typeof readPaths>> = null;
  for (const name of parents) {
    if (!name.startsWith('.') || nested >= 5) continue;
    const parent = join(directory, extension(name) === '.json' ? name : `${name}.json`);
    inherited = parent === null ? null : ((await readPaths(parent, repository, nested + 1)) ?? inherited);
  }
  // Own `paths` stand over those of what is extended.
  return { mappings: names.length > 0 ? mappings : (inherited?.mappings ?? []), base: base ?? inherited?.base ?? null };
}

/** `"#lib/*": "./src/lib/*.js"`. */
function ownImports(json: JsonFile): Mapping[] {
  return json.keys(['imports']).flatMap((name) => {
    const target = jsonString(json, 'imports', name) ?? jsonString(json, 'imports', name, 'default');
    const path = target === null ? null : join(dirname(json.path), target);
    return path === null ? [] : [mappingOf(name, [path])];
  });
}

/** What importing a package of the workspace by its name can evaluate. */
function entriesOfPackage(json: JsonFile): readonly string[] {
  const directory = dirname(json.path);
  const declared = [
    jsonString(json, 'source'),
    jsonString(json, 'exports'),
    jsonString(json, 'exports', '.'),
    jsonString(json, 'exports', '.', 'import'),
    jsonString(json, 'exports', '.', 'default'),
    jsonString(json, 'module'),
    jsonString(json, 'main'),
  ].filter((target) => target !== null);
  const built = declared.flatMap((target) => [target, target.replace(/^(\.\/)?(dist|build|lib|out)\//, './src/')]);
  const stems = built.map((target) =>
    /\.[cm]?jsx?$/.test(basename(target)) ? target.replace(/\.[cm]?jsx?$/, '') : target,
  );
  return [...built, ...stems, 'src/index', 'index'].flatMap((target) => join(directory, target) ?? []);
}

/** How a file would import a path of the repository: `../lib/log`. */
export function relativeSpecifier(from: string, path: string): string {
  const here = dirname(from) === '.' ? [] : dirname(from).split('/');
  const there = path.split('/');
  let same = 0;
  while (same < here.length && same < there.length - 1 && here[same] === there[same]) same++;
  const up = here.slice(same).map(() => '..');
  const down = there.slice(same);
  return up.length === 0 ? `./${down.join('/')}` : [...up, ...down].join('/');
}
