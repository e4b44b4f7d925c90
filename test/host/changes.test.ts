import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ChangeError, readChanges } from '../../src/host/changes.ts';
import type { ChangeSet, ChangeSource } from '../../src/model/change.ts';
import { at, gitFolder, type GitFolder } from './gitFolder.ts';

const workingTree: ChangeSource = { kind: 'working-tree' };
const branch = (base: string | null = null): ChangeSource => ({ kind: 'branch', base });

/** Each file on a line: kind, path (and the old one), both texts, and what is noted. */
function shown({ files }: ChangeSet): string[] {
  return files.map(({ kind, path: file, oldPath, before, after, mode, note }) =>
    [
      kind,
      oldPath === file ? file : `${oldPath} → ${file}`,
      note ?? `${JSON.stringify(before)} → ${JSON.stringify(after)}`,
      ...(mode === null ? [] : [`${mode.before} → ${mode.after}`]),
    ].join(' | '),
  );
}

const lines = (count: number, more = ''): string =>
  Array.from({ length: count }, (_, index) => `line ${index}\n`).join('') + more;

describe('a change read from git', function () {
  this.timeout(60_000);
  let folder: GitFolder;

  beforeEach(async () => {
    folder = await gitFolder();
  });

  afterEach(async () => {
    await folder.remove();
  });

  describe('what is not committed', () => {
    it('holds edited, deleted, new and renamed files, ignored ones not', async () => {
      await folder.put({
        'a.py': 'a\n',
        'b.py': 'b\n',
        'old.py': lines(20),
        'moved.py': lines(30),
        '.gitignore': 'out/\n',
      });
      const head = folder.commit('first');
      await folder.put({ 'a.py': 'A\n', 'new é.py': 'n\n', 'out/x.py': '', 'node_modules/y.js': '' });
      await rm(path.join(folder.root, 'b.py'));
      folder.git('mv', 'old.py', 'staged.py');
      await rename(path.join(folder.root, 'moved.py'), path.join(folder.root, 'elsewhere.py'));
      await folder.put({ 'elsewhere.py': lines(30, 'more\n') });
      const changes = await readChanges(folder.root, workingTree);
      assert.equal(changes.title, 'uncommitted changes');
      assert.equal(changes.base, head);
      assert.equal(changes.overlay.size, 0);
      assert.deepEqual(
        shown(changes).map((line) => line.split(' | ').slice(0, 2).join(' ')),
        [
          'modified a.py',
          'deleted b.py',
          'renamed moved.py → elsewhere.py',
          'added new é.py',
          'renamed old.py → staged.py',
        ],
      );
      assert.deepEqual(shown(changes).slice(0, 2), [
        'modified | a.py | "a\\n" → "A\\n"',
        'deleted | b.py | "b\\n" → null',
      ]);
    });

    it('has unsaved texts of the editor before those on disk', async () => {
      await folder.put({ 'a.py': 'a\n' });
      folder.commit('first');
      await folder.put({ 'a.py': 'disk\n' });
      const text = (file: string): Promise<string | null> => Promise.resolve(file === 'a.py' ? 'editor\n' : null);
      assert.deepEqual(shown(await readChanges(folder.root, workingTree, { text })), [
        'modified | a.py | "a\\n" → "editor\\n"',
      ]);
    });

    it('notes modes, binary files, links, too large and undecodable ones', async function () {
      if (process.platform === 'win32') this.skip();
      await folder.put({ 'run.sh': 'echo\n', 'logo.png': new Uint8Array([1, 0, 2]), 'l.py': 'é\n', 'big.py': 'x\n' });
      await symlink('run.sh', path.join(folder.root, 'link'));
      folder.commit('first');
      await chmod(path.join(folder.root, 'run.sh'), 0o755);
      await folder.put({
        'logo.png': new Uint8Array([1, 0, 3]),
        'l.py': new Uint8Array([0xe9, 10]),
        'big.py': 'x'.repeat(3 * 1024 * 1024),
      });
      await rm(path.join(folder.root, 'link'));
      await symlink('/etc/passwd', path.join(folder.root, 'link'));
      await symlink('/etc/passwd', path.join(folder.root, 'fresh'));
      assert.deepEqual(shown(await readChanges(folder.root, workingTree)), [
        'modified | big.py | too large',
        'added | fresh | symbolic link',
        'modified | l.py | not UTF-8',
        'modified | link | symbolic link',
        'modified | logo.png | binary',
        'modified | run.sh | "echo\\n" → "echo\\n" | 100644 → 100755',
      ]);
    });

    it('is all files before the first commit, staged or not', async () => {
      await folder.put({ 'a.py': 'a\n', 'b.py': 'b\n' });
      folder.git('add', 'a.py');
      const expected = ['added | a.py | null → "a\\n"', 'added | b.py | null → "b\\n"'];
      const changes = await readChanges(folder.root, workingTree);
      assert.deepEqual(shown(changes), expected);
      assert.equal(changes.base, null);
      assert.deepEqual(shown(await readChanges(folder.root, branch())), expected);
      assert.deepEqual(shown(await readChanges(folder.root, { kind: 'staged' })), expected.slice(0, 1));
    });

    it('notes files in conflict, in the middle of a merge and of a rebase', async () => {
      await folder.put({ 'a.py': 'a\n', 'b.py': 'b\n' });
      folder.commit('first');
      folder.git('switch', '-qc', 'other');
      await folder.put({ 'a.py': 'other\n', 'b.py': 'other\n' });
      folder.commit('other');
      folder.git('switch', '-q', 'main');
      await folder.put({ 'a.py': 'main\n' });
      folder.commit('main');
      assert.throws(() => folder.git('merge', 'other'));
      const expected = ['modified | a.py | in conflict', 'modified | b.py | "b\\n" → "other\\n"'];
      assert.deepEqual(shown(await readChanges(folder.root, workingTree)), expected);
      folder.git('merge', '--abort');
      folder.git('switch', '-q', 'other');
      assert.throws(() => folder.git('rebase', 'main'));
      const changes = await readChanges(folder.root, branch('main'));
      assert.deepEqual(shown(changes), expected);
      assert.match(changes.title, /^[0-9a-f]{7} against main \([0-9a-f]{7}\)$/);
    });

    it('notes both commits of a submodule, and does not look into it', async () => {
      const library = await gitFolder();
      const first = library.commit('first');
      folder.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.root, 'lib');
      folder.commit('with library');
      const inner = at(path.join(folder.root, 'lib'));
      inner.git('config', 'user.name', 'Ada');
      inner.git('config', 'user.email', 'a@b');
      const second = inner.commit('second');
      await inner.put({ 'dirty.py': '' });
      const note = `submodule ${first.slice(0, 7)} → ${second.slice(0, 7)}`;
      assert.deepEqual(shown(await readChanges(folder.root, workingTree)), [`modified | lib | ${note}`]);
      folder.git('add', 'lib');
      assert.deepEqual(shown(await readChanges(folder.root, { kind: 'staged' })), [`modified | lib | ${note}`]);
      // The submodule is a repository of its own.
      assert.deepEqual(shown(await readChanges(inner.root, workingTree)), ['added | dirty.py | null → ""']);
      await library.remove();
    });

    it('of a file that a checkout gives other line ends is what was edited', async () => {
      await folder.put({ 'a.py': lines(3) });
      folder.commit('first');
      folder.git('config', 'core.autocrlf', 'true');
      await folder.put({ 'a.py': lines(3, 'more\n').replace(/\n/g, '\r\n') });
      const [file] = (await readChanges(folder.root, workingTree)).files;
      assert.deepEqual(
        file?.hunks.flatMap((hunk) => hunk.lines.filter(({ kind }) => kind !== 'context').map(({ text }) => text)),
        ['more'],
      );
    });

    it('never runs a program that the repository names', async function () {
      if (process.platform === 'win32') this.skip();
      await folder.put({ 'a.py': 'a\n', 'evil.sh': '#!/bin/sh\ntouch "$(dirname "$0")/was-run"\ncat\n' });
      await chmod(path.join(folder.root, 'evil.sh'), 0o755);
      await folder.put({ '.gitattributes': '*.py filter=evil diff=evil\n' });
      folder.commit('first');
      const first = folder.git('rev-parse', 'HEAD');
      await folder.put({ 'a.py': 'b\n' });
      folder.commit('second');
      await folder.put({ 'a.py': 'c\n', 'b.py': 'new\n', 's.py': 'staged\n' });
      folder.git('add', 's.py');
      const evil = `'${path.join(folder.root, 'evil.sh')}'`;
      for (const key of [
        'filter.evil.clean',
        'filter.evil.smudge',
        'filter.evil.process',
        'diff.evil.textconv',
        'diff.evil.command',
      ]) {
        folder.git('config', key, evil);
      }
      for (const key of ['diff.external', 'core.pager', 'core.sshCommand', 'core.fsmonitor'])
        folder.git('config', key, evil);
      folder.git('config', 'filter.evil.required', 'true');
      folder.git('config', 'log.showSignature', 'true');
      folder.git('config', 'gpg.program', evil);
      for (const source of [
        workingTree,
        branch(first),
        { kind: 'range', from: first, to: 'HEAD' },
        { kind: 'staged' },
      ] as const) {
        await readChanges(folder.root, source);
      }
      assert.equal(existsSync(path.join(folder.root, 'was-run')), false);
    });
  });

  describe('a branch', () => {
    it('is compared with where it left the base, by whatever name', async () => {
      await folder.put({ 'a.py': 'a\n', 'b.py': 'b\n' });
      const fork = folder.commit('first');
      folder.git('switch', '-qc', 'checkout-retries');
      await folder.put({ 'a.py': 'A\n' });
      folder.commit('mine');
      folder.git('switch', '-q', 'main');
      await folder.put({ 'b.py': 'B\n' });
      folder.commit('theirs');
      folder.git('switch', '-q', 'checkout-retries');
      await folder.put({ 'c.py': 'c\n' });
      for (const base of [null, 'main', 'refs/heads/main']) {
        const changes = await readChanges(folder.root, branch(base));
        assert.deepEqual(shown(changes), ['modified | a.py | "a\\n" → "A\\n"', 'added | c.py | null → "c\\n"']);
        assert.equal(changes.title, `checkout-retries against ${base ?? 'main'} (${fork.slice(0, 7)})`);
        assert.equal(changes.base, fork);
      }
    });

    it('on the only branch is compared with its last commit', async () => {
      await folder.put({ 'a.py': 'a\n' });
      const head = folder.commit('first');
      await folder.put({ 'a.py': 'b\n' });
      const changes = await readChanges(folder.root, branch());
      assert.equal(changes.title, `main against its last commit (${head.slice(0, 7)})`);
      assert.equal(changes.files.length, 1);
    });

    it('of a shallow clone without the fork is compared with the base as it is, and says so', async () => {
      await folder.put({ 'a.py': 'a\n' });
      folder.commit('first');
      folder.git('switch', '-qc', 'feature');
      await folder.put({ 'a.py': 'A\n' });
      folder.commit('mine');
      folder.git('switch', '-q', 'main');
      await folder.put({ 'b.py': 'b\n' });
      folder.commit('theirs');
      const place = await mkdtemp(path.join(tmpdir(), 'prodaware-shallow-'));
      folder.git(
        'clone',
        '-q',
        '--depth=1',
        '--no-single-branch',
        '-b',
        'feature',
        `file://${folder.root}`,
        `${place}/clone`,
      );
      const changes = await readChanges(`${place}/clone`, branch());
      assert.match(changes.title, /^feature against main /);
      assert.match(changes.faults.map(({ message }) => message).join(), /shallow clone .*`git fetch --unshallow`/);
      assert.deepEqual(shown(changes), ['modified | a.py | "a\\n" → "A\\n"', 'deleted | b.py | "b\\n" → null']);
      await assert.rejects(
        readChanges(`${place}/clone`, branch('gone')),
        /knows no commit by the name of gone; .*shallow/,
      );
      await rm(place, { recursive: true });
    });

    it('is read in a worktree, with a detached head, and in a folder of the repository', async () => {
      await folder.put({ 'services/api/a.py': 'a\n', 'services/api/old.py': lines(20), 'web/b.ts': 'b\n' });
      folder.commit('first');
      const place = await mkdtemp(path.join(tmpdir(), 'prodaware-worktree-'));
      folder.git('worktree', 'add', '-q', '--detach', `${place}/tree`);
      const tree = at(`${place}/tree`);
      await tree.put({ 'services/api/a.py': 'A\n', 'services/api/new.py': 'n\n', 'web/b.ts': 'B\n' });
      tree.git('mv', 'services/api/old.py', 'services/api/moved.py');
      const changes = await readChanges(`${tree.root}/services/api`, branch());
      assert.match(changes.title, /^[0-9a-f]{7} against main/);
      assert.deepEqual(
        shown(changes).map((line) => line.split(' | ').slice(0, 2).join(' ')),
        ['modified a.py', 'renamed old.py → moved.py', 'added new.py'],
      );
      await rm(place, { recursive: true });
    });
  });

  describe('what is staged', () => {
    it('is the index, and where that differs from the disk, the text is said', async () => {
      await folder.put({ 'a.py': 'a\n', 'b.py': 'b\n', 'same.py': 's\n', 'gone.py': 'g\n' });
      folder.commit('first');
      await folder.put({ 'a.py': 'staged\n', 'n.py': 'n\n' });
      folder.git('add', 'a.py', 'n.py');
      await folder.put({ 'a.py': 'later\n', 'b.py': 'later\n', 'u.py': 'u\n' });
      await rm(path.join(folder.root, 'gone.py'));
      const changes = await readChanges(folder.root, { kind: 'staged' });
      assert.equal(changes.title, 'staged changes');
      assert.deepEqual(shown(changes), ['modified | a.py | "a\\n" → "staged\\n"', 'added | n.py | null → "n\\n"']);
      assert.deepEqual(
        new Map([...changes.overlay].sort(([one], [other]) => (one < other ? -1 : 1))),
        new Map([
          ['a.py', 'staged\n'],
          ['b.py', 'b\n'],
          ['gone.py', 'g\n'],
          ['u.py', null],
        ]),
      );
    });
  });

  describe('a range', () => {
    it('is between two commits, with the texts of the second where the disk has others', async () => {
      await folder.put({ 'a.py': '1\n', 'gone.py': 'g\n' });
      const first = folder.commit('1');
      await folder.put({ 'a.py': '2\n' });
      const second = folder.commit('2');
      await folder.put({ 'a.py': '3\n', 'later.py': 'x\n' });
      await rm(path.join(folder.root, 'gone.py'));
      folder.commit('3');
      await folder.put({ 'u.py': '' });
      const changes = await readChanges(folder.root, { kind: 'range', from: first, to: second });
      assert.equal(changes.title, `${first.slice(0, 7)}..${second.slice(0, 7)}`);
      assert.deepEqual(shown(changes), ['modified | a.py | "1\\n" → "2\\n"']);
      assert.deepEqual(
        new Map([...changes.overlay].sort(([one], [other]) => (one < other ? -1 : 1))),
        new Map([
          ['a.py', '2\n'],
          ['gone.py', 'g\n'],
          ['later.py', null],
          ['u.py', null],
        ]),
      );
    });
  });

  describe('a patch', () => {
    it('is applied to what is on disk, in memory', async () => {
      await folder.put({ 'a.py': 'a\n', 'b.py': 'b\n', 'old.py': 'o\n' });
      folder.commit('first');
      await folder.put({ 'a.py': 'A\n', 'n.py': 'n\n' });
      folder.git('mv', 'old.py', 'new.py');
      folder.git('rm', '-q', 'b.py');
      folder.git('add', '-A');
      const text = folder.git('diff', '--cached');
      folder.git('reset', '-q', '--hard');
      const changes = await readChanges(folder.root, { kind: 'patch', text: `${text}\n` });
      assert.equal(changes.title, 'a patch');
      assert.deepEqual(shown(changes), [
        'modified | a.py | "a\\n" → "A\\n"',
        'deleted | b.py | "b\\n" → null',
        'added | n.py | null → "n\\n"',
        'renamed | old.py → new.py | "o\\n" → "o\\n"',
      ]);
      assert.deepEqual(
        new Map([...changes.overlay].sort(([one], [other]) => (one < other ? -1 : 1))),
        new Map([
          ['a.py', 'A\n'],
          ['b.py', null],
          ['n.py', 'n\n'],
          ['new.py', 'o\n'],
          ['old.py', null],
        ]),
      );
      assert.deepEqual(changes.faults, []);
    });

    it('needs no repository, and reads no link that leaves the root', async function () {
      if (process.platform === 'win32') this.skip();
      const plain = await mkdtemp(path.join(tmpdir(), 'prodaware-plain-'));
      await at(plain).put({ 'a.py': 'a\n' });
      await symlink('/etc/hostname', path.join(plain, 'link'));
      const patch = (name: string): string => `--- a/${name}\n+++ b/${name}\n@@ -1 +1 @@\n-a\n+b\n`;
      const changes = await readChanges(plain, { kind: 'patch', text: patch('a.py') + patch('link') });
      assert.deepEqual(shown(changes), ['modified | a.py | "a\\n" → "b\\n"']);
      assert.match(
        changes.faults.map(({ message }) => message).join(),
        /^link is left out: the file it changes cannot be read/,
      );
      await assert.rejects(readChanges(plain, { kind: 'patch', text: 'hello' }), ChangeError);
      await rm(plain, { recursive: true });
    });
  });

  describe('that is not there', () => {
    it('is said in words: no repository, no such commit, no commits', async () => {
      const plain = await mkdtemp(path.join(tmpdir(), 'prodaware-plain-'));
      await assert.rejects(readChanges(plain, workingTree), (error: Error) => {
        assert.ok(error instanceof ChangeError);
        assert.match(error.message, /is in no git repository$/);
        return true;
      });
      await rm(plain, { recursive: true });
      await assert.rejects(readChanges(folder.root, branch('main')), /has no commits yet/);
      folder.commit('first');
      for (const name of ['nowhere', '--output=x', 'HEAD:a.py', '']) {
        await assert.rejects(readChanges(folder.root, branch(name)), ChangeError, name);
        await assert.rejects(readChanges(folder.root, { kind: 'range', from: 'HEAD', to: name }), ChangeError, name);
      }
      assert.equal(existsSync(path.join(folder.root, 'x')), false);
      const bare = path.join(folder.root, 'bare.git');
      await mkdir(bare);
      at(bare).git('init', '-q', '--bare');
      await assert.rejects(readChanges(bare, workingTree), /is in no working tree of git$/);
    });

    it('is said where git is absent', async () => {
      const before = process.env['PATH'];
      process.env['PATH'] = folder.root;
      try {
        await assert.rejects(readChanges(folder.root, workingTree), /^ChangeError: git is not installed/);
      } finally {
        process.env['PATH'] = before;
      }
    });

    it('is cancelled', async () => {
      folder.commit('first');
      const signal = AbortSignal.abort();
      await assert.rejects(readChanges(folder.root, branch(), { signal }), { name: 'AbortError' });
    });
  });
});
