import type { ImportFact } from '../../model/facts.ts';
import { lineStart, type TextEdit } from '../../model/text.ts';
import { topImports } from '../topImports.ts';
import { insertFirst, insertion, nextLine, type EditedFile } from '../insert.ts';
import { isPythonStandardLibrary } from '../pythonStandardLibrary.ts';
import { quoted, requoted } from '../strings.ts';
import { parseWith, type ImportForm } from './importForms.ts';
import type { ImportLine, Writing } from './writing.ts';

const forms: readonly ImportForm[] = [
  { pattern: /^from (?<module>[\w.]+) import (?<name>\w+)(?: as (?<local>\w+))?$/, name: 'named' },
  { pattern: /^import (?<module>[\w.]+)(?: as (?<local>\w+))?$/, name: 'whole' },
];

export const pythonWriting: Writing = {
  ecosystem: 'python',
  languages: [],
  blocks: 'indent',
  semicolons: 'never',
  defaultLibrary: 'logging',
  errorNames: ['error', 'err', 'caught'],
  bindError: (form, name) => (form === 'except' ? ` as ${name}` : null),
  quoted,
  inStyle: requoted,
  parseImport: (code) => parseWith(forms, code, firstSegment),
  isHoisted: () => false,
  nameOfWhole: ({ module }) => firstSegment(module),
  placeImport,
};

function firstSegment(module: string): string {
  return module.split('.')[0] ?? module;
}

/** By the usual order: standard library, other packages, the repository's own, each sorted. */
function placeImport(file: EditedFile, line: ImportLine, before: number): TextEdit {
  const { text, facts, path } = file;
  const newline = facts.style.endOfLine;
  const all = topImports(file);
  const first = all[0];
  if (first === undefined || (before >= 0 && first.range.start > before)) return insertFirst(file, [line.code]);
  const standard = isPythonStandardLibrary(line.module);
  const group = all.filter((fact) => isPythonStandardLibrary(fact.module) === standard && !fact.module.startsWith('.'));
  const earlier = group.filter((fact) => sortKey(fact) < importSortKey(line));
  const previous = earlier.at(-1);
  if (previous !== undefined) return insertion(path, nextLine(text, previous.range.end), `${line.code}${newline}`);
  const next = group[0];
  if (next !== undefined) return insertion(path, next.range.start, `${line.code}${newline}`);
  const top = aboveComments(file, first.range.start);
  if (standard) return insertion(path, top, `${line.code}${newline}${newline}`);
  // Packages come behind the standard library, before the repository's own relative imports.
  const last = all.filter((fact) => isPythonStandardLibrary(fact.module)).at(-1);
  if (last === undefined) return insertion(path, top, `${line.code}${newline}${newline}`);
  return insertion(path, nextLine(text, last.range.end), `${newline}${line.code}${newline}`);
}

/** A comment right above an import is its heading: what stands in front of one stands in front of both. */
function aboveComments({ text, facts }: EditedFile, offset: number): number {
  let at = offset;
  while (at > facts.prologue.firstStatement) {
    const before = lineStart(text, at - 1 - (text.startsWith('\r\n', at - 2) ? 1 : 0));
    if (!/^[ \t]*#/.test(text.slice(before, at)) || before < facts.prologue.firstStatement) break;
    at = before;
  }
  return at;
}

/** isort's default: `import x` before `from x import y`, each by module. */
function sortKey(fact: ImportFact): string {
  return `${fact.names.length === 0 ? 0 : 1}${fact.module.toLowerCase()}`;
}

function importSortKey(line: ImportLine): string {
  return `${line.code.startsWith('from ') ? 1 : 0}${line.module.toLowerCase()}`;
}
