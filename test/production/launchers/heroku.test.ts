import assert from 'node:assert/strict';
import { herokuReader } from '../../../src/production/launchers/heroku.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: Files, expected: string) => assert.equal(rendered(herokuReader, files), expected.trim());

describe('heroku', () => {
  it('declares images with their commands, and the release', () =>
    shows(
      {
        'heroku.yml': `build:
  docker:
    web: Dockerfile
    worker: worker/Dockerfile
release:
  image: web
  command: [./migrate]
run:
  web: bundle exec puma
`,
      },
      `
process web at «web»
  build Dockerfile in .
  arguments shell: bundle exec puma
process worker at «worker»
  build worker/Dockerfile in worker
process release once at «image: web⏎  command: [./migrate]»
  build Dockerfile in .
  arguments exec: ./migrate`,
    ));

  it('goes on where values are of the wrong type or do not parse', () =>
    shows(
      {
        'bad/heroku.yml': `build: { docker: { web: [1], worker: ../../x } }
run: 3
release: { command: { a: 1 } }
`,
      },
      `
`,
    ));
});
