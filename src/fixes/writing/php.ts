import type { ClassFact, FunctionFact, LoggerFact } from '../../model/facts.ts';
import { lineStart, type TextEdit } from '../../model/text.ts';
import { insertFirst, insertion, nextLine, type EditedFile } from '../insert.ts';
import { topImports } from '../topImports.ts';
import type { UsePlace } from '../logger.ts';
import type { ImportLine, Writing } from './writing.ts';

export const phpWriting: Writing = {
  ecosystem: 'php',
  languages: [],
  blocks: 'braces',
  semicolons: 'always',
  defaultLibrary: 'print',
  errorNames: ['$e', '$exception', '$error', '$caught'],
  bindError: (_form, name) => ` ${name}`,
  quoted: (value) => `'${value.replace(/[\\']/g, '\\$&')}'`,
  inStyle: (code) => code,
  parseImport(code) {
    const [, path = '', module = '', name = ''] = /^use ((?:([\w\\]+)\\)?(\w+));$/.exec(code) ?? [];
    if (path === '') return null;
    return module === '' ? { code, module: path, name: null, local: path } : { code, module, name, local: name };
  },
  isHoisted: () => true,
  nameOfWhole: ({ alias }) => alias,
  placeImport,
  ambientLogger,
  loggers: { place: () => null, sees: seesVariable, inherited: false },
};

/** Variables of a function are its own; only `fn` sees those around it. */
function seesVariable({ facts, text }: EditedFile, logger: LoggerFact, offset: number): boolean {
  let at = facts.functions.findLastIndex(({ range }) => range.start <= offset && offset < range.end);
  for (let level = 0; level < 20 && at !== logger.function; level++) {
    const within = facts.functions[at];
    if (within === undefined || !/^(?:static\s+)?fn\b/i.test(text.slice(within.range.start, within.range.start + 20))) {
      return false;
    }
    at = within.parent;
  }
  return at === logger.function;
}

/** What the class around a place logs with, be it its own or of a trait; else what the file or its framework logs with. */
function ambientLogger(file: EditedFile, place: UsePlace): { readonly name: string; readonly library: string } | null {
  const { facts } = file;
  const method = methodAt(file, place.offset);
  if (method !== null && !isStatic(file, method)) {
    const holder = classAt(facts, place.offset);
    const declared = facts.loggers.find(
      ({ name, range }) => /^\$this->\w+$/.test(name) && classAt(facts, range.start) === holder,
    );
    if (declared !== undefined && declared.library !== 'unknown') return declared;
    const used = facts.logCalls.find(
      ({ logger, range }) => /^\$this->\w+$/.test(logger) && classAt(facts, range.start) === holder,
    );
    if (used !== undefined) return { name: used.logger, library: used.library };
  }
  const facade = facts.logCalls.find(
    ({ logger, library, call }) =>
      /^\w+$/.test(logger) &&
      facts.calls[call]?.callee.startsWith(`${logger}::`) === true &&
      library !== 'print' &&
      library !== 'unknown',
  );
  if (facade !== undefined) return { name: facade.logger, library: facade.library };
  // Applications of Laravel have a function that gives their logger.
  const isLaravel =
    facts.imports.some(({ module }) => module.startsWith('Illuminate\\')) && /(?:^|\/)app\//.test(file.path);
  return isLaravel ? { name: 'logger()', library: 'psr-3' } : null;
}

function classAt({ classes }: EditedFile['facts'], offset: number): ClassFact | null {
  return classes.findLast(({ range }) => range.start <= offset && offset < range.end) ?? null;
}

function methodAt({ facts }: EditedFile, offset: number): FunctionFact | null {
  return (
    facts.functions.findLast(({ owner, range }) => owner !== null && range.start <= offset && offset < range.end) ??
    null
  );
}

function isStatic({ text }: EditedFile, { range, nameRange }: FunctionFact): boolean {
  const end = nameRange?.start ?? range.start;
  return /\bstatic\s+function\s*&?\s*$/i.test(text.slice(Math.max(range.start, end - 60), end));
}

/** Where it sorts among the classes that the file names. */
function placeImport(file: EditedFile, line: ImportLine): TextEdit {
  const { text, facts, path } = file;
  const newline = facts.style.endOfLine;
  // A page begins with text: an import has a place of its own there.
  if (!/^\uFEFF?(?:#!.*\r?\n)?<\?php\b/.test(text)) return insertion(path, 0, `<?php ${line.code} ?>${newline}`);
  const all = topImports(file).filter((fact) =>
    /^use\s+(?!function\b|const\b)/.test(text.slice(fact.range.start, fact.range.end)),
  );
  const previous = all.filter((fact) => sortKey(fact) < `${line.module}\\${line.name ?? ''}`).at(-1);
  if (previous !== undefined) return insertion(path, nextLine(text, previous.range.end), `${line.code}${newline}`);
  const next = all[0];
  if (next !== undefined) return insertion(path, lineStart(text, next.range.start), `${line.code}${newline}`);
  return insertFirst(file, [line.code], true);
}

function sortKey({ module, names }: EditedFile['facts']['imports'][number]): string {
  const [first] = names;
  return first === undefined ? module : `${module}\\${first.name}`;
}
