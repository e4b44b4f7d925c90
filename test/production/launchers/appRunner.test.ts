import assert from 'node:assert/strict';
import { appRunnerReader } from '../../../src/production/launchers/appRunner.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: Files, expected: string) => assert.equal(rendered(appRunnerReader, files), expected.trim());

describe('app-runner', () => {
  it('declares the command with its variables and secrets', () =>
    shows(
      {
        'apprunner.yaml': `version: 1.0
runtime: python3
run:
  command: python app.py
  env:
    - { name: A, value: b }
  secrets:
    - { name: KEY, value-from: arn }
`,
      },
      `
process app at «python app.py»
  entrypoint shell: python app.py
  directory .
  A=b from app-runner at «{ name: A, value: b }»
  KEY=(unknown) from app-runner at «{ name: KEY, value-from: arn }»`,
    ));

  it('goes on where values are of the wrong type or do not parse', () =>
    shows(
      {
        'bad/apprunner.yaml': `run: { command: [python, 3], env: 4, secrets: [5] }
`,
      },
      `
process app at «[python, 3]»
  entrypoint exec: python | 3
  directory bad
  5=(unknown) from app-runner at «5»`,
    ));
});
