import assert from 'node:assert/strict';
import { createEngine, type Engine } from '../../src/engine.ts';
import type { Finding } from '../../src/model/finding.ts';
import { loadGrammarFile } from '../syntax/parsers.ts';

/** A repository in memory that can change on disk behind the engine's back. */
function repository(files: Record<string, string>): { engine: Engine; disk: Map<string, string>; reads: string[] } {
  const disk = new Map(Object.entries(files));
  const reads: string[] = [];
  const engine = createEngine({
    files: {
      list: () => Promise.resolve([...disk.keys()].sort()),
      read(path) {
        reads.push(path);
        const text = disk.get(path);
        return Promise.resolve(text === undefined ? { unreadable: 'missing' } : { text });
      },
    },
    grammar: loadGrammarFile,
    clock: () => performance.now(),
  });
  return { engine, disk, reads };
}

const story = {
  'README.md': '# api\n\n```sh\nopentelemetry-instrument python app.py\n```\n',
  'requirements.txt': 'flask\nopentelemetry-distro\nopentelemetry-exporter-otlp\n',
  'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n\nif __name__ == "__main__":\n    app.run()\n',
  'deploy/supervisord.conf': '[program:api]\ncommand=python app.py\n',
};

const shown = (findings: readonly Finding[]): string[] =>
  findings.map((finding) => `${finding.rule} ${finding.file}`).sort();
const lost = ['telemetry-lost-at-launch app.py', 'telemetry-lost-at-launch deploy/supervisord.conf'];

