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

describe('what workflows promise', () => {
  it('compares what runs with what was deployed, behind a deploy only', async () => {
    const compare = `          running=$(aws ecs describe-services --cluster production --services shop \\
            --query 'services[0].taskDefinition' --output text)
          if [ "$running" != "$EXPECTED" ]; then
            echo "rolled back"
            exit 1
          fi
`;
    const lines = await rendered(
      job(`      - run: |
${compare}      - run: aws ecs update-service --cluster production --service shop
      - run: |
${compare}`),
    );
    assert.deepEqual(lines, [
      'run: deploy-verification at 17 blocks yes',
      'run: deploys to production at 13: approval no, waits no, smoke no',
    ]);
  });

  it('waits where it compares again and again', async () => {
    const lines = await rendered(
      job(`      - run: |
          kubectl set image -n staging deployment/shop shop=shop:$GITHUB_SHA
          for attempt in $(seq 30); do
            ready=$(kubectl get deployment shop -n staging -o jsonpath='{.status.readyReplicas}')
            if [ "$attempt" = 30 ] && [ "$ready" != 2 ]; then
              exit 1
            fi
            sleep 10
          done
`),
    );
    assert.deepEqual(lines, [
      'run: wait-stable at 10 blocks yes',
      'run: deploys to staging at 7: approval no, waits yes, smoke no',
    ]);
  });

  it('follows a run only where that has succeeded, for the tests it ran', async () => {
    const lines = await rendered({
      '.github/workflows/deploy.yml': `on:
  workflow_run:
    workflows: [Checks]
    types: [completed]
jobs:
  deploy:
    if: \${{ github.event.workflow_run.conclusion == 'success' }}
    runs-on: ubuntu-latest
    steps:
      - run: cf push shop --strategy rolling
`,
      '.github/workflows/checks.yml': `name: Checks
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: pytest
`,
    });
    assert.ok(lines.includes('deploy: unit-test at 7 blocks yes'), lines.join('\n'));
  });

  it('shows what confirms or verifies by itself for what it is', async () => {
    const lines = await rendered({
      [ci]: `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: terraform apply -auto-approve -var-file=production.tfvars
        env:
          CONFIRM_PRODUCTION: true
  verify:
    name: Verify the release
    needs: deploy
    runs-on: ubuntu-latest
    steps:
      - run: echo "it is out"
`,
    });
    assert.deepEqual(lines, [
      'deploy: approval at 8 blocks no',
      'deploy: deploys to production at 6: approval no, waits yes, smoke no',
      'verify: deploy-verification at 14 blocks no',
    ]);
  });

  it('knows a smoke test that no deploy hears of', async () => {
    const lines = await rendered({
      ...job('      - run: pytest smoke\n', 'on: workflow_dispatch'),
      '.github/workflows/release.yml': `on: workflow_dispatch
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: kamal deploy
      - run: pytest smoke
`,
    });
    assert.ok(lines.includes('run: smoke-test at 6 blocks no'), lines.join('\n'));
    assert.ok(lines.includes('deploy: smoke-test at 7 blocks yes'), lines.join('\n'));
  });

  it('deploys by the tag that an image is given', async () => {
    const lines = await rendered(
      job(`      - uses: shrink/actions-docker-registry-tag@v4
        with: { registry: ghcr.io, repository: shop, target: '\${{ github.sha }}', tags: uat }
      - uses: shrink/actions-docker-registry-tag@v4
        with: { registry: ghcr.io, repository: shop, target: '\${{ github.sha }}', tags: '1.4.0' }
`),
    );
    assert.deepEqual(lines, ['run: deploys to uat at 6: approval no, waits no, smoke no']);
  });

  it('goes to one of several that a condition of the matrix chooses', async () => {
    const lines = await rendered({
      [ci]: `on: push
jobs:
  deploy:
    strategy:
      matrix:
        env: ["\${{ startsWith(github.ref, 'refs/tags/') && 'shop-org' || 'shop-net' }}"]
    environment: \${{ matrix.env }}
    runs-on: ubuntu-latest
    steps:
      - run: kubectl apply -f k8s
`,
    });
    assert.deepEqual(lines, [
      'deploy: approval at 7 blocks no',
      'deploy: deploys to shop-org|shop-net at 10: approval unknown, waits no, smoke no',
    ]);
  });
});

