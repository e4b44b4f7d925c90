import assert from 'node:assert/strict';
import { rendered } from './support.ts';

const ci = '.github/workflows/ci.yml';

function job(steps: string, head = 'on: push'): Record<string, string> {
  return { [ci]: `${head}\njobs:\n  run:\n    runs-on: ubuntu-latest\n    steps:\n${steps}` };
}

describe('steps of workflows around a deploy', () => {
  it('takes a check that a condition negates, and that ends the script, for one that blocks', async () => {
    const lines = await rendered(
      job(`      - run: |
          if ! python manage.py makemigrations --check; then
            echo "models changed"
            exit 1
          fi
          if ! ruff check .; then
            echo "have a look"
          fi
          echo done
`),
    );
    assert.deepEqual(lines, ['run: migration-check at 7 blocks yes', 'run: lint at 11 blocks no']);
  });

  it('shows a wait at the input that asks for it', async () => {
    const lines = await rendered(
      job(`      - uses: aws-actions/amazon-ecs-deploy-task-definition@v2
        with:
          task-definition: task.json
          service: shop
          cluster: production
          wait-for-service-stability: true
`),
    );
    assert.deepEqual(lines, [
      'run: wait-stable at 11 blocks yes',
      'run: deploys to production at 6: approval no, waits yes, smoke no',
    ]);
  });

  it('asks a host that it deploys to for the health of what runs on it', async () => {
    const lines = await rendered(
      job(`      - run: |
          ssh shop@shop.example "docker compose up -d"
          ssh shop@shop.example "curl --fail http://localhost:8080/health"
`),
    );
    assert.deepEqual(lines, [
      'run: smoke-test at 8 blocks yes',
      'run: deploys to unknown at 7: approval no, waits no, smoke yes',
    ]);
  });

  it('takes releases away and deploys nothing by it', async () => {
    const lines = await rendered(job('      - run: helm uninstall shop -n production\n'));
    assert.deepEqual(lines, []);
  });

  it('deploys through the shell of dokku', async () => {
    const lines = await rendered(
      job(`      - name: Deploy to production
        run: |
          ssh -o "StrictHostKeyChecking=no" "dokku@$HOST" \\
            git:from-image shop "$IMAGE"
`),
    );
    assert.deepEqual(lines, ['run: deploys to production at 8: approval no, waits yes, smoke no']);
  });

  it('goes where the caller says, whatever that is called', async () => {
    const called = `on:
  workflow_call:
    inputs:
      environment: { type: string, required: true }
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: aws-actions/amazon-ecs-deploy-task-definition@v2
        with: { service: 'shop-\${{ inputs.environment }}', task-definition: task.json }
`;
    const lines = await rendered({
      '.github/workflows/deploy.yml': called,
      [ci]: `on: push
jobs:
  load:
    uses: ./.github/workflows/deploy.yml
    with: { environment: perf }
`,
    });
    assert.deepEqual(lines, [
      'load: deploys to perf at 4: approval no, waits no, smoke no',
      'deploy: deploys to ${inputs.environment} at 9: approval unknown, waits no, smoke no',
    ]);
  });

  it('shows the environment of a job that deploys wait for', async () => {
    const lines = await rendered({
      [ci]: `on: push
jobs:
  approve:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - run: echo go on
  deploy:
    needs: approve
    runs-on: ubuntu-latest
    steps:
      - run: kubectl apply -n production -f k8s
`,
    });
    assert.deepEqual(lines, [
      'approve: approval at 5 blocks no',
      'deploy: deploys to production at 12: approval unknown, waits no, smoke no',
    ]);
  });

  it('reads tools of terraform, of coverage and of packages by what they are asked', async () => {
    const lines = await rendered(
      job(`      - uses: dflook/terraform-validate@v2
      - uses: dflook/terraform-fmt-check@v2
      - uses: irongut/CodeCoverageSummary@v1.3.0
        with: { filename: coverage.xml, fail_below_min: true }
      - uses: irongut/CodeCoverageSummary@v1.3.0
        with: { filename: coverage.xml }
      - run: bun run prettier --check src
      - run: hk check --all
      - name: Apply to staging
        uses: dflook/terraform-apply@v2
        with: { path: terraform/staging }
`),
    );
    assert.deepEqual(lines, [
      'run: iac-scan at 6 blocks yes',
      'run: format at 7 blocks yes',
      'run: coverage at 8 blocks yes',
      'run: coverage at 10 blocks no',
      'run: format at 12 blocks yes',
      'run: lint at 13 blocks yes',
      'run: deploys to staging at 15: approval no, waits yes, smoke no',
    ]);
  });
});
