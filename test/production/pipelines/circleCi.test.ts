import assert from 'node:assert/strict';
import { rendered } from './support.ts';

describe('pipelines of CircleCI, as people write them', () => {
  it('runs the steps whose condition the parameters meet, and the tests after a deploy are of that deploy', async () => {
    const lines = await rendered({
      '.circleci/config.yml': `version: 2.1
commands:
  ship:
    parameters:
      env: { type: string, default: dev }
      preview: { type: boolean, default: false }
    steps:
      - when:
          condition: << parameters.preview >>
          steps:
            - run: gcloud app deploy --project=shop-<< parameters.env >> --no-promote
      - unless:
          condition: << parameters.preview >>
          steps:
            - run: gcloud app deploy --project=shop-<< parameters.env >> --promote
jobs:
  deploy-preview:
    docker: [{ image: gcloud }]
    steps:
      - ship: { preview: true }
  deploy-staging:
    docker: [{ image: gcloud }]
    steps:
      - ship: { env: staging }
  integration-tests:
    docker: [{ image: node }]
    steps:
      - run: yarn run jest
workflows:
  main:
    jobs:
      - deploy-preview
      - deploy-staging
      - integration-tests: { requires: [deploy-staging] }
`,
    });
    assert.deepEqual(lines, [
      'deploy-preview: deploys to preview at 11: approval no, waits yes, smoke no',
      'deploy-staging: deploys to staging at 15: approval no, waits yes, smoke yes',
      'integration-tests: integration-test at 28 blocks yes',
    ]);
  });

  it('counts a second try of the same tests', async () => {
    const lines = await rendered({
      '.circleci/config.yml': `version: 2.1
jobs:
  test:
    docker: [{ image: ruby }]
    steps:
      - run: |
          bundle exec rspec || (echo "again" && sleep 30 && bundle exec rspec --only-failures)
      - run: bundle exec rubocop || bundle exec rubocop --version
workflows:
  main: { jobs: [test] }
`,
    });
    assert.deepEqual(lines, ['test: unit-test at 7 blocks yes', 'test: lint at 8 blocks no']);
  });

  it('takes names behind options of a task runner for no tasks', async () => {
    const lines = await rendered({
      '.circleci/config.yml': `version: 2.1
jobs:
  test:
    docker: [{ image: node }]
    steps:
      - run: yarn workspaces foreach --exclude shop-integration-tests run test
workflows:
  main: { jobs: [test] }
`,
    });
    assert.deepEqual(lines, ['test: unit-test at 6 blocks yes']);
  });

  it('finds tests that a variable holds, and takes what reports of them for none', async () => {
    const lines = await rendered({
      '.circleci/config.yml': `version: 2.1
jobs:
  test:
    docker: [{ image: ruby }]
    steps:
      - run: |
          ./cc-test-reporter before-build
          RSPEC_CMD="bundle exec rspec --format progress"
          circleci tests glob "spec/**" | circleci tests run --command="xargs $RSPEC_CMD" --verbose
      - run: ./cc-test-reporter upload-coverage
  deploy_production:
    docker: [{ image: ruby }]
    steps:
      - run: curl -X POST -d "" https://hooks.cloud66.com/stacks/redeploy/\${REDEPLOY_PATH}
workflows:
  main: { jobs: [test, deploy_production] }
`,
    });
    assert.deepEqual(lines, [
      'test: unit-test at 9 blocks yes',
      'test: coverage at 10 blocks no',
      'deploy_production: deploys to production at 14: approval no, waits no, smoke no',
    ]);
  });

  it('takes what Kamal does around a deploy for none, whatever the step is called', async () => {
    const lines = await rendered({
      '.circleci/config.yml': `version: 2.1
jobs:
  unlock:
    docker: [{ image: ruby }]
    steps:
      - run: { name: Deploy to Production, command: bundle exec kamal lock release }
  ship:
    docker: [{ image: ruby }]
    steps:
      - run: { name: Deploy to Production, command: bundle exec kamal deploy }
workflows:
  main: { jobs: [unlock, ship] }
`,
    });
    assert.deepEqual(lines, [
      'ship: wait-stable at 10 blocks yes',
      'ship: deploys to production at 10: approval no, waits yes, smoke no',
    ]);
  });

  it('finds what tasks run wherever a job works', async () => {
    const lines = await rendered({
      '.circleci/config.yml': `version: 2.1
orbs:
  house: house/orb@1
jobs:
  test:
    working_directory: ~/shop
    docker: [{ image: python }]
    steps:
      - checkout
      - run: make check
      - run: { command: make check, working_directory: ~/shop/web }
      - run: { command: make check, working_directory: web }
workflows:
  main: { jobs: [test, house/helm_lint] }
`,
      makefile: 'check:\n\truff check .\n',
      'web/Makefile': 'check:\n\tnpx tsc --noEmit\n',
    });
    assert.deepEqual(lines, [
      'test: lint at 10 blocks yes',
      'test: type-check at 11 blocks yes',
      'test: type-check at 12 blocks yes',
      'house/helm_lint: iac-scan at 14 blocks yes',
    ]);
  });

  it('knows tools behind the package they run in, and contracts that a build verifies', async () => {
    const lines = await rendered({
      '.circleci/config.yml': `version: 2.1
jobs:
  deploy-prod:
    docker: [{ image: node }]
    steps:
      - run: PACT_PUBLISH_RESULTS="true" ./gradlew pactTestPublish
      - run: pnpm --silent -F @app/cdk cdktf deploy web --auto-approve
workflows:
  main: { jobs: [deploy-prod] }
`,
    });
    assert.deepEqual(lines, [
      'deploy-prod: contract-check at 6 blocks yes',
      'deploy-prod: deploys to prod at 7: approval no, waits yes, smoke no',
    ]);
  });
});
