import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { longestNote, openChecklistStore } from '../../src/host/checklistStore.ts';
import type { ChecklistAnswer } from '../../src/model/checklist.ts';

const require = createRequire(import.meta.url);

describe('answers to the checklist', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'prodaware é '));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const git = (root: string, ...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-C', root, ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  function repository(name = 'shop'): string {
    const root = path.join(folder, name);
    mkdirSync(root);
    git(root, 'init', '-q', '-b', 'main');
    writeFileSync(path.join(root, 'app.py'), '');
    git(root, 'add', '.');
    git(root, 'commit', '-q', '-m', 'one');
    return root;
  }

  const answer = (item: string, more: Partial<ChecklistAnswer> = {}): ChecklistAnswer => ({
    item,
    subject: 'abc',
    answer: 'yes',
    by: 'Ada',
    note: 'in staging',
    at: '2026-01-01T00:00:00.000Z',
    ...more,
  });

  async function items(root: string): Promise<string[]> {
    return (await (await openChecklistStore(root)).read()).answers.map(({ item, answer: said }) => `${item} ${said}`);
  }

  it('are there again after a restart, and git does not see them', async () => {
    const root = repository();
    const store = await openChecklistStore(root);
    await store.put(answer('profile:staging'));
    await store.put(answer('profile:staging', { answer: 'no' }));
    await store.put(answer('approval:payments'));
    assert.deepEqual(await items(root), ['approval:payments yes', 'profile:staging no']);
    assert.equal(git(root, 'status', '--porcelain'), '');
    assert.equal(await store.clear('profile:staging'), true);
    assert.equal(await store.clear('profile:staging'), false);
    assert.deepEqual(await items(root), ['approval:payments yes']);
  });

  it('belong to a branch, whatever it is called', async () => {
    const root = repository();
    const long = `feature/${'long'.repeat(20)}`;
    for (const branch of ['feature/a', 'feature-a', long, 'ünïcode']) {
      git(root, 'checkout', '-q', '-b', branch);
      assert.deepEqual(await items(root), []);
      await (await openChecklistStore(root)).put(answer(branch));
    }
    git(root, 'checkout', '-q', 'feature/a');
    assert.deepEqual(await items(root), ['feature/a yes']);
    git(root, 'checkout', '-q', 'main');
    assert.deepEqual(await items(root), []);
  });

  it('belong to a commit where no branch is checked out', async () => {
    const root = repository();
    git(root, 'checkout', '-q', '--detach');
    await (await openChecklistStore(root)).put(answer('a'));
    assert.deepEqual(await items(root), ['a yes']);
    git(root, 'commit', '-q', '--allow-empty', '-m', 'two');
    assert.deepEqual(await items(root), []);
    git(root, 'checkout', '-q', '--detach', 'HEAD~1');
    assert.deepEqual(await items(root), ['a yes']);
  });

  it('are those of a branch in whichever worktree it is checked out', async () => {
    const root = repository();
    const tree = path.join(folder, 'tree');
    git(root, 'worktree', 'add', '-q', '-b', 'side', tree);
    await (await openChecklistStore(tree)).put(answer('a'));
    assert.deepEqual(await items(tree), ['a yes']);
    assert.deepEqual(await items(root), []);
    git(root, 'worktree', 'remove', '--force', tree);
    git(root, 'checkout', '-q', 'side');
    assert.deepEqual(await items(root), ['a yes']);
  });

  it('are apart for folders that are reviewed apart', async () => {
    const root = repository();
    mkdirSync(path.join(root, 'services/a'), { recursive: true });
    await (await openChecklistStore(path.join(root, 'services/a'))).put(answer('a'));
    assert.deepEqual(await items(root), []);
    assert.deepEqual(await items(path.join(root, 'services/a')), ['a yes']);
  });

  it('are kept before the first commit', async () => {
    const root = path.join(folder, 'new');
    mkdirSync(root);
    git(root, 'init', '-q', '-b', 'main');
    await (await openChecklistStore(root)).put(answer('a'));
    assert.deepEqual(await items(root), ['a yes']);
  });

  it('are kept for the user where there is no git', async () => {
    const root = path.join(folder, 'plain');
    mkdirSync(root);
    const before = process.env['PRODAWARE_STATE'];
    process.env['PRODAWARE_STATE'] = path.join(folder, 'state');
    try {
      await (await openChecklistStore(root)).put(answer('a'));
      assert.deepEqual(await items(root), ['a yes']);
      assert.deepEqual(await items(folder), []);
      assert.deepEqual(readdirSync(root), []);
    } finally {
      if (before === undefined) delete process.env['PRODAWARE_STATE'];
      else process.env['PRODAWARE_STATE'] = before;
    }
  });

  it('are said and kept aside where a file is broken, and the others stand', async () => {
    const root = repository();
    const store = await openChecklistStore(root);
    await store.put(answer('a'));
    await store.put(answer('b'));
    const [file] = readdirSync(store.folder);
    assert.ok(file);
    writeFileSync(path.join(store.folder, file), '{ "item": "a", "subj');
    const { answers, faults } = await store.read();
    assert.deepEqual(
      answers.map(({ item }) => item),
      ['b'],
    );
    assert.match(faults[0]?.message ?? '', /cannot be read: .*; it is kept as .*\.broken$/);
    assert.ok(existsSync(path.join(store.folder, `${file}.broken`)));
    assert.deepEqual((await store.read()).faults, []);
  });

  it('follow no link out of the git directory', async function () {
    if (process.platform === 'win32') this.skip();
    const root = repository();
    const away = path.join(folder, 'away');
    mkdirSync(away);
    symlinkSync(away, path.join(root, '.git/prodaware'));
    const store = await openChecklistStore(root);
    await assert.rejects(store.put(answer('a')), /is a link or no folder/);
    assert.deepEqual(readdirSync(away), []);
  });

  it('have a length that can be kept', async () => {
    const store = await openChecklistStore(repository());
    await assert.rejects(store.put(answer('a', { note: 'x'.repeat(longestNote + 1) })), /at most 4000/);
  });

  /** A process that answers again and again until it is told otherwise. */
  function writer(root: string, code: string) {
    const module = pathToFileURL(path.resolve('src/host/checklistStore.ts')).href;
    const source = `import { openChecklistStore } from ${JSON.stringify(module)};
const store = await openChecklistStore(${JSON.stringify(root)});
const put = (item, note) => store.put({ item, subject: 's', answer: 'yes', by: 'B', note, at: '' });
console.log('ready');
${code}`;
    return spawn(
      process.execPath,
      ['--import', pathToFileURL(require.resolve('tsx')).href, '--input-type=module', '-e', source],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
  }

  it('are all there when several programs answer at once', async () => {
    const root = repository();
    const writers = [0, 1, 2].map((number) =>
      writer(
        root,
        `for (let i = 0; i < 30; i++) { await put('own:${number}:' + i, ''); await put('shared:' + i, 'x'.repeat(${number} * 900)); }`,
      ),
    );
    const codes = await Promise.all(writers.map(async (child) => ((await once(child, 'close')) as [number])[0]));
    assert.deepEqual(codes, [0, 0, 0]);
    const { answers, faults } = await (await openChecklistStore(root)).read();
    assert.deepEqual(faults, []);
    assert.equal(answers.filter(({ item }) => item.startsWith('own:')).length, 90);
    const shared = answers.filter(({ item }) => item.startsWith('shared:'));
    assert.equal(shared.length, 30);
    assert.ok(shared.every(({ note }) => [0, 900, 1800].includes(note.length)));
  }).timeout(60_000);

  it('are whole when a program is killed while it writes one', async function () {
    if (process.platform === 'win32') this.skip();
    const root = repository();
    for (let round = 0; round < 4; round++) {
      const after = round * 7 + 1;
      const child = writer(
        root,
        `for (let i = 0; ; i++) { await put('a:' + (i % 3), 'x'.repeat(i % 4000)); if (i === ${after}) console.log('on'); }`,
      );
      let said = '';
      for await (const text of child.stdout) if ((said += String(text)).includes('on')) break;
      child.kill('SIGKILL');
      await once(child, 'close');
      const store = await openChecklistStore(root);
      const { faults } = await store.read();
      assert.deepEqual(faults, []);
      await store.put(answer('mine'));
      assert.ok((await store.read()).answers.some(({ item }) => item === 'mine'));
      assert.ok(lstatSync(store.folder).isDirectory());
    }
  }).timeout(60_000);
});
