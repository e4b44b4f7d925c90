/**
 * Maven and Gradle: `group:artifact` of what a program runs with. A name that stands in a version catalog elsewhere is
 * kept as written (`libs.opentelemetry.api`): it says that there is something, and not exactly what.
 */
import { blanked, dependenciesBy, longestManifest } from './dependency.ts';
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

const configuration = '(?:implementation|api|runtimeOnly|compile|runtime)';

export const gradleReader: ManifestReader = {
  ecosystem: 'jvm',
  claims: (name) => name === 'build.gradle' || name === 'build.gradle.kts',
  read(file, text) {
    const code = blanked(text.slice(0, longestManifest), /\/\*[^]*?\*\/|^\s*\/\/.*$/gm);
    return [
      ...dependenciesBy(
        new RegExp(`^[ \\t]*${configuration}[ \\t]*\\(?[ \\t]*["']([\\w.-]+:[\\w.-]+)(?::([^"']+))?["']`, 'gm'),
        'jvm',
        file,
        code,
      ),
      ...dependenciesBy(
        new RegExp(`^[ \\t]*${configuration}[ \\t]*\\(?[ \\t]*(libs\\.[\\w.]+)`, 'gm'),
        'jvm',
        file,
        code,
      ),
    ];
  },
};
