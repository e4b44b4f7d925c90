import assert from 'node:assert/strict';
import { railwayReader } from '../../../src/production/launchers/railway.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: Files, expected: string) => assert.equal(rendered(railwayReader, files), expected.trim());

describe('railway', () => {
  it('declares the start command, and what runs before a deploy', () =>
    shows(
      {
        'railway.json': `{ "build": { "builder": "DOCKERFILE" }, "deploy": { "startCommand": "node server.js", "healthcheckPath": "/h", "preDeployCommand": ["npm run migrate"] } }
`,
      },
      `
process pre-deploy once at «["npm run migrate"]»
  build Dockerfile in .
  entrypoint shell: npm run migrate
process app at «"node server.js"»
  build Dockerfile in .
  entrypoint shell: node server.js
  readiness probe /h at «"/h"»`,
    ));

  it('goes on where values are of the wrong type or do not parse', () =>
    shows(
      {
        'bad/railway.toml': `[deploy]
startCommand = 3
preDeployCommand = [1]
x = 
`,
      },
      `
warning: not valid TOML: Unspecified values are invalid at «⏎»`,
    ));
});