describe('engine', () => {
  it('shows one fault at the entry point and at the launch line', async () => {
    const { engine } = repository(story);
    const { findings, faults } = await engine.check();
    assert.deepEqual(shown(findings), lost);
    assert.equal(new Set(findings.map((finding) => finding.fault)).size, 1);
    assert.deepEqual(faults, []);
  });

  it('forgets a finding when its cause goes, in another file and unsaved', async () => {
    const { engine } = repository(story);
    assert.deepEqual(shown((await engine.fileFindings('app.py')).findings), lost.slice(0, 1));
    engine.setText('deploy/supervisord.conf', '[program:api]\ncommand=opentelemetry-instrument python app.py\n');
    assert.equal(shown((await engine.fileFindings('app.py')).findings).includes(lost[0] ?? ''), false);
    engine.setText('deploy/supervisord.conf', null);
    assert.deepEqual(shown((await engine.fileFindings('app.py')).findings), lost.slice(0, 1));
  });

  it('judges handlers in an open file by those of all files once it has read them', async () => {
    const handler = (index: number, body: string): string =>
      `\n\ndef send_${index}(client):\n    try:\n        client.send(${index})\n    except Exception:\n        ${body}\n`;
    const several = (body: string): string =>
      `import logging\n\nlogger = logging.getLogger(__name__)\n${Array.from({ length: 12 }, (_, index) => handler(index, body)).join('')}`;
    const { engine } = repository({
      'heard.py': several('logger.exception("not sent")'),
      'plugins/silent.py': several('pass'),
    });
    const found = async (path: string): Promise<number> => (await engine.fileFindings(path)).findings.length;
    engine.setText('plugins/silent.py', several('pass'));
    assert.equal(await found('plugins/silent.py'), 12);
    await engine.survey(() => Promise.resolve(), new AbortController().signal);
    assert.equal(await found('plugins/silent.py'), 0);
    engine.setText('heard.py', several('logger.exception("not sent")') + handler(12, 'pass'));
    assert.equal(await found('heard.py'), 1);
    assert.equal((await engine.check()).findings.length, 1);
  });

  it('sees files that appear and go on disk', async () => {
    const { engine, disk } = repository(story);
    disk.delete('deploy/supervisord.conf');
    engine.invalidate(['deploy/supervisord.conf']);
    assert.deepEqual(shown((await engine.check()).findings), []);
    disk.set('Procfile', 'web: python app.py\n');
    engine.invalidate(['Procfile']);
    assert.deepEqual(shown((await engine.check()).findings), [
      'telemetry-lost-at-launch Procfile',
      'telemetry-lost-at-launch app.py',
    ]);
  });

  it('sees a directory go', async () => {
    const { engine, disk } = repository(story);
    assert.deepEqual(shown((await engine.check()).findings), lost);
    disk.delete('deploy/supervisord.conf');
    engine.invalidate(['deploy']);
    assert.deepEqual(shown((await engine.check()).findings), []);
  });

  it('reviews a new file before it is saved, and forgets it when it is closed', async () => {
    const { engine } = repository(story);
    await engine.check();
    engine.setText('Procfile', 'web: python app.py\n');
    assert.deepEqual(shown((await engine.fileFindings('Procfile')).findings), ['telemetry-lost-at-launch Procfile']);
    engine.setText('Procfile', null);
    assert.deepEqual(shown((await engine.check()).findings), lost);
  });

  it('leaves a file alone that is open but not listed, as git ignores it', async () => {
    const { engine, disk } = repository(story);
    const unlisted = createEngine({
      files: {
        list: () => Promise.resolve([...disk.keys()].filter((path) => !path.startsWith('build/')).sort()),
        read: (path) => {
          const text = disk.get(path);
          return Promise.resolve(text === undefined ? { unreadable: 'missing' } : { text });
        },
      },
      grammar: loadGrammarFile,
      clock: () => 0,
    });
    const dropped = 'try:\n    pay()\nexcept Exception:\n    pass\n';
    disk.set('build/charge.py', dropped);
    unlisted.setText('build/charge.py', dropped);
    assert.deepEqual((await unlisted.fileFindings('build/charge.py')).findings, []);
    engine.setText('charge.py', dropped);
    assert.deepEqual(shown((await engine.fileFindings('charge.py')).findings), ['swallowed-error charge.py']);
  });

  it('keeps Production when an edit changes nothing that it read', async () => {
    const { engine, reads } = repository({ ...story, 'aside.py': 'x = 1\n' });
    const before = await engine.production();
    engine.setText('aside.py', 'x = 2\n');
    reads.length = 0;
    assert.equal(await engine.production(), before);
    assert.deepEqual(reads, []);
  });

  it('silences a fault at every place when it is silenced at one', async () => {
    const silenced = story['deploy/supervisord.conf'].replace(
      'command',
      '; prodaware-ignore telemetry-lost-at-launch: traced by the mesh\ncommand',
    );
    const { engine } = repository({ ...story, 'deploy/supervisord.conf': silenced });
    assert.deepEqual(shown((await engine.check()).findings), []);
    assert.deepEqual(shown((await engine.productionFindings()).findings), []);
    assert.deepEqual(shown((await engine.fileFindings('app.py')).findings), []);
  });

  it('takes severity from settings before the profile, and off means silence', async () => {
    const profile = 'version: 1\nrules:\n  telemetry-lost-at-launch: { severity: hint }\n';
    const { engine } = repository({ ...story, 'prodaware.yaml': profile });
    assert.deepEqual(
      (await engine.check()).findings.map(({ severity }) => severity),
      ['hint', 'hint'],
    );
    engine.setOptions({ rules: { 'telemetry-lost-at-launch': 'off' } });
    assert.deepEqual(shown((await engine.check()).findings), []);
  });

  it('leaves out what profile and settings say', async () => {
    const { engine } = repository({ ...story, 'prodaware.yaml': 'version: 1\nignore: [deploy/**]\n' });
    assert.deepEqual(shown((await engine.check()).findings), []);
    const { engine: other } = repository(story);
    other.setOptions({ exclude: ['deploy/**'] });
    assert.deepEqual(shown((await other.check()).findings), []);
  });

  it('says what is wrong with a profile and goes on without that part', async () => {
    const { engine } = repository({ ...story, 'prodaware.yaml': 'version: 1\nenviroments: {}\n' });
    const { findings, faults } = await engine.check();
    assert.deepEqual(shown(findings), lost);
    assert.equal(faults.length, 1);
    assert.match(faults[0]?.message ?? '', /enviroments.*environments/);
    assert.equal(faults[0]?.file, 'prodaware.yaml');
  });

  it('limits findings to the paths asked for', async () => {
    const { engine } = repository(story);
    assert.deepEqual(shown((await engine.check({ paths: ['deploy'] })).findings), lost.slice(1));
    assert.deepEqual(shown((await engine.check({ paths: ['app.py'] })).findings), lost.slice(0, 1));
    assert.deepEqual(shown((await engine.check({ paths: ['.'] })).findings), lost);
  });

  it('stops when it is told to', async () => {
    const { engine } = repository(story);
    await assert.rejects(engine.check({ signal: AbortSignal.abort(new Error('enough')) }), /enough/);
  });

  it('says which sources it left out, and leaves minified ones out silently', async () => {
    const long = `x = 1\n`.repeat(200_000);
    const minified = `var a=${'1+'.repeat(20_000)}1;`;
    const { engine } = repository({
      'one-line.js': `var a=${'1+'.repeat(600_000)}1;`,
      'long.py': long,
      'bundle.js': minified,
      'broken.py': 'def (:\n',
      'fine.py': 'x = 1\n',
    });
    const { faults, files } = await engine.check();
    assert.deepEqual(
      faults.map(({ file, message }) => `${file}: ${message}`),
      [
        'broken.py: this does not parse; the rest of the file was reviewed',
        'long.py: not analysed: 1.2 million characters, more than 1',
        'one-line.js: not analysed: 1.2 million characters, more than 1',
      ],
    );
    assert.equal(files, 2);
  });

  it('does not build production again for an edit that says nothing else about it, and does for one that may', async () => {
    const { engine } = repository({ ...story, 'beside.py': 'def unused():\n    return 1\n' });
    const before = await engine.production();
    engine.setText('beside.py', 'def unused():\n    return 2\n');
    assert.equal(await engine.production(), before);
    engine.setText('beside.py', 'import sentry_sdk\n\n\ndef unused():\n    sentry_sdk.init(dsn="x")\n');
    const named = await engine.production();
    assert.notEqual(named.key, before.key);
    engine.setText('beside.py', 'def unused():\n    return 3\n');
    assert.equal((await engine.production()).key, before.key);
    engine.setText('app.py', 'import beside\n');
    assert.notEqual((await engine.production()).key, before.key);
  });

  it('sees an edit that comes while production is being built', async () => {
    const { engine } = repository(story);
    const building = engine.production();
    engine.setText('deploy/supervisord.conf', '[program:api]\ncommand=opentelemetry-instrument python app.py\n');
    await building;
    assert.equal((await engine.production()).services[0]?.launches[0]?.telemetry.state, 'active');
    engine.setText('deploy/supervisord.conf', '[program:api]\ncommand=python app.py\n');
    assert.equal((await engine.production()).services[0]?.launches[0]?.telemetry.state, 'inactive');
  });
});
