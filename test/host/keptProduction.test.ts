import assert from 'node:assert/strict';
import { lstatSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, unlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { createEngine } from '../../src/engine.ts';
import { nodeFileSource } from '../../src/host/nodeFiles.ts';
import { resultCache, type ResultCache } from '../../src/host/resultCache.ts';
import type { Production } from '../../src/model/production.ts';
import { loadGrammarFile } from '../syntax/parsers.ts';

const start: Readonly<Record<string, string>> = {
  Procfile: 'web: python app.py\nworker: python worker.py\n',
  'app.py': 'import helper\n\nhelper.run()\n',
  'helper.py': 'import logging\n\n\ndef run():\n    logging.info("x")\n',
  'worker.py': 'import helper\n',
  'beside.py': 'def unused():\n    return 1\n',
  'requirements.txt': 'requests\n',
  'README.md': 'Start it with `opentelemetry-instrument python app.py`.\n',
};

/** What a run found, and what it cost. */
interface Run {
  readonly production: Production;
  /** Production was found and not built: no shell was needed. */
  readonly found: boolean;
  readonly reads: readonly string[];
  readonly cache: ResultCache;
}

describe('a Production that an earlier run kept', () => {
  let root = '';
  let caches = '';
  const later = (): number => Date.now() + 60_000;

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'prodaware-kept-'));
    caches = await mkdtemp(path.join(tmpdir(), 'prodaware-caches-'));
    for (const [file, text] of Object.entries(start)) await put(file, text);
  });

  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
    await rm(caches, { recursive: true, force: true });
  });

  async function put(file: string, text: string): Promise<void> {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  }

  const open = (now?: () => number, build = 'one'): ResultCache =>
    resultCache(root, caches, { build, reads: true, use: 'changes', ...(now === undefined ? {} : { now }) });

  /** A process of its own, as far as it remembers anything. @param now its clock; later than every file is usual */
  async function run({
    now = later,
    build = 'one',
    cache = open(now, build),
    saves = true,
    exclude = [],
  }: Partial<{
    now: () => number;
    build: string;
    cache: ResultCache;
    saves: boolean;
    exclude: string[];
  }> = {}): Promise<Run> {
    const files = nodeFileSource(root, { atOnce: true, stamps: cache.stamps ?? undefined });
    const reads: string[] = [];
    const grammars: string[] = [];
    const engine = createEngine({
      files: {
        ...files,
        read(file) {
          reads.push(file);
          return files.read(file);
        },
      },
      grammar(file) {
        grammars.push(file);
        return loadGrammarFile(file);
      },
      clock: () => 0,
      cache,
      version: build,
    });
    engine.setOptions({ exclude });
    const production = await engine.production();
    // Facts that are made when somebody looks are looked at.
    for (const source of production.sources.values()) assert.ok(source.facts !== undefined);
    engine.dispose();
    if (saves) cache.save();
    return { production, found: !grammars.includes('tree-sitter-bash.wasm'), reads, cache };
  }

  async function fresh(): Promise<Production> {
    const engine = createEngine({ files: nodeFileSource(root), grammar: loadGrammarFile, clock: () => 0 });
    const production = await engine.production();
    engine.dispose();
    return production;
  }

  /** All of it, facts that are made late included. */
  const whole = ({ sources, profile, ...rest }: Production): object => ({
    ...rest,
    profile: profile?.text ?? null,
    sources: [...sources.values()].map(({ path: file, text, facts }) => ({ file, text, facts })),
  });

  it('is found where nothing changed, is the same, and the files that were only asked for names are not read', async () => {
    await run();
    const { found, production, reads } = await run();
    assert.equal(found, true);
    assert.deepEqual(whole(production), whole(await fresh()));
    assert.equal(reads.includes('beside.py'), false);
  });

  it('is found where a file changed of which only names of telemetry matter', async () => {
    await run();
    await put('beside.py', 'def unused():\n    return 2\n');
    const { found, production } = await run();
    assert.equal(found, true);
    assert.deepEqual(whole(production), whole(await fresh()));
    await put('beside.py', 'import sentry_sdk\n\n\ndef unused():\n    sentry_sdk.init(dsn="x")\n');
    const after = await run();
    assert.equal(after.found, false);
    assert.deepEqual(whole(after.production), whole(await fresh()));
  });

  const changes: Readonly<Record<string, () => Promise<void>>> = {
    'an edited artifact': () => put('Procfile', 'web: python app.py --now\nworker: python worker.py\n'),
    'an edited manifest': () => put('requirements.txt', 'sentry-sdk\n'),
    'an edited entry point': () => put('app.py', 'import helper\n\n\nhelper.run()\n'),
    'an edited file on an import path': () => put('helper.py', 'import sentry_sdk\n\nsentry_sdk.init(dsn="x")\n'),
    'an edited document': () => put('README.md', 'Start it with `python app.py`.\n'),
    'a new file': () => put('compose.yaml', 'services:\n  api:\n    build: .\n    command: python app.py\n'),
    'a file that is gone': () => unlink(path.join(root, 'worker.py')),
    'a profile': () => put('prodaware.yaml', 'version: 1\nservices:\n  - name: shop\n    root: .\n'),
    'a file that is a link now': async () => {
      await put('elsewhere.txt', 'import helper\n\nhelper.run()\n# elsewhere\n');
      await unlink(path.join(root, 'app.py'));
      await symlink('elsewhere.txt', path.join(root, 'app.py'));
    },
    'a file that cannot be read': () => writeFile(path.join(root, 'helper.py'), Uint8Array.of(0, 1, 2)),
    'an edit of the same size whose time of change was put back': async () => {
      const file = path.join(root, 'app.py');
      const { atime, mtime } = lstatSync(file);
      await writeFile(file, 'import worker\n\nworker.run()\n');
      await utimes(file, atime, mtime);
    },
  };
  for (const [what, change] of Object.entries(changes)) {
    it(`is not taken after ${what}`, async () => {
      await run();
      await change();
      const { found, production } = await run();
      assert.equal(found, false);
      assert.deepEqual(whole(production), whole(await fresh()));
    });
  }

  it('is not taken after an edit of the same size within the second it was kept in', async () => {
    const file = path.join(root, 'app.py');
    await run({ now: Date.now });
    // A file system with a coarse clock says the same of it after the next edit: that is not trusted.
    const status = lstatSync(file, { bigint: true });
    assert.equal(open(Date.now).stamps?.find('app.py', status), null);
    await writeFile(file, (start['app.py'] ?? '').replaceAll('helper', 'worker'));
    assert.deepEqual(whole((await run({ now: Date.now })).production), whole(await fresh()));
    // Trusted once it is old enough.
    await run();
    assert.notEqual(open().stamps?.find('app.py', lstatSync(file, { bigint: true })), null);
  });

  it('is not taken with another version, or with files left out', async () => {
    await run();
    assert.equal((await run({ build: 'two' })).found, false);
    await run();
    assert.equal((await run({ exclude: ['beside.py'] })).found, false);
  });

  it('counts as nothing where a letter of what was kept is another, or its end is missing', async () => {
    await run();
    const name = readdirSync(caches)[0] ?? '';
    const file = path.join(caches, name);
    const text = await readFile(file, 'utf8');
    for (const broken of [text.replace('app.py', 'aqp.py'), text.slice(0, -40), '', 'x', text.replace('\n', ' ')]) {
      await writeFile(file, broken);
      const { found, production } = await run({ saves: false });
      assert.equal(found, false);
      assert.deepEqual(whole(production), whole(await fresh()));
    }
    await writeFile(file, text);
    assert.equal((await run()).found, true);
  });

  it('stays whole where two programs keep at the same time: the later one holds', async () => {
    const [one, other] = [open(later), open(later)];
    await run({ cache: one, saves: false });
    await put('app.py', 'import worker\n');
    await run({ cache: other, saves: false });
    one.save();
    other.save();
    assert.equal((await run()).found, true);
    assert.deepEqual(readdirSync(caches).length, 1);
  });

  it('is still there for the old side after a few edits', async () => {
    await run();
    const old = start['app.py'] ?? '';
    for (const edit of ['# 1\n', '# 2\n', '# 3\n']) {
      await put('app.py', old + edit);
      assert.equal((await run()).found, false);
    }
    await put('app.py', old);
    assert.equal((await run()).found, true);
  });

  it('is what a new one would be after any edits', async function () {
    this.timeout(120_000);
    const file = fc.constantFrom(...Object.keys(start), 'new.py', 'Dockerfile', 'package/__init__.py');
    const text = fc.constantFrom(
      ...Object.values(start),
      'import sentry_sdk\n\nsentry_sdk.init(dsn="x")\n',
      'FROM python:3.12\nCOPY . /app\nWORKDIR /app\nCMD ["python", "app.py"]\n',
      'import new\nimport package\n',
      'sentry-sdk\nddtrace\n',
      null,
    );
    const edits = fc.array(fc.tuple(file, text), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(edits, fc.boolean(), async (all, trusts) => {
        for (const [name, content] of all) {
          if (content === null) await rm(path.join(root, name), { force: true });
          else await put(name, content);
          const { production } = await run({ now: trusts ? later : Date.now });
          assert.deepEqual(whole(production), whole(await fresh()));
        }
      }),
      { numRuns: 12 },
    );
  });
});
