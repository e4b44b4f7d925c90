import assert from 'node:assert/strict';
import { largestPatch, parsePatch } from '../../../src/review/patch/parse.ts';
import { applied, outcome } from './support.ts';

const lines = (...texts: string[]): string => texts.map((text) => `${text}\n`).join('');
const edit = (name: string): string => lines(`--- a/${name}`, `+++ b/${name}`, '@@ -1 +1 @@', '-a', '+b');

describe('a patch', () => {
  it('renames with and without edits, and copies', async () => {
    const patch = lines(
      'diff --git a/old.py b/new name.py',
      'similarity index 100%',
      'rename from old.py',
      'rename to new name.py',
      'diff --git a/kept.py b/copy.py',
      'similarity index 50%',
      'copy from kept.py',
      'copy to copy.py',
      'index 1..2 100644',
      '--- a/kept.py',
      '+++ b/copy.py',
      '@@ -1 +1 @@',
      '-a',
      '+b',
    );
    const { files, faults } = await applied(patch, { 'old.py': 'x\n', 'kept.py': 'a\n' });
    assert.deepEqual(faults, []);
    assert.deepEqual(
      files.map(({ kind, oldPath, path, before, after }) => [kind, oldPath, path, before, after]),
      [
        ['copied', 'kept.py', 'copy.py', 'a\n', 'b\n'],
        ['renamed', 'old.py', 'new name.py', 'x\n', 'x\n'],
      ],
    );
  });

  it('swaps the names of two files', async () => {
    const patch = lines(
      'diff --git a/a b/b',
      'similarity index 100%',
      'rename from a',
      'rename to b',
      'diff --git a/b b/a',
      'similarity index 100%',
      'rename from b',
      'rename to a',
    );
    assert.deepEqual(await outcome(patch, { a: '1\n', b: '2\n' }), { texts: { a: '2\n', b: '1\n' }, faults: [] });
  });

  it('changes modes only, of files with blanks in their names and without prefixes', async () => {
    const patch = lines('diff --git my run.sh my run.sh', 'old mode 100644', 'new mode 100755');
    const { files } = await applied(patch, { 'my run.sh': 'echo\n' });
    assert.deepEqual(
      files.map(({ kind, path, mode, hunks }) => [kind, path, mode, hunks.length]),
      [['modified', 'my run.sh', { before: '100644', after: '100755' }, 0]],
    );
  });

  it('notes binary files, links and submodules, and compares none of them', async () => {
    const patch = lines(
      'diff --git a/logo.png b/logo.png',
      'index 1234567..89abcde 100644',
      'Binary files a/logo.png and b/logo.png differ',
      'diff --git a/new.bin b/new.bin',
      'new file mode 100644',
      'index 0000000..1234567',
      'GIT binary patch',
      'literal 5',
      'Mcmb<0;%fi@',
      '',
      'literal 0',
      'HcmV?d00001',
      '',
      'diff --git a/link b/link',
      'new file mode 120000',
      'index 0000000..1234567',
      '--- /dev/null',
      '+++ b/link',
      '@@ -0,0 +1 @@',
      '+../secret',
      '\\ No newline at end of file',
      'diff --git a/lib b/lib',
      'index 3f2a1c9..88b1e02 160000',
      '--- a/lib',
      '+++ b/lib',
      '@@ -1 +1 @@',
      '-Subproject commit 3f2a1c9000000000000000000000000000000000',
      '+Subproject commit 88b1e02000000000000000000000000000000000',
    );
    const { files, faults } = await applied(patch, { 'logo.png': '?' });
    assert.deepEqual(faults, []);
    assert.deepEqual(
      files.map(({ kind, path, note, before, after }) => [kind, path, note, before, after]),
      [
        ['modified', 'lib', 'submodule 3f2a1c9 → 88b1e02', null, null],
        ['added', 'link', 'symbolic link', null, null],
        ['modified', 'logo.png', 'binary', null, null],
        ['added', 'new.bin', 'binary', null, null],
      ],
    );
  });

  it('is read behind an e-mail, whose message may look like a diff', async () => {
    const patch = lines(
      'From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001',
      'From: Ada <ada@example.com>',
      'Subject: [PATCH] Retry',
      '',
      '--- a thing',
      'Co-authored-by: Bob <bob@example.com>',
      '---',
      ' a.py | 2 +-',
      ' 1 file changed, 1 insertion(+), 1 deletion(-)',
      '',
      'diff --git a/a.py b/a.py',
      'index 7898192..6178079 100644',
      ...edit('a.py').trimEnd().split('\n'),
      '-- ',
      '2.39.5',
      '',
    );
    assert.deepEqual(await outcome(patch, { 'a.py': 'a\n' }), { texts: { 'a.py': 'b\n' }, faults: [] });
    const { stages } = parsePatch(patch);
    assert.equal(stages[0]?.author, 'Ada <ada@example.com>');
    assert.match(stages[0]?.message ?? '', /^Co-authored-by: Bob/m);
  });

  it('of several commits is applied one after another, whichever is first in it', async () => {
    const head = (hash: string, word: string): string => `${word} ${hash.repeat(40)}${word === 'From' ? ' Mon' : ''}`;
    const change = (from: string, to: string): string[] => [
      'diff --git a/x b/x',
      '--- a/x',
      '+++ b/x',
      '@@ -1 +1 @@',
      `-${from}`,
      `+${to}`,
    ];
    const mails = lines(head('1', 'From'), '---', ...change('a', 'b'), head('2', 'From'), '---', ...change('b', 'c'));
    const log = lines(head('2', 'commit'), '', ...change('b', 'c'), '', head('1', 'commit'), '', ...change('a', 'b'));
    for (const patch of [mails, log]) {
      assert.deepEqual(await outcome(patch, { x: 'a\n' }), { texts: { x: 'c\n' }, faults: [] });
    }
  });

  it('finds its files by what both sides call them', async () => {
    const texts = { 'src/a.py': 'a\n' };
    const expected = { texts: { 'src/a.py': 'b\n' }, faults: [] };
    const named = (old: string, present: string): string => edit('?').replace('a/?', old).replace('b/?', present);
    for (const [old, present] of [
      ['src/a.py', 'src/a.py'],
      ['src/a.py.orig\t2026-01-01 10:00:00.000000000 +0000', 'src/a.py\t2026-01-01 10:00:01.000000000 +0000'],
      ['project-1.0/src/a.py', 'project-1.1/src/a.py'],
      ['old/src/a.py', 'new/src/a.py'],
    ] as const) {
      assert.deepEqual(await outcome(named(old, present), texts), expected, old);
    }
  });

  it('adds and deletes files as GNU diff writes it', async () => {
    const patch = lines(
      '--- a/gone.py\t2026-01-01 00:00:00.000000000 +0000',
      '+++ b/gone.py\t1970-01-01 00:00:00.000000000 +0000',
      '@@ -1 +0,0 @@',
      '-a',
      '--- a/new.py\t1970-01-01 01:00:00.000000000 +0100',
      '+++ b/new.py\t2026-01-01 00:00:00.000000000 +0000',
      '@@ -0,0 +1 @@',
      '+b',
    );
    assert.deepEqual(await outcome(patch, { 'gone.py': 'a\n' }), { texts: { 'new.py': 'b\n' }, faults: [] });
  });

  it('never leaves the root', async () => {
    for (const name of [
      '../x',
      'a/../../x',
      '/etc/passwd',
      'C:/x',
      '..\\x',
      '.git/config',
      'sub/.GIT/hooks/pre-push',
    ]) {
      const patch = lines(
        'diff --git x y',
        '--- /dev/null',
        `+++ "${name.replace(/\\/g, '\\\\')}"`,
        '@@ -0,0 +1 @@',
        '+x',
      );
      const { texts, faults } = await outcome(patch, {});
      assert.deepEqual(texts, {}, name);
      assert.equal(faults.length, 1, name);
    }
  });

  it('made at the top of the repository is applied to the folder under review alone', async () => {
    const patch = `${edit('services/api/a.py')}${edit('services/web/a.py')}`;
    assert.deepEqual(await outcome(patch, { 'a.py': 'a\n' }, 'services/api/'), {
      texts: { 'a.py': 'b\n' },
      faults: ['the patch changes 1 file outside services/api/'],
    });
    assert.deepEqual((await outcome(edit('a.py'), { 'a.py': 'a\n' }, 'services/api/')).texts, { 'a.py': 'b\n' });
  });

  it('applies at another place, and with other context, where there is but one such place', async () => {
    const patch = lines('--- a/x', '+++ b/x', '@@ -2,7 +2,7 @@', ' 1', ' 2', ' 3', '-old', '+new', ' 4', ' 5', ' 6');
    const at = async (...text: string[]): Promise<string | undefined> =>
      (await outcome(patch, { x: lines(...text) })).texts['x'];
    assert.equal(
      await at('a', 'b', 'c', 'd', '1', '2', '3', 'old', '4', '5', '6'),
      lines('a', 'b', 'c', 'd', '1', '2', '3', 'new', '4', '5', '6'),
    );
    assert.equal(await at('a', 'X', 'Y', '3', 'old', '4', 'Z'), lines('a', 'X', 'Y', '3', 'new', '4', 'Z'));
    // At least one line of context on each side must hold.
    const other = ['a', '1', '2', 'X', 'old', '4', '5', '6'];
    assert.equal(await at(...other), lines(...other));
    const twice = ['3', 'old', '4', 'a', '3', 'old', '4'];
    assert.equal(await at(...twice), lines(...twice), 'two places alike');
  });

  it('leaves a file out where one hunk does not apply, and changes the others', async () => {
    const patch = `${lines('--- a/x', '+++ b/x', '@@ -1 +1 @@', '-1', '+one', '@@ -9 +9 @@', '-9', '+nine')}${edit('y')}`;
    const { texts, faults } = await outcome(patch, { x: lines('1', '2'), y: 'a\n' });
    assert.deepEqual(texts, { x: lines('1', '2'), y: 'b\n' });
    assert.match(faults.join(), /^x is left out: hunk 2 of 2 \(at line 9\) does not apply/);
  });

  it('says that it is applied already, and that hunks overlap', async () => {
    const again = await outcome(edit('x'), { x: 'b\n' });
    assert.match(again.faults.join(), /seems to be applied already/);
    const overlapping = lines('--- a/x', '+++ b/x', '@@ -1,2 +1,2 @@', '-1', '+one', ' 2', '@@ -2 +2 @@', '-2', '+two');
    const { texts, faults } = await outcome(overlapping, { x: lines('1', '2') });
    assert.equal(texts['x'], lines('1', '2'));
    assert.match(faults.join(), /overlaps/);
  });

  it('does not overwrite a file that is there, and does not delete one with other lines', async () => {
    const added = lines(
      'diff --git a/x b/x',
      'new file mode 100644',
      '--- /dev/null',
      '+++ b/x',
      '@@ -0,0 +1 @@',
      '+b',
    );
    assert.deepEqual(await outcome(added, { x: 'mine\n' }), {
      texts: { x: 'mine\n' },
      faults: ['x is left out: a file of that name is there already'],
    });
    const deleted = lines(
      'diff --git a/x b/x',
      'deleted file mode 100644',
      '--- a/x',
      '+++ /dev/null',
      '@@ -1 +0,0 @@',
      '-a',
    );
    assert.equal((await outcome(deleted, { x: 'a\nmine\n' })).texts['x'], 'a\nmine\n');
  });

  it('ignores a byte-order mark at the start of a file, which texts do not hold', async () => {
    const patch = lines('--- a/x', '+++ b/x', '@@ -1,2 +1,2 @@', ' \uFEFFusing A;', '-a', '+b');
    assert.equal((await outcome(patch, { x: 'using A;\na\n' })).texts['x'], 'using A;\nb\n');
  });

  it('is refused with words where it holds no diff, combined diffs only, or too much', async () => {
    assert.equal(parsePatch('').problem, 'the patch is empty');
    assert.equal(parsePatch('hello\n--- world\n').problem, 'there is no unified diff in it');
    const combined = await outcome(
      lines('diff --cc x', 'index 1,2..3', '--- a/x', '+++ b/x', '@@@ -1 -1 +1 @@@', '++x'),
      {},
    );
    assert.match(combined.faults.join(), /combined diff/);
    assert.match(parsePatch('x'.repeat(largestPatch + 1)).problem ?? '', /too large: 32 MB/);
  });

  it('with counts that are wrong is refused, and what follows is read', async () => {
    const patch = `${lines('--- a/x', '+++ b/x', '@@ -1 +1 @@', '-a', '+b', '+c')}${edit('y')}`;
    const { texts, faults } = await outcome(patch, { x: 'a\n', y: 'a\n' });
    assert.deepEqual(texts, { x: 'a\n', y: 'b\n' });
    assert.match(faults.join(), /^x is left out: hunk 1 \(line 3 of the patch\) has more lines than its head says$/);
  });

  it('of many files and lines is read in good time', async () => {
    const texts: Record<string, string> = {};
    const parts: string[] = [];
    for (let index = 0; index < 2000; index++) {
      texts[`src/${index}.py`] = 'a\n'.repeat(200);
      parts.push(
        lines(`--- a/src/${index}.py`, `+++ b/src/${index}.py`, '@@ -150,3 +150,4 @@', ' a', ' a', '+b', ' a'),
      );
    }
    const { files, faults } = await applied(parts.join(''), texts);
    assert.equal(files.length, 2000);
    assert.deepEqual(faults, []);
  });
});
