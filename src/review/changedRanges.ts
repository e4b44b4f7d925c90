/** The ranges of a text that are new or changed, by line. */
import type { Range } from '../model/text.ts';
import { lineChanges, linesOf, offsetsOf } from './lineDiff.ts';

/**
 * @param before the file in the base; null where the base has no such file: everything is new
 * @returns sorted, none touching another; a place where lines only went is no range
 */
export function changedRanges(before: string | null, after: string): Range[] {
  if (after === '') return [];
  if (before === null) return [{ start: 0, end: after.length }];
  if (before === after) return [];
  const lines = linesOf(after);
  const starts = offsetsOf(lines);
  return lineChanges(linesOf(before), lines)
    .filter(({ newCount }) => newCount > 0)
    .map(({ new: first, newCount }) => ({
      start: starts[first] ?? after.length,
      end: starts[first + newCount] ?? after.length,
    }));
}
