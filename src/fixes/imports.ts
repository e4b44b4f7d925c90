/** Imports that a fix needs: the file's own where it has one, else a new line where its author would have put it. */
import type { Facts, ImportFact } from '../model/facts.ts';
import { lineEnd, lineStart, type TextEdit } from '../model/text.ts';
import { insertFirst, insertion, isBlankLine, nextLine, type EditedFile } from './insert.ts';
import { isPythonStandardLibrary } from './pythonStandardLibrary.ts';
import { inStyle } from './strings.ts';

/** An import line as knowledge tables write it, understood. */
export interface ImportLine {
  readonly code: string;
  readonly module: string;
  /** What is taken from the module; null for the module as a whole, `default` for a default import. */
  readonly name: string | null;
  /** Name it has in the file; null where the line only runs the module. */
  readonly local: string | null;
}

/** What a fix has to do to use an import. */
export interface NeededImport {
  /** Name to use in the file, null where the line only runs the module. */
  readonly local: string | null;
  /** Null where the file has the import already. */
  readonly edit: TextEdit | null;
}

const forms: readonly {
  readonly pattern: RegExp;
  readonly name: 'whole' | 'default' | 'named' | 'none';
}[] = [
  { pattern: /^from (?<module>[\w.]+) import (?<name>\w+)(?: as (?<local>\w+))?$/, name: 'named' },
  { pattern: /^import (?<module>[\w.]+)(?: as (?<local>\w+))?$/, name: 'whole' },
  { pattern: /^import '(?<module>[^']+)';?$/, name: 'none' },
  { pattern: /^require\('(?<module>[^']+)'\);?$/, name: 'none' },
  { pattern: /^import \* as (?<local>[\w$]+) from '(?<module>[^']+)';?$/, name: 'whole' },
  { pattern: /^import (?<local>[\w$]+) from '(?<module>[^']+)';?$/, name: 'default' },
  {
    pattern: /^import \{ (?<name>[\w$]+)(?: as (?<local>[\w$]+))? \} from '(?<module>[^']+)';?$/,
    name: 'named',
  },
  { pattern: /^const (?<local>[\w$]+) = require\('(?<module>[^']+)'\);?$/, name: 'whole' },
  {
    pattern: /^const \{ (?<name>[\w$]+)(?:: (?<local>[\w$]+))? \} = require\('(?<module>[^']+)'\);?$/,
    name: 'named',
  },
];

/** Null for a line of another shape, which no table should hold. */
export function parseImportLine(code: string): ImportLine | null {
  for (const { pattern, name: kind } of forms) {
    const groups = pattern.exec(code)?.groups;
    const module = groups?.['module'];
    if (groups === undefined || module === undefined) continue;
    if (kind === 'none') return { code, module, name: null, local: null };
    const name = kind === 'named' ? (groups['name'] ?? null) : kind === 'default' ? 'default' : null;
    return { code, module, name, local: groups['local'] ?? name ?? module.split('.')[0] ?? module };
  }
  return null;
}

/**
 * @param before offset of module-level code that uses the import; -1 for code in functions, which runs later
 * @returns null where the line would clash with a name of the file
 */
export function neededImport(file: EditedFile, line: ImportLine, before = -1): NeededImport | null {
  const present = localNameOf(file, line, before);
  if (present !== null) return { local: present, edit: null };
  if (line.local !== null && isTaken(file, line.local)) return null;
  const edit = file.facts.ecosystem === 'python' ? pythonImport(file, line, before) : nodeImport(file, line, before);
  return { local: line.local, edit };
}

/** How the file calls what the line would import, null where it does not import it for all of its code. */
function localNameOf(file: EditedFile, line: ImportLine, before: number): string | null {
  for (const fact of file.facts.imports) {
    if (fact.module !== line.module || !isAlwaysImported(fact)) continue;
    if (before >= 0 && fact.range.start > before) continue;
    if (line.name !== null) {
      const taken = fact.names.find((one) => one.name === line.name);
      if (taken !== undefined) return taken.alias === '' ? taken.name : taken.alias;
      continue;
    }
    if (line.local === null) continue;
    if (fact.alias !== null) return fact.alias;
    if (fact.names.length === 0 && fact.kind === 'static' && file.facts.ecosystem === 'python') return line.local;
  }
  return null;
}

function isAlwaysImported(fact: ImportFact): boolean {
  const loads = fact.kind === 'static' || fact.kind === 'require';
  return loads && !fact.typeOnly && !fact.guarded && fact.function === -1 && fact.condition === null;
}

/** The name stands for something in the file already: imported, a function, a parameter, or assigned. */
export function isTaken({ facts, text }: Pick<EditedFile, 'facts' | 'text'>, name: string): boolean {
  return boundNames(facts).has(name) || isAssigned(text, name);
}

function boundNames(facts: Facts): Set<string> {
  const names = new Set<string>();
  for (const fact of facts.imports) {
    if (fact.alias !== null) names.add(fact.alias);
    else if (fact.names.length === 0 && facts.ecosystem === 'python') names.add(fact.module.split('.')[0] ?? '');
    for (const one of fact.names) names.add(one.alias === '' ? one.name : one.alias);
  }
  for (const fact of facts.functions) {
    names.add(fact.name);
    for (const parameter of fact.parameters) names.add(parameter);
  }
  for (const logger of facts.loggers) names.add(logger.name);
  return names;
}

/** `name =`, `name:`, `class name`, `const name`, `for name`, `as name`, at any depth; a comparison is none. */
function isAssigned(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
    if (/[\w$.]/.test(text[at - 1] ?? '') || /[\w$]/.test(text[at + name.length] ?? '')) continue;
    if (/^[ \t]*(?:=(?![=>])|:[^=\n]{0,80}=(?![=>]))/.test(text.slice(at + name.length, at + name.length + 100)))
      return true;
    if (/\b(?:class|const|let|var|for|as|def|function)[ \t]+$/.test(text.slice(Math.max(0, at - 20), at))) return true;
  }
  return false;
}

/** Imports at the top that are a line of their own, in order. */
function topImports({ facts, text }: EditedFile): ImportFact[] {
  return facts.imports.filter(
    (fact) =>
      isAlwaysImported(fact) &&
      fact.range.start >= facts.prologue.firstStatement &&
      fact.range.start < facts.prologue.afterImports &&
      lineStart(text, fact.range.start) === fact.range.start &&
      /^[ \t]*(?:#.*)?$/.test(text.slice(fact.range.end, lineEnd(text, fact.range.end))),
  );
}

/** By the usual order: standard library, other packages, the repository's own, each sorted. */
function pythonImport(file: EditedFile, line: ImportLine, before: number): TextEdit {
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

function nodeImport(file: EditedFile, line: ImportLine, before: number): TextEdit {
  const { facts, path, text } = file;
  const { afterImports, firstStatement } = facts.prologue;
  const code = inStyle(line.code, facts.style, facts.ecosystem);
  const hoisted = line.code.startsWith('import');
  if (afterImports === firstStatement || (!hoisted && before >= 0 && afterImports > before)) {
    return insertFirst(file, [code], true);
  }
  const newline = facts.style.endOfLine;
  const endsOpen = afterImports === text.length && !/[\r\n]$/.test(text.slice(-1));
  if (endsOpen) return insertion(path, afterImports, `${newline}${code}${newline}`);
  const crowded = afterImports < text.length && !isBlankLine(text, afterImports);
  return insertion(path, afterImports, `${code}${newline}${crowded ? newline : ''}`);
}
