import { deployNotAwaited } from '../../../src/rules/pipeline/deploy-not-awaited.ts';
import { deployOutOfOrder } from '../../../src/rules/pipeline/deploy-out-of-order.ts';
import { deployWithoutSmokeTest } from '../../../src/rules/pipeline/deploy-without-smoke-test.ts';
import { directDeployToProduction } from '../../../src/rules/pipeline/direct-deploy-to-production.ts';
import { environmentsDiffer } from '../../../src/rules/pipeline/environments-differ.ts';
import { noRollbackPath } from '../../../src/rules/pipeline/no-rollback-path.ts';
import { productionWithoutApproval } from '../../../src/rules/pipeline/production-without-approval.ts';
import { checkRepository } from '../../support/check.ts';
import { deploying, policy } from './workflows.ts';

const apply = '      - run: kubectl apply -f deploy/\n';

describe('production-without-approval', () => {
  const asked = policy('{ production: { approval: required } }');

  it('leaves an environment alone, whose reviewers no file shows', () =>
    checkRepository(productionWithoutApproval, { ...asked, ...deploying(apply, '    environment: production\n') }));

  it('says nothing of staging', () =>
    checkRepository(productionWithoutApproval, { ...asked, ...deploying(apply, '', 'staging') }));

  it('says nothing of environments that are called otherwise', () =>
    checkRepository(productionWithoutApproval, { ...asked, ...deploying(apply, '', 'preproduction') }));

  it('knows production by its other names', () =>
    checkRepository(productionWithoutApproval, {
      ...asked,
      ...deploying(apply, '', '[|live|]'),
    }));
});

describe('direct-deploy-to-production', () => {
  it('says nothing where the policy deploys with a merge', () =>
    checkRepository(directDeployToProduction, {
      ...policy('{ production: { trigger: merge } }'),
      ...deploying(apply),
    }));

  it('finds a push to another branch than the one of the environment', () =>
    checkRepository(directDeployToProduction, {
      'prodaware.yaml': 'version: 1\nenvironments: { production: { branch: release } }\n',
      ...deploying(apply, '', '[|production|]'),
    }));

  it('says nothing where the tests are of another workflow', () =>
    checkRepository(directDeployToProduction, {
      ...deploying(apply),
      '.github/workflows/ci.yml':
        'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n',
    }));

  it('says nothing where the deploy waits for the tests through another job', () =>
    checkRepository(directDeployToProduction, {
      '.github/workflows/main.yml': `on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: pytest
  image:
    needs: test
    runs-on: ubuntu-latest
    steps:
      - run: docker build .
  production:
    needs: [image]
    if: github.ref == 'refs/heads/main'
    runs-on: ubuntu-latest
    steps:
      - run: kubectl apply -f deploy/
`,
    }));
});

describe('deploy-not-awaited', () => {
  it('says nothing without a policy where nothing is asked behind the deploy', () =>
    checkRepository(deployNotAwaited, deploying(apply)));

  it('says nothing where the probe compares the version', () =>
    checkRepository(
      deployNotAwaited,
      deploying(`${apply}      - run: curl --fail https://shop.example.com/version\n`),
    ));

  it('says nothing of platforms whose command waits', () =>
    checkRepository(deployNotAwaited, {
      ...policy('{ production: { wait: true } }'),
      ...deploying('      - run: flyctl deploy\n'),
    }));
});

describe('deploy-without-smoke-test', () => {
  const asked = policy('{ production: { smoke: [/health] } }');

  it('says nothing where a suite of tests runs behind the deploy', () =>
    checkRepository(deployWithoutSmokeTest, {
      ...asked,
      ...deploying(`${apply}      - run: npx playwright test\n`),
    }));

  it('says nothing where another workflow tests once something is deployed', () =>
    checkRepository(deployWithoutSmokeTest, {
      ...asked,
      ...deploying(apply),
      '.github/workflows/smoke.yml':
        'on: deployment_status\njobs:\n  smoke:\n    runs-on: ubuntu-latest\n    steps:\n      - run: curl --fail https://shop.example.com/health\n',
    }));

  it('says nothing of paths that differ in a slash only', () =>
    checkRepository(deployWithoutSmokeTest, {
      ...asked,
      ...deploying(`${apply}      - run: curl --fail https://shop.example.com/health/\n`),
    }));
});

describe('no-rollback-path', () => {
  const set = '      - run: kubectl set image deployment/shop shop=shop:$GITHUB_SHA\n';

  it('says nothing where the policy reverts', () =>
    checkRepository(noRollbackPath, {
      ...policy('{ production: { rollback: revert and redeploy } }'),
      ...deploying(set),
    }));

  it('says nothing where the deploy takes itself back', () =>
    checkRepository(noRollbackPath, {
      ...policy('{ production: { rollback: redeploy-previous-tag } }'),
      ...deploying('      - run: helm upgrade shop ./chart --atomic\n'),
    }));

  it('says nothing where a workflow rolls back', () =>
    checkRepository(noRollbackPath, {
      ...policy('{ production: { rollback: redeploy-previous-tag } }'),
      ...deploying(set),
      '.github/workflows/back.yml':
        'on: workflow_dispatch\njobs:\n  back:\n    runs-on: ubuntu-latest\n    steps:\n      - run: kubectl rollout undo deployment/shop\n',
    }));
});

