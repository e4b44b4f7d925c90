/** Modules of Maven and Gradle: folders with a build file, what their archives are called, which main class they name. */
import { archiveEndings } from '../../../knowledge/jvmPrograms.ts';
import { ancestors, basename, dirname, join, relativeTo } from '../../paths.ts';
import type { Repository } from '../../repository.ts';

const buildFiles = ['pom.xml', 'build.gradle.kts', 'build.gradle', 'build.sbt'];
const mostModules = 600;
const longestBuildFile = 300_000;

export function buildFileOf(directory: string, repository: Repository): string | null {
  // Gradle lets a settings file call build files after their projects.
  const own = directory === '.' ? [] : [`${basename(directory)}.gradle.kts`, `${basename(directory)}.gradle`];
  for (const name of [...buildFiles, ...own]) {
    const path = join(directory, name);
    if (path !== null && repository.isFile(path)) return path;
  }
  return null;
}

/** What is found out about a repository once. */
interface Known {
  readonly folders: readonly string[];
  readonly texts: Map<string, Promise<string>>;
  readonly names: Map<string, Promise<ReadonlySet<string>>>;
}

const knownOf = new WeakMap<Repository, Known>();

function known(repository: Repository): Known {
  let found = knownOf.get(repository);
  if (found === undefined) {
    const isBuildFile = (path: string): boolean =>
      buildFiles.includes(basename(path)) ||
      basename(path).replace(/\.gradle(?:\.kts)?$/, '') === basename(dirname(path));
    const paths = repository.paths.filter((path) => /\.(?:xml|kts|gradle|sbt)$/.test(path) && isBuildFile(path));
    const folders = [...new Set(paths.map(dirname))].slice(0, mostModules);
    knownOf.set(repository, (found = { folders, texts: new Map(), names: new Map() }));
  }
  return found;
}

/** Folders with a build file. */
export function moduleFolders(repository: Repository): readonly string[] {
  return known(repository).folders;
}

/** The nearest module at or above a folder. */
export function moduleAround(directory: string, repository: Repository): string | null {
  return ancestors(directory).find((folder) => buildFileOf(folder, repository) !== null) ?? null;
}

/** Modules in the folders below, without those of them. */
export function modulesBelow(directory: string, repository: Repository): readonly string[] {
  return moduleFolders(repository).filter((folder) => folder !== directory && relativeTo(directory, folder) !== null);
}

export function buildText(directory: string, repository: Repository): Promise<string> {
  const { texts } = known(repository);
  let text = texts.get(directory);
  if (text === undefined) texts.set(directory, (text = readBuildText(directory, repository)));
  return text;
}

async function readBuildText(directory: string, repository: Repository): Promise<string> {
  const path = buildFileOf(directory, repository);
  const text = path === null ? null : await repository.read(path);
  if (path === null || text === null || text.length > longestBuildFile) return '';
  return path.endsWith('.xml') ? text.replace(/<!--[^]*?-->/g, '') : text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
}

/** What archives of a module may be called, without version and ending. */
export function archiveNames(directory: string, repository: Repository): Promise<ReadonlySet<string>> {
  const { names } = known(repository);
  let found = names.get(directory);
  if (found === undefined) names.set(directory, (found = readArchiveNames(directory, repository)));
  return found;
}

