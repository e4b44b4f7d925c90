/**
 * `fixes/` holds what the fixes of several rules share: where new code goes and how it must look there. It imports
 * `model`, `knowledge`, and the words and paths of `production`. Everything here works on the text and its facts, never
 * on a syntax tree, and gives up (null) where it cannot be sure that what comes out is right.
 *
 * This file: code at the top of a file, and putting edits of one fix together.
 */
import type { Facts } from '../model/facts.ts';
import { lineEnd, lineStart, type TextEdit } from '../model/text.ts';

/** A file that is about to be changed. */
export interface EditedFile {
  readonly path: string;
  readonly text: string;
  readonly facts: Facts;
}

/** New text at an offset. */
export function insertion(file: string, at: number, text: string): TextEdit {
  return { file, range: { start: at, end: at }, text };
}

/**
 * One edit per place: insertions at the same offset become one, in the order given, since two edits at one place
 * cannot both be applied.
 */
export function merged(edits: readonly TextEdit[]): TextEdit[] {
  const result: TextEdit[] = [];
  for (const edit of edits) {
    const index = result.findIndex(
      (other) =>
        other.file === edit.file && other.range.start === edit.range.start && isInsertion(other) && isInsertion(edit),
    );
    const same = result[index];
    if (same === undefined) result.push(edit);
    else result[index] = { ...same, text: same.text + edit.text };
  }
  return result;
}

function isInsertion(edit: TextEdit): boolean {
  return edit.range.start === edit.range.end;
}

/**
 * Lines of code that go in front of everything else that runs, with blank lines as a person would leave them.
 * @param together with the imports that follow: the lines are imports too
 */
export function insertFirst(file: EditedFile, lines: readonly string[], together = false): TextEdit {
  return insertBlock(file, file.facts.prologue.firstStatement, lines, together);
}

/**
 * Lines of code behind the imports at the top, set off by one blank line; the blank lines that follow stay as they are.
 * @param together with the imports: the first line is one
 */
export function insertAfterImports(file: EditedFile, lines: readonly string[], together = false): TextEdit {
  const { path, text, facts } = file;
  const { firstStatement, afterImports } = facts.prologue;
  if (afterImports === firstStatement) return insertFirst(file, lines);
  const newline = facts.style.endOfLine;
  const isOpen = !/[\r\n]$/.test(text.slice(0, afterImports).slice(-1));
  const crowded = afterImports < text.length && !isBlankLine(text, afterImports);
  const block = (together ? '' : newline) + lines.join(newline) + newline + (crowded ? newline : '');
  return insertion(path, afterImports, isOpen ? newline + block : block);
}

/** Lines at the start of a line, set off by one blank line from code on either side. */
function insertBlock(file: EditedFile, offset: number, lines: readonly string[], together = false): TextEdit {
  const { path, text, facts } = file;
  const newline = facts.style.endOfLine;
  // Blank lines that are already there stay in front of the block: they set it off from a docstring or an import.
  let at = offset;
  while (at < text.length && isBlankLine(text, at) && nextLine(text, at) > at) at = nextLine(text, at);
  const before = text.slice(0, at).replace(/^\uFEFF/, '');
  const atLineStart = before === '' || before.endsWith('\n') || before.endsWith('\r');
  let block = lines.join(newline) + newline;
  const joins = together && facts.imports.some((one) => lineStart(text, one.range.start) === at && !one.typeOnly);
  if (at < text.length && !joins && !isBlankLine(text, at)) block += newline;
  if (!atLineStart) block = newline + newline + block;
  else if (before !== '' && !/(?:^|\n|\r)[ \t]*(?:\r\n|\n|\r)$/.test(tail(before))) block = newline + block;
  return insertion(path, at, block);
}

/** The last characters, so that patterns never look at a whole file. */
function tail(text: string): string {
  return text.slice(-200);
}

export function isBlankLine(text: string, offset: number): boolean {
  return text.slice(offset, lineEnd(text, offset)).trim() === '';
}

/** Offset behind the line end of the line that holds `offset`; the end of the text where there is none. */
export function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  if (text[end] === '\r' && text[end + 1] === '\n') return end + 2;
  return Math.min(end + 1, text.length);
}
