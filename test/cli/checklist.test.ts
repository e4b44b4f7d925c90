/** `prodaware checklist` as a user has it: in a real git repository. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { prodaware, spawned, type Content, type Ran } from './support.ts';

const profile = `version: 1
compliance: { approvals: [{ paths: ["billing/**"], by: payments }] }
checklist: [{ id: staging, text: validated in staging under ProcMgr }]
`;

describe('prodaware checklist', () => {
  let folder = '';
  let root = '';

  const git = (...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-C', root, ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  function put(content: Content): void {
    for (const [file, text] of Object.entries(content)) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), text);
    }
  }

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'prodaware-checklist-')));
    root = path.join(folder, 'shop');
    mkdirSync(root);
    git('init', '-q', '-b', 'main');
    put({
      Procfile: 'web: opentelemetry-instrument python app.py\n',
      'requirements.txt': 'opentelemetry-distro\n',
      'app.py': 'import billing.tax\n',
      'billing/__init__.py': '',
      'billing/tax.py': 'RATE = 19\n',
      'prodaware.yaml': profile,
    });
    git('add', '.');
    git('commit', '-q', '-m', 'one');
    git('checkout', '-q', '-b', 'rates');
    put({ 'billing/tax.py': 'RATE = 20\n' });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (...words: string[]): Promise<Ran> => prodaware(root, ['checklist', ...words]);

  /** `id state` of each item. */
  async function states(...words: string[]): Promise<string[]> {
    const { output } = await run(...words, '--format', 'json');
    // As `checklistReport` makes it.
    const report = JSON.parse(output) as { items: { id: string; state: string }[] };
    return report.items.map(({ id, state }) => `${id} ${state}`);
  }

  it('says what is missing, takes answers, and forgets none of them', async () => {
    const first = await run('--base', 'main');
    assert.equal(first.code, 1, first.errors);
    assert.match(first.output, /^open +payments approved the change of billing\/\*\* +approval:payments$/m);
    assert.match(first.output, /^holds +web is seen in production/m);
    assert.match(first.output, /2 of \d items missing/);
    assert.match(first.output, /prodaware checklist answer approval:payments --yes/);

    const answered = await run('answer', 'payments', '--yes', '--by', 'Bea', '--note', 'see ticket', '--base', 'main');
    assert.deepEqual([answered.code, answered.output], [0, 'approval:payments: yes by Bea; 1 missing\n']);
    const last = await run('answer', 'profile:staging', '--yes', '--by', 'Bea', '--base', 'main');
    assert.match(last.output, /the checklist holds/);
    const second = await spawned(root, ['checklist', '--base', 'main']);
    assert.equal(second.code, 0, second.output + second.errors);
    assert.match(second.output, /yes by Bea on \d{4}-\d\d-\d\d: see ticket/);
    assert.match(second.output, /The checklist holds/);
    assert.equal(git('status', '--porcelain'), ' M billing/tax.py\n');
  }).timeout(60_000);

  it('takes an answer back when its lines change, and gives it again with them', async () => {
    await run('answer', 'payments', '--yes', '--by', 'Bea', '--base', 'main');
    put({ 'README.md': 'x\n' });
    assert.ok((await states('--base', 'main')).includes('approval:payments done'));
    put({ 'billing/tax.py': 'RATE = 21\n' });
    assert.ok((await states('--base', 'main')).includes('approval:payments stale'));
    put({ 'billing/tax.py': 'RATE = 20\n' });
    git('commit', '-q', '-a', '-m', 'two');
    assert.ok((await states('--base', 'main')).includes('approval:payments done'));
    assert.equal((await run('clear', 'payments')).code, 0);
    assert.ok((await states('--base', 'main')).includes('approval:payments open'));
  }).timeout(60_000);

  it('fails where the change takes away what production saw, also of a patch that is not applied', async () => {
    put({ 'billing/tax.py': 'RATE = 19\n', Procfile: 'web: python app.py\n' });
    const patch = path.join(folder, 'lost.patch');
    writeFileSync(patch, git('diff'));
    git('checkout', '-q', '.');
    const { code, output } = await run('--patch', patch);
    assert.equal(code, 1);
    assert.match(output, /^fails +web is seen in production/m);
    assert.match(output, /it was seen through opentelemetry, wrapper .* before the change/);
    assert.equal(git('status', '--porcelain'), '');
  });

  it('is asked of what is staged, of what is not committed, and of a range', async () => {
    git('add', '.');
    put({ 'app.py': 'import billing.tax\n\nprint(1)\n' });
    assert.ok((await states('--staged')).includes('approval:payments open'));
    git('commit', '-q', '-m', 'two');
    assert.ok(!(await states('--uncommitted')).some((one) => one.startsWith('approval')));
    assert.ok((await states('--range', 'main..rates')).includes('approval:payments open'));
  }).timeout(60_000);

  it('is a task list for a pull request', async () => {
    const { code, output } = await run('--base', 'main', '--format', 'markdown');
    assert.equal(code, 1);
    assert.match(output, /^## Production checklist: 2 of \d missing\n/);
    assert.match(output, /^- \[x\] \*\*web is seen in production\*\*: /m);
    assert.match(output, /^- \[ \] \*\*payments approved the change of billing\/\\\*\\\*\*\* \(open\)$/m);
    assert.match(output, /^ {2}- needs approval: `billing\/tax\.py:1` `RATE = 20`$/m);
  });

  it('has nothing to ask where nothing changed', async () => {
    git('checkout', '-q', '.');
    const { code, output } = await run('--base', 'main');
    assert.equal(code, 0);
    assert.match(output, /Nothing has to be checked/);
  });

  it('says what is wrong with a command line', async () => {
    const errors = async (...words: string[]): Promise<string> => {
      const ran = await run(...words);
      assert.equal(ran.code, 2, ran.output);
      return ran.errors.split('\n')[0] ?? '';
    };
    assert.match(await errors('--base', 'nowhere'), /nowhere/);
    assert.match(await errors('--staged', '--base', 'main'), /--base and --staged do not go together/);
    assert.match(await errors('--range', 'main'), /--range wants two commits as A\.\.B/);
    assert.match(await errors('--patch', 'no.patch'), /there is no file no\.patch/);
    assert.match(await errors('anwser', 'payments'), /did you mean "checklist answer"\?/);
    assert.match(await errors('answer'), /which item\?/);
    assert.match(await errors('answer', 'payments', '--base', 'main'), /say either --yes or --no/);
    assert.match(
      await errors('answer', 'paymnts', '--no', '--by', 'Bea', '--base', 'main'),
      /did you mean approval:payments\?/,
    );
    assert.match(
      await errors('answer', 'telemetry:web:procfile', '--yes', '--by', 'Bea', '--base', 'main'),
      /is looked up, and takes no answer/,
    );
    assert.match(await errors('clear', 'payments'), /nobody answered payments/);
  }).timeout(60_000);

  it('shows itself and its commands in the help', async () => {
    const { output } = await prodaware(root, ['checklist', '--help']);
    assert.match(output, /--base revision/);
    assert.match(output, /checklist answer <item>/);
    assert.match((await prodaware(root, ['checklist', 'answer', '--help'])).output, /--note text/);
  });
});