async function readArchiveNames(directory: string, repository: Repository): Promise<ReadonlySet<string>> {
  const text = await buildText(directory, repository);
  const found = new Set<string>();
  const add = (name: string | undefined): void => {
    if (name !== undefined && name !== '' && !/[${}]/.test(name)) found.add(archiveName(name));
  };
  if (directory !== '.') add(basename(directory));
  if (buildFileOf(directory, repository)?.endsWith('pom.xml') === true) {
    const own = text.replace(/<parent>[^]*?<\/parent>/, '');
    const artifact = /<artifactId>\s*([^<\s]+)\s*<\/artifactId>/.exec(
      own.replace(/<(dependencies|build|profiles|dependencyManagement)>[^]*?<\/\1>/g, ''),
    )?.[1];
    add(artifact);
    for (const match of text.matchAll(/<finalName>\s*([^<\s]+)\s*<\/finalName>/g)) {
      add((match[1] ?? '').replace(/\$\{(?:project\.)?artifactId\}/, artifact ?? '').replace(/[-.]?\$\{[^}]*\}/g, ''));
    }
  } else {
    for (const match of text.matchAll(
      /\b(?:archivesBaseName|archiveBaseName|archiveFileName|baseName|archiveName|applicationName|moduleName)\b\s*(?:=|\.set\(|\.convention\()?\s*\(?["']([^"']+)["']/g,
    )) {
      add(match[1]);
    }
    for (const name of ['settings.gradle', 'settings.gradle.kts']) {
      const settings = await repository.read(join(directory, name) ?? name);
      add(settings === null ? undefined : /rootProject\.name\s*=\s*["']([^"']+)["']/.exec(settings)?.[1]);
    }
    add(/^\s*name\s*:=\s*"([^"]+)"/m.exec(text)?.[1]);
  }
  return found;
}

/** `shop-api-1.2.0-all.jar` → `shop-api`; empty where only a glob or a variable is left. */
export function archiveName(file: string): string {
  let name = basename(file).replace(/\.(?:jar|war|ear|tar|zip|tgz)$/, '');
  name = name.replace(/[-_.]?(?:\$\{[^}]*\}|\$\w+|[*?[\]])[^]*$/, '');
  for (let round = 0; round < 4; round++) {
    const shorter = name.replace(archiveEndings, '').replace(/[-_.]v?\d+(?:\.\w+)*$/, '');
    if (shorter === name) break;
    name = shorter;
  }
  return name.toLowerCase();
}

/** Classes that the build file names as what is started: those of an archive or an application before those of other tasks. */
export async function namedMainClasses(directory: string, repository: Repository): Promise<readonly string[]> {
  const text = await buildText(directory, repository);
  const found: string[] = [];
  const patterns = [
    /<start-class>\s*([^<\s]+)\s*<\/start-class>/g,
    /<(?:mainClass|Main-Class|main-class|exec\.mainClass|main\.class|mainclass)>\s*([^<\s]+)\s*<\//g,
    /\bmainClass(?:Name)?\s*(?:=|\.set\(|\.convention\()?\s*\(?\s*["']([\w.$]+)["']/g,
    /["']?(?:Start|Main)-Class["']?\]?\s*(?::|=|to|,)\s*["']([\w.$]+)["']/g,
    /\bmainClass\s*(?:in\s+\w+\s*)?:=\s*Some\(\s*"([\w.$]+)"/g,
  ];
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const name = property(match[1] ?? '', text);
      if (name !== null && !found.includes(name)) found.push(name);
    }
  }
  return found;
}

/** `${main.class}` by the properties of the same file. */
function property(written: string, text: string): string | null {
  const name = /^\$\{([\w.-]+)\}$/.exec(written)?.[1];
  if (name === undefined) return /[${}]/.test(written) ? null : written;
  const value = new RegExp(`<${name.replace(/\./g, '\\.')}>\\s*([\\w.$]+)\\s*</`).exec(text)?.[1];
  return value ?? null;
}

/** The class behind a start script of that name: `applicationName = 'api'` beside a main class. */
export async function scriptClass(name: string, directory: string, repository: Repository): Promise<string | null> {
  const text = await buildText(directory, repository);
  for (const match of text.matchAll(/\b(?:applicationName|executableName)\b\s*(?:=|\.set\()?\s*\(?["']([^"']+)["']/g)) {
    if (match[1] !== name) continue;
    // The same block: back to its brace, on to its end.
    const from = text.lastIndexOf('{', match.index);
    const to = text.indexOf('}', match.index);
    const block = text.slice(Math.max(0, from), to < 0 ? text.length : to);
    const own = /\bmainClass(?:Name)?\s*(?:=|\.set\()?\s*\(?\s*["']([\w.$]+)["']/.exec(block)?.[1];
    if (own !== undefined) return own;
  }
  return null;
}
