import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TokenKind } from '../../src/model/token.ts';
import { markedSpans, piecesOf } from '../../src/webview/pieces.ts';

function written(text: string, tokens: readonly (readonly [number, number, TokenKind])[]): string[] {
  return piecesOf({ text, tokens }, null).map((piece) => `${piece.kind ?? '-'}:${piece.text}`);
}

describe('pieces of a line', () => {
  it('have one colour each', () => {
    const tokens = [
      [0, 2, 'keyword'],
      [3, 4, 'number'],
    ] as const;
    assert.deepEqual(written('if 1:', tokens), ['keyword:if', '-: ', 'number:1', '-::']);
  });

  it('make up the line, whatever tokens and marks say', () => {
    const token = fc.tuple(fc.nat(40), fc.nat(40));
    fc.assert(
      fc.property(fc.string(), fc.array(token), fc.option(token), (text, found, marked) => {
        const tokens = found.map(([start, length]) => [start, start + length, 'string'] as const);
        const pieces = piecesOf({ text, tokens }, marked);
        assert.equal(pieces.map((piece) => piece.text).join(''), text);
      }),
    );
  });
});

describe('what differs between two lines', () => {
  const marks = (...lines: readonly string[]): string[] => {
    const diff = lines.map((line) => ({ kind: kindOf(line), text: line.slice(1) }));
    const byLine = [...markedSpans(diff)].toSorted(([one], [other]) => one - other);
    return byLine.map(([index, [start, end]]) => diff[index]?.text.slice(start, end) ?? '');
  };

  it('is marked, as whole words', () => {
    assert.deepEqual(marks('-Restart=on-failure', '+Restart=on-abort'), ['failure', 'abort']);
    assert.deepEqual(marks('-total = price * count', '+total = price * counted'), ['count', 'counted']);
  });

  it('is not marked where a line was written anew', () => {
    assert.deepEqual(marks('-return None', '+raise CardError(card)'), []);
  });

  it('is not marked where lines do not go in pairs', () => {
    assert.deepEqual(marks('-a = 1', '+a = 2', '+b = 3'), []);
  });

  it('is marked line by line', () => {
    assert.deepEqual(marks(' x', '-one = 1', '-two = 2', '+one = 10', '+two = 2', ' y'), ['1', '', '10', '']);
  });
});

function kindOf(line: string): 'context' | 'added' | 'removed' {
  return line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : 'context';
}
