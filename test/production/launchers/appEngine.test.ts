import assert from 'node:assert/strict';
import { appEngineReader } from '../../../src/production/launchers/appEngine.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: Files, expected: string) => assert.equal(rendered(appEngineReader, files), expected.trim());

describe('app-engine', () => {
  it('declares what the runtime starts where no entry point is given', () =>
    shows(
      {
        'app.yaml': `runtime: python312
service: shop
env_variables:
  MODE: live
liveness_check:
  path: /live
`,
      },
      `
process shop at «python312»
  entrypoint exec: ~gunicorn«python312» | ~-b«python312» | ~:$PORT«python312» | ~main:app«python312»
  directory .
  MODE=live from app-engine at «live»
  liveness probe /live at «/live»`,
    ));

  it('goes on where values are of the wrong type or do not parse', () =>
    shows(
      {
        'bad/app.yaml': `runtime: custom
service: [a]
entrypoint: { a: 1 }
env_variables: 3
`,
      },
      `
process default at «custom»
  build bad/Dockerfile in bad`,
    ));
});
