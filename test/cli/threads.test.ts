import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { bundleProgram } from '../../src/build/bundle.ts';
import { grammarFolder } from '../../src/cli/grammarFolder.ts';
import { makeRepository, provideGrammars, removeRepository } from './support.ts';

const swallows = (index: number): string => `import logging

logger = logging.getLogger(__name__)


def load_${index}(path):
    try:
        return open(path)
    except OSError:
        pass
`;
const job = (index: number): string => `import logging

from celery import shared_task

logger = logging.getLogger(__name__)


@shared_task
def job_${index}(order):
    ${index % 20 === 0 ? 'pass' : 'logger.info("starts")'}
    store.save(order, ${index})
`;

/** Enough files for threads, in the order of paths findings and broken files among them. */
function content(): Record<string, string> {
  const files: Record<string, string> = {
    'README.md': '```sh\nopentelemetry-instrument python app.py\n```\n',
    'requirements.txt': 'flask\nopentelemetry-distro\nopentelemetry-exporter-otlp\ncelery\n',
    Procfile: 'web: python app.py\nworker: celery -A work worker\n',
    'app.py':
      'from flask import Flask\n\nimport part_7\n\napp = Flask(__name__)\n\nif __name__ == "__main__":\n    app.run()\n',
  };
  for (let index = 0; index < 560; index++) {
    files[`part_${index}.py`] = index % 90 === 0 ? 'def load(:\n' : swallows(index);
    if (index % 8 === 0) files[`work/jobs_${index}.py`] = job(index / 8);
  }
  return files;
}

describe('check in several threads', () => {
  let program = '';
  let repository = '';
  let kept = '';

  before(async function () {
    this.timeout(60_000);
    provideGrammars();
    program = makeRepository({}, 'prodaware-program-');
    symlinkSync(grammarFolder(), path.join(program, 'wasm'), 'junction');
    await bundleProgram(program);
    repository = makeRepository(content());
    kept = makeRepository({}, 'prodaware-kept-');
  });

  after(() => [program, repository, kept].forEach(removeRepository));

  async function check(...options: string[]): Promise<string> {
    const words = ['check', '--format', 'json', '--fail-on', 'never', ...options];
    const child = spawn(process.execPath, [path.join(program, 'cli.mjs'), ...words], {
      cwd: repository,
      env: { ...process.env, PRODAWARE_CACHE: kept },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    // The signature of 'close'.
    const [code] = (await once(child, 'close')) as [number | null];
    assert.equal(code, 0);
    return output.replace(/"milliseconds": \d+/, '"milliseconds": 0');
  }

  it('prints the same to the letter for 1, 2 and 4 of them', async function () {
    this.timeout(120_000);
    const alone = await check('--no-cache', '--threads', '1');
    for (const rule of ['telemetry-lost-at-launch', 'swallowed-error', 'unlogged-operation']) {
      assert.ok(alone.includes(`"${rule}"`), rule);
    }
    for (const count of ['2', '4']) assert.equal(await check('--no-cache', '--threads', count), alone);
  });

  it('keeps what all of them found, for a run of any number', async function () {
    this.timeout(120_000);
    const cold = await check('--threads', '3');
    const [name = ''] = (await readdir(kept)).filter((file) => file.endsWith('.results'));
    const before = await readFile(path.join(kept, name), 'utf8');
    assert.equal(await check('--threads', '1'), cold);
    assert.equal(await check('--threads', '2'), cold);
    // Nothing was computed again, or it would have been written.
    assert.equal(await readFile(path.join(kept, name), 'utf8'), before);
  });
});
