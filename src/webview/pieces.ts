/** Lines of a diff cut into pieces of one look each. Knows nothing of the page. */
import type { TokenKind } from '../model/token.ts';
import type { WireLine } from '../server/reviewProtocol.ts';

export interface Piece {
  readonly text: string;
  readonly kind: TokenKind | null;
  /** It is what differs between two lines that are otherwise alike. */
  readonly isMarked: boolean;
}

/** UTF-16 columns, end exclusive. */
export type Span = readonly [start: number, end: number];

export function piecesOf({ text, tokens }: Pick<WireLine, 'text' | 'tokens'>, marked: Span | null): Piece[] {
  const cuts = new Set([0, text.length]);
  const cut = (column: number): void => void cuts.add(Math.min(Math.max(column, 0), text.length));
  for (const [start, end] of tokens) {
    cut(start);
    cut(end);
  }
  for (const column of marked ?? []) cut(column);
  const columns = [...cuts].toSorted((one, other) => one - other);
  const pieces: Piece[] = [];
  let token = 0;
  for (let index = 0; index + 1 < columns.length; index++) {
    const start = columns[index] ?? 0;
    const end = columns[index + 1] ?? 0;
    while ((tokens[token]?.[1] ?? Infinity) <= start) token++;
    const at = tokens[token];
    pieces.push({
      text: text.slice(start, end),
      kind: at !== undefined && at[0] <= start ? at[2] : null,
      isMarked: marked !== null && marked[0] <= start && end <= marked[1] && marked[0] < marked[1],
    });
  }
  return pieces;
}

/**
 * What differs within lines that were edited and not written anew: removed lines that as many added ones follow, one by
 * one. By index of the line; lines that have too little in common are left out.
 */
export function markedSpans(lines: readonly Pick<WireLine, 'kind' | 'text'>[]): Map<number, Span> {
  const spans = new Map<number, Span>();
  let index = 0;
  while (index < lines.length) {
    const removed = run(lines, index, 'removed');
    const added = run(lines, index + removed, 'added');
    const pairs = removed === added ? removed : 0;
    for (let pair = 0; pair < pairs; pair++) {
      const [one, other] = [index + pair, index + removed + pair];
      const found = difference(lines[one]?.text ?? '', lines[other]?.text ?? '');
      if (!found) continue;
      spans.set(one, found[0]);
      spans.set(other, found[1]);
    }
    index += Math.max(1, removed + added);
  }
  return spans;
}

function run(lines: readonly Pick<WireLine, 'kind'>[], from: number, kind: WireLine['kind']): number {
  let length = 0;
  while (lines[from + length]?.kind === kind) length++;
  return length;
}

function difference(before: string, after: string): readonly [Span, Span] | null {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  // Half a word that changed is a word that changed.
  while (start > 0 && isWord(before[start - 1]) && (isWord(before[start]) || isWord(after[start]))) start--;
  while (end > 0 && isWord(before[before.length - end]) && isWord(before[before.length - end - 1])) end--;
  const common = before.slice(0, start).trim().length + (end === 0 ? 0 : before.slice(-end).trim().length);
  if (common * 3 < Math.max(before.trim().length, after.trim().length)) return null;
  return [
    [start, before.length - end],
    [start, after.length - end],
  ];
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_$]/u.test(character);
}
