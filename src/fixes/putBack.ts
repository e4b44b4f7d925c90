/** Lines that a change took away, put back where they stood: the very text, with the imports that it needs and that went too. */
import type { Facts } from '../model/facts.ts';
import type { Fix } from '../model/finding.ts';
import { contains, lineIndex, type LineIndex, type Range, type TextEdit } from '../model/text.ts';
import { insertion, merged, nextLine, type EditedFile } from './insert.ts';

/** The file before the change, and where its lines are now. */
export interface OldText {
  readonly text: string;
  readonly facts: Facts;
  /** The line of the new text that an unchanged line of the old one is, both from 1; 0 for one that is gone. */
  imageOf(line: number): number;
}

/**
 * @param statement in the old text, on lines of its own
 * @param within the new text of what it stood in: it is put back into that
 * @returns null where it had other code on its lines, where its place is not sure, or where it names what is not there any more
 */
export function putBackFix(old: OldText, file: EditedFile, statement: Range, within: Range): Fix | null {
  const lines = lineIndex(old.text);
  const whole = wholeLines(old.text, lines, statement);
  if (whole === null) return null;
  const at = placeOf(old, lines, file, whole);
  if (at === null || at < within.start || at > within.end + 1) return null;
  const needed = whatItNeeds(old, lines, file, statement, within);
  if (needed === null) return null;
  const written = textOf(old.text, lines, whole);
  const title = written.trim().replace(/\s+/g, ' ');
  return {
    title: `Put it back: ${title.length <= mostTitle ? title : `${title.slice(0, mostTitle - 1)}…`}`,
    safety: 'review',
    edits: merged([...needed, insertion(file.path, at, endedAs(file, at, written))]),
  };
}

const mostTitle = 60;

interface Lines {
  readonly first: number;
  readonly last: number;
}

/** Null where other code shares the lines. */
function wholeLines(text: string, lines: LineIndex, { start, end }: Range): Lines | null {
  const first = lines.positionAt(start).line;
  const last = lines.positionAt(Math.max(start, end - 1)).line;
  const head = text.slice(lines.lineRange(first).start, start);
  const tail = text.slice(end, lines.lineRange(last).end);
  return head.trim() === '' && /^\s*[;,]?\s*$/.test(tail) ? { first, last } : null;
}

function textOf(text: string, lines: LineIndex, { first, last }: Lines): string {
  return text.slice(lines.lineRange(first).start, nextLine(text, lines.lineRange(last).end));
}

/** Offset of the new text, at the start of a line: behind the line that stood before it, else in front of the one behind it. */
function placeOf(old: OldText, lines: LineIndex, file: EditedFile, { first, last }: Lines): number | null {
  for (let line = first; line <= last; line++) if (old.imageOf(line) !== 0) return null;
  const now = lineIndex(file.text);
  const isBlank = (line: number): boolean => {
    const { start, end } = lines.lineRange(line);
    return old.text.slice(start, end).trim() === '';
  };
  const above = first > 1 && !isBlank(first - 1) ? old.imageOf(first - 1) : 0;
  const below = last < lines.lineCount && !isBlank(last + 1) ? old.imageOf(last + 1) : 0;
  if (above !== 0) return nextLine(file.text, now.lineRange(above).end);
  if (below !== 0) return now.lineRange(below).start;
  return null;
}

/** For what stands at the top of a file: behind the last line before it that is still there, else before all that runs. */
function topPlace(old: OldText, file: EditedFile, { first }: Lines): number {
  let above = first - 1;
  while (above > 0 && old.imageOf(above) === 0) above--;
  if (above === 0) return file.facts.prologue.firstStatement;
  return nextLine(file.text, lineIndex(file.text).lineRange(old.imageOf(above)).end);
}

/** Its lines with the line ends of the file, and one before it where the file ends without. */
function endedAs({ text, facts }: EditedFile, at: number, written: string): string {
  const { endOfLine } = facts.style;
  const block = `${written.replace(/\r\n|\r|\n/g, '\n').replace(/\n$/, '')}\n`.replaceAll('\n', endOfLine);
  const isOpen = at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r';
  return isOpen ? endOfLine + block.slice(0, -endOfLine.length) : block;
}

