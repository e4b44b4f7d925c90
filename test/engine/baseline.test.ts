import assert from 'node:assert/strict';
import { createEngine, type Engine } from '../../src/engine.ts';
import { baselinePath, baselineText, readBaseline } from '../../src/engine/baseline.ts';
import { loadGrammarFile } from '../syntax/parsers.ts';

function engineOver(files: Record<string, string>): Engine {
  return createEngine({
    files: {
      list: () => Promise.resolve(Object.keys(files).sort()),
      read(path) {
        const text = files[path];
        return Promise.resolve(text === undefined ? { unreadable: 'missing' } : { text });
      },
    },
    grammar: loadGrammarFile,
    clock: () => 0,
  });
}

const swallows = (name: string): string =>
  `def ${name}(order):\n    try:\n        gateway.charge(order)\n    except Exception:\n        return False\n    return True\n`;

async function rulesOf(engine: Engine): Promise<string[]> {
  return (await engine.check()).findings.map(({ rule, file }) => `${rule} ${file}`);
}

describe('a baseline', () => {
  const app = `import logging\n\nimport gateway\n\nlogger = logging.getLogger(__name__)\n\n\n`;
  const files: Record<string, string> = { Procfile: 'web: python app.py\n', 'app.py': app + swallows('pay') };
  let engine: Engine;

  beforeEach(async () => {
    files['app.py'] = app + swallows('pay');
    delete files[baselinePath];
    engine = engineOver(files);
    files[baselinePath] = baselineText((await engine.check()).findings);
    engine.invalidate();
  });

  afterEach(() => engine.dispose());

  it('leaves out what it holds, and says how much', async () => {
    const { findings, known } = await engine.check();
    assert.deepEqual(findings, []);
    assert.equal(known, 1);
  });

  it('holds a finding that has moved to other lines', async () => {
    files['app.py'] = `# A new comment.\n\n${app}LIMIT = 3\n\n\n${swallows('pay')}`;
    engine.invalidate(['app.py']);
    assert.deepEqual(await rulesOf(engine), []);
  });

  it('lets a new finding through that reads the same, wherever it stands', async () => {
    files['app.py'] = `${app}${swallows('refund')}\n\n${swallows('pay')}`;
    engine.invalidate(['app.py']);
    const { findings } = await engine.check();
    assert.equal(findings.length, 1);
    assert.ok(
      (findings[0]?.range.start ?? 0) < files['app.py'].indexOf('def pay'),
      'the new one is the one that shows',
    );
  });

  it('can be laid aside', async () => {
    engine.setOptions({ baseline: false });
    assert.deepEqual(await rulesOf(engine), ['swallowed-error app.py']);
  });

  it('that cannot be read holds nothing, and that is said', async () => {
    files[baselinePath] = '{"version": 1, "findings": []}';
    engine.invalidate([baselinePath]);
    const { findings, faults } = await engine.check();
    assert.equal(findings.length, 1);
    assert.match(faults[0]?.message ?? '', /no baseline/);
  });

  it('is read as whatever it is', () => {
    for (const text of ['', '[]', 'null', '{"version":1}', '{"version":1,"findings":{"a":{"b":3}}}', '{"version":2}']) {
      assert.ok(readBaseline(text).fault, text);
    }
  });
});
