/** Packages a service depends on in production, with the place where each is named. */
import { jsonString, readJson } from './json.ts';
import { longestManifest, type Dependency, type ManifestReader } from './manifests/dependency.ts';
import { goModReader } from './manifests/goMod.ts';
import { gradleReader, mavenReader } from './manifests/jvm.ts';
import {
  cargoReader,
  composerReader,
  dotnetProjectReader,
  gemfileReader,
  gemspecReader,
  mixReader,
} from './manifests/others.ts';
import { ancestors, basename, dirname, join } from './paths.ts';
import type { Repository } from './repository.ts';

export type { Dependency } from './manifests/dependency.ts';

/** Manifests that are text alone; those of Node and Python have more to say. */
const textReaders: readonly ManifestReader[] = [
  goModReader,
  mavenReader,
  gradleReader,
  dotnetProjectReader,
  gemfileReader,
  composerReader,
  cargoReader,
  mixReader,
];

/** Packages that a manifest of any language but Node's and Python's asks for; build scripts count by their ending. */
export function readManifest(path: string, text: string): readonly Dependency[] {
  const name = basename(path);
  const reader =
    [...textReaders, gemspecReader].find(({ claims }) => claims(name)) ??
    (/\.gradle(?:\.kts)?$/.test(name) ? gradleReader : undefined);
  return reader?.read(path, text) ?? [];
}

const manifestNames: ReadonlySet<string> = new Set([
  'package.json',
  'pyproject.toml',
  'setup.py',
  'setup.cfg',
  'Pipfile',
  'go.mod',
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'Gemfile',
  'composer.json',
  'Cargo.toml',
  'mix.exs',
  'deno.json',
]);
const isManifest = (name: string): boolean =>
  manifestNames.has(name) || /^requirements[\w.-]*\.(txt|in)$/.test(name) || /\.(cs|fs|vb)proj$/.test(name);

/** Folders that hold a package manifest of any language. */
export function manifestDirectories(repository: Repository): ReadonlySet<string> {
  const found = new Set<string>();
  for (const path of repository.paths) if (isManifest(basename(path))) found.add(dirname(path));
  return found;
}

/** Whether a folder of that name holds a package manifest, or a Go program. */
export function holdsModule(name: string, repository: Repository): boolean {
  return repository
    .directoriesNamed(name)
    .some((directory) =>
      repository.filesIn(directory).some((path) => isManifest(basename(path)) || basename(path) === 'main.go'),
    );
}

/** The nearest folder at or above a directory that holds a manifest. */
export function packageRoot(directory: string, manifests: ReadonlySet<string>): string | null {
  return ancestors(directory).find((candidate) => manifests.has(candidate)) ?? null;
}

/** Dependencies of the package that a directory belongs to. */
export async function dependenciesOf(root: string, repository: Repository): Promise<readonly Dependency[]> {
  const found: Dependency[] = [];
  const requirementsFolder = join(root, 'requirements') ?? '';
  for (const path of [...repository.filesIn(root), ...repository.filesIn(requirementsFolder)].sort()) {
    const name = basename(path);
    const inRequirements = dirname(path) === requirementsFolder;
    if (name === 'package.json') found.push(...(await nodeDependencies(path, repository)));
    else if (isRequirements(name, inRequirements)) found.push(...(await requirements(path, repository)));
    else if (/^(pyproject\.toml|Pipfile|setup\.cfg|setup\.py)$/.test(name)) {
      found.push(...(await declaredPython(path, repository)));
    } else {
      const reader = textReaders.find(({ claims }) => claims(name));
      const text = reader === undefined ? null : await repository.read(path);
      if (reader !== undefined && text !== null) found.push(...reader.read(path, text));
    }
  }
  return found;
}

const development = /dev|test|lint|docs?|ci|local|typing|build/i;

function isRequirements(name: string, inFolder: boolean): boolean {
  if (!/\.(txt|in)$/.test(name) || development.test(name)) return false;
  return inFolder || name.startsWith('requirements');
}

