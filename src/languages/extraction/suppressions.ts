import type { SuppressionFact } from '../../model/facts.ts';
import { parseSuppression } from '../../model/suppression.ts';
import type { Range } from '../../model/text.ts';
import { endOf, rangeOf, startOf } from '../../syntax/navigate.ts';
import type { Extraction } from './extraction.ts';
import { nearLineEnd, nearLineStart } from './lines.ts';

const marker = 'prodaware-ignore';

export function readSuppressions(extraction: Extraction): SuppressionFact[] {
  const { text, tree, comments } = extraction;
  if (!text.includes(marker)) return [];
  const facts: SuppressionFact[] = [];
  for (const node of comments) {
    const range = rangeOf(tree, node);
    const written = text.slice(range.start, range.end);
    if (!written.includes(marker)) continue;
    const parsed = parseSuppression(written);
    if (parsed !== null) facts.push({ range, ...parsed, target: targetOf(extraction, range) });
  }
  return facts;
}

/** Its own line where code stands before it, else the next line with code. */
function targetOf(extraction: Extraction, comment: Range): Range {
  const { text } = extraction;
  const start = nearLineStart(text, comment.start);
  // A comment in JSX stands in braces of its own.
  const before = text.slice(start, comment.start).trim();
  if (before !== '' && before !== '{') return { start, end: nearLineEnd(text, comment.start) };
  let at = comment.end;
  for (;;) {
    while (at < text.length && isBlank(text.charCodeAt(at))) at++;
    const over = commentAt(extraction, text[at] === '{' ? at + 1 : at);
    if (over !== null) at = over.end;
    else if (text[at] === '}' && text[at - 1] === '/') at++;
    else return { start: nearLineStart(text, at), end: nearLineEnd(text, at) };
  }
}

const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

/** The comment that starts at an offset. */
function commentAt({ tree, comments }: Extraction, offset: number): Range | null {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(tree, comments[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  const node = comments[low];
  if (node === undefined || startOf(tree, node) !== offset) return null;
  return { start: offset, end: endOf(tree, node) };
}
