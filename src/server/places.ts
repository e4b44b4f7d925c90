/** Offsets of the core to positions of the protocol: lines and characters from 0, characters being UTF-16 code units. */
import type { Engine } from '../engine.ts';
import { lineIndex } from '../model/text.ts';
import type { LineIndex, Range } from '../model/text.ts';
import type { WireRange } from './protocol.ts';

/** Line indexes of the texts that one answer speaks of. Made anew for each answer, as texts change between them. */
export interface Places {
  /** Reads the files that are not there yet. */
  load(paths: Iterable<string>): Promise<void>;
  /** Null where the file was not loaded or cannot be read. */
  range(path: string, range: Range): WireRange | null;
  text(path: string): string | null;
}

export function createPlaces(engine: Pick<Engine, 'text'>): Places {
  const texts = new Map<string, { text: string; lines: LineIndex } | null>();
  return {
    async load(paths) {
      for (const path of new Set(paths)) {
        if (texts.has(path)) continue;
        const text = await engine.text(path);
        texts.set(path, text === null ? null : { text, lines: lineIndex(text) });
      }
    },
    range(path, range) {
      const loaded = texts.get(path);
      return loaded ? wireRange(loaded.lines, range) : null;
    },
    text: (path) => texts.get(path)?.text ?? null,
  };
}

export function wireRange(lines: LineIndex, range: Range): WireRange {
  const start = lines.positionAt(range.start);
  const end = lines.positionAt(range.end);
  return {
    start: { line: start.line - 1, character: start.column - 1 },
    end: { line: end.line - 1, character: end.column - 1 },
  };
}

/** Start of the file, for what has no place in it. */
export const fileStart: WireRange = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
