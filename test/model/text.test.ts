import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, conflicts, lineIndex } from '../../src/model/text.ts';

const anyText = fc
  .array(fc.constantFrom('a', 'é', '😀', ' ', '\t', '\n', '\r\n', '\r'), { maxLength: 60 })
  .map((parts) => parts.join(''));

describe('lines and columns', () => {
  it('are the way back to the offset they came from', () => {
    fc.assert(
      fc.property(anyText, fc.nat(80), (text, offset) => {
        const lines = lineIndex(text);
        const at = Math.min(offset, text.length);
        const { start, end } = lines.lineRange(lines.positionAt(at).line);
        // An offset inside a line end belongs to no column of its own.
        if (at <= end && at >= start) assert.equal(lines.offsetAt(lines.positionAt(at)), at);
      }),
    );
  });

  it('counts a carriage return, a line feed and both together as one line end', () => {
    assert.equal(lineIndex('a\rb\nc\r\nd').lineCount, 4);
    assert.deepEqual(lineIndex('a\r\nbc').positionAt(4), { line: 2, column: 2 });
  });

  it('clamps what is outside the text', () => {
    assert.deepEqual(lineIndex('ab').positionAt(99), { line: 1, column: 3 });
    assert.equal(lineIndex('ab\ncd').offsetAt({ line: 1, column: 99 }), 2);
    assert.equal(lineIndex('ab').offsetAt({ line: 9, column: 1 }), 2);
  });
});

describe('edits', () => {
  it('are all of the original text, in any order', () => {
    const edits = [
      { range: { start: 4, end: 5 }, text: 'E' },
      { range: { start: 0, end: 1 }, text: '' },
      { range: { start: 2, end: 2 }, text: '--' },
    ];
    assert.equal(applyEdits('abcdef', edits), 'b--cdEf');
    assert.equal(applyEdits('abcdef', edits.toReversed()), 'b--cdEf');
  });

  it('are never half applied', () => {
    const overlapping = [
      { range: { start: 0, end: 3 }, text: 'x' },
      { range: { start: 2, end: 4 }, text: 'y' },
    ];
    assert.throws(() => applyEdits('abcdef', overlapping), RangeError);
  });

  it('conflict where they touch the same text or insert at the same place', () => {
    const edit = (start: number, end: number, file = 'a') => ({ file, range: { start, end }, text: '' });
    assert.equal(conflicts(edit(0, 3), edit(2, 4)), true);
    assert.equal(conflicts(edit(2, 2), edit(2, 2)), true);
    assert.equal(conflicts(edit(0, 2), edit(2, 4)), false);
    assert.equal(conflicts(edit(0, 3), edit(2, 4, 'b')), false);
  });
});
