import assert from 'node:assert/strict';
import { pipelinesOf, rendered } from './support.ts';

const workflow = (text: string): Record<string, string> => ({ '.github/workflows/ci.yml': text });

describe('pipelines of GitHub Actions', () => {
  it('finds gates behind scripts of the package and targets of make', async () => {
    const lines = await rendered({
      ...workflow(`on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: npm run check
      - run: make verify
`),
      'package.json': '{"scripts": {"check": "eslint . && vitest run"}}',
      Makefile: 'verify: types\n\tpytest tests\n\ntypes:\n\tmypy .\n',
    });
    assert.deepEqual(lines, [
      'test: lint at 6 blocks yes',
      'test: unit-test at 6 blocks yes',
      'test: type-check at 7 blocks yes',
      'test: unit-test at 7 blocks yes',
    ]);
  });

  it('says which gates cannot fail', async () => {
    const lines = await rendered(
      workflow(`on: push
jobs:
  scan:
    runs-on: ubuntu-latest
    steps:
      - uses: aquasecurity/trivy-action@0.28.0
        with: { image-ref: shop }
      - uses: aquasecurity/trivy-action@0.28.0
        with: { image-ref: shop, exit-code: '1' }
      - run: npm audit || true
      - run: ruff check .
        continue-on-error: true
      - run: terraform plan | tee plan.txt
      - run: |
          set +e
          mypy .
          echo done
      - run: npm audit || { echo "vulnerable"; exit 1; }
`),
    );
    assert.deepEqual(lines, [
      'scan: vulnerability-scan at 6 blocks no',
      'scan: vulnerability-scan at 8 blocks yes',
      'scan: vulnerability-scan at 10 blocks no',
      'scan: lint at 11 blocks no',
      'scan: iac-scan at 13 blocks no',
      'scan: type-check at 16 blocks no',
      'scan: vulnerability-scan at 18 blocks yes',
    ]);
  });

  it('takes a status that is kept and given back for a failure', async () => {
    const lines = await rendered(
      workflow(`on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: |
          RESULT=0
          pytest || RESULT=1
          ./clean.sh
          exit $RESULT
`),
    );
    assert.deepEqual(lines, ['test: unit-test at 8 blocks yes']);
  });

  it('follows a deploy through a reusable workflow into an action, for the environment that the caller names', async () => {
    const lines = await rendered({
      '.github/workflows/production.yml': `on:
  push:
    tags: ['v*']
jobs:
  release:
    uses: ./.github/workflows/deploy.yml
    with:
      environment: production
`,
      '.github/workflows/deploy.yml': `on:
  workflow_call:
    inputs:
      environment: { type: string, required: true }
jobs:
  ship:
    runs-on: ubuntu-latest
    environment: \${{ inputs.environment }}
    steps:
      - uses: ./.github/actions/ship
  smoke:
    needs: ship
    runs-on: ubuntu-latest
    steps:
      - run: curl --fail https://shop.example.com/health
`,
      '.github/actions/ship/action.yml': `runs:
  using: composite
  steps:
    - shell: bash
      run: |
        aws ecs update-service --cluster shop --service web
        aws ecs wait services-stable --cluster shop --services web
`,
    });
    assert.ok(
      lines.includes('release: deploys to production at 6: approval unknown, waits yes, smoke yes'),
      lines.join('\n'),
    );
    assert.ok(lines.includes('ship: deploys to ${inputs.environment} at 10: approval unknown, waits yes, smoke yes'));
    assert.ok(lines.includes('smoke: smoke-test at 15 blocks yes'));
  });

  it('leaves out a smoke test that a condition keeps from this environment', async () => {
    const lines = await rendered(
      workflow(`on: push
jobs:
  ship:
    strategy:
      matrix:
        target: [production]
    runs-on: ubuntu-latest
    steps:
      - run: kubectl apply -f k8s/\${{ matrix.target }}
      - if: matrix.target != 'production'
        run: curl -f https://shop.example.com/health
`),
    );
    assert.deepEqual(lines, ['ship: deploys to production at 9: approval no, waits no, smoke no']);
  });

  it('reads what it can of workflows that do not parse, go in circles or merge anchors', async () => {
    const files = {
      '.github/workflows/broken.yml': 'jobs: [\n  x: {',
      '.github/workflows/circle.yml': `on: workflow_call
jobs:
  a: { needs: b, uses: ./.github/workflows/circle.yml }
  b:
    needs: a
    runs-on: ubuntu-latest
    steps:
      - &step { run: pytest }
      - <<: *step
        continue-on-error: true
`,
    };
    const { faults } = await pipelinesOf(files);
    assert.ok(faults.some(({ file }) => file === '.github/workflows/broken.yml'));
    const lines = await rendered(files);
    assert.ok(lines.includes('b: unit-test at 8 blocks yes'), lines.join('\n'));
  });

  it('says that there is a way back where an older version can be chosen', async () => {
    const { pipelines } = await pipelinesOf(
      workflow(`on:
  workflow_dispatch:
    inputs:
      image_tag: { required: true }
jobs:
  ship:
    runs-on: ubuntu-latest
    steps:
      - run: bin/rails db:migrate
      - run: kamal deploy --version \${{ inputs.image_tag }}
`),
    );
    assert.equal(pipelines[0]?.rollback, true);
    assert.equal(pipelines[0]?.migrationsBeforeApp, true);
  });
});
