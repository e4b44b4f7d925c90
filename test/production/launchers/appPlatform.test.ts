import assert from 'node:assert/strict';
import { appPlatformReader } from '../../../src/production/launchers/appPlatform.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: Files, expected: string) => assert.equal(rendered(appPlatformReader, files), expected.trim());

describe('app-platform', () => {
  it('declares services, workers and jobs with what all of them share', () =>
    shows(
      {
        '.do/app.yaml': `name: shop
envs: [{ key: ZONE, value: b }]
services:
  - name: api
    source_dir: api
    run_command: gunicorn api.wsgi
    health_check: { http_path: /h }
    envs:
      - { key: KEY, type: SECRET, value: "EV[1:x]" }
      - { key: BUILD, scope: BUILD_TIME, value: x }
jobs:
  - { name: migrate, kind: PRE_DEPLOY, dockerfile_path: api/Dockerfile, run_command: python manage.py migrate }
`,
      },
      `
process api at «api»
  entrypoint shell: gunicorn api.wsgi
  directory api
  ZONE=b from app-platform at «b»
  KEY=(unknown) from app-platform at «"EV[1:x]"»
  readiness probe /h at «/h»
process migrate once at «migrate»
  build api/Dockerfile in .
  entrypoint shell: python manage.py migrate
  ZONE=b from app-platform at «b»`,
    ));

  it('goes on where values are of the wrong type or do not parse', () =>
    shows(
      {
        'bad/.do/app.yaml': `services: { a: 1 }
workers:
  - 3
  - { name: b, run_command: 5, source_dir: ../../x, envs: [1, { key: [2] }] }
`,
      },
      `
process b at «b»
  entrypoint shell: 5
  directory .`,
    ));
});