describe('deploy-out-of-order', () => {
  const ordered = { 'prodaware.yaml': 'version: 1\nrollout: { order: [migrate, api, worker] }\n' };
  const image = (name: string): string => `kubectl set image deployment/${name} ${name}=shop:$GITHUB_SHA`;

  it('finds jobs that wait for each other the wrong way round', () =>
    checkRepository(deployOutOfOrder, {
      ...ordered,
      '.github/workflows/deploy.yml': `on: workflow_dispatch
jobs:
  worker-production:
    runs-on: ubuntu-latest
    steps:
      - run: [|${image('worker')}|]
  api-production:
    needs: worker-production
    runs-on: ubuntu-latest
    steps:
      - run: ${image('api')}
`,
    }));

  it('says nothing of jobs that run side by side', () =>
    checkRepository(deployOutOfOrder, {
      ...ordered,
      '.github/workflows/deploy.yml': `on: workflow_dispatch
jobs:
  worker-production:
    runs-on: ubuntu-latest
    steps:
      - run: ${image('worker')}
  api-production:
    runs-on: ubuntu-latest
    steps:
      - run: ${image('api')}
`,
    }));

  it('says nothing of a service whose name only begins alike', () =>
    checkRepository(deployOutOfOrder, {
      ...ordered,
      ...deploying(`      - run: |\n          ${image('worker')}\n          ${image('api-gateway')}\n`),
    }));
});

describe('environments-differ', () => {
  const two = (staging: string, production: string): Record<string, string> => ({
    '.github/workflows/deploy.yml': `on:
  push:
    branches: [main]
jobs:
  staging:
    runs-on: ubuntu-latest
    environment: staging
    steps:
${staging}  production:
    needs: staging
    runs-on: ubuntu-latest
    environment: production
    steps:
${production}`,
  });
  const run = (command: string): string => `      - run: ${command}\n`;

  it('finds a job that deploys to the cluster of the other environment', () =>
    checkRepository(
      environmentsDiffer,
      two(run('kubectl apply -f deploy/ --namespace staging'), run('[|kubectl apply -f deploy/ --namespace staging|]')),
    ));

  it('says nothing of an image that is promoted from staging', () =>
    checkRepository(
      environmentsDiffer,
      two(
        run('kubectl set image deployment/shop shop=registry.example.com/staging/shop:$GITHUB_SHA'),
        run('kubectl set image deployment/shop shop=registry.example.com/staging/shop:$GITHUB_SHA'),
      ),
    ));

  it('finds a service that gets to staging and never to production', () => {
    const restart = (name: string, cluster: string): string =>
      run(`aws ecs update-service --cluster ${cluster} --service ${name} --force-new-deployment`);
    return checkRepository(
      environmentsDiffer,
      two(
        restart('api', 'acceptance') + restart('worker', 'acceptance') + restart('mailer', 'acceptance'),
        restart('api', 'live') +
          run('[|aws ecs update-service --cluster live --service worker --force-new-deployment|]'),
      ),
    );
  });

  it('says nothing where both are deployed alike', () =>
    checkRepository(
      environmentsDiffer,
      two(
        run('helm upgrade shop ./chart --namespace staging --wait') + run('curl --fail https://staging.example.com/up'),
        run('helm upgrade shop ./chart --namespace live --wait') + run('curl --fail https://shop.example.com/up'),
      ),
    ));

  const compose = (name: string): string =>
    `services:\n  web:\n    image: shop\n    command: python app.py\n    environment:\n      ${name}: postgres://db/shop\n      LOG_LEVEL: info\n`;

  it('finds a variable that production spells otherwise', () =>
    checkRepository(environmentsDiffer, {
      'app.py': 'import os\n',
      'docker-compose.staging.yml': compose('DATABASE_URL'),
      'docker-compose.production.yml': compose('DATABSE_URL').replace('postgres://db/shop', '[|postgres://db/shop|]'),
    }));

  it('says nothing of variables that only one of them has', () =>
    checkRepository(environmentsDiffer, {
      'app.py': 'import os\n',
      'docker-compose.staging.yml': compose('DATABASE_URL'),
      'docker-compose.production.yml': compose('PRIMARY_URL'),
    }));

  it('finds production that is not asked for what staging is asked', () =>
    checkRepository(
      environmentsDiffer,
      two(
        run('helm upgrade shop ./chart --namespace staging --wait') + run('curl --fail https://staging.example.com/up'),
        run('[|helm upgrade shop ./chart --namespace live --wait|]'),
      ),
    ));
});