async function nodeDependencies(path: string, repository: Repository): Promise<Dependency[]> {
  const text = await repository.read(path);
  const json = text === null ? null : readJson(path, text);
  if (json === null) return [];
  return json.keys(['dependencies']).flatMap((name) => {
    const range = json.range(['dependencies', name]);
    if (range === null) return [];
    const keyed = json.text.lastIndexOf(JSON.stringify(name), range.start);
    return [
      {
        file: path,
        range: { start: keyed < 0 ? range.start : keyed, end: range.end },
        name,
        version: jsonString(json, 'dependencies', name) ?? '',
        ecosystem: 'node',
      },
    ];
  });
}

/** As package indexes compare them. */
export const normalizeName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

const requirement = /^[ \t]*([A-Za-z0-9][\w.-]*)(\[[^\]\n]*\])?[ \t]*([=<>~!]=?[^;#\n\\]*)?/;

async function requirements(path: string, repository: Repository): Promise<Dependency[]> {
  const text = await repository.read(path);
  if (text === null) return [];
  const found: Dependency[] = [];
  let at = 0;
  for (const line of text.slice(0, longestManifest).split('\n')) {
    const match = requirement.exec(line);
    if (match !== null) found.push(pythonDependency(path, at, match));
    at += line.length + 1;
  }
  return found;
}

function pythonDependency(file: string, offset: number, match: RegExpExecArray): Dependency {
  const written = match[0].trim();
  const start = offset + match.index + match[0].indexOf(written);
  return {
    file,
    range: { start, end: start + written.length },
    name: normalizeName(match[1] ?? ''),
    version: (match[3] ?? '').trim(),
    ecosystem: 'python',
  };
}

/** Strings and keys of the sections that list what a package needs to run. */
async function declaredPython(path: string, repository: Repository): Promise<Dependency[]> {
  const text = await repository.read(path);
  if (text === null) return [];
  const found: Dependency[] = [];
  let at = 0;
  let section = '';
  let listing = false;
  for (const line of text.slice(0, longestManifest).split('\n')) {
    const header = /^\s*\[+([^\]]+)\]+\s*$/.exec(line);
    if (header !== null) {
      section = (header[1] ?? '').trim();
      listing = false;
    } else if (/^\s*(dependencies|install_requires|requires)\s*=/.test(line)) {
      listing = section !== 'build-system';
    } else if (/^[A-Za-z_][\w-]*\s*=/.test(line)) {
      listing = false;
    }
    const inTable = /^(tool\.poetry\.dependencies|packages)$/.test(section);
    if (listing) {
      for (const match of line.matchAll(/["']([A-Za-z0-9][\w.-]*)(\[[^\]]*\])?\s*([^"';]*)[^"']*["']/g)) {
        if (!/=\s*$/.test(line.slice(0, match.index)) || /\[/.test(line)) found.push(pythonDependency(path, at, match));
      }
      const plain =
        basename(path) === 'setup.cfg' && header === null
          ? /^\s+([A-Za-z0-9][\w.-]*)()([=<>~!][^\s]*)?/.exec(line)
          : null;
      if (plain !== null) found.push(pythonDependency(path, at, plain));
    } else if (inTable) {
      const match = /^\s*["']?([A-Za-z0-9][\w.-]*)["']?()\s*=\s*(.*)$/.exec(line);
      if (match !== null) found.push(pythonDependency(path, at, match));
    }
    at += line.length + 1;
  }
  return found;
}

/** Whether a row such as `opentelemetry-instrumentation-*` names the package. */
export function matchesPackage(pattern: string, name: string, ecosystem: string): boolean {
  const own = ecosystem === 'python' ? normalizeName(name) : name;
  const wanted = ecosystem === 'python' ? normalizeName(pattern.replace('*', '')) : pattern.replace('*', '');
  return pattern.endsWith('*') ? own.startsWith(wanted) : own === wanted;
}
