import assert from 'node:assert/strict';
import { gateWeakened } from '../../../src/rules/review/gate-weakened.ts';
import { checkRepository } from '../../support/check.ts';
import { reviewChange, type Files } from '../../support/memoryRepository.ts';

const path = '.github/workflows/ci.yml';
const policy = 'version: 1\npipeline: { pullRequest: { gates: [lint, tests] } }\n';
const workflow = (steps: string): string =>
  `on: pull_request\njobs:\n  check:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n${steps}`;
const both = workflow('      - run: ruff check .\n      - run: pytest\n');
const trivy = (more: string): string =>
  workflow(`      - uses: aquasecurity/trivy-action@0.30.0\n        with:\n          scan-type: fs\n${more}`);

/** What the review says of each hunk of the change, with the old line that shows it. */
async function said(files: Files): Promise<string[]> {
  const review = await reviewChange(files);
  return review.files.flatMap(({ hunks, change }) =>
    hunks.map(({ verdict, findings }) => {
      const texts = findings.map(({ message, rule, evidence }) => {
        const old = evidence.find(({ side }) => side === 'before');
        const line = old === undefined ? '' : ` (${(change.before ?? '').slice(old.range.start, old.range.end)})`;
        return `${rule}: ${message}${line}`;
      });
      return [verdict, ...texts].join(' | ');
    }),
  );
}

describe('gate-weakened', () => {
  it('asks at the hunk that lets tests pass whatever they find, with the line that was there', async () => {
    const files = { [path]: both.replace('pytest', 'pytest || true'), [`before:${path}`]: both };
    const found = await said(files);
    assert.deepEqual(found, ['fix-first | gate-not-blocking: the pipeline is green whatever the tests find: || true']);
  });

  it('asks where other tests stand, so that no rule about pipelines speaks', async () => {
    const other = '.github/workflows/coverage.yml';
    const files = {
      [other]: workflow('      - run: coverage run -m pytest\n'),
      [path]: both.replace('pytest', 'pytest || true'),
      [`before:${path}`]: both,
    };
    assert.deepEqual(await said(files), [
      'ask | gate-weakened: the job is green now whatever the tests say: || true (- run: pytest)',
    ]);
  });

  it('leaves the word to the rule that knows the line of the policy', async () => {
    const files = {
      'prodaware.yaml': policy,
      [path]: both.replace('ruff check .', 'ruff check . || true'),
      [`before:${path}`]: both,
    };
    assert.deepEqual(await said(files), [
      'fix-first | gate-not-blocking: the pipeline is green whatever the linter finds: || true',
    ]);
  });

  it('asks where a job is told to go on after a failure', async () => {
    const files = {
      [path]: both.replace(
        '      - run: ruff check .\n',
        '      - run: ruff check .\n        continue-on-error: true\n',
      ),
      [`before:${path}`]: both,
    };
    assert.deepEqual(await said(files), [
      'ask | gate-weakened: the job is green now whatever the linter says: continue-on-error: true (ruff check .)',
    ]);
  });

  it('asks where the exit code of a scan goes', async () => {
    const files = { [path]: trivy(''), [`before:${path}`]: trivy("          exit-code: '1'\n") };
    assert.deepEqual(await said(files), [
      "ask | gate-weakened: the job is green now whatever the vulnerability scan says: no exit code (exit-code: '1')",
    ]);
  });

  it('asks where a scan fails on less than before', async () => {
    const of = (severities: string): string => trivy(`          exit-code: '1'\n          severity: ${severities}\n`);
    const files = { [path]: of('CRITICAL'), [`before:${path}`]: of('HIGH,CRITICAL') };
    assert.deepEqual(await said(files), [
      'ask | gate-weakened: trivy fails on CRITICAL only now: HIGH gets through (severity: HIGH,CRITICAL)',
    ]);
  });

  it('asks where a threshold of coverage is lowered, on the command and in the file of the tool', async () => {
    const of = (threshold: number): string => workflow(`      - run: pytest --cov --cov-fail-under=${threshold}\n`);
    assert.deepEqual(await said({ [path]: of(60), [`before:${path}`]: of(80) }), [
      'ask | gate-weakened: 60 % coverage is enough now, and it was 80 % (- run: pytest --cov --cov-fail-under=80)',
    ]);
    const toml = (threshold: number): string => `[tool.coverage.report]\nfail_under = ${threshold}\n`;
    const files = {
      [path]: workflow('      - run: pytest --cov\n'),
      'pyproject.toml': toml(60),
      'before:pyproject.toml': toml(80),
    };
    assert.deepEqual(await said(files), [
      'ask | gate-weakened: 60 % coverage is enough now, and it was 80 % (fail_under = 80)',
    ]);
  });

  it('asks where a gate is gone that no policy speaks of', async () => {
    const files = { [path]: workflow('      - run: pytest\n'), [`before:${path}`]: both };
    assert.deepEqual(await said(files), [
      'ask | gate-weakened: nothing stops a change for its linter any more (- run: ruff check .)',
    ]);
  });

  it('asks where a script behind a gate is told to pass', async () => {
    const scripts = (lint: string): string => `{\n  "scripts": {\n    "lint": "${lint}"\n  }\n}\n`;
    const files = {
      [path]: workflow('      - run: npm run lint\n'),
      'package.json': scripts('eslint . || true'),
      'before:package.json': scripts('eslint .'),
    };
    assert.deepEqual(await said(files), [
      'ask | gate-weakened: the job is green now whatever the linter says: || true ("lint": "eslint .")',
    ]);
  });

  it('asks where a whole workflow with the only tests is deleted', async () => {
    const files = { 'README.md': 'a\n', [`before:${path}`]: both };
    assert.deepEqual(await said(files), [
      'ask | gate-weakened: nothing stops a change for its linter and tests any more (- run: ruff check .)',
    ]);
  });

  it('says nothing of what ran by the clock only', async () => {
    const nightly = both.replace('on: pull_request', 'on: { schedule: [{ cron: "0 3 * * *" }] }');
    await checkRepository(gateWeakened, { 'README.md': 'a\n', [`before:${path}`]: nightly });
  });

  it('says nothing of a gate that may have moved to a system that is not read', async () => {
    await checkRepository(gateWeakened, { '.depot/workflows/ci.yml': both, [`before:${path}`]: both, [path]: '' });
  });

  it('says nothing where the gate moved to another job, or another tool took its place', async () => {
    const moved = `${workflow('      - run: pytest\n')}  lint:\n    runs-on: ubuntu-latest\n    steps:\n      - run: flake8\n`;
    await checkRepository(gateWeakened, { [path]: moved, [`before:${path}`]: both });
  });
});
