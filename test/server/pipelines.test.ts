/** Pipelines in the editor: what is found while they, their policy and their commands are typed, and what is generated. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { generatePipelinesRequest } from '../../src/server/protocol.ts';
import type { GeneratePipelinesParams, WirePipelines } from '../../src/server/protocol.ts';
import { Editor } from './editor.ts';

const folder = new URL('../fixtures/delivery/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, folder), 'utf8');
const workflow = '.github/workflows/verify.yml';
const workflows = Object.fromEntries(
  readdirSync(new URL('.github/workflows/', folder)).map((name) => {
    const path = `.github/workflows/${name}`;
    return [path, read(path)];
  }),
);
const code = { ...workflows, 'package.json': read('package.json') };
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length - 1;

describe('pipelines in the editor', () => {
  let editor: Editor;
  afterEach(() => editor.close());

  it('are judged as they are typed, with the line of the policy beside the finding', async () => {
    editor = await Editor.open({ ...code, 'CLAUDE.md': read('CLAUDE.md') });
    await editor.openFile(workflow);
    await editor.untilCodes(workflow);
    await editor.replace(workflow, "          exit-code: '1'\n", '');
    await editor.untilCodes(workflow, 'gate-not-blocking');
    const [shown] = editor.diagnostics(workflow);
    assert.equal(shown?.range.start.line, lineOf(editor.text(workflow), 'uses: aquasecurity'));
    const [policy] = shown?.relatedInformation ?? [];
    assert.equal(policy?.location.uri, editor.uri('CLAUDE.md'));
    assert.equal(policy?.location.range.start.line, lineOf(read('CLAUDE.md'), 'PR CI must pass'));
  });

  it('are judged anew when the document that holds the policy is typed in', async () => {
    editor = await Editor.open({ ...code, 'CLAUDE.md': read('CLAUDE.md') });
    await editor.openFile(workflow);
    await editor.openFile('CLAUDE.md');
    await editor.replace(workflow, "          exit-code: '1'\n", '');
    await editor.untilCodes(workflow, 'gate-not-blocking');
    await editor.replace('CLAUDE.md', ' + trivy security scan (HIGH,CRITICAL)', '');
    await editor.untilCodes(workflow);
    await editor.replace('CLAUDE.md', 'docker build', 'docker build + trivy security scan');
    await editor.untilCodes(workflow, 'gate-not-blocking');
  });

  it('are judged anew when the profile is typed in', async () => {
    editor = await Editor.open({ ...code, 'prodaware.yaml': read('prodaware.yaml') });
    await editor.openFile(workflow);
    await editor.openFile('prodaware.yaml');
    await editor.untilCodes(workflow);
    await editor.replace(
      'prodaware.yaml',
      '      - container-build\n',
      '      - container-build\n      - migrations\n',
    );
    await editor.untilCodes(workflow, 'gate-missing');
    await editor.replace('prodaware.yaml', '      - migrations\n', '');
    await editor.untilCodes(workflow);
  });

  it('are judged anew when a command that they run is typed in, or changes on disk', async () => {
    editor = await Editor.open({ ...code, 'CLAUDE.md': read('CLAUDE.md') });
    await editor.openFile(workflow);
    await editor.openFile('package.json');
    await editor.untilCodes('package.json');
    await editor.replace('package.json', 'eslint .', 'eslint . || true');
    await editor.until('a gate that cannot fail', () => shownAnywhere(editor).includes('gate-not-blocking'));
    await editor.replace('package.json', 'eslint . || true', 'eslint .');
    await editor.until('no finding', () => shownAnywhere(editor).length === 0);
    await editor.closeFile('package.json');
    await editor.write('package.json', read('package.json').replace('eslint .', 'eslint . || true'));
    await editor.tellChanged('package.json');
    await editor.until('a gate that cannot fail', () => shownAnywhere(editor).includes('gate-not-blocking'));
  });

  it('are judged where nobody has them open', async () => {
    const broken = read(workflow).replace("          exit-code: '1'\n", '');
    editor = await Editor.open({ ...code, [workflow]: broken, 'CLAUDE.md': read('CLAUDE.md') });
    await editor.untilCodes(workflow, 'gate-not-blocking');
  });

  it('are made from the profile, as files to be looked at', async () => {
    const runtime = '  runtime: { platform: kubernetes, service: parcels, namespace: parcels }\n';
    const profile = `${read('prodaware.yaml').trimEnd()}\n${runtime}`;
    editor = await Editor.open({
      'package.json': read('package.json'),
      'prodaware.yaml': profile,
      Dockerfile: 'FROM node:22\n',
    });
    const ask = (params: Omit<GeneratePipelinesParams, 'folder'>): Promise<WirePipelines | null> =>
      editor.connection.sendRequest(generatePipelinesRequest, { ...params, folder: editor.uri('') });
    const known = await ask({});
    assert.deepEqual(
      known?.systems.map(({ title, isUsed }) => [title, isUsed]),
      [
        ['GitHub Actions', false],
        ['GitLab CI', false],
      ],
    );
    assert.deepEqual(known.changes, []);
    const plan = await ask({ system: 'gitlab-ci' });
    assert.equal(plan?.isMade, true);
    assert.deepEqual(
      plan.changes.map(({ uri, before }) => [uri, before]),
      [[editor.uri('.gitlab-ci.yml'), null]],
    );
    assert.match(plan.open.join('\n'), /protect the environment production/);
  });

  it('name the system first that is in use', async () => {
    editor = await Editor.open({ '.gitlab-ci.yml': 'stages: [test]\n' });
    const known = await editor.connection.sendRequest<WirePipelines | null>(generatePipelinesRequest, {
      folder: editor.uri(''),
    });
    assert.equal(known?.systems[0]?.title, 'GitLab CI');
    const plan = await editor.connection.sendRequest<WirePipelines | null>(generatePipelinesRequest, {
      folder: editor.uri(''),
      system: 'gitlab-ci',
    });
    assert.equal(plan?.isMade, false);
    assert.match(plan.open.join('\n'), /write pipeline\.pullRequest\.gates/);
  });
});

/** In each system a linter that stands elsewhere, under a policy that stands in another document each time. */
const elsewhere: readonly {
  readonly system: string;
  readonly files: Readonly<Record<string, string>>;
  readonly pipeline: string;
  readonly document: string;
  /** Where the linter is. */
  readonly task: string;
}[] = [
  {
    system: 'GitHub Actions',
    pipeline: '.github/workflows/ci.yaml',
    document: 'AGENTS.md',
    task: '.github/actions/style/action.yml',
    files: {
      '.github/workflows/ci.yaml':
        'on: pull_request\njobs:\n  style:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - uses: ./.github/actions/style\n',
      '.github/actions/style/action.yml':
        'runs:\n  using: composite\n  steps:\n    - shell: bash\n      run: ruff check .\n',
      'AGENTS.md': '# Rules\n\n- PR CI must pass: lint\n',
    },
  },
  {
    system: 'GitLab CI',
    pipeline: '.gitlab-ci.yml',
    document: 'CONTRIBUTING.md',
    task: 'Makefile',
    files: {
      '.gitlab-ci.yml': 'style:\n  script:\n    - make lint\n',
      Makefile: 'lint:\n\truff check .\n',
      'CONTRIBUTING.md': '# Contributing\n\n- PR CI must pass: lint\n',
    },
  },
  {
    system: 'CircleCI',
    pipeline: '.circleci/config.yml',
    document: 'DEPLOYMENT.md',
    task: 'scripts/style.sh',
    files: {
      '.circleci/config.yml':
        'version: 2.1\njobs:\n  style:\n    docker:\n      - image: cimg/python:3.13\n    steps:\n      - checkout\n      - run: ./scripts/style.sh\nworkflows:\n  all:\n    jobs: [style]\n',
      'scripts/style.sh': '#!/bin/sh\nset -e\nruff check .\n',
      'DEPLOYMENT.md': '# Deployment\n\n- PR CI must pass: lint\n',
    },
  },
  {
    system: 'Jenkins',
    pipeline: 'Jenkinsfile',
    document: 'README.md',
    task: 'tox.ini',
    files: {
      Jenkinsfile:
        "pipeline {\n  agent any\n  stages {\n    stage('style') {\n      steps {\n        sh 'tox -e lint'\n      }\n    }\n  }\n}\n",
      'tox.ini': '[testenv:lint]\ncommands =\n    ruff check .\n',
      'README.md': '# Shop\n\n## Deployment\n\n- PR CI must pass: lint\n',
    },
  },
  {
    system: 'Azure Pipelines',
    pipeline: 'azure-pipelines.yml',
    document: 'CLAUDE.md',
    task: 'package.json',
    files: {
      'azure-pipelines.yml': 'trigger: none\npr: [main]\nsteps:\n  - bash: npm run lint\n',
      'package.json': '{ "scripts": { "lint": "ruff check ." } }\n',
      'CLAUDE.md': '# Rules\n\n- PR CI must pass: lint\n',
    },
  },
];

describe('what a pipeline is made of, typed and not saved', () => {
  let editor: Editor;
  afterEach(() => editor.close());

  for (const { system, files, pipeline, document, task } of elsewhere) {
    it(`counts at once: ${system}, ${task} and ${document}`, async () => {
      editor = await Editor.open(files);
      const shown = (): string =>
        Object.keys(files)
          .flatMap((path) => editor.codes(path))
          .join();
      for (const path of [task, document, pipeline]) await editor.openFile(path);
      await editor.untilRepublished(pipeline);
      assert.equal(shown(), '');
      await editor.replace(task, 'ruff check .', 'ruff check . || true');
      await editor.until('a linter that cannot fail', () => shown() === 'gate-not-blocking');
      await editor.replace(document, 'lint', 'secret scan');
      await editor.until('a scan that is missing', () => shown() === 'gate-missing');
      await editor.replace(document, 'secret scan', 'lint');
      await editor.replace(task, 'ruff check . || true', 'ruff check .');
      await editor.until('nothing', () => shown() === '');
    });
  }
});

function shownAnywhere(editor: Editor): string[] {
  return ['package.json', ...Object.keys(workflows), 'CLAUDE.md'].flatMap((path) => editor.codes(path));
}
