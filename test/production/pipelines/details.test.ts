import assert from 'node:assert/strict';
import type { Deploy, PipelineJob } from '../../../src/model/pipeline.ts';
import type { Location } from '../../../src/model/text.ts';
import { pipelinesOf, rendered } from './support.ts';
import type { Files } from '../repository.ts';

async function jobsOf(files: Files): Promise<readonly PipelineJob[]> {
  const { pipelines } = await pipelinesOf(files);
  return pipelines.flatMap(({ jobs }) => jobs);
}

const textAt = (files: Files, { file, range }: Location): string => (files[file] ?? '').slice(range.start, range.end);

async function onlyDeploy(files: Files): Promise<Deploy> {
  const [deploy, ...others] = (await jobsOf(files)).flatMap(({ deploys }) => deploys);
  assert.ok(deploy !== undefined && others.length === 0);
  return deploy;
}

describe('what pipelines say beyond gates and deploys', () => {
  it('shows the words that keep a gate from blocking', async () => {
    const files = {
      '.github/workflows/ci.yml': `on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: npx eslint . || true
      - run: npx tsc
        continue-on-error: true
      - run: ruff check --exit-zero .
      - uses: anchore/scan-action@v6
        with: { image: shop, fail-build: false }
      - uses: aquasecurity/trivy-action@v0.36.0
`,
    };
    const gates = (await jobsOf(files)).flatMap((job) => job.gates);
    assert.deepEqual(
      gates.map(({ weakness }) => (weakness === null ? null : textAt(files, weakness))),
      ['|| true', 'continue-on-error: true', '--exit-zero', 'fail-build: false', null],
    );
    assert.deepEqual(
      gates.map(({ command }) => command),
      [
        'npx eslint .',
        'npx tsc',
        'ruff check --exit-zero .',
        'anchore/scan-action@v6',
        'aquasecurity/trivy-action@v0.36.0',
      ],
    );
  });

  it('calls a tool by its own name where a row knows many', async () => {
    const { pipelines } = await pipelinesOf({
      '.github/workflows/ci.yml':
        'on: pull_request\njobs:\n  check:\n    runs-on: ubuntu-latest\n    steps:\n      - run: mypy .\n      - run: stylelint .\n',
    });
    const gates = pipelines.flatMap(({ jobs }) => jobs.flatMap((job) => job.gates));
    assert.deepEqual(
      gates.map(({ tool, why }) => [tool, why]),
      [
        ['mypy', 'mypy fails on what it finds'],
        ['stylelint', 'stylelint fails on what it finds'],
      ],
    );
  });

  it('knows what each job uses and how tightly it is held', async () => {
    const sha = 'a'.repeat(40);
    const [job] = await jobsOf({
      '.github/workflows/ci.yml': `on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@${sha} # v4
      - uses: actions/setup-node@v4
      - uses: owner/thing@main
      - uses: docker://alpine:3.20
      - uses: ./.github/actions/own
`,
    });
    assert.deepEqual(
      job?.uses.map(({ name, reference, kind }) => `${name} ${reference?.slice(0, 4)} ${kind}`),
      [
        'actions/checkout aaaa sha',
        'actions/setup-node v4 version',
        'owner/thing main branch',
        'docker://alpine 3.20 version',
      ],
    );
  });

  it('says what starts a job, with the branches and tags', async () => {
    const jobs = await jobsOf({
      '.github/workflows/ship.yml': `on:
  push: { branches: [main], tags: ['v*'] }
  workflow_dispatch:
jobs:
  ship:
    if: github.ref == 'refs/heads/main'
    runs-on: ubuntu-latest
    steps: [{ run: flyctl deploy }]
`,
      '.github/workflows/back.yml': `on: workflow_dispatch
jobs: { back: { runs-on: ubuntu-latest, steps: [{ run: kubectl rollout undo deploy/shop }] } }
`,
    });
    assert.deepEqual(
      jobs.map(({ name, manual, events }) => ({ name, manual, events })),
      [
        {
          name: 'back',
          manual: true,
          events: [{ name: 'workflow_dispatch', branches: null, tags: null }],
        },
        {
          name: 'ship',
          manual: false,
          events: [
            { name: 'push', branches: ['main'], tags: [] },
            { name: 'workflow_dispatch', branches: null, tags: null },
          ],
        },
      ],
    );
  });

  it('names images, service, migrations and the paths that are asked afterwards', async () => {
    const deploy = await onlyDeploy({
      '.github/workflows/ship.yml': `on: push
jobs:
  ship:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - run: npx prisma migrate deploy
      - run: kubectl set image deployment/shop-api api=registry.example.com:5000/shop/api:latest
      - run: kubectl rollout status deployment/shop-api
      - run: curl --fail https://shop.example.com/healthz
`,
    });
    assert.equal(deploy.service, 'shop-api');
    assert.deepEqual(
      deploy.images.map(({ reference, tag, moving }) => ({ reference, tag, moving })),
      [{ reference: 'registry.example.com:5000/shop/api:latest', tag: 'latest', moving: true }],
    );
    assert.deepEqual(deploy.smokePaths, ['/healthz']);
    assert.equal(deploy.migration, 'before');
    assert.equal(deploy.waits, true);
  });

  it('shows expressions that a script keeps in a variable as they are written', async () => {
    const deploy = await onlyDeploy({
      '.github/workflows/deploy.yml': `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: |
          IMAGE=registry.example.com/shop:\${{ github.sha }}
          kubectl set image deployment/shop shop=$IMAGE
`,
    });
    assert.deepEqual(
      deploy.images.map(({ reference }) => reference),
      ['registry.example.com/shop:${github.sha}'],
    );
  });

  it('takes the images that were pushed before a deploy that names none', async () => {
    const deploy = await onlyDeploy({
      '.github/workflows/ship.yml': `on: push
jobs:
  ship:
    runs-on: ubuntu-latest
    steps:
      - run: docker push ghcr.io/shop/api:\${{ github.sha }}
      - run: aws ecs update-service --cluster production --service api --force-new-deployment
`,
    });
    assert.deepEqual(
      deploy.images.map(({ tag, moving }) => ({ tag, moving })),
      [{ tag: '${github.sha}', moving: false }],
    );
    assert.equal(deploy.service, 'api');
  });

  it('does not count the test of a later environment for an earlier one', async () => {
    const lines = await rendered({
      '.github/workflows/ship.yml': `on: push
jobs:
  staging:
    runs-on: ubuntu-latest
    steps: [{ run: flyctl deploy --app shop-staging }]
  production:
    needs: staging
    runs-on: ubuntu-latest
    steps:
      - run: flyctl deploy --app shop-production
      - run: curl -f https://shop.example.com/health
`,
    });
    assert.deepEqual(
      lines.filter((line) => line.includes('deploys')),
      [
        'staging: deploys to staging at 5: approval no, waits yes, smoke no',
        'production: deploys to production at 10: approval no, waits yes, smoke yes',
      ],
    );
  });

  it('does not know what an action or a workflow of elsewhere does, besides deploying', async () => {
    const lines = await rendered({
      '.github/workflows/ship.yml': `on: push
jobs:
  ship:
    uses: platform/workflows/.github/workflows/deploy-production.yml@v3
  test:
    uses: platform/workflows/.github/workflows/e2e-tests.yml@v3
`,
    });
    assert.deepEqual(lines, [
      'ship: deploys to production at 4: approval unknown, waits unknown, smoke unknown',
      'test: e2e-test at 6 blocks unknown',
    ]);
  });
});

