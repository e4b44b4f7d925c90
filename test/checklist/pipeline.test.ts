/** What the checklist says of pipelines that a change touches. */
import assert from 'node:assert/strict';
import { checklistOfChange, type Files } from '../support/memoryRepository.ts';

const policy = 'version: 1\npipeline: { pullRequest: { gates: [lint, tests] } }\n';
const workflow = (steps: string): string =>
  `on: pull_request\njobs:\n  check:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n${steps}`;
const both = workflow('      - run: ruff check .\n      - run: pytest\n');
const path = '.github/workflows/ci.yml';

async function item(files: Files): Promise<string | undefined> {
  const { checklist } = await checklistOfChange(files);
  const found = checklist.items.find(({ id }) => id === 'pipeline');
  return found === undefined ? undefined : `${found.state}: ${found.detail}`;
}

describe('pipelines on the checklist', () => {
  it('hold where all gates of the policy are there and can fail', async () => {
    const files = { 'prodaware.yaml': policy, [path]: both, [`before:${path}`]: workflow('      - run: pytest\n') };
    assert.equal(await item(files), 'pass: nothing is missing of what is asked for (2 gates, 0 deploys)');
  });

  it('fail where the change lets a gate pass whatever it finds', async () => {
    const weak = both.replace('pytest', 'pytest || true');
    const files = { 'prodaware.yaml': policy, [path]: weak, [`before:${path}`]: both };
    assert.equal(await item(files), 'fail: the pipeline is green whatever the tests find: || true');
  });

  it('fail where the script behind a gate is weakened, and no workflow is touched', async () => {
    const calling = workflow('      - run: npm run lint\n      - run: npm test\n');
    const scripts = (lint: string): string => `{ "scripts": { "lint": "${lint}", "test": "vitest run" } }\n`;
    const files = {
      'prodaware.yaml': policy,
      [path]: calling,
      'package.json': scripts('eslint . || true'),
      'before:package.json': scripts('eslint .'),
    };
    assert.equal(await item(files), 'fail: the pipeline is green whatever the linter finds: || true');
  });

  it('want a look where a gate is gone that no policy asks for', async () => {
    const files = { [path]: workflow('      - run: pytest\n'), [`before:${path}`]: both };
    assert.equal(await item(files), 'unknown: nothing stops a change for its linter any more: a person looks');
  });

  it('want a look where a gate stands and stops nothing any more, though another like it does', async () => {
    const other = '.github/workflows/coverage.yml';
    const files = {
      'prodaware.yaml': policy,
      [other]: workflow('      - run: ruff check .\n      - run: coverage run -m pytest\n'),
      [path]: both.replace('pytest', 'pytest || true'),
      [`before:${path}`]: both,
    };
    assert.equal(await item(files), 'unknown: its tests stop nothing any more where the change is: a person looks');
  });

  it('want a look where the file is of a system that is not read', async () => {
    const files = { '.buildkite/pipeline.yml': 'steps: []\n', 'before:.buildkite/pipeline.yml': '' };
    assert.equal(await item(files), 'unknown: .buildkite/pipeline.yml: not read, a person looks');
  });

  it('are no matter of a change that touches none', async () => {
    const files = { [path]: both, 'README.md': 'b\n', 'before:README.md': 'a\n' };
    assert.equal(await item(files), undefined);
  });
});
