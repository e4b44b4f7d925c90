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
  const workspaces = new Map<string, WorkspacePackage>();
  for (const path of repository.filesNamed('package.json').slice(0, mostManifests)) {
    const text = await repository.read(path);
    const json = text === null ? null : readJson(path, text);
    if (json === null) continue;
    at(dirname(path)).mappings.push(...ownImports(json));
    const name = jsonString(json, 'name');
    if (name !== null) {
      const directory = dirname(path);
      workspaces.set(name, { directory, entries: entriesOfPackage(json), below: exportsBelow(json) });
    }
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
      const own = workspaces.get(name);
      if (own === undefined) return found;
      if (rest === '') return [...found, ...own.entries];
      for (const mapping of own.below) found.push(...targetsOf(mapping, `./${rest}`));
      for (const folder of ['', 'src/'])
        found.push(...[join(own.directory, folder + rest)].filter((path) => path !== null));
      return found;
    },
  };
}

interface WorkspacePackage {
  readonly directory: string;
  /** What importing it by its name alone can evaluate. */
  readonly entries: readonly string[];
  /** `exports` of paths below its name. */
  readonly below: readonly Mapping[];
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

/** `"./*": "./src/*.ts"`, `"./logger": { "import": "./dist/logger.js" }`, with the source that built output is made of. */
function exportsBelow(json: JsonFile): readonly Mapping[] {
  const directory = dirname(json.path);
  return json
    .keys(['exports'])
    .filter((name) => name.startsWith('./'))
    .map((name) => {
      const conditions = json.keys(['exports', name]).flatMap((key) => jsonString(json, 'exports', name, key) ?? []);
      const declared = [jsonString(json, 'exports', name), ...conditions].filter((target) => target !== null);
      return mappingOf(
        name,
        withSources(declared).flatMap((target) => join(directory, target) ?? []),
      );
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
  return [...withSources(declared), 'src/index', 'index'].flatMap((target) => join(directory, target) ?? []);
}

/** With the sources that built files may be made of, and without extensions that only compiled files have. */
function withSources(declared: readonly string[]): readonly string[] {
  const built = declared.flatMap((target) => [target, target.replace(/^(\.\/)?(dist|build|lib|out)\//, './src/')]);
  const stems = built.map((target) =>
    /\.[cm]?jsx?$/.test(basename(target)) ? target.replace(/\.[cm]?jsx?$/, '') : target,
  );
  return [...built, ...stems];
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
