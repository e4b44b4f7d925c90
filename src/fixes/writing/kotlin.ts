import { doubleQuoted } from '../strings.ts';
import { loggerInFile, placeImport, seesField } from './jvmClasses.ts';
import { parseWith, type ImportForm } from './importForms.ts';
import type { Writing } from './writing.ts';

const forms: readonly ImportForm[] = [
  { pattern: /^import (?<module>[\w.]+)\.(?<name>\w+)(?: as (?<local>\w+))?;?$/, name: 'named' },
];

export const kotlinWriting: Writing = {
  ecosystem: 'jvm',
  languages: ['kotlin'],
  blocks: 'braces',
  semicolons: 'never',
  defaultLibrary: null,
  errorNames: ['e', 'error', 'caught'],
  bindError: () => null,
  quoted: (value) => doubleQuoted(value).replaceAll('$', '\\$'),
  // Tables write the JVM as Java does.
  inStyle: (code) =>
    code
      .replace(/;$/, '')
      .replace(/^private static final \w+ (\w+) = /, 'private val $1 = ')
      .replaceAll('{class}.class', '{class}::class.java'),
  parseImport: (code) => parseWith(forms, code, (module) => module),
  isHoisted: () => true,
  nameOfWhole: () => null,
  placeImport,
  loggers: {
    place: loggerInFile,
    sees: seesField,
    inherited: true,
  },
};
