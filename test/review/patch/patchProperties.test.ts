import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTwoFilesPatch } from 'diff';
import fc from 'fast-check';
import { editedFile, type EditedFile } from '../editedFiles.ts';
import { outcome, type Texts } from './support.ts';

const names = ['app.py', 'src/a b.ts', 'src/é "q"\t.go', 'b/a/b.txt', 'deep/er/file'];

const editedFiles = fc.array(fc.record({ edit: editedFile, fate: fc.constantFrom('kept', 'kept', 'new', 'gone') }), {
  minLength: 1,
  maxLength: 4,
});

const settings = fc.constantFrom<readonly string[]>(
  [],
  ['--no-prefix'],
  ['-U0'],
  ['-U10', '--src-prefix=i/', '--dst-prefix=w/'],
  ['-M', '--patience'],
  ['--full-index'],
);

/** Whether the old lines of each hunk of a patch stand at one place of the file only. */
function standsOnce(patch: string, before: string): boolean {
  return patch
    .split(/^@@ .*\n/m)
    .slice(1)
    .every((hunk) => {
      const lines = hunk.split('\n').filter((line) => line.startsWith(' ') || line.startsWith('-'));
      const old = lines.map((line) => line.slice(1)).join('\n');
      return old !== '' && before.indexOf(old) === before.lastIndexOf(old);
    });
}

describe('a patch of git', function () {
  this.timeout(120_000);
  let folder = '';

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'prodaware-patch-'));
    git('init', '-q');
    git('config', 'core.autocrlf', 'false');
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  function git(...words: string[]): string {
    return execFileSync('git', ['-C', folder, ...words], { encoding: 'utf8', stdio: 'pipe' });
  }

  async function put(texts: Texts): Promise<void> {
    for (const [name, text] of Object.entries(texts)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
  }

  /** Both sides, and what `git diff` says of them. */
  async function diffOf(
    files: readonly { readonly edit: EditedFile; readonly fate: string }[],
    words: readonly string[],
  ): Promise<{ before: Texts; after: Texts; patch: string }> {
    const [before, after]: [Record<string, string>, Record<string, string>] = [{}, {}];
    for (const [index, { edit, fate }] of files.entries()) {
      const name = names[index] ?? 'other';
      if (fate !== 'new') before[name] = edit.before;
      if (fate !== 'gone') after[name] = edit.after;
    }
    git('rm', '-rfq', '--cached', '--ignore-unmatch', '.');
    git('clean', '-fdqx');
    await put(before);
    git('add', '-A');
    const tree = git('write-tree').trim();
    git('clean', '-fdqx');
    for (const name of Object.keys(before)) await rm(path.join(folder, name), { force: true });
    await put(after);
    git('add', '-A');
    return { before, after, patch: git('diff', '--cached', ...words, tree) };
  }

  it('applied to the old files gives the edited ones, whatever was edited and however it was made', async () => {
    await fc.assert(
      fc.asyncProperty(editedFiles, settings, async (files, words) => {
        const { before, after, patch } = await diffOf(files, words);
        if (patch === '') return;
        assert.deepEqual(await outcome(patch, before), { texts: after, faults: [] });
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('applies where other lines came before its own', async () => {
    await fc.assert(
      fc.asyncProperty(editedFile, fc.integer({ min: 1, max: 30 }), async (edit, count) => {
        const { before, after, patch } = await diffOf([{ edit, fate: 'kept' }], []);
        // Lines that stand at several places alike are taken at the nearest, as git does: which one was meant is not known.
        if (patch === '' || edit.before === '' || !standsOnce(patch, edit.before)) return;
        const lead = Array.from({ length: count }, (_, index) => `# new line ${index}\n`).join('');
        const moved = await outcome(patch, { 'app.py': lead + before['app.py'] });
        // Without its first line as an anchor a hunk may stand nowhere for certain: then nothing is changed.
        const expected = moved.faults.length > 0 ? before : after;
        assert.equal(moved.texts['app.py'], lead + expected['app.py']);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it('cut off anywhere changes files as a whole or not at all, and says so', async () => {
    await fc.assert(
      fc.asyncProperty(editedFiles, fc.array(fc.nat(), { minLength: 30, maxLength: 30 }), async (files, places) => {
        const { before, after, patch } = await diffOf(files, []);
        if (patch === '') return;
        for (const place of places) {
          const cut = patch.slice(0, place % patch.length);
          const { texts, faults } = await outcome(cut, before);
          let missing = 0;
          for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
            const isOld = texts[name] === before[name];
            const isNew = texts[name] === after[name];
            assert.ok(isOld || isNew, `${name} is neither as before nor as edited, after ${cut.length} characters`);
            if (!isNew) missing++;
          }
          // Of a head there must be enough to be one.
          const isCutInside = missing > 0 && !'diff --git '.startsWith(cut.slice(cut.lastIndexOf('\n') + 1));
          if (isCutInside)
            assert.notEqual(faults.length, 0, `nothing said of a cut behind ${JSON.stringify(cut.slice(-120))}`);
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });
});

describe('a patch of diff -u', () => {
  it('applied to the old file gives the edited one', async () => {
    await fc.assert(
      fc.asyncProperty(editedFile, fc.constantFrom('a.py', 'old/a.py'), async ({ before, after }, name) => {
        const patch = createTwoFilesPatch(
          name,
          name.replace('old/', 'new/'),
          before,
          after,
          '2026-01-02',
          '2026-01-03',
        );
        if (before === after) return;
        assert.deepEqual(await outcome(patch, { 'a.py': before }), { texts: { 'a.py': after }, faults: [] });
      }),
      { numRuns: 200 },
    );
  });

  it('with the line ends of the patch or of the file turned still applies', async () => {
    await fc.assert(
      fc.asyncProperty(editedFile, fc.constantFrom('patch', 'file'), async ({ before, after }, turned) => {
        if (before === after || /\r/.test(before + after)) return;
        const patch = createTwoFilesPatch('a/a.py', 'b/a.py', before, after);
        const windows = (text: string): string => text.replace(/\n/g, '\r\n');
        const result =
          turned === 'patch'
            ? await outcome(windows(patch), { 'a.py': before })
            : await outcome(patch, { 'a.py': windows(before) });
        const isOneLine = !before.includes('\n');
        const expected = turned === 'patch' || isOneLine ? after : windows(after);
        assert.deepEqual(result, { texts: { 'a.py': expected }, faults: [] });
      }),
      { numRuns: 200 },
    );
  });

  it('never throws, whatever the text is', async () => {
    const part = fc.constantFrom(
      'diff --git a/x b/x',
      'diff --git "a/\\303\\251" "b/x',
      'diff --cc x',
      '--- a/x',
      '+++ b/x',
      '@@ -1,2 +1,2 @@',
      '@@ -1 +0,0 @@',
      '@@@ -1 -1 +1 @@@',
      ' a',
      '-a',
      '+b',
      '\\ No newline at end of file',
      'rename from x',
      'rename to y',
      'copy from x',
      'copy to z',
      'new file mode 100644',
      'deleted file mode 100644',
      'index 123..456 100644',
      'GIT binary patch',
      'Binary files a/x and b/x differ',
      'From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001',
      'commit 0123456789012345678901234567890123456789',
      '',
      '\r',
      '-- ',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 30 }), async (lines) => {
        await outcome(lines.join('\n'), { x: 'a\na\n', y: 'b\n' });
      }),
      { numRuns: 1000 },
    );
  });
});
