/** Gradle: builds above a project that speak for it, projects beside it, scripts that it applies, and the version catalog. */
import { ancestors, dirname, join } from '../../paths.ts';
import type { Repository } from '../../repository.ts';
import { existing, type ManifestFamily } from './family.ts';

const builds = ['build.gradle', 'build.gradle.kts'];
const settings = ['settings.gradle', 'settings.gradle.kts'];

export const gradleFamily: ManifestFamily = {
  ecosystem: 'jvm',
  claims: (name) => builds.includes(name),
  async links(file, text, repository) {
    const here = dirname(file);
    const root = rootOf(here, repository);
    const files: (string | null)[] = [];
    let closed = true;
    for (const above of ancestors(here)) {
      if (above === here) continue;
      for (const path of builds.map((name) => join(above, name))) {
        const outer = path !== null && repository.isFile(path) ? await repository.read(path) : null;
        // Only what it says of its projects, which is seldom told from what it says of itself.
        if (outer !== null && /\b(?:subprojects|allprojects|configure)\b/.test(outer)) files.push(path);
      }
      if (above === root) break;
    }
    const projects = [
      ...text.matchAll(/\bproject\s*\(\s*(?:path\s*[:=]\s*)?["']:?([\w:.-]+)["']/g),
      ...text.matchAll(/\(\s*projects\.([\w.]+)\s*\)/g),
    ];
    for (const match of projects) {
      const folder = (match[1] ?? '').replace(/[:.]/g, '/');
      const kebab = folder.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      const found = existing(
        [folder, kebab].flatMap((name) => builds.map((build) => join(root, `${name}/${build}`))),
        repository,
      );
      if (found.length === 0) closed = false;
      files.push(...found);
    }
    for (const match of text.matchAll(/\bapply\s*\(?\s*from\s*[:=]\s*["']([^"']+)["']/g)) {
      const written = (match[1] ?? '').replace(/\$\{?(?:rootDir|rootProject\.projectDir|project\.rootDir)\}?\//, '');
      const found = existing([join(here, written), join(root, written)], repository);
      if (found.length === 0) closed = false;
      files.push(...found);
    }
    // Conventions of the build itself: scripts that are plugins by their name.
    for (const match of text.matchAll(/\bid\s*\(?\s*["']([\w.-]+)["']/g)) {
      const named = [`${match[1] ?? ''}.gradle`, `${match[1] ?? ''}.gradle.kts`];
      files.push(...named.flatMap((name) => repository.filesNamed(name)));
    }
    return { files: existing(files, repository), closed };
  },
  async resolve(name, file, repository) {
    if (!name.startsWith('libs.')) return null;
    const path = join(rootOf(dirname(file), repository), 'gradle/libs.versions.toml');
    const text = path === null ? null : await repository.read(path);
    if (text === null) return null;
    const wanted = aliasOf(name.slice('libs.'.length));
    const libraries = sectionOf(text, 'libraries');
    if (!wanted.startsWith('bundles.')) return libraryNamed(wanted, libraries);
    for (const [alias, value] of sectionOf(text, 'bundles')) {
      if (aliasOf(alias) !== wanted.slice('bundles.'.length)) continue;
      const names = [...value.matchAll(/["']([\w.-]+)["']/g)].map((match) => match[1] ?? '');
      return names.flatMap((one) => libraryNamed(aliasOf(one), libraries) ?? [one]);
    }
    return null;
  },
};

function rootOf(directory: string, repository: Repository): string {
  const holds = (above: string): boolean =>
    settings.some((name) => repository.isFile(above === '.' ? name : `${above}/${name}`));
  return ancestors(directory).find(holds) ?? directory;
}

/** Separators of an alias are all written as points where it is used. */
const aliasOf = (alias: string): string => alias.replace(/[-_]/g, '.').toLowerCase();

function libraryNamed(wanted: string, libraries: readonly (readonly [string, string])[]): readonly string[] | null {
  for (const [alias, value] of libraries) {
    if (aliasOf(alias) !== wanted) continue;
    const module = /module\s*=\s*["']([^"']+)["']/.exec(value)?.[1] ?? /^\s*["']([\w.-]+:[\w.-]+)/.exec(value)?.[1];
    const group = /group\s*=\s*["']([^"']+)["']/.exec(value)?.[1];
    const artifact = /name\s*=\s*["']([^"']+)["']/.exec(value)?.[1];
    if (module !== undefined) return [module];
    return group === undefined || artifact === undefined ? null : [`${group}:${artifact}`];
  }
  return null;
}

/** Keys and values of a section of the catalog; a list may go over several lines. */
function sectionOf(text: string, section: string): readonly (readonly [string, string])[] {
  const body = new RegExp(`^\\[${section}\\]([^]*?)(?=^\\[[\\w.]+\\]|(?![^]))`, 'm').exec(text)?.[1] ?? '';
  return [...body.matchAll(/^\s*([\w.-]+)\s*=\s*(\[[^\]]*\]|[^\n]*)/gm)].map((match) => [
    match[1] ?? '',
    match[2] ?? '',
  ]);
}
