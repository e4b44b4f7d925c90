/**
 * The nouns of ProdAware and the small pure functions over them live in `model/`. It imports nothing of ours.
 *
 * This file: places in text. The core speaks of half-open ranges of UTF-16 offsets; lines and columns
 * exist only at the edges (reports, editors), made by a `LineIndex`.
 */

/** Half-open range of UTF-16 code unit offsets: `start` is in, `end` is not. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A range in a file. `file` is relative to the repository root and uses `/`. */
export interface Location {
  readonly file: string;
  readonly range: Range;
}

/** 1-based, as people and reports count; columns are UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Replaces one range of one file. */
export interface TextEdit {
  readonly file: string;
  readonly range: Range;
  readonly text: string;
}

/** Offsets to lines and back. Lines end at `\n`, `\r\n` or a lone `\r`, as editors count them. */
export interface LineIndex {
  readonly lineCount: number;
  /** Position of an offset; offsets outside the text are clamped. */
  positionAt(offset: number): Position;
  /** Offset of a 1-based position; clamped to the line and to the text. */
  offsetAt(position: Position): number;
  /** Range of a 1-based line without its line end. */
  lineRange(line: number): Range;
}

export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 10 || (code === 13 && text.charCodeAt(offset + 1) !== 10)) starts.push(offset + 1);
  }
  const startOf = (line: number): number => starts[Math.min(Math.max(line, 1), starts.length) - 1] ?? 0;
  const lineRange = (line: number): Range => {
    const start = startOf(line);
    let end = line >= starts.length ? text.length : startOf(line + 1);
    while (end > start && (text.charCodeAt(end - 1) === 10 || text.charCodeAt(end - 1) === 13)) end--;
    return { start, end };
  };
  return {
    lineCount: starts.length,
    positionAt(offset) {
      const clamped = Math.min(Math.max(offset, 0), text.length);
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= clamped) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: clamped - (starts[low] ?? 0) + 1 };
    },
    offsetAt({ line, column }) {
      if (line > starts.length) return text.length;
      const { start, end } = lineRange(line);
      return Math.min(start + Math.max(column - 1, 0), end);
    },
    lineRange,
  };
}

export function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

export function overlaps(one: Range, other: Range): boolean {
  return one.start < other.end && other.start < one.end;
}

/** Whether two edits cannot both be applied: they overlap, or insert at the same place. */
export function conflicts(one: TextEdit, other: TextEdit): boolean {
  if (one.file !== other.file) return false;
  if (one.range.start === other.range.start) return true;
  return overlaps(one.range, other.range);
}

/**
 * The text with the edits applied, all ranges being of the original text.
 * @throws RangeError when two edits overlap: a fix that does so is a bug, and half of it must not be applied.
 */
export function applyEdits(text: string, edits: readonly { readonly range: Range; readonly text: string }[]): string {
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.range.start - b.edit.range.start || a.index - b.index);
  let result = '';
  let at = 0;
  for (const { edit } of ordered) {
    if (edit.range.start < at) throw new RangeError(`edits overlap at offset ${edit.range.start}`);
    result += text.slice(at, edit.range.start) + edit.text;
    at = edit.range.end;
  }
  return result + text.slice(at);
}

/** The white space a line starts with, for the line that holds `offset`. */
export function indentationAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  let end = start;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return text.slice(start, end);
}

/** Offset of the start of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  return start;
}

/** Offset of the end of the line that holds `offset`, before its line end. */
export function lineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}
