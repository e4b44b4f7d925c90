/** `prodaware generate pipelines` on files on disk. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { makeRepository, prodaware, provideGrammars, removeRepository } from './support.ts';

const profile = `version: 1
pipeline:
  pullRequest: { gates: [lint, tests] }
  production: { approval: required, smoke: [/health] }
  runtime: { platform: kubernetes, service: shop, namespace: shop }
`;
const content = {
  'prodaware.yaml': profile,
  'package.json': '{ "name": "shop", "scripts": { "lint": "eslint .", "test": "node --test" } }\n',
  Dockerfile: 'FROM node:22-slim\nCMD ["node", "server.js"]\n',
};

describe('prodaware generate pipelines', () => {
  before(provideGrammars);
  let root = '';
  afterEach(() => removeRepository(root));

  it('shows what it would write, and writes it when it is asked to', async () => {
    root = makeRepository(content);
    const shown = await prodaware(root, ['generate', 'pipelines']);
    assert.equal(shown.code, 0, shown.errors);
    assert.match(shown.output, /^\+ {8}run: npm run lint$/m);
    assert.match(shown.output, /3 files would change: --write writes them/);
    assert.match(shown.errors, /required reviewers/);
    assert.ok(!existsSync(path.join(root, '.github')));
    await prodaware(root, ['generate', 'pipelines', '--write']);
    const text = readFileSync(path.join(root, '.github/workflows/deploy-production.yml'), 'utf8');
    assert.match(text, /kubectl --namespace "\$NAMESPACE" rollout status/);
    const again = await prodaware(root, ['generate', 'pipelines', '--write']);
    assert.match(again.output, /nothing to write/);
    assert.equal(again.code, 0);
    const checked = await prodaware(root, ['check']);
    assert.equal(checked.code, 0, checked.output);
  });

  it('takes the system that is in use', async () => {
    root = makeRepository({ ...content, '.gitlab-ci.yml': 'stages: [test]\n' });
    const { output } = await prodaware(root, ['generate', 'pipelines']);
    assert.match(output, /^-stages: \[test\]$/m);
    assert.match(output, /^\+deploy-production:$/m);
  });

  it('says why there is nothing to write', async () => {
    root = makeRepository({ 'package.json': '{}\n' });
    const { code, errors } = await prodaware(root, ['generate', 'pipelines']);
    assert.equal(code, 2);
    assert.match(errors, /write pipeline\.pullRequest\.gates in prodaware\.yaml/);
  });
});
