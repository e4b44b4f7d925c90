import assert from 'node:assert/strict';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readChanges } from '../../src/host/changes.ts';
import { recordEdit, recordedEdits, saidBefore } from '../../src/host/provenance/journal.ts';
import type { ChangeSet, ChangeSource } from '../../src/model/change.ts';
import { provenanceOf } from '../../src/review/provenance.ts';
import { gitFolder, type GitFolder } from './gitFolder.ts';

const branch: ChangeSource = { kind: 'branch', base: 'main' };
const workingTree: ChangeSource = { kind: 'working-tree' };

/** `first-last: kind agent` for each run of lines. */
function known({ origins }: ChangeSet, file: string): string[] {
  return (origins.get(file) ?? []).map(
    ({ first, last, evidence }) =>
      `${first}-${last}: ${evidence.map(({ kind, by, agent }) => `${kind} ${agent ?? by}`).join(', ')}`,
  );
}

const lines = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index) => `value_${from + index} = ${from + index}\n`).join('');

describe('who wrote the lines of a change', function () {
  this.timeout(60_000);
  let folder: GitFolder;

  beforeEach(async () => {
    folder = await gitFolder();
    await folder.put({ 'a.py': lines(1, 10), 'sub/b.py': lines(1, 3) });
    folder.commit('first');
    folder.git('switch', '-qc', 'feature');
  });

  afterEach(async () => {
    await folder.remove();
  });

  describe('by its commits', () => {
    it('is an assistant where a trailer says so, and nobody where nothing does', async () => {
      await folder.put({ 'a.py': `${lines(100, 101)}${lines(1, 10)}` });
      const theirs = folder.commit('Retry\n\nCo-Authored-By: Claude <noreply@anthropic.com>');
      await folder.put({ 'a.py': `${lines(100, 101)}${lines(1, 10)}${lines(200, 200)}`, 'sub/b.py': lines(0, 3) });
      folder.commit('Mine');
      await folder.put({ 'a.py': `${lines(300, 300)}${lines(100, 101)}${lines(1, 10)}${lines(200, 200)}` });
      const changes = await readChanges(folder.root, branch);
      assert.deepEqual(known(changes, 'a.py'), ['2-3: trailer Claude Code', '14-14: commit unknown']);
      assert.deepEqual(known(changes, 'sub/b.py'), ['1-1: commit unknown']);
      const [first] = changes.origins.get('a.py') ?? [];
      assert.deepEqual(first?.evidence[0], {
        kind: 'trailer',
        text: 'Co-Authored-By: Claude <noreply@anthropic.com>',
        commit: theirs,
        by: 'agent',
        agent: 'Claude Code',
      });
      const inFolder = await readChanges(path.join(folder.root, 'sub'), branch);
      assert.deepEqual(known(inFolder, 'b.py'), ['1-1: commit unknown']);
      const range = await readChanges(folder.root, { kind: 'range', from: 'main', to: 'HEAD' });
      assert.deepEqual(known(range, 'a.py'), ['1-2: trailer Claude Code', '13-13: commit unknown']);
    });

    it('is told of lines that went, where it is known of all commits of the file', async () => {
      await folder.put({ 'a.py': lines(1, 4) + lines(6, 10) });
      folder.commit('Less\n\nCo-Authored-By: Claude <noreply@anthropic.com>');
      const by = async (): Promise<string | undefined> => {
        const { files, origins } = await readChanges(folder.root, branch);
        const [change] = files;
        const [hunk] = change?.hunks ?? [];
        return change && hunk && provenanceOf(change, hunk, origins.get('a.py') ?? []).by;
      };
      assert.equal(await by(), 'agent');
      // After the commit anybody may have taken more of them away.
      await folder.put({ 'a.py': lines(1, 4) + lines(7, 10) });
      assert.equal(await by(), 'unknown');
      folder.commit('Mine');
      assert.equal(await by(), 'unknown');
    });

    it('is not told of lines that are older than the commits, though they are new to the other side', async () => {
      folder.git('switch', '-q', 'main');
      await folder.put({ 'a.py': lines(5, 10) });
      const other = folder.commit('Less');
      folder.git('switch', '-q', 'feature');
      await folder.put({ 'a.py': lines(1, 11) });
      folder.commit('More\n\nMade-with: Cursor');
      const changes = await readChanges(folder.root, { kind: 'range', from: other, to: 'feature' });
      assert.deepEqual(known(changes, 'a.py'), ['11-11: trailer Cursor']);
    });

    it('is told for a file that was renamed, and across a merge of the base', async () => {
      folder.git('mv', 'a.py', 'renamed.py');
      await folder.put({ 'renamed.py': `${lines(1, 10)}${lines(50, 50)}` });
      folder.commit('Move', 'copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>');
      assert.deepEqual(known(await readChanges(folder.root, branch), 'renamed.py'), ['11-11: author Copilot']);
      folder.git('switch', '-q', 'main');
      await folder.put({ 'sub/b.py': lines(1, 4) });
      folder.commit('Theirs\n\nCo-authored-by: Copilot <copilot@github.com>');
      folder.git('switch', '-q', 'feature');
      folder.git('merge', '-q', '--no-edit', 'main');
      const changes = await readChanges(folder.root, branch);
      assert.deepEqual(known(changes, 'renamed.py'), ['11-11: author Copilot']);
      assert.deepEqual([...changes.origins.keys()], ['renamed.py']);
    });

    it('is told from a patch of one commit', async () => {
      await folder.put({ 'a.py': lines(0, 10) });
      folder.commit('Retry\n\nAssisted-by: Cursor:some-model');
      const text = folder.git('format-patch', '-1', '--stdout');
      const shown = folder.git('show', '--format=medium', 'HEAD');
      folder.git('switch', '-q', 'main');
      for (const patch of [text, shown]) {
        const changes = await readChanges(folder.root, { kind: 'patch', text: `${patch}\n` });
        assert.deepEqual(known(changes, 'a.py'), ['1-1: trailer Cursor']);
      }
    });
  });

  describe('by notes of Agent Trace', () => {
    function note(commit: string, record: unknown): void {
      folder.git(
        'notes',
        '--ref=agent-trace',
        'add',
        '-f',
        '-m',
        typeof record === 'string' ? record : JSON.stringify(record),
        commit,
      );
    }

    const record = (commit: string, file: string, first: number, last: number, type = 'ai'): object => ({
      version: '0.1',
      id: '550e8400-e29b-41d4-a716-446655440000',
      timestamp: '2026-01-25T10:00:00Z',
      vcs: { type: 'git', revision: commit },
      tool: { name: 'cursor', version: '2.4.0' },
      files: [
        {
          path: file,
          conversations: [
            { contributor: { type, model_id: 'vendor/model' }, ranges: [{ start_line: first, end_line: last }] },
          ],
        },
      ],
    });

    it('is what a record says of lines of its commit, wherever they stand now', async () => {
      await folder.put({ 'sub/b.py': `${lines(1, 3)}${lines(20, 23)}` });
      const commit = folder.commit('Add');
      note(commit, record(commit, 'sub/b.py', 5, 6));
      assert.deepEqual(known(await readChanges(folder.root, branch), 'sub/b.py'), [
        '4-4: commit unknown',
        '5-6: trace Cursor, commit unknown',
        '7-7: commit unknown',
      ]);
      await folder.put({ 'sub/b.py': `${lines(9, 9)}${lines(1, 3)}${lines(20, 23)}` });
      folder.commit('Later');
      const changes = await readChanges(path.join(folder.root, 'sub'), branch);
      assert.deepEqual(known(changes, 'b.py'), [
        '1-1: commit unknown',
        '5-5: commit unknown',
        '6-7: trace Cursor, commit unknown',
        '8-8: commit unknown',
      ]);
    });

    it('is a person where it says so; a list, one on each line, another commit and nonsense are taken as such', async () => {
      await folder.put({ 'a.py': lines(0, 10) });
      const commit = folder.commit('Add');
      const expected: [unknown, string][] = [
        [[record(commit, 'a.py', 1, 1, 'human')], '1-1: trace person, commit unknown'],
        [`${JSON.stringify(record(commit, 'a.py', 1, 1))}\n{}`, '1-1: trace Cursor, commit unknown'],
        [record('0'.repeat(40), 'a.py', 1, 1), '1-1: commit unknown'],
        ['{"files":[{"path":1}]}', '1-1: commit unknown'],
        ['hello', '1-1: commit unknown'],
      ];
      for (const [value, line] of expected) {
        note(commit, value);
        assert.deepEqual(known(await readChanges(folder.root, branch), 'a.py'), [line]);
      }
    });
  });

  describe('by what hooks recorded', () => {
    const edit = { agent: 'Claude Code', session: 's1', at: '2026-01-01T00:00:00.000Z' };

    it('is an assistant for the lines it put in, and for no others', async () => {
      const inserted = 'def charge(card):\n    if card:\n        pay(card)\n    }\n';
      await folder.put({ 'sub/b.py': `${lines(1, 3)}}\nmine = 1\n${inserted.replaceAll('    ', '\t')}` });
      await recordEdit(path.join(folder.root, 'sub'), { ...edit, path: 'b.py', inserted: [inserted] });
      await folder.put({ 'a.py': `${inserted}${lines(1, 10)}` });
      const changes = await readChanges(folder.root, workingTree);
      // A bracket alone is anybody's; the one beside its lines is the assistant's.
      assert.deepEqual(known(changes, 'sub/b.py'), ['6-9: hook Claude Code']);
      assert.deepEqual(known(changes, 'a.py'), [], 'another file');
      assert.equal(
        changes.origins.get('sub/b.py')?.[0]?.evidence[0]?.text,
        'edit by Claude Code at 2026-01-01T00:00:00.000Z, session s1',
      );
      folder.git('add', '-A');
      assert.deepEqual(known(await readChanges(folder.root, { kind: 'staged' }), 'sub/b.py'), [
        '6-9: hook Claude Code',
      ]);
      assert.deepEqual(
        folder.git('status', '--porcelain').split('\n').sort(),
        ['M  a.py', 'M  sub/b.py'],
        'no file of the working tree',
      );
    });

    it('keeps no text, stays small, and is shared between working trees', async () => {
      const text = (index: number): string =>
        Array.from({ length: 1000 }, (_, line) => `secret ${index} ${line}`).join('\n');
      for (let index = 0; index < 150; index++)
        await recordEdit(folder.root, { ...edit, path: 'a.py', inserted: [text(index)] });
      const file = path.join(folder.root, '.git/prodaware/edits.jsonl');
      assert.ok(lstatSync(file).size + lstatSync(`${file}.old`).size < 2.2 * 1024 * 1024);
      assert.doesNotMatch(readFileSync(file, 'utf8'), /secret/);
      const place = await mkdtemp(path.join(tmpdir(), 'prodaware-worktree-'));
      folder.git('worktree', 'add', '-q', '--detach', `${place}/tree`);
      assert.equal((await recordedEdits(`${place}/tree`)).get('a.py')?.at(-1)?.lines.size, 1000);
      await rm(place, { recursive: true });
    });

    it('survives nonsense in its file, writes through no link, and is silent without a repository', async function () {
      if (process.platform === 'win32') this.skip();
      await recordEdit(folder.root, { ...edit, path: 'a.py', inserted: ['telling = 1'] });
      const file = path.join(folder.root, '.git/prodaware/edits.jsonl');
      await writeFile(file, `nonsense\n[]\n{"agent":1}\n${readFileSync(file, 'utf8')}{"agent":"x"`);
      assert.equal((await recordedEdits(folder.root)).get('a.py')?.length, 1);
      const outside = await mkdtemp(path.join(tmpdir(), 'prodaware-outside-'));
      await rm(file);
      await symlink(path.join(outside, 'target'), file);
      await assert.rejects(recordEdit(folder.root, { ...edit, path: 'a.py', inserted: ['telling = 1'] }));
      await rm(path.join(folder.root, '.git/prodaware'), { recursive: true });
      await mkdir(path.join(outside, 'folder'));
      await symlink(path.join(outside, 'folder'), path.join(folder.root, '.git/prodaware'));
      await assert.rejects(recordEdit(folder.root, { ...edit, path: 'a.py', inserted: ['telling = 1'] }));
      assert.equal(existsSync(path.join(outside, 'target')), false);
      assert.equal(existsSync(path.join(outside, 'folder/edits.jsonl')), false);
      assert.equal((await recordedEdits(outside)).size, 0);
      await rm(outside, { recursive: true });
    });

    it('knows what was said in a session', async () => {
      assert.equal(await saidBefore(folder.root, 's1', 'x'), false);
      assert.equal(await saidBefore(folder.root, 's1', 'x'), true);
      assert.equal(await saidBefore(folder.root, 's2', 'x'), false);
    });
  });
});
