/** The lines of a changed file in colours, for the panel. */
import type { Engine } from '../../engine.ts';
import type { ReviewedChange } from '../../model/review.ts';
import type { Token } from '../../model/token.ts';
import { offsetsOf, linesOf } from '../../review/lineDiff.ts';
import type { ReviewLines, WireLine } from '../reviewProtocol.ts';

/** A line longer than this is shown without its end. */
const longestLine = 2_000;

export async function linesOfChange(engine: Engine, { change, hunks }: ReviewedChange): Promise<ReviewLines> {
  const old = change.before === null ? null : await coloured(engine, change.oldPath, change.before);
  const present = change.after === null ? null : await coloured(engine, change.path, change.after);
  const result: Record<string, WireLine[]> = {};
  for (const { hunk } of hunks) {
    result[hunk.id] = hunk.lines.map(({ kind, text, ending, oldLine, newLine }) => ({
      kind,
      text: text.length > longestLine ? `${text.slice(0, longestLine)}…` : text,
      oldLine,
      newLine,
      isUnended: ending === '',
      tokens: (newLine === null ? old?.(oldLine ?? 0) : present?.(newLine)) ?? [],
    }));
  }
  return result;
}

type LineTokens = (line: number) => WireLine['tokens'];

/** Tokens of a 1-based line, in columns. */
async function coloured(engine: Engine, path: string, text: string): Promise<LineTokens> {
  const tokens = await engine.tokens(path, text);
  const starts = offsetsOf(linesOf(text));
  return (line) => {
    const start = starts[line - 1] ?? text.length;
    const end = Math.min(starts[line] ?? text.length, start + longestLine);
    const found: (readonly [number, number, Token['kind']])[] = [];
    for (let index = firstAfter(tokens, start); index < tokens.length; index++) {
      const token = tokens[index];
      if (token === undefined || token.start >= end) break;
      found.push([Math.max(token.start, start) - start, Math.min(token.end, end) - start, token.kind]);
    }
    return found;
  };
}

/** Index of the first token that ends behind an offset. */
function firstAfter(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
