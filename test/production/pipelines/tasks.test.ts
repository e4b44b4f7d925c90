import assert from 'node:assert/strict';
import type { Files } from '../repository.ts';
import { rendered } from './support.ts';

/** What one command of a workflow gates. */
async function gatesBehind(command: string, files: Files): Promise<string[]> {
  const lines = await rendered({
    ...files,
    '.github/workflows/ci.yml': `on: push\njobs:\n  test:\n    runs-on: x\n    steps:\n      - run: ${command}\n`,
  });
  return lines.map((line) => line.replace(/^test: | at \d+| blocks yes$/g, ''));
}

describe('gates behind tasks of the repository', () => {
  const cases: readonly { name: string; command: string; files: Files; gates: readonly string[] }[] = [
    {
      name: 'sessions of nox, in whichever way they write commands',
      command: 'nox -s check types-3.12',
      files: {
        'noxfile.py': `import nox
@nox.session
def check(session):
    session.install("ruff")
    session.run("ruff", "check", "src")
@nox.session(name="types", python=["3.12"])
def type_checks(session: nox.Session) -> None:
    session.run("mypy", "src", success_codes=[0])
`,
      },
      gates: ['lint', 'type-check'],
    },
    {
      name: 'hooks of pre-commit',
      command: 'pre-commit run --all-files',
      files: {
        '.pre-commit-config.yaml': `repos:
  - repo: https://github.com/gitleaks/gitleaks
    rev: v8
    hooks: [{ id: gitleaks }]
  - repo: local
    hooks: [{ id: types, entry: mypy src, language: system }]
`,
      },
      gates: ['lint', 'secret-scan', 'type-check'],
    },
    {
      name: 'scripts of hatch',
      command: 'hatch run quality:all',
      files: { 'pyproject.toml': '[tool.hatch.envs.quality.scripts]\nall = ["ruff check .", "mypy src"]\n' },
      gates: ['lint', 'type-check'],
    },
    {
      name: 'tasks of poe',
      command: 'poetry run poe verify',
      files: { 'pyproject.toml': '[tool.poe.tasks]\nverify = { cmd = "pytest --cov --cov-fail-under=85" }\n' },
      gates: ['unit-test', 'coverage'],
    },
    {
      name: 'functions of invoke, and what they call',
      command: 'inv ship',
      files: {
        'tasks.py': `from invoke import task
@task
def ship(c):
    checks(c)
def checks(c):
    c.run("flake8 src")
`,
      },
      gates: ['lint'],
    },
    {
      name: 'recipes of just',
      command: 'just check',
      files: { justfile: 'check target="":\n    cargo clippy -- -D warnings\n' },
      gates: ['lint'],
    },
    {
      name: 'tasks of Task',
      command: 'task check',
      files: { 'Taskfile.yml': 'version: 3\ntasks:\n  check:\n    cmds: [golangci-lint run, go test ./...]\n' },
      gates: ['lint', 'unit-test'],
    },
    {
      name: 'aliases of cargo and tasks of cargo-make',
      command: 'cargo verify && cargo make checks',
      files: {
        '.cargo/config.toml': '[alias]\nverify = "clippy --all-targets"\n',
        'Makefile.toml': '[tasks.checks]\ncommand = "cargo"\nargs = ["nextest", "run"]\n',
      },
      gates: ['lint', 'unit-test'],
    },
    {
      name: 'tasks of rake',
      command: 'bundle exec rake ci:checks',
      files: {
        'lib/tasks/ci.rake':
          'namespace :ci do\n  task checks: :environment do\n    sh "bundle exec rubocop"\n  end\nend\n',
      },
      gates: ['lint'],
    },
    {
      name: 'environments of tox that its list names',
      command: 'tox',
      files: { 'tox.ini': '[tox]\nenvlist = style\n[testenv:style]\ncommands =\n    flake8 src\n' },
      gates: ['lint'],
    },
    {
      name: 'scripts of a package among many',
      command: 'pnpm --filter "@shop/api" check',
      files: {
        'package.json': '{"private":true}',
        'pnpm-workspace.yaml': 'packages: ["packages/*"]\n',
        'packages/api/package.json': '{"name":"@shop/api","scripts":{"check":"tsc --noEmit"}}',
      },
      gates: ['type-check'],
    },
    {
      name: 'checks that Maven and Gradle are configured for',
      command: './mvnw -B verify',
      files: {
        'pom.xml': `<project><build><plugins><plugin><artifactId>maven-checkstyle-plugin</artifactId>
<executions><execution><goals><goal>check</goal></goals></execution></executions></plugin></plugins></build></project>`,
      },
      gates: ['lint', 'unit-test'],
    },
  ];
  for (const { name, command, files, gates } of cases) {
    it(name, async () => assert.deepEqual(await gatesBehind(command, files), gates));
  }

  it('what runs again where it fails is a gate all the same', async () => {
    assert.deepEqual(await gatesBehind('|\n          if ! npx jest; then\n            npx jest\n          fi', {}), [
      'unit-test',
      'unit-test',
    ]);
  });

  it('a step whose command says nothing is what it is called', async () => {
    const lines = await rendered({
      '.github/workflows/ci.yml': `on: push
jobs:
  test:
    runs-on: x
    steps:
      - name: Integration tests
        run: ./gears --all
      - name: Install lint tools
        run: ./gears --fetch
`,
    });
    assert.deepEqual(lines, ['test: integration-test at 7 blocks yes']);
  });
});

describe('what the files of delivery tools say', () => {
  it('reads the service, the image and the hooks of Kamal', async () => {
    const lines = await rendered({
      '.github/workflows/ship.yml':
        'on: push\njobs:\n  ship:\n    runs-on: x\n    steps:\n      - run: bin/kamal deploy -d staging\n',
      'config/deploy.yml': 'service: shop\nimage: acme/shop\n',
      '.kamal/hooks/post-deploy': '#!/bin/sh -e\ncurl --fail https://staging.example.com/up\n',
    });
    assert.deepEqual(lines, [
      'ship: wait-stable at 6 blocks yes',
      'ship: smoke-test at 6 blocks yes',
      'ship: deploys to staging at 6: approval no, waits yes, smoke yes',
    ]);
  });

  it('knows a rollout that waits for somebody, and an application that is synced by hand', async () => {
    const lines = await rendered({
      '.github/workflows/ship.yml': `on: push
jobs:
  canary:
    runs-on: x
    steps:
      - run: kubectl argo rollouts set image shop shop=acme/shop:1.2.3 -n production
  commit:
    runs-on: x
    steps:
      - run: |
          yq -i '.image.tag = "1.2.3"' envs/staging/values.yaml
          git commit -am bump
          git push
`,
      'k8s/rollout.yaml': `kind: Rollout
metadata: { name: shop }
spec: { strategy: { canary: { steps: [{ setWeight: 10 }, { pause: {} }] } } }
`,
      'argocd/application.yaml': 'kind: Application\nspec: { source: { path: envs/staging }, syncPolicy: {} }\n',
    });
    assert.deepEqual(
      lines.filter((line) => line.includes('deploys')),
      [
        'canary: deploys to production at 6: approval yes, waits no, smoke no',
        'commit: deploys to staging at 13: approval yes, waits no, smoke no',
      ],
    );
  });
});
