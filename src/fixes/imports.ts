/** Imports that a fix needs: the file's own where it has one, else a new line where its author would have put it. */
import type { Facts } from '../model/facts.ts';
import type { TextEdit } from '../model/text.ts';
import type { EditedFile } from './insert.ts';
import { writingOf } from './writing/of.ts';
import { isAlwaysImported } from './topImports.ts';
import type { ImportLine } from './writing/writing.ts';

export type { ImportLine } from './writing/writing.ts';

/** What a fix has to do to use an import. */
export interface NeededImport {
  /** Name to use in the file, null where the line only runs the module. */
  readonly local: string | null;
  /** Null where the file has the import already. */
  readonly edit: TextEdit | null;
}

/** Null for a line of another shape, which no table should hold. */
export function parseImportLine(facts: Pick<Facts, 'ecosystem' | 'language'>, code: string): ImportLine | null {
  return writingOf(facts).parseImport(code);
}

/**
 * @param before offset of module-level code that uses the import; -1 for code in functions, which runs later
 * @returns null where the line would clash with a name of the file
 */
export function neededImport(file: EditedFile, line: ImportLine, before = -1): NeededImport | null {
  const present = localNameOf(file, line, before);
  if (present !== null) return { local: present, edit: null };
  if (line.local !== null && isTaken(file, line.local)) return null;
  return { local: line.local, edit: writingOf(file.facts).placeImport(file, line, before) };
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
    if (fact.names.length === 0 && fact.kind === 'static' && writingOf(file.facts).nameOfWhole(fact) !== null) {
      return line.local;
    }
  }
  return null;
}

/** The name stands for something in the file already: imported, a function, a parameter, or assigned. */
export function isTaken({ facts, text }: Pick<EditedFile, 'facts' | 'text'>, name: string): boolean {
  return boundNames(facts).has(name) || isAssigned(text, name);
}

function boundNames(facts: Facts): Set<string> {
  const names = new Set<string>();
  for (const fact of facts.imports) {
    if (fact.alias !== null) names.add(fact.alias);
    else if (fact.names.length === 0) names.add(writingOf(facts).nameOfWhole(fact) ?? '');
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