/** Edits that bring back what the statement names: imports and loggers that went with it. Null where something else is missing. */
function whatItNeeds(
  old: OldText,
  lines: LineIndex,
  file: EditedFile,
  statement: Range,
  within: Range,
): TextEdit[] | null {
  const written = old.text.slice(statement.start, statement.end);
  const around = file.text.slice(within.start, within.end);
  const bound = namesOf(file.facts);
  const edits = new Map<number, TextEdit>();
  const brought: Range[] = [];
  const wanted = rootNames(written);
  for (const name of wanted) {
    const word = new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`);
    if (word.test(around) || bound.has(name)) continue;
    // Named nowhere else: it is of the language.
    if (!word.test(without(old.text, [statement, ...brought]))) continue;
    const binding = bindingOf(old.facts, name);
    if (binding === null) {
      if (word.test(file.text) && !isLocal(old.facts, old.text, statement, word)) continue;
      return null;
    }
    const whole = wholeLines(old.text, lines, binding);
    const at = whole === null ? null : (placeOf(old, lines, file, whole) ?? topPlace(old, file, whole));
    if (whole === null || at === null) return null;
    const text = textOf(old.text, lines, whole);
    edits.set(whole.first, insertion(file.path, at, endedAs(file, at, text)));
    brought.push(binding);
    // A logger is made with a module that may be gone as well.
    if (!isImported(old.facts, binding)) for (const one of rootNames(text)) wanted.add(one);
  }
  return [...edits].sort(([one], [other]) => one - other).map(([, edit]) => edit);
}

function isImported({ imports }: Facts, range: Range): boolean {
  return imports.some((one) => one.range === range);
}

function without(text: string, ranges: readonly Range[]): string {
  let left = text;
  for (const { start, end } of [...ranges].sort((one, other) => other.start - one.start)) {
    left = left.slice(0, start) + left.slice(end);
  }
  return left;
}

/** Names that code begins with, without what hangs on them, keywords of calls and what stands in strings. */
function rootNames(code: string): Set<string> {
  const bare = code.replace(/(["'`])(?:\\.|(?!\1)[^\\])*\1/g, '""').replace(/(?:\/\/|#(?!\[)).*$/gm, '');
  const names = new Set<string>();
  for (const match of bare.matchAll(/(?<![\w$.>:])[A-Za-z_$][\w$]*(?!\s*(?:=(?!=)|:(?!:))|[\w$])/g))
    names.add(match[0]);
  return names;
}

function namesOf({ imports, loggers, functions, classes }: Facts): ReadonlySet<string> {
  return new Set([
    ...imports.flatMap(({ alias, names, module }) => [
      alias ?? '',
      ...names.map((one) => one.alias),
      /[\w$]+$/.exec(module)?.[0] ?? '',
      /^[\w$]+/.exec(module)?.[0] ?? '',
    ]),
    ...loggers.map(({ name }) => name),
    ...functions.map(({ name }) => name),
    ...classes.map(({ name }) => name),
  ]);
}

/** The statement of the whole file that gives the name its meaning. */
function bindingOf({ imports, loggers, calls }: Facts, name: string): Range | null {
  const imported = imports.find(
    (one) =>
      one.function === -1 &&
      (one.alias === name ||
        one.names.some(({ alias }) => alias === name) ||
        (one.names.length === 0 && one.alias === null && one.module === name)),
  );
  if (imported !== undefined) return imported.range;
  const logger = loggers.find((one) => one.function === -1 && one.name === name);
  if (logger === undefined) return null;
  const made = calls.find(({ statement }) => contains(statement, logger.range));
  return made?.statement ?? logger.range;
}

/** The name belongs to the function that the statement stood in. */
function isLocal({ functions }: Facts, text: string, statement: Range, word: RegExp): boolean {
  const around = functions.filter(({ range }) => contains(range, statement)).at(-1);
  if (around === undefined) return false;
  const inside = text.slice(around.range.start, around.range.end);
  const outside = text.slice(0, around.range.start) + text.slice(around.range.end);
  return word.test(inside.replace(text.slice(statement.start, statement.end), '')) && !word.test(outside);
}
