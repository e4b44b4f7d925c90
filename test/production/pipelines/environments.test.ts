/** Where a deploy goes, wherever the pipeline says it. */
import { deepEqual } from 'node:assert/strict';
import type { Files } from '../repository.ts';
import { rendered } from './support.ts';

async function deploysOf(files: Files): Promise<string[]> {
  return (await rendered(files)).filter((line) => line.includes('deploys to'));
}

describe('environments of deploys', () => {
  it('are the space, the context or the workspace that a command before them chose', async () => {
    const files = {
      '.github/workflows/release.yml': `on: push
jobs:
  web:
    steps:
      - run: cf target -o shop -s prod
      - run: cf8 push web
  pods:
    steps:
      - run: |
          kubectl config use-context shop-staging
          kubectl apply -f k8s/
  stack:
    steps:
      - run: terraform workspace select demo
      - run: terraform apply -auto-approve
`,
    };
    deepEqual(await deploysOf(files), [
      'web: deploys to prod at 6: approval no, waits yes, smoke no',
      'pods: deploys to staging at 11: approval no, waits no, smoke no',
      'stack: deploys to demo at 15: approval no, waits yes, smoke no',
    ]);
  });

  it('are all that a matrix of GitLab has', async () => {
    const files = {
      '.gitlab-ci.yml': `release:
  script:
    - cf login -s "$SPACE"
    - cf push web
  parallel:
    matrix:
      - SPACE: [prod, staging]
`,
    };
    deepEqual(await deploysOf(files), ['release: deploys to prod|staging at 4: approval no, waits yes, smoke no']);
  });

  it('are the choices of a parameter of Jenkins, and its rollout status is waited for', async () => {
    const files = {
      Jenkinsfile: `pipeline {
  parameters { choice(name: 'TARGET', choices: ['staging', 'production'], description: '') }
  stages {
    stage('Deploy') {
      steps {
        sh "kubectl --context \${params.TARGET} set image deployment/shop shop=shop:1.2"
        sh 'kubectl rollout status deployment/shop'
      }
    }
  }
}
`,
    };
    deepEqual(await deploysOf(files), ['Deploy: deploys to staging|production at 6: approval no, waits yes, smoke no']);
  });

  it('are what the job says that calls a workflow of elsewhere', async () => {
    const files = {
      '.github/workflows/review.yml': `on: push
jobs:
  cluster:
    name: Deploy on Kubernetes
    uses: acme/workflows/.github/workflows/use-review.yaml@v1
`,
    };
    deepEqual(await deploysOf(files), [
      'cluster: deploys to review at 5: approval unknown, waits unknown, smoke unknown',
    ]);
  });

  it('are those of a step of a library, whatever stands before its verb', async () => {
    const files = {
      Jenkinsfile: `acmePipeline {
  stage 'Release', {
    builderDeployRevision 'shop--prod', commit
    builderSmokeTests 'shop--prod', '/srv/shop'
  }
}
`,
    };
    deepEqual(await deploysOf(files), ['Release: deploys to prod at 3: approval no, waits unknown, smoke yes']);
  });
});

describe('gates that are handed on', () => {
  it('run within the command of an orb', async () => {
    const files = {
      '.circleci/config.yml': `version: 2.1
orbs:
  gradle: circleci/gradle@3
jobs:
  test:
    steps:
      - gradle/with_cache:
          steps:
            - run: pytest
workflows:
  main:
    jobs: [test]
`,
    };
    deepEqual(await rendered(files), ['test: unit-test at 9 blocks yes']);
  });
});
