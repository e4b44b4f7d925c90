import { lineStart, type TextEdit } from '../../model/text.ts';
import { insertFirst, insertion, nextLine, type EditedFile } from '../insert.ts';
import { doubleQuoted } from '../strings.ts';
import { topImports } from '../topImports.ts';
import { parseWith, type ImportForm } from './importForms.ts';
import { matchForLetElse } from './letElse.ts';
import type { ImportLine, Writing } from './writing.ts';

const forms: readonly ImportForm[] = [
  { pattern: /^use (?<module>[\w:]+)::(?<name>\w+)(?: as (?<local>\w+))?;$/, name: 'named' },
  { pattern: /^use (?<module>\w+);$/, name: 'whole' },
];

export const rustWriting: Writing = {
  ecosystem: 'rust',
  languages: [],
  blocks: 'braces',
  semicolons: 'always',
  // No library is always there: what is no dependency of the crate does not compile.
  defaultLibrary: null,
  errorNames: ['error', 'err', 'e'],
  bindError: (_form, name) => name,
  unnamed: '_',
  quoted: (value) => doubleQuoted(value),
  inText: (value) => doubleQuoted(value).slice(1, -1).replaceAll('{', '{{').replaceAll('}', '}}'),
  inStyle: (code) => code,
  parseImport: (code) => parseWith(forms, code, (module) => module),
  isHoisted: () => true,
  nameOfWhole: ({ module, names }) => (names.length === 0 ? module.slice(module.lastIndexOf(':') + 1) : null),
  placeImport,
  ambientLogger,
  spelledOut: matchForLetElse,
  valueBlocks: true,
  lambda: /(?:=>|\|)\s*$/,
};

/** Behind the last `use` that sorts before it. */
function placeImport(file: EditedFile, line: ImportLine): TextEdit {
  const { text, facts, path } = file;
  const newline = facts.style.endOfLine;
  const all = topImports(file).filter(({ range }) => text.startsWith('use', lineStart(text, range.start)));
  const previous = all.filter((one) => one.module < line.module).at(-1) ?? null;
  if (previous !== null) return insertion(path, nextLine(text, previous.range.end), `${line.code}${newline}`);
  const [first] = all;
  if (first !== undefined) return insertion(path, first.range.start, `${line.code}${newline}`);
  return insertFirst(file, [line.code]);
}

const crates = ['tracing', 'log'] as const;

/** The macro of a crate that the file logs with: by its short name where that is taken in, else by its path. */
function ambientLogger({ facts }: EditedFile): { readonly name: string; readonly library: string } | null {
  const used = facts.logCalls.find(({ library }) => crates.some((crate) => crate === library));
  const imported = facts.imports.find(({ module }) => crates.some((crate) => crate === module));
  const library = used?.library ?? imported?.module ?? null;
  if (library === null) return null;
  const taken = facts.imports
    .filter(({ module, function: within, typeOnly }) => module === library && within === -1 && !typeOnly)
    .flatMap(({ names }) => names);
  const own = taken.find(({ name }) => name === 'error' || name === '*');
  if (own !== undefined) return { name: own.name === '*' ? 'error!' : `${own.alias}!`, library };
  // Without any `use` the short names come from `#[macro_use]`, for all of them.
  const isEverywhere = used !== undefined && taken.length === 0 && /^\w+!$/.test(callee(facts, used.call));
  return { name: isEverywhere ? 'error!' : `${library}::error!`, library };
}

function callee({ calls }: EditedFile['facts'], index: number): string {
  return calls[index]?.callee ?? '';
}
