/** What a pipeline shows of a review, from a real git repository of which only a folder is reviewed. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Log } from 'sarif';
import { prodaware, provideGrammars } from './support.ts';

const source = `import requests
from flask import Flask

app = Flask(__name__)


@app.get("/prices")
def prices():
    return requests.get("https://prices.example", timeout=5).json()


app.run()
`;

describe('findings in a pipeline', () => {
  let checkout = '';
  let shop = '';

  const git = (...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-C', checkout, ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  before(() => {
    provideGrammars();
    checkout = realpathSync(mkdtempSync(path.join(tmpdir(), 'prodaware-exchange-')));
    shop = path.join(checkout, 'shop');
    mkdirSync(shop);
    writeFileSync(path.join(shop, 'prodaware.yaml'), 'version: 1\n');
    writeFileSync(path.join(shop, 'Procfile'), 'web: python app.py\n');
    writeFileSync(path.join(shop, 'app.py'), source);
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-q', '-m', 'one');
    git('checkout', '-q', '-b', 'work');
    writeFileSync(path.join(shop, 'app.py'), source.replace(', timeout=5', ''));
    git('commit', '-q', '-a', '-m', 'two');
  });

  after(() => rmSync(checkout, { recursive: true, force: true }));

  it('of a branch are annotations at the paths of the whole checkout, what was taken away among them', async () => {
    const { code, output } = await prodaware(shop, ['review', '--base', 'main', '--format', 'github']);
    assert.equal(code, 1);
    assert.match(output, /^::warning file=shop\/app\.py,line=9,.*title=guard-removed::/m);
    assert.match(output, /shop\/app\.py:9:\d+ in the old text/);
  });

  it('of a check are a SARIF log, and the exit code stays', async () => {
    const { code, output } = await prodaware(shop, ['check', '--no-cache', '--format', 'sarif']);
    assert.equal(code, 1);
    const [run] = (JSON.parse(output) as Log).runs;
    const places = run?.results?.map((one) => one.locations?.[0]?.physicalLocation?.artifactLocation?.uri);
    assert.deepEqual(places, ['shop/app.py']);
  });
});
