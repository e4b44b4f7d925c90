/**
 * Offsets become the lines and columns that reports speak of. One line index per file, made when the file is first
 * asked for.
 */
import { lineIndex, type LineIndex, type Location, type Position } from '../model/text.ts';

/**
 * Text of a root-relative file as the findings were made from it; null where there is none.
 * @param side of a change under review; without one, the text after it
 */
export type TextLookup = (file: string, side?: 'before') => string | null;

/** A place, in the text before a change where it says so. */
export interface SidedLocation extends Location {
  readonly side?: 'before';
}

/** Both ends as people count: 1-based lines, and columns in UTF-16 code units. `end` is the first position that is out. */
export interface ReportRange {
  readonly start: Position;
  readonly end: Position;
}

export interface Places {
  range(location: SidedLocation): ReportRange;
  start(location: SidedLocation): Position;
  /** A 1-based line without its line end; null where the file has no text. */
  line(file: string, line: number, side?: 'before'): string | null;
}

const firstPosition: Position = { line: 1, column: 1 };

export function createPlaces(textOf: TextLookup): Places {
  const known = new Map<string, { readonly text: string; readonly index: LineIndex } | null>();

  function indexed(file: string, side: 'before' | undefined) {
    const key = `${side ?? ''}\0${file}`;
    let found = known.get(key);
    if (found === undefined) {
      const text = textOf(file, side);
      found = text === null ? null : { text, index: lineIndex(text) };
      known.set(key, found);
    }
    return found;
  }

  function position({ file, side }: SidedLocation, offset: number): Position {
    return indexed(file, side)?.index.positionAt(offset) ?? firstPosition;
  }

  return {
    range: (location) => ({
      start: position(location, location.range.start),
      end: position(location, location.range.end),
    }),
    start: (location) => position(location, location.range.start),
    line(file, line, side) {
      const found = indexed(file, side);
      if (found === null || line > found.index.lineCount) return null;
      const { start, end } = found.index.lineRange(line);
      return found.text.slice(start, end);
    },
  };
}
