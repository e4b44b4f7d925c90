import assert from 'node:assert/strict';
import { pipelinesOf, rendered } from './support.ts';

describe('pipelines of GitLab CI', () => {
  it('reads includes, extends, references and manual jobs', async () => {
    const lines = await rendered({
      '.gitlab-ci.yml': `include:
  - local: /ci/quality.yml
  - template: Jobs/SAST.gitlab-ci.yml
stages: [test, deploy, check]
.deploy:
  script:
    - helm upgrade --install shop ./chart --wait
ship:
  extends: .deploy
  stage: deploy
  environment: { name: production }
  rules:
    - if: $CI_COMMIT_BRANCH == "main"
      when: manual
probe:
  stage: check
  script:
    - curl --fail https://shop.example.com/healthz
`,
      'ci/quality.yml': `.base: { script: [ruff check .] }
lint:
  stage: test
  allow_failure: true
  script:
    - !reference [.base, script]
`,
    });
    assert.deepEqual(lines, [
      'lint: lint at 1 blocks no',
      'ship: approval at 13 blocks yes',
      'ship: wait-stable at 7 blocks yes',
      'ship: deploys to production at 7: approval yes, waits yes, smoke yes',
      'probe: smoke-test at 18 blocks yes',
      'templates: sast at 3 blocks no',
    ]);
  });

  it('ends where jobs extend each other, and says once what is not in the repository', async () => {
    const { pipelines, faults } = await pipelinesOf({
      '.gitlab-ci.yml': `include:
  - project: group/templates
    file: all.yml
a: { extends: b, script: [pytest] }
b: { extends: a }
`,
    });
    assert.equal(pipelines[0]?.jobs.length, 3);
    assert.equal(faults.length, 1);
  });
});

describe('pipelines of CircleCI', () => {
  it('reads commands with parameters, orbs by name and approval jobs', async () => {
    const lines = await rendered({
      '.circleci/config.yml': `version: 2.1
commands:
  checked:
    parameters: { tool: { type: string } }
    steps:
      - run: npx << parameters.tool >> .
jobs:
  test:
    docker: [{ image: node }]
    steps:
      - checkout
      - checked: { tool: eslint }
      - run: npx jest
  ship:
    docker: [{ image: node }]
    steps:
      - run: flyctl deploy
workflows:
  main:
    jobs:
      - test
      - hold: { type: approval, requires: [test] }
      - ship:
          name: ship-production
          requires: [hold]
`,
    });
    assert.deepEqual(lines, [
      'test: lint at 6 blocks yes',
      'test: unit-test at 13 blocks yes',
      'hold: approval at 22 blocks yes',
      'ship-production: deploys to production at 17: approval yes, waits yes, smoke no',
    ]);
  });
});

describe('pipelines of Jenkins', () => {
  it('reads stages, input and blocks that swallow failures', async () => {
    const lines = await rendered({
      Jenkinsfile: `pipeline {
  agent any
  stages {
    stage('Test') {
      steps {
        sh 'pytest'
        catchError(buildResult: 'SUCCESS') {
          sh 'bandit -r src'
        }
      }
    }
    stage('Approve') { steps { input 'Ship it?' } }
    stage('Deploy to production') {
      steps {
        sh """
          kubectl apply -f k8s
          kubectl rollout status deployment/shop
        """
      }
    }
  }
}
`,
    });
    assert.deepEqual(lines, [
      'Test: unit-test at 6 blocks yes',
      'Test: sast at 8 blocks no',
      'Approve: approval at 12 blocks yes',
      'Deploy to production: wait-stable at 17 blocks yes',
      'Deploy to production: deploys to production at 16: approval yes, waits yes, smoke no',
    ]);
  });

  it('reads a long file in no time worth speaking of', async () => {
    const stage = (at: number): string => `stage('s${at}') {\n  sh 'pytest'\n}\n`;
    const text = `node {\n${Array.from({ length: 3400 }, (_, at) => stage(at)).join('')}}\n`;
    const { pipelines } = await pipelinesOf({ Jenkinsfile: text });
    assert.equal(pipelines[0]?.jobs.length, 3400);
  }).timeout(20_000);
});

describe('pipelines of Azure', () => {
  it('reads stages, deployment jobs and templates of the repository', async () => {
    const lines = await rendered({
      'azure-pipelines.yml': `trigger: [main]
stages:
  - stage: Test
    jobs:
      - job: unit
        steps:
          - template: ci/test.yml
          - script: npm audit
            continueOnError: true
  - stage: Production
    jobs:
      - deployment: ship
        environment: production
        strategy:
          runOnce:
            deploy:
              steps:
                - script: helm upgrade --install shop ./chart
`,
      'ci/test.yml': `steps:
  - script: |
      set -e
      pytest
      mypy .
`,
    });
    assert.deepEqual(lines, [
      'unit: unit-test at 4 blocks yes',
      'unit: type-check at 5 blocks yes',
      'unit: vulnerability-scan at 8 blocks no',
      'ship: approval at 13 blocks no',
      'ship: deploys to production at 18: approval unknown, waits no, smoke no',
    ]);
  });
});
