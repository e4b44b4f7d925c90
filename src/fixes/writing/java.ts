import { doubleQuoted } from '../strings.ts';
import { loggerInClass, placeImport, seesField } from './jvmClasses.ts';
import { parseWith, type ImportForm } from './importForms.ts';
import type { Writing } from './writing.ts';

const forms: readonly ImportForm[] = [
  { pattern: /^import (?:static )?(?<module>[\w.]+)\.(?<name>\w+);?$/, name: 'named' },
];

export const javaWriting: Writing = {
  ecosystem: 'jvm',
  languages: ['java'],
  blocks: 'braces',
  semicolons: 'always',
  defaultLibrary: null,
  errorNames: ['e', 'ex', 'caught'],
  bindError: () => null,
  quoted: doubleQuoted,
  inStyle: (code) => code,
  parseImport: (code) => parseWith(forms, code, (module) => module),
  isHoisted: () => true,
  nameOfWhole: () => null,
  placeImport,
  lambda: /->\s*$/,
  loggers: {
    place: loggerInClass,
    sees: seesField,
    inherited: true,
  },
};
