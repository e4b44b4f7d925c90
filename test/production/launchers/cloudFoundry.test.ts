import assert from 'node:assert/strict';
import { cloudFoundryReader } from '../../../src/production/launchers/cloudFoundry.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: Files, expected: string) => assert.equal(rendered(cloudFoundryReader, files), expected.trim());

describe('cloud-foundry', () => {
  it('declares applications and their processes; what is put in later is not known', () =>
    shows(
      {
        'manifest.yml': `applications:
  - name: shop
    command: node server.js
    path: app
    env: { A: 1, B: ((secret)) }
    health-check-http-endpoint: /health
    processes:
      - { type: worker, command: node worker.js }
  - name: bare
`,
      },
      `
process shop at «shop»
  entrypoint shell: node server.js
  directory app
  A=1 from cloud-foundry at «1»
  B=(unknown) from cloud-foundry at «((secret))»
  readiness probe /health at «/health»
process shop-worker at «shop»
  entrypoint shell: node worker.js
  directory app
  A=1 from cloud-foundry at «1»
  B=(unknown) from cloud-foundry at «((secret))»`,
    ));

  it('goes on where values are of the wrong type or do not parse', () =>
    shows(
      {
        'bad/manifest.yml': `applications:
  - 3
  - { name: [a], command: {}, processes: 7 }
  - { name: b, command: 5, env: [x] }
`,
      },
      `
process b at «b»
  entrypoint shell: 5
  directory bad
  x=(unknown) from cloud-foundry at «x»`,
    ));
});
