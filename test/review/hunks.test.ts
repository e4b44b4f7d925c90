import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../src/model/text.ts';
import { fileChange } from '../../src/review/fileChange.ts';
import { hunkEdit, hunkEdits, placeHunk } from '../../src/review/placeHunk.ts';
import { editedFile } from './editedFiles.ts';

describe('hunks of a changed file', () => {
  it('hold both texts: their lines put into the old one give the new one', () => {
    fc.assert(
      fc.property(editedFile, ({ before, after }) => {
        const { hunks } = fileChange({ path: 'a', before, after });
        const edits = hunks.map((hunk) => ({
          range: hunk.before,
          text: after.slice(hunk.after.start, hunk.after.end),
        }));
        assert.equal(applyEdits(before, edits), after);
        for (const hunk of hunks) {
          const side = (other: string): string =>
            hunk.lines
              .filter(({ kind }) => kind !== other)
              .map(({ text, ending }) => text + ending)
              .join('');
          assert.equal(side('added'), before.slice(hunk.before.start, hunk.before.end));
          assert.equal(side('removed'), after.slice(hunk.after.start, hunk.after.end));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('dropped one after another in any order, or all at once, give the file as it was', () => {
    fc.assert(
      fc.property(editedFile, fc.infiniteStream(fc.nat(1000)), ({ before, after }, numbers) => {
        const change = fileChange({ path: 'a', before, after });
        let text = after;
        const left = change.hunks.map(({ id }) => id);
        while (left.length > 0) {
          const [id = ''] = left.splice((numbers.next().value ?? 0) % left.length, 1);
          const { edits, refused } = hunkEdits(text, change, [id], 'drop');
          assert.deepEqual(refused, []);
          text = applyEdits(text, edits);
        }
        assert.equal(text, before);
        const all = hunkEdits(
          after,
          change,
          change.hunks.map(({ id }) => id),
          'drop',
        );
        assert.equal(applyEdits(after, all.edits), before);
      }),
      { numRuns: 300 },
    );
  });

  it('taken one after another in any order, or all at once, give the edited file', () => {
    fc.assert(
      fc.property(editedFile, fc.infiniteStream(fc.nat(1000)), ({ before, after }, numbers) => {
        const change = fileChange({ path: 'a', before, after });
        let text = before;
        const left = change.hunks.map(({ id }) => id);
        while (left.length > 0) {
          const [id = ''] = left.splice((numbers.next().value ?? 0) % left.length, 1);
          const { edits, refused } = hunkEdits(text, change, [id], 'take');
          assert.deepEqual(refused, []);
          text = applyEdits(text, edits);
        }
        assert.equal(text, after);
        const all = hunkEdits(
          before,
          change,
          change.hunks.map(({ id }) => id),
          'take',
        );
        assert.equal(applyEdits(before, all.edits), after);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a hunk in a text that changed since', () => {
  const before = 'import os\n\n\ndef charge(card):\n    log.info("charge")\n    return card\n';
  const after = before.replace('    log.info("charge")\n', '');
  const change = fileChange({ path: 'a.py', before, after });
  const [hunk] = change.hunks;
  assert.ok(hunk);

  it('is found where its lines moved to, and dropped there', () => {
    const text = `"""Payments."""\n${after}\nx = 1\n`;
    const edit = hunkEdit(text, hunk, 'drop');
    assert.ok(edit);
    assert.equal(applyEdits(text, [edit]), `"""Payments."""\n${before}\nx = 1\n`);
    const place = placeHunk(text, hunk, 'after');
    assert.ok(place);
    assert.equal(text.slice(place.start, place.end), '\n\ndef charge(card):\n    return card\n');
  });

  it('is refused where its own lines changed, and where they stand twice', () => {
    assert.equal(hunkEdit(after.replace('return card', 'return None'), hunk, 'drop'), null);
    assert.equal(hunkEdit(`x = 1\n${after}${after}`, hunk, 'drop'), null);
    assert.deepEqual(hunkEdits(`x = 1\n${after}${after}`, change, [hunk.id], 'drop'), {
      edits: [],
      refused: [hunk.id],
    });
  });

  it('is refused where it was dropped already', () => {
    assert.deepEqual(hunkEdits(before, change, [hunk.id], 'drop').refused, [hunk.id]);
  });

  it('keeps the line ends that the file has got since', () => {
    const text = after.replaceAll('\n', '\r\n');
    const edit = hunkEdit(text, hunk, 'drop');
    assert.ok(edit);
    assert.equal(applyEdits(text, [edit]), before.replaceAll('\n', '\r\n'));
  });

  it('of a new file is dropped to nothing, and taken out of nothing', () => {
    const added = fileChange({ path: 'b.py', before: null, after: 'x = 1\n' });
    const ids = added.hunks.map(({ id }) => id);
    assert.equal(applyEdits('x = 1\n', hunkEdits('x = 1\n', added, ids, 'drop').edits), '');
    assert.equal(applyEdits('', hunkEdits('', added, ids, 'take').edits), 'x = 1\n');
    assert.deepEqual(hunkEdits('y = 2\n', added, ids, 'take').refused, ids);
  });
});
