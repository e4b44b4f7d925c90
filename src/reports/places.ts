/**
 * Offsets become the lines and columns that reports speak of. One line index per file, made when the file is first
 * asked for.
 */
import { lineIndex, type LineIndex, type Location, type Position } from '../model/text.ts';

/** Text of a root-relative file as the findings were made from it; null where there is none. */
export type TextLookup = (file: string) => string | null;

/** Both ends as people count: 1-based lines, and columns in UTF-16 code units. `end` is the first position that is out. */
export interface ReportRange {
  readonly start: Position;
  readonly end: Position;
}

export interface Places {
  range(location: Location): ReportRange;
  start(location: Location): Position;
  /** A 1-based line without its line end; null where the file has no text. */
  line(file: string, line: number): string | null;
}

const firstPosition: Position = { line: 1, column: 1 };

export function createPlaces(textOf: TextLookup): Places {
  const known = new Map<string, { readonly text: string; readonly index: LineIndex } | null>();

  function indexed(file: string) {
    let found = known.get(file);
    if (found === undefined) {
      const text = textOf(file);
      found = text === null ? null : { text, index: lineIndex(text) };
      known.set(file, found);
    }
    return found;
  }

  function position(file: string, offset: number): Position {
    return indexed(file)?.index.positionAt(offset) ?? firstPosition;
  }

  return {
    range: ({ file, range }) => ({ start: position(file, range.start), end: position(file, range.end) }),
    start: ({ file, range }) => position(file, range.start),
    line(file, line) {
      const found = indexed(file);
      if (found === null || line > found.index.lineCount) return null;
      const { start, end } = found.index.lineRange(line);
      return found.text.slice(start, end);
    },
  };
}
