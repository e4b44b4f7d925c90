/**
 * Maven and Gradle: `group:artifact` of what a program runs with. A name that stands in a version catalog elsewhere is
 * kept as written (`libs.opentelemetry.api`): it says that there is something, and not exactly what.
 */
import { blanked, longestManifest } from './dependency.ts';
import type { Dependency, ManifestReader } from './dependency.ts';

export const mavenReader: ManifestReader = {
  ecosystem: 'jvm',
  claims: (name) => name === 'pom.xml',
  read(file, text) {
    const own = blanked(
      text.slice(0, longestManifest),
      /<!--[^]*?-->|<dependencyManagement>[^]*?<\/dependencyManagement>|<build>[^]*?<\/build>|<exclusions>[^]*?<\/exclusions>/g,
    );
    return [...own.matchAll(/<dependency>([^]*?)<\/dependency>/g)].flatMap((match): Dependency[] => {
      const of = (tag: string): string => new RegExp(`<${tag}>\\s*([^<\\s]+)\\s*</${tag}>`).exec(match[0])?.[1] ?? '';
      const [group, artifact] = [of('groupId'), of('artifactId')];
      if (group === '' || artifact === '' || /^(?:test|provided)$/.test(of('scope'))) return [];
      const range = { start: match.index, end: match.index + match[0].length };
      return [{ file, range, name: `${group}:${artifact}`, version: of('version'), ecosystem: 'jvm' }];
    });
  },
};

const configuration = '(?:\\w*[iI]mplementation|api|runtimeOnly|compile|runtime)';
const elsewhere = /^(?:test|androidTest|integrationTest|jmh)/;

export const gradleReader: ManifestReader = {
  ecosystem: 'jvm',
  claims: (name) => name === 'build.gradle' || name === 'build.gradle.kts',
  read(file, text) {
    const code = blanked(text.slice(0, longestManifest), /\/\*[^]*?\*\/|(?<![:"'])\/\/.*$/gm);
    // A statement goes on over lines that end with a comma or stand in its brackets.
    const statement = new RegExp(
      `^[ \\t]*["']?(${configuration})["']?[ \\t]*(\\((?:[^()]|\\([^()]*\\))*\\)|(?:[^\\n]*,[ \\t]*\\n)*[^\\n]*)`,
      'gm',
    );
    return [...code.matchAll(statement)].flatMap((match): Dependency[] => {
      if (elsewhere.test(match[1] ?? '')) return [];
      const start = match.index + match[0].length - (match[2] ?? '').length;
      // A platform brings versions, and what is left out of a package is none.
      const names = blanked(match[2] ?? '', /\b(?:enforcedPlatform|platform)\s*\(?[^()\n]*\)?|\bexclude\b[^\n}]*/g);
      return packagesIn(names).map(({ at, length, name, version }) => ({
        file,
        range: { start: start + at, end: start + at + length },
        name,
        version,
        ecosystem: 'jvm',
      }));
    });
  },
};

function packagesIn(text: string): { at: number; length: number; name: string; version: string }[] {
  const found: { at: number; length: number; name: string; version: string }[] = [];
  const add = (match: RegExpMatchArray, name: string, version = ''): void => {
    const at = (match.index ?? 0) + Math.max(0, match[0].indexOf(name));
    found.push({ at, length: name.length, name, version });
  };
  for (const match of text.matchAll(/["']([\w.-]+:[\w.-]+)(?::([^"']+))?["']/g)) add(match, match[1] ?? '', match[2]);
  for (const match of text.matchAll(/\b(libs\.[\w.]+?)(?:\.get\(\))?(?![\w.(])/g)) add(match, match[1] ?? '');
  const grouped = /\bgroup\s*[:=]\s*["']([^"']+)["']\s*,\s*name\s*[:=]\s*["']([^"']+)["']/g;
  for (const match of text.matchAll(grouped)) add(match, `${match[1] ?? ''}:${match[2] ?? ''}`);
  return found;
}
