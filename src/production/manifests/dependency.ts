/** What a reader of one kind of package manifest gives: the packages that are asked for in production, each with its place. */
import type { Location } from '../../model/text.ts';

export interface Dependency extends Location {
  /** As its registry compares names: for Python lower case with `-`, for the JVM `group:artifact`. */
  readonly name: string;
  /** Range as written, empty where there is none. */
  readonly version: string;
  readonly ecosystem: string;
  /** Modules that a package loader loads of it, where the manifest says so; none where it is told to load nothing. */
  readonly loads?: readonly string[];
}

/** A manifest that is read line by line: what it asks for stands in it as plain text. */
export interface ManifestReader {
  readonly ecosystem: string;
  claims(name: string): boolean;
  read(file: string, text: string): Dependency[];
}

/** Longer manifests are read as far as this. Characters. */
export const longestManifest = 1_000_000;

/** Matches of a pattern whose first group is the name and whose second, where it has one, the version. */
export function dependenciesBy(pattern: RegExp, ecosystem: string, file: string, text: string): Dependency[] {
  return [...text.slice(0, longestManifest).matchAll(pattern)].flatMap((match): Dependency[] => {
    const name = match[1];
    if (name === undefined) return [];
    const start = match.index + match[0].indexOf(name);
    return [{ file, range: { start, end: start + name.length }, name, version: match[2]?.trim() ?? '', ecosystem }];
  });
}

/** The text with blanks where a pattern matches, so that offsets stay. */
export function blanked(text: string, pattern: RegExp): string {
  return text.replace(pattern, (match) => ' '.repeat(match.length));
}