describe('what decides', () => {
  it('counts a request whose answer is compared, without a flag that fails', async () => {
    const lines = await rendered({
      ...job('      - run: bin/smoke https://shop.example\n'),
      'bin/smoke': `#!/usr/bin/env bash
answer=$(curl -sL $1/healthcheck)
version=$(jq ".sha" <<< $answer)
if [[ $version == "$2" ]]; then
  echo "the right version"
else
  exit 1
fi
echo done
`,
    });
    assert.deepEqual(lines, ['run: smoke-test at 6 blocks yes']);
  });

  it('says that a formatter that rewrites files checks nothing', async () => {
    const lines = await rendered(job('      - name: Formatting check\n        run: ruff format\n'));
    assert.deepEqual(lines, ['run: format at 7 blocks no']);
  });

  it('takes the wait of one deploy for none of another', async () => {
    const deploy = (
      service: string,
      waits: boolean,
    ): string => `      - uses: aws-actions/amazon-ecs-deploy-task-definition@v2
        with: { service: ${service}, cluster: production, task-definition: task.json, wait-for-service-stability: ${waits} }
`;
    const lines = await rendered(job(`${deploy('web', false)}${deploy('worker', true)}`));
    assert.deepEqual(lines, [
      'run: wait-stable at 9 blocks yes',
      'run: deploys to production at 6: approval no, waits no, smoke no',
      'run: deploys to production at 8: approval no, waits yes, smoke no',
    ]);
  });

  it('knows files that are put to where a site is served from, and hooks that deploy', async () => {
    const lines = await rendered(
      job(`      - run: aws s3 cp --recursive ./build s3://\${{ vars.BUCKET }}
      - run: aws s3 cp --recursive ./reports s3://\${{ vars.BUCKET }}
      - name: Deploy to staging
        run: curl -s -X POST -u "$TOKEN" $AUTODEPLOY_URL
`),
    );
    assert.deepEqual(lines, [
      'run: deploys to unknown at 6: approval no, waits yes, smoke no',
      'run: deploys to staging at 9: approval no, waits no, smoke no',
    ]);
  });

  it('goes where a workflow of elsewhere is told to, whatever that is called', async () => {
    const lines = await rendered({
      [ci]: `on: push
jobs:
  release:
    uses: shop/workflows/.github/workflows/deploy-app.yml@v1
    with: { environment: val }
  scan:
    uses: shop/workflows/.github/workflows/security_npm_dependency.yml@v2
  veracode:
    uses: shop/workflows/.github/workflows/security_veracode_scan.yml@v2
`,
    });
    assert.deepEqual(lines, [
      'release: deploys to val at 4: approval unknown, waits unknown, smoke unknown',
      'scan: vulnerability-scan at 7 blocks unknown',
      'veracode: sast at 9 blocks unknown',
    ]);
  });

  it('takes what only prepares or records for nothing else', async () => {
    const lines = await rendered(
      job(`      - uses: aws-actions/amazon-ecs-deploy-task-definition@v2
        with: { task-definition: task.json }
      - uses: snyk/actions/setup@v1
      - run: tflint --init
      - run: cf restart proxy
      - uses: chrnorm/deployment-action@v2
        with: { environment: review-apps }
      - run: ./scripts/detect-flaky-tests.sh out.log
      - run: aws lambda create-function-url-config --function-name shop
`),
    );
    assert.deepEqual(lines, []);
  });

  it('takes the wait for a task that ends for none of a service', async () => {
    const lines = await rendered(
      job(`      - run: aws ecs update-service --cluster production --service shop
      - run: aws ecs wait tasks-stopped --cluster production --tasks $TASK
`),
    );
    assert.deepEqual(lines, ['run: deploys to production at 6: approval no, waits no, smoke no']);
  });

  it('runs tests behind a server that is started for them, and those of redwood', async () => {
    const lines = await rendered(
      job(`      - run: npx start-server-and-test start http://localhost:3000 "cypress run --browser chrome"
      - run: yarn rw test api --no-watch
`),
    );
    assert.deepEqual(lines, ['run: e2e-test at 6 blocks yes', 'run: unit-test at 7 blocks yes']);
  });

  it('goes by the names of workflows of elsewhere', async () => {
    const lines = await rendered({
      [ci]: `on: workflow_dispatch
jobs:
  plan:
    uses: shop/workflows/.github/workflows/terragrunt-plan.yml@v1
  apply:
    needs: plan
    uses: shop/workflows/.github/workflows/terragrunt-apply.yml@v1
    with: { environment: staging }
`,
    });
    assert.deepEqual(lines, [
      'plan: iac-scan at 4 blocks unknown',
      'apply: deploys to staging at 7: approval unknown, waits unknown, smoke unknown',
    ]);
  });
});

describe('tasks of the repository', () => {
  it('fills in the variables of make', async () => {
    const lines = await rendered({
      ...job('      - run: make checks\n'),
      Makefile:
        'RUN = ${COMPOSE} run --rm api\nCOMPOSE := docker compose --env-file=.env\n\nchecks: types\n\t$(RUN) ruff check\n\ntypes:\n\t${RUN} mypy .\n',
    });
    assert.deepEqual(lines, ['run: type-check at 6 blocks yes', 'run: lint at 6 blocks yes']);
  });

  it('reads what a recipe of just needs first, and lines that go on', async () => {
    const lines = await rendered({
      ...job('      - run: just check\n'),
      justfile:
        'check: lint migrations\n\nlint:\n    ruff check\n\nmigrations:\n    $BIN/python manage.py makemigrations --check \\\n    || echo "run `just migrate`"\n',
    });
    assert.deepEqual(lines, ['run: lint at 6 blocks yes', 'run: migration-check at 6 blocks no']);
  });
});
