import assert from 'node:assert/strict';
import { renderReader } from '../../../src/production/launchers/renderCom.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: Files, expected: string) => assert.equal(rendered(renderReader, files), expected.trim());

describe('render', () => {
  it('declares services with their commands, images and groups of variables', () =>
    shows(
      {
        'render.yaml': `envVarGroups:
  - name: shared
    envVars: [{ key: ZONE, value: b }]
services:
  - type: web
    name: api
    runtime: node
    rootDir: services/api
    startCommand: npm start
    preDeployCommand: npm run migrate
    healthCheckPath: /up
    envVars:
      - { key: NODE_ENV, value: production }
      - { key: KEY, sync: false }
      - fromGroup: shared
      - fromGroup: elsewhere
  - type: worker
    name: jobs
    env: docker
    dockerfilePath: ./worker/Dockerfile
    dockerCommand: python -m jobs
  - type: web
    name: site
    env: static
    startCommand: nothing
  - 7
`,
      },
      `
process api-pre-deploy once at «npm run migrate»
  entrypoint shell: npm run migrate
  directory services/api
  NODE_ENV=production from render at «production»
  KEY=(unknown) from render at «KEY»
  ZONE=b from render at «b»
  variables of secret elsewhere
process api at «api»
  entrypoint shell: npm start
  directory services/api
  NODE_ENV=production from render at «production»
  KEY=(unknown) from render at «KEY»
  ZONE=b from render at «b»
  variables of secret elsewhere
  readiness probe /up at «/up»
process jobs at «jobs»
  build worker/Dockerfile in .
  arguments shell: python -m jobs`,
    ));

  it('goes on where values are of the wrong type or do not parse', () =>
    shows(
      {
        'bad/render.yaml': `services:
  - { type: web, name: [a], runtime: python, startCommand: { a: 1 }, envVars: 3 }
  - { type: web, name: b, runtime: docker, dockerfilePath: ../../../x }
  - type: web
   name: c
`,
      },
      `
process web at «»
  directory bad
process b at «b»
  build Dockerfile in bad
process web at «»
  directory bad
warning: not valid YAML: Sequence item without - indicator at « »`,
    ));
});
