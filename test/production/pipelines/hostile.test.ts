import assert from 'node:assert/strict';
import { pipelinesOf, rendered } from './support.ts';

describe('pipelines that are not what they should be', () => {
  const broken = 'jobs:\n  test:\n    steps:\n      - run: npx eslint .\n   - run: ${{ oops\n  : [\n';
  const places: readonly (readonly [string, string])[] = [
    ['GitHub Actions', '.github/workflows/ci.yml'],
    ['GitLab CI', '.gitlab-ci.yml'],
    ['CircleCI', '.circleci/config.yml'],
    ['Azure Pipelines', 'azure-pipelines.yml'],
  ];
  for (const [system, path] of places) {
    it(`says where a file of ${system} does not parse, and reads on`, async () => {
      const { faults } = await pipelinesOf({ [path]: broken, 'README.md': '' });
      assert.ok(faults.length > 0);
      assert.ok(faults.every(({ file, message }) => file === path && !message.includes('template engine')));
    });
  }

  it('reads anchors, aliases and merge keys of every system in YAML', async () => {
    const lines = await rendered({
      '.gitlab-ci.yml': `.base: &base
  script: &checks
    - ruff check .
test:
  <<: *base
  allow_failure: true
again: { script: *checks }
`,
      '.circleci/config.yml': `version: 2.1
steps: &steps
  - run: npx eslint .
jobs:
  lint: { docker: [{ image: node }], steps: *steps }
workflows: { main: { jobs: [lint] } }
`,
      'azure-pipelines.yml': `x: &lint { script: npx eslint . }
steps: [*lint]
`,
    });
    assert.deepEqual(lines.map((line) => line.replace(/ at \d+/, '')).sort(), [
      'again: lint blocks yes',
      'job: lint blocks yes',
      'lint: lint blocks yes',
      'test: lint blocks no',
    ]);
  });

  it('takes expressions everywhere for what they are: not known', async () => {
    const { pipelines, faults } = await pipelinesOf({
      '.github/workflows/ci.yml': `name: \${{ github.ref }}
on: \${{ fromJSON(vars.EVENTS) }}
env: \${{ fromJSON(vars.ENV) }}
jobs:
  ship:
    if: \${{ inputs.a && (github.ref == 'x' || !contains(fromJSON('["a"]'), matrix.b) }}
    runs-on: \${{ matrix.os }}
    environment: \${{ inputs.environment || vars.E }}
    strategy: \${{ fromJSON(needs.plan.outputs.matrix) }}
    needs: \${{ inputs.needs }}
    steps:
      - uses: \${{ matrix.action }}
        with: \${{ fromJSON(inputs.with) }}
      - run: \${{ matrix.command }}
        working-directory: \${{ matrix.directory }}
        shell: \${{ matrix.shell }}
        continue-on-error: \${{ matrix.experimental }}
      - run: flyctl deploy --app \${{ vars.APP }}
`,
    });
    const deploys = pipelines.flatMap(({ jobs }) => jobs.flatMap((job) => job.deploys));
    assert.deepEqual(
      deploys.map(({ platform, approval }) => `${platform} ${approval}`),
      ['fly null'],
    );
    assert.deepEqual(faults, []);
  });

  it('ends where needs, extends, calls and includes go in circles', async () => {
    const { pipelines } = await pipelinesOf({
      '.github/workflows/a.yml': `on: [push, workflow_call]
jobs:
  a: { needs: b, uses: ./.github/workflows/b.yml }
  b: { needs: a, runs-on: x, steps: [{ run: flyctl deploy }] }
`,
      '.github/workflows/b.yml': `on: workflow_call
jobs: { c: { uses: ./.github/workflows/a.yml } }
`,
      '.gitlab-ci.yml': `include: [{ local: /ci/a.yml }]
a: { extends: b, needs: [b], script: [pytest] }
b: { extends: a, needs: [a] }
`,
      'ci/a.yml': 'include: [{ local: /.gitlab-ci.yml }]\nc: { script: [!reference [c, script]] }\n',
      '.circleci/config.yml': `version: 2.1
commands: { one: { steps: [two] }, two: { steps: [one] } }
jobs: { a: { docker: [{ image: x }], steps: [one] } }
workflows: { w: { jobs: [{ a: { requires: [b] } }, { a: { name: b, requires: [a] } }] } }
`,
      'azure-pipelines.yml': 'steps: [{ template: ci/steps.yml }]\n',
      'ci/steps.yml': 'steps: [{ template: steps.yml }, { script: npx eslint . }]\n',
    });
    assert.equal(pipelines.length, 4);
  });

  it('says once what is included from elsewhere or is not there', async () => {
    const { faults } = await pipelinesOf({
      '.gitlab-ci.yml': `include:
  - remote: https://example.com/ci.yml
  - remote: https://example.com/ci.yml
  - local: /missing.yml
  - local: /missing.yml
  - component: gitlab.example.com/group/thing@1.0
`,
      'azure-pipelines.yml': `steps:
  - template: steps/build.yml@templates
  - template: steps/build.yml@templates
`,
      '.github/workflows/ci.yml': `on: push
jobs:
  a: { uses: ./.github/workflows/missing.yml }
  b: { uses: ./.github/workflows/missing.yml }
`,
    });
    assert.deepEqual(
      faults.map(({ message }) => /\S*(?:example\.com\S*|missing\.yml|build\.yml)\S*/.exec(message)?.[0] ?? '').sort(),
      [
        '.github/workflows/missing.yml',
        'gitlab.example.com/group/thing@1.0',
        'https://example.com/ci.yml',
        'missing.yml',
        'steps/build.yml@templates',
      ],
    );
  });

  it('reads a Jenkinsfile of ten thousand lines whose braces and quotes do not match', async () => {
    const stage = `    stage('Test') { steps { sh "npm test -- \${'{'}" } }\n    // it's a } brace\n`;
    const text = `pipeline {\n  stages {\n${stage.repeat(5000)}    stage('Deploy { sh 'flyctl deploy`;
    const { pipelines } = await pipelinesOf({ Jenkinsfile: text, 'package.json': '{"scripts":{"test":"jest"}}' });
    assert.equal(pipelines.length, 1);
  }).timeout(60_000);
});
