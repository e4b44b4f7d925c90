/** Loggers that are fields of classes, and imports in a block of their own, as Java and Kotlin have them. */
import type { ClassFact, Facts, ImportFact, LoggerFact } from '../../model/facts.ts';
import { contains, indentationAt, lineEnd, lineStart, type TextEdit } from '../../model/text.ts';
import { insertAfterImports, insertFirst, insertion, isBlankLine, nextLine, type EditedFile } from '../insert.ts';
import { topImports } from '../topImports.ts';
import type { ImportLine } from './writing.ts';

/** The class that stands nearest around an offset. */
function innermostClass(facts: Facts, offset: number): ClassFact | null {
  let found: ClassFact | null = null;
  for (const one of facts.classes) {
    if (one.range.start <= offset && offset < one.range.end) found = one;
  }
  return found;
}

function outermostClass(facts: Facts, offset: number): ClassFact | null {
  return facts.classes.find((one) => one.range.start <= offset && offset < one.range.end) ?? null;
}

/** A static field at the beginning of the outermost class around a place: all code in it sees that. */
export function loggerInClass(file: EditedFile, offset: number, statement: string): TextEdit | null {
  const { facts, text, path } = file;
  const holder = outermostClass(facts, offset);
  if (holder === null || holder.nameRange === null) return null;
  // Constants of an enum come first, and an interface has no private fields.
  if (holder.kind === 'enum' || holder.kind === 'interface') return null;
  const brace = text.indexOf('{', holder.nameRange.end);
  if (brace === -1 || brace > offset || /["'@]|\/[/*]/.test(text.slice(holder.nameRange.end, brace))) return null;
  const end = lineEnd(text, brace);
  if (text.slice(brace + 1, end).trim() !== '') return null;
  const newline = facts.style.endOfLine;
  const indent = indentationAt(text, holder.range.start) + facts.style.indent;
  const code = indent + statement.replaceAll('{class}', holder.name);
  const next = nextLine(text, brace);
  const isOpen = next < text.length && isBlankLine(text, next);
  return insertion(path, end, isOpen ? newline + newline + code : newline + code + newline);
}

/** Whether code at a place sees a logger that is a field of a class: by its name alone, and by what is static. */
export function seesField({ facts, text }: EditedFile, logger: LoggerFact, offset: number): boolean {
  const holder = innermostClass(facts, logger.range.start);
  if (holder === null) return true;
  const within = facts.functions.some(
    (one) => contains(holder.range, one.range) && contains(one.range, logger.range) && one.range !== holder.range,
  );
  if (within) return true;
  const outer = companionOf(facts, text, holder);
  if (outer !== null) return outer.range.start <= offset && offset < outer.range.end;
  if (!(holder.range.start <= offset && offset < holder.range.end)) return false;
  // What an annotation gives is static.
  if (holder.nameRange !== null && logger.range.start < holder.nameRange.start) return true;
  if (holder.kind === 'interface') return true;
  const declared = text.slice(Math.max(lineStart(text, logger.range.start), holder.range.start), logger.range.start);
  if (/\bstatic\b/.test(declared)) return true;
  if (innermostClass(facts, offset) !== holder) return false;
  const method = facts.functions.find(
    (one) => one.owner === holder.name && contains(one.range, { start: offset, end: offset }),
  );
  return method === undefined || !isStatic(text, method.range.start, method.nameRange?.start ?? method.range.start);
}

/** The class whose companion an object is: what it holds, all code of the class sees. */
function companionOf(facts: Facts, text: string, holder: ClassFact): ClassFact | null {
  if (
    holder.kind !== 'object' ||
    !/^[^{]*\bcompanion\s+object\b/.test(text.slice(holder.range.start, holder.range.start + 200))
  )
    return null;
  return innermostClass({ ...facts, classes: facts.classes.filter((one) => one !== holder) }, holder.range.start);
}

/** Among the modifiers in front of a method's name. */
function isStatic(text: string, start: number, end: number): boolean {
  return /\bstatic\b/.test(text.slice(start, Math.min(end, start + 1000)));
}

/** Beside the imports of the same organisation, in alphabetical order, else behind the last. */
export function placeImport(file: EditedFile, line: ImportLine): TextEdit {
  const { text, facts, path } = file;
  const newline = facts.style.endOfLine;
  const all = topImports(file).filter(
    (fact) => !/^import\s+static\b/.test(text.slice(fact.range.start, fact.range.end)),
  );
  const key = `${line.module}.${line.name ?? ''}`;
  const root = key.split('.')[0] ?? '';
  const group = all.filter((fact) => fact.module.split('.')[0] === root);
  const previous = group.filter((fact) => keyOf(fact) < key).at(-1) ?? (group.length === 0 ? all.at(-1) : undefined);
  if (previous !== undefined) return insertion(path, nextLine(text, previous.range.end), `${line.code}${newline}`);
  const next = group[0];
  if (next !== undefined) return insertion(path, next.range.start, `${line.code}${newline}`);
  return insertFirst(file, [line.code]);
}

function keyOf(fact: ImportFact): string {
  return `${fact.module}.${fact.names[0]?.name ?? ''}`;
}

/** Kotlin: a private value of the file, in front of the declaration that the place stands in. */
export function loggerInFile(file: EditedFile, offset: number, statement: string): TextEdit | null {
  const { facts } = file;
  const holder = outermostClass(facts, offset);
  if (holder === null || holder.nameRange === null) return null;
  return insertAfterImports(file, [statement.replaceAll('{class}', holder.name)]);
}
