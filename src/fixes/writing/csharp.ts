import { lineStart, type TextEdit } from '../../model/text.ts';
import { insertFirst, insertion, nextLine, type EditedFile } from '../insert.ts';
import { doubleQuoted } from '../strings.ts';
import { topImports } from '../topImports.ts';
import { loggerByConstructor } from './constructorInjection.ts';
import { loggerInClass, seesField } from './jvmClasses.ts';
import type { ImportLine, Writing } from './writing.ts';

export const csharpWriting: Writing = {
  ecosystem: 'dotnet',
  languages: [],
  blocks: 'braces',
  semicolons: 'always',
  // A logger comes through the constructor, which all who make the object would have to know.
  defaultLibrary: null,
  errorNames: ['ex', 'exception', 'error', 'caught'],
  bindError: (_form, name, before, file) =>
    before.endsWith('catch') ? ` (${exceptionType(file)} ${name})` : ` ${name}`,
  quoted: doubleQuoted,
  inStyle: (code) => code,
  parseImport(code) {
    const module = /^using ([\w.]+);$/.exec(code)?.[1];
    return module === undefined ? null : { code, module, name: null, local: module };
  },
  isHoisted: () => true,
  nameOfWhole: ({ module, alias }) => (alias === null ? module : null),
  placeImport,
  ambientLogger: staticLogger,
  injectedLogger: loggerByConstructor,
  loggers: { place: loggerInClass, sees: seesField, inherited: true },
};

/** `Log.Error(…)`: the file opens the namespace, or its project does. */
function staticLogger({ facts }: EditedFile): { readonly name: string; readonly library: string } | null {
  const used = facts.logCalls.find(({ logger, library }) => logger === 'Log' && library === 'serilog');
  return used === undefined ? null : { name: used.logger, library: used.library };
}

/** By its simple name where the file opens its namespace, or names it so: its project does. */
function exceptionType({ facts, text }: EditedFile): string {
  const opens = facts.imports.some((one) => one.module === 'System') || /(?<![\w.])Exception\b/.test(text);
  return opens ? 'Exception' : 'System.Exception';
}

/** Where it sorts: `System` first, then by name. */
function placeImport(file: EditedFile, line: ImportLine): TextEdit {
  const { text, facts, path } = file;
  const newline = facts.style.endOfLine;
  const all = topImports(file).filter(
    (fact) => fact.alias === null && /^using\s+(?!static\b)/.test(text.slice(fact.range.start, fact.range.end)),
  );
  const previous = all.filter((fact) => sortKey(fact.module) < sortKey(line.module)).at(-1);
  if (previous !== undefined) return insertion(path, nextLine(text, previous.range.end), `${line.code}${newline}`);
  const next = all[0];
  if (next !== undefined) return insertion(path, lineStart(text, next.range.start), `${line.code}${newline}`);
  return insertFirst(file, [line.code], true);
}

function sortKey(module: string): string {
  return `${/^System(?:\.|$)/.test(module) ? 0 : 1}${module.toLowerCase()}`;
}
