import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { CheckReport, LaunchesReport } from '../../src/reports/json.ts';
import {
  makeRepository,
  prodaware,
  programOf,
  project,
  removeRepository,
  spawned,
  storefront,
  type Content,
} from './support.ts';

const swallowing = `import logging

logger = logging.getLogger(__name__)


def pay(card):
    logger.info("charging")
    try:
        card.charge()
    except ConnectionError:
        pass
`;
const printing = `import logging

logger = logging.getLogger(__name__)


def pay(card):
    logger.info("charging")
    print("to be paid", card)


pay(None)
`;
/** A service that logs, and prints past its logger. */
const service: Content = { 'a.py': printing, Procfile: 'web: python a.py\n' };

describe('prodaware', function () {
  this.timeout(60_000);
  const roots: string[] = [];
  afterEach(() => roots.splice(0).forEach(removeRepository));

  function repository(content: Content): string {
    const root = makeRepository(content);
    roots.push(root);
    return root;
  }

  async function findings(root: string, ...words: string[]): Promise<string[]> {
    const { output } = await prodaware(root, ['check', '--format=json', ...words]);
    // What `check --format json` prints is a CheckReport by contract.
    return (JSON.parse(output) as CheckReport).findings.map(({ rule, file }) => `${rule} ${file}`);
  }

  describe('help', () => {
    it('lists the commands', async () => {
      const { code, output } = await prodaware(project, ['--help']);
      for (const name of ['check', 'launches', 'profile init', 'profile show', 'profile schema', 'rules', 'lsp']) {
        assert.match(output, new RegExp(`^ {2}${name}`, 'm'));
      }
      assert.equal(code, 0);
    });

    it('is there for every command', async () => {
      for (const command of [['check'], ['launches'], ['profile'], ['profile', 'init'], ['rules'], ['lsp']]) {
        const { code, output } = await prodaware(project, [...command, '--help']);
        assert.match(output, new RegExp(`usage: prodaware ${command.join(' ')}`));
        assert.equal(code, 0);
      }
    });

    it('is what a line without a command gets, as a fault of use', async () => {
      const { code, output, errors } = await prodaware(project, []);
      assert.equal(code, 2);
      assert.equal(output, '');
      assert.match(errors, /usage: prodaware/);
    });

    it('tells the version of the manifest', async () => {
      const { output } = await prodaware(project, ['--version']);
      // The manifest has a version by npm's own definition.
      const { version } = JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8')) as { version: string };
      assert.equal(output, `${version}\n`);
    });
  });

  describe('a wrong line', () => {
    const wrong: readonly { readonly words: readonly string[]; readonly says: RegExp }[] = [
      { words: ['chekc'], says: /there is no command "chekc"; did you mean "check"\?/ },
      { words: ['profile', 'inits'], says: /there is no command "profile inits"; did you mean "profile init"\?/ },
      { words: ['profile'], says: /profile wants one of: init, show, schema/ },
      { words: ['check', '--formt=json'], says: /did you mean --format\?/ },
      { words: ['check', '--rule', 'swalowed-error'], says: /did you mean "swallowed-error"\?/ },
      { words: ['check', 'nowhere/app.py'], says: /there is no file or folder nowhere\/app\.py/ },
      { words: ['check', '--dry-run'], says: /--dry-run goes with --fix/ },
      { words: ['launches', 'a', 'b'], says: /one argument too many: b/ },
      { words: ['rules', 'swallowed'], says: /there is no rule "swallowed"/ },
      { words: ['lsp'], says: /prodaware lsp --stdio/ },
    ];
    for (const { words, says } of wrong) {
      it(`${words.join(' ')}: exit code 2 and what was meant`, async () => {
        const { code, output, errors } = await prodaware(project, words);
        assert.match(errors, says);
        assert.equal(output, '');
        assert.equal(code, 2);
      });
    }
  });

  describe('check', () => {
    it('is clean, or finds, by its exit code', async () => {
      assert.equal((await prodaware(repository({ 'a.py': 'x = 1\n' }), ['check'])).code, 0);
      const root = repository({ 'a.py': swallowing });
      assert.equal((await prodaware(root, ['check'])).code, 1);
      assert.equal((await prodaware(root, ['check', '--fail-on=error'])).code, 0);
      assert.equal((await prodaware(root, ['check', '--fail-on=hint'])).code, 1);
      assert.equal((await prodaware(root, ['check', '--fail-on=never'])).code, 0);
    });

    it('reads the whole repository and reports on the paths it is given', async () => {
      const root = repository({ 'a/one.py': swallowing, 'b/two.py': swallowing });
      assert.deepEqual(await findings(root), ['swallowed-error a/one.py', 'swallowed-error b/two.py']);
      assert.deepEqual(await findings(root, 'b'), ['swallowed-error b/two.py']);
      assert.deepEqual(await findings(path.join(root, 'b'), '../a/one.py'), ['swallowed-error a/one.py']);
      assert.deepEqual(await findings(path.join(root, 'b'), '.'), ['swallowed-error b/two.py']);
    });

    it('knows what production makes of a file when only that file is named', async () => {
      assert.deepEqual(await findings(storefront, 'services/mailer'), [
        'telemetry-lost-at-launch services/mailer/worker.py',
      ]);
    });

    it('keeps to the rules it is given', async () => {
      const root = repository({ ...service, 'b.py': swallowing });
      assert.deepEqual(await findings(root, '--rule=print-instead-of-logger'), ['print-instead-of-logger a.py']);
    });

    it('says that a file it was given is not under review', async () => {
      const root = repository({
        'a.py': swallowing,
        'b.py': 'x = 1\n',
        'prodaware.yaml': 'version: 1\nignore: [a.py]\n',
      });
      const { code, output, errors } = await prodaware(root, ['check', 'a.py']);
      assert.match(errors, /a\.py is not reviewed/);
      assert.match(output, /^nothing found in 0 files/);
      assert.equal(code, 0);
    });

    it('refuses paths of two repositories at once', async () => {
      const [one, other] = [repository({ 'a.py': swallowing }), repository({ 'a.py': swallowing })];
      const { code, errors } = await prodaware(one, ['check', 'a.py', path.join(other, 'a.py')]);
      assert.match(errors, /different repositories/);
      assert.equal(code, 2);
    });

    it('has colours on a terminal, and none elsewhere or with NO_COLOR', async () => {
      const root = repository({ 'a.py': swallowing });
      const coloured = async (words: string[], isTerminal: boolean, environment: Record<string, string> = {}) =>
        (await prodaware(root, ['check', ...words], { isTerminal, environment })).output.includes('\u001b[');
      assert.equal(await coloured([], false), false);
      assert.equal(await coloured([], true), true);
      assert.equal(await coloured([], true, { NO_COLOR: '1' }), false);
      assert.equal(await coloured([], true, { TERM: 'dumb' }), false);
      assert.equal(await coloured([], false, { FORCE_COLOR: '1' }), true);
      assert.equal(await coloured(['--color=always'], false, { NO_COLOR: '1' }), true);
      assert.equal(await coloured(['--color=never'], true, { FORCE_COLOR: '1' }), false);
    });
  });

  it('counts the files that pipelines were read from', async () => {
    const step = 'on: pull_request\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n';
    const root = repository({ '.github/workflows/ci.yml': step });
    const { output } = await prodaware(root, ['check']);
    assert.equal(output, 'nothing found in 1 file\n');
  });

  describe('check --fix', () => {
    it('applies what keeps the behaviour, and says so', async () => {
      const root = repository(service);
      const { output, code } = await prodaware(root, ['check', '--fix=all']);
      const text = readFileSync(path.join(root, 'a.py'), 'utf8');
      assert.ok(!text.includes('print('), text);
      assert.match(output, /^mended {2}a\.py {2}print-instead-of-logger: /);
      assert.match(output, /nothing found in 1 file/);
      assert.equal(code, 0);
    });

    it('prints the changes and writes nothing with --dry-run', async () => {
      const root = repository(service);
      const { output } = await prodaware(root, ['check', '--fix=all', '--dry-run']);
      assert.match(output, /^would mend {2}a\.py/);
      assert.match(output, /^--- a\/a\.py\n\+\+\+ b\/a\.py\n@@ /m);
      assert.match(output, /^- {4}print\("to be paid", card\)$/m);
      assert.equal(readFileSync(path.join(root, 'a.py'), 'utf8'), printing);
    });

    it('keeps to the paths it is given', async () => {
      const root = repository({ ...service, 'b.py': printing });
      await prodaware(root, ['check', '--fix=all', 'a.py']);
      assert.equal(readFileSync(path.join(root, 'b.py'), 'utf8'), printing);
      assert.notEqual(readFileSync(path.join(root, 'a.py'), 'utf8'), printing);
    });

    it('leaves the line ends and the byte-order mark of a file as they are', async () => {
      const root = repository({ ...service, 'a.py': `\ufeff${printing.replaceAll('\n', '\r\n')}` });
      await prodaware(root, ['check', '--fix=all']);
      const text = readFileSync(path.join(root, 'a.py'), 'utf8');
      assert.ok(!text.includes('print('));
      assert.ok(text.startsWith('\ufeffimport logging\r\n'));
      assert.ok(!/[^\r]\n/.test(text));
    });
  });

  describe('launches', () => {
    it('answers in the shape others build on', async () => {
      const { output, code } = await prodaware(storefront, ['launches', '--format=json']);
      // What `launches --format json` prints is a LaunchesReport by contract.
      const { version, services } = JSON.parse(output) as LaunchesReport;
      assert.equal(version, 1);
      assert.equal(code, 0);
      const catalog = services.find(({ name }) => name === 'catalog');
      assert.deepEqual(catalog?.launches[0]?.command, ['python', 'my_app.py']);
      assert.equal(catalog?.launches[0]?.launcher, 'ProcMgr');
      assert.equal(catalog?.launches[0]?.environment, 'production');
      assert.equal(catalog?.launches[0]?.entryPoint?.file, 'services/catalog/my_app.py');
      assert.equal(catalog?.launches[0]?.telemetry.verdict, 'inactive');
    });

    it('keeps to the services of a folder', async () => {
      const { output } = await prodaware(storefront, ['launches', 'services/mailer']);
      assert.match(output, /^mailer /);
      assert.match(output, /1 service, /);
    });

    it('works on a folder that is no repository', async () => {
      const root = repository({ Procfile: 'web: python app.py\n', 'app.py': 'print(1)\n' });
      removeRepository(path.join(root, '.git'));
      const { output } = await prodaware(root, ['launches']);
      assert.match(output, /procfile -> python app\.py/);
    });
  });

  describe('profile', () => {
    const content: Content = { Procfile: 'web: python app.py\n', 'app.py': 'print(1)\n' };

    it('init writes a profile that has no errors, and never over another', async () => {
      const root = repository(content);
      const first = await prodaware(root, ['profile', 'init']);
      assert.equal(first.code, 0, first.errors);
      const target = path.join(root, 'prodaware.yaml');
      const written = readFileSync(target, 'utf8');
      assert.equal((await prodaware(root, ['profile', 'show'])).code, 0);
      const again = await prodaware(root, ['profile', 'init']);
      assert.equal(again.code, 2);
      assert.match(again.errors, /already there/);
      assert.equal(readFileSync(target, 'utf8'), written);
    });

    it('init respects a profile at another of its places', async () => {
      const root = repository({ ...content, '.github/prodaware.yaml': 'version: 1\n' });
      assert.equal((await prodaware(root, ['profile', 'init'])).code, 2);
      assert.ok(!existsSync(path.join(root, 'prodaware.yaml')));
    });

    it('init --stdout writes no file', async () => {
      const root = repository(content);
      const { output } = await prodaware(root, ['profile', 'init', '--stdout']);
      assert.equal(parse(output).version, 1);
      assert.ok(!existsSync(path.join(root, 'prodaware.yaml')));
    });

    it('show prints what a profile with an error still declares, and the error', async () => {
      const root = repository({ ...content, 'prodaware.yaml': 'version: 1\nservcies: []\nignore: [x]\n' });
      const { output, errors, code } = await prodaware(root, ['profile', 'show']);
      const { servcies, ignore, services } = parse(output);
      assert.deepEqual({ servcies, ignore }, { servcies: undefined, ignore: ['x'] });
      assert.equal(services[0].launch.production.command, 'python app.py');
      assert.match(errors, /prodaware\.yaml:2:1 {2}error/);
      assert.equal(code, 2);
    });

    it('show prints what is inferred where there is none', async () => {
      const { output } = await prodaware(repository(content), ['profile', 'show']);
      assert.equal(parse(output).version, 1);
    });

    it('schema is a JSON Schema', async () => {
      const { output } = await prodaware(project, ['profile', 'schema']);
      assert.equal(JSON.parse(output).type, 'object');
    });
  });

  describe('rules', () => {
    it('lists them, and has a page for each', async () => {
      const { output } = await prodaware(project, ['rules', '--format=json']);
      const { rules } = JSON.parse(output) as { rules: { id: string; summary: string }[] }; // see RulesReport
      assert.ok(rules.length >= 6);
      for (const { id, summary } of rules) {
        const page = await prodaware(project, ['rules', id]);
        assert.equal(page.code, 0);
        assert.ok(page.output.startsWith(id));
        assert.ok(page.output.includes(summary));
        assert.ok(!page.output.includes('[|'), 'marks of the tests are no part of an example');
      }
    });
  });

  describe('as a program', () => {
    it('has no colour and no progress in pipes, and the exit code of its findings', async () => {
      const { code, output, errors } = await spawned(storefront, ['check']);
      assert.equal(code, 1);
      assert.ok(!output.includes('\u001b'));
      assert.equal(errors, '');
      assert.match(output, /^\d+ errors?, /m);
    });

    it('writes all of a long report before it ends', async () => {
      const body = Array.from(
        { length: 2000 },
        (_, n) => `def f${n}():\n    try:\n        go()\n    except OSError:\n        pass\n`,
      );
      const root = repository({ 'a.py': body.join('\n') });
      const { output } = await spawned(root, ['check', '--format=json']);
      // What `check --format json` prints is a CheckReport by contract.
      assert.equal((JSON.parse(output) as CheckReport).findings.length, 2000);
    });

    it('ends quietly when its reader goes away', async function () {
      if (process.platform === 'win32') this.skip();
      const child = spawn(process.execPath, programOf(['rules', 'swallowed-error']), {
        cwd: project,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child.stdout.destroy();
      let errors = '';
      child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
      // The signature of 'close'.
      const [code] = (await once(child, 'close')) as [number | null];
      assert.equal(errors, '');
      assert.equal(code, 0);
    });

    it('ends with 130 on Ctrl-C', async function () {
      if (process.platform === 'win32') this.skip();
      // The language server runs until it is ended, so that the signal cannot come too late.
      const child = spawn(process.execPath, programOf(['lsp', '--stdio']), { stdio: ['pipe', 'pipe', 'inherit'] });
      const request = JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: { processId: null, rootUri: null, capabilities: {} },
      });
      child.stdin.write(`Content-Length: ${request.length}\r\n\r\n${request}`);
      await once(child.stdout, 'data');
      child.kill('SIGINT');
      // The signature of 'close'.
      const [code] = (await once(child, 'close')) as [number | null];
      assert.equal(code, 130);
    });
  });
});
