/** `prodaware review`, `hook` and `setup` as a user has them: in a real git repository. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { prodaware, type Ran } from './support.ts';

const before = `import requests
from flask import Flask

app = Flask(__name__)


@app.get("/prices")
def prices():
    return requests.get("https://prices.example", timeout=5).json()


app.run()
`;
const after = before.replace(', timeout=5', '');

describe('a change in the terminal', () => {
  let root = '';

  const git = (...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-C', root, ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const file = (name: string): string => path.join(root, name);
  const run = (words: readonly string[], input = ''): Promise<Ran> => prodaware(root, words, { input });

  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), 'prodaware-review-')));
    git('init', '-q', '-b', 'main');
    writeFileSync(file('Procfile'), 'web: python app.py\n');
    writeFileSync(file('app.py'), before);
    git('add', '.');
    git('commit', '-q', '-m', 'one');
    git('checkout', '-q', '-b', 'faster');
    writeFileSync(file('app.py'), after);
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('is reviewed against the branch it comes from, and fails where production loses something', async () => {
    const { code, output } = await run(['review']);
    assert.equal(code, 1);
    assert.match(output, /^1 file changed, 1 line added and 1 removed: faster against main/);
    assert.match(output, /^fix first {2}app\.py {2}modified$/m);
    assert.match(output, /timeout=5/);
  });

  it('may come as a patch that is not applied', async () => {
    const patch = git('diff');
    writeFileSync(file('app.py'), before);
    const { code, output } = await run(['review', '--patch', '-', '--format', 'json'], patch);
    assert.equal(code, 1);
    // As `reviewReport` makes it.
    const { files } = JSON.parse(output) as { files: { path: string; verdict: string }[] };
    assert.deepEqual(
      files.map(({ path: name, verdict }) => [name, verdict]),
      [['app.py', 'fix-first']],
    );
    assert.equal(readFileSync(file('app.py'), 'utf8'), before);
  });

  it('that changes nothing for production passes', async () => {
    writeFileSync(file('app.py'), before.replace('/prices', '/price'));
    assert.equal((await run(['review', '--uncommitted'])).code, 0);
  });

  it('against a base that is not there is a fault of its use', async () => {
    const { code, errors } = await run(['review', '--base', 'nowhere']);
    assert.equal(code, 2);
    assert.match(errors, /nowhere/);
  });

  describe('made by an assistant', () => {
    const event = (fields: object): string => JSON.stringify({ session_id: 's1', cwd: root, ...fields });
    const edit = (): string =>
      event({
        hook_event_name: 'PostToolUse',
        tool_name: 'Edit',
        tool_input: {
          file_path: file('app.py'),
          new_string: '    return requests.get("https://prices.example").json()',
        },
      });

    it('is told to the assistant, in its own way', async () => {
      const { code, errors } = await run(['hook', '--agent', 'claude-code'], edit());
      assert.equal(code, 2);
      assert.match(errors, /^Mend this in app\.py\./);
      assert.match(errors, /requests\.get/);
      const cursor = await run(['hook', '--agent', 'cursor'], event({ hook_event_name: 'stop', loop_count: 0 }));
      assert.equal(cursor.code, 0);
      assert.match(cursor.output, /^\{"followup_message":"Mend this in app\.py/);
    });

    it('holds up a stop once for the same faults', async () => {
      const stop = event({ hook_event_name: 'Stop', stop_hook_active: false });
      assert.match((await run(['hook'], stop)).output, /"decision":"block"/);
      assert.equal((await run(['hook'], stop)).output, '');
      assert.equal((await run(['hook'], event({ hook_event_name: 'Stop', stop_hook_active: true }))).output, '');
    });

    it('is known to be the assistant’s in the next review', async () => {
      await run(['hook'], edit());
      const { output } = await run(['review', '--format', 'json']);
      assert.match(output, /"by": "agent",\s+"agent": "Claude Code"/);
    });

    it('that is right holds nobody up', async () => {
      writeFileSync(file('app.py'), before);
      assert.deepEqual(await run(['hook'], edit()), { code: 0, output: '', errors: '' });
    });

    it('whose event cannot be read is no reason to stop', async () => {
      const { code, errors } = await run(['hook'], '{ not json');
      assert.equal(code, 1);
      assert.match(errors, /^prodaware: /);
    });
  });

  it('setup shows what it would write, writes it when told, and then has nothing to do', async () => {
    mkdirSync(file('.claude'));
    const shown = await run(['setup', '--pre-push']);
    assert.match(shown.output, /^\+\+\+ b\/CLAUDE\.md$/m);
    assert.match(shown.output, /python app\.py/);
    assert.ok(!existsSync(file('CLAUDE.md')));
    assert.equal((await run(['setup', '--pre-push', '--write'])).code, 0);
    assert.match(readFileSync(file('.claude/settings.json'), 'utf8'), /prodaware hook --agent claude-code/);
    assert.match(
      readFileSync(file('.git/hooks/pre-push'), 'utf8'),
      /^#!\/bin\/sh\n# prodaware:start\nprodaware checklist/,
    );
    if (process.platform !== 'win32') assert.ok((statSync(file('.git/hooks/pre-push')).mode & 0o111) !== 0);
    assert.equal((await run(['setup', '--pre-push'])).output, 'everything is set up already\n');
  });
});