describe('what is no deploy', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['services of a test on the machine that runs it', 'docker compose up -d postgres'],
    ['a service of that machine', 'sudo systemctl start postgresql'],
    ['a cluster of the run itself', 'kind create cluster\n          kubectl apply -f deploy/'],
    ['reports in a bucket', 'aws s3 cp --recursive coverage s3://shop-production-reports/'],
    ['an artifact that is fetched', 'aws s3 sync s3://shop-site/build build --delete'],
    ['manifests of somebody else', 'kubectl apply -f https://example.com/ingress.yaml'],
    ['a module that only holds values', 'terraform -chdir=infra/app-config apply -auto-approve'],
  ];
  for (const [name, command] of cases) {
    it(name, async () => {
      const lines = await rendered({
        '.github/workflows/ci.yml': `on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: |
          ${command}
`,
      });
      assert.deepEqual(
        lines.filter((line) => /deploys|wait-stable/.test(line)),
        [],
      );
    });
  }

  it('the same commands on another machine are one', async () => {
    const lines = await rendered({
      '.github/workflows/ship.yml': `on: push
jobs:
  ship:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - run: ssh -o StrictHostKeyChecking=no deploy@shop.example.com 'cd /srv/shop && docker compose up -d'
      - run: |
          ssh deploy@shop.example.com <<'EOF'
          sudo systemctl restart shop
          EOF
      - uses: appleboy/ssh-action@v1
        with:
          script: pm2 reload shop
`,
    });
    assert.deepEqual(
      lines.filter((line) => line.includes('deploys')),
      [7, 10, 12].map((at) => `ship: deploys to production at ${at}: approval unknown, waits no, smoke no`),
    );
  });
});
