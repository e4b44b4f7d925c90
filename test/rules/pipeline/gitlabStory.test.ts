/** The same road in one file of GitLab: nothing as it stands, one finding for each gate that is gone or cannot fail. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { rules } from '../../../src/rules/index.ts';
import { review } from '../../support/memoryRepository.ts';

const policy = readFileSync(new URL('../../fixtures/delivery/prodaware.yaml', import.meta.url), 'utf8');
const pipeline = `stages: [verify, staging, production]
variables:
  IMAGE: registry.example.com/parcels

lint:
  stage: verify
  script:
    - npm ci
    - npm run lint
    - npm run type-check
    - npm test -- --coverage --coverageThreshold='{"global":{"lines":80}}'
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"

build-image:
  stage: verify
  script:
    - docker build -t $IMAGE:$CI_COMMIT_SHA .
    - trivy image --exit-code 1 --severity HIGH,CRITICAL $IMAGE:$CI_COMMIT_SHA
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"

deploy-staging:
  stage: staging
  environment: staging
  script:
    - kubectl set image deployment/parcels parcels=$IMAGE:$CI_COMMIT_SHA -n staging
    - kubectl rollout status deployment/parcels -n staging
    - curl --fail https://staging.parcels.example.com/health
    - curl --fail https://staging.parcels.example.com/ready
  rules:
    - if: $CI_COMMIT_BRANCH == "main"

deploy-production:
  stage: production
  environment: production
  script:
    - kubectl set image deployment/parcels parcels=$IMAGE:$CI_COMMIT_SHA -n live
    - kubectl rollout status deployment/parcels -n live
    - curl --fail https://api.parcels.example.com/health
    - curl --fail https://api.parcels.example.com/ready
  rules:
    - if: $CI_COMMIT_BRANCH == "main"
      when: manual
`;

const own = new Set(rules.filter(({ area }) => area === 'pipeline').map(({ id }) => id));

async function found(text: string): Promise<string[]> {
  const { findings } = await review({ 'prodaware.yaml': policy, '.gitlab-ci.yml': text });
  return findings
    .filter(({ rule }) => own.has(rule))
    .map(({ rule, range }) => `${rule}: ${text.slice(range.start, range.end)}`);
}

const mutations: readonly (readonly [from: string, to: string, expected: string])[] = [
  ['    - npm run lint\n', '', 'gate-missing: lint'],
  ['--exit-code 1 ', '', 'gate-not-blocking: trivy image --severity HIGH,CRITICAL $IMAGE:$CI_COMMIT_SHA'],
  [
    'HIGH,CRITICAL',
    'CRITICAL',
    'gate-not-blocking: trivy image --exit-code 1 --severity CRITICAL $IMAGE:$CI_COMMIT_SHA',
  ],
  ['npm run type-check', 'npm run type-check || true', 'gate-not-blocking: || true'],
  ['lint:\n', 'lint:\n  allow_failure: true\n', 'gate-not-blocking: allow_failure: true'],
  [
    '    - kubectl rollout status deployment/parcels -n live\n',
    '',
    'deploy-not-awaited: kubectl set image deployment/parcels parcels=$IMAGE:$CI_COMMIT_SHA -n live',
  ],
  [
    'curl --fail https://api.parcels.example.com/ready',
    'curl https://api.parcels.example.com/ready',
    'gate-not-blocking: curl https://api.parcels.example.com/ready',
  ],
  [
    '    - curl --fail https://staging.parcels.example.com/health\n',
    '',
    'deploy-without-smoke-test: curl --fail https://staging.parcels.example.com/ready',
  ],
  ['      when: manual\n', '', 'production-without-approval: deploy-production'],
];

describe('a pipeline of GitLab against the profile', () => {
  it('is as the policy wants it', async () => assert.deepEqual(await found(pipeline), []));

  for (const [from, to, expected] of mutations) {
    it(`says so where ${JSON.stringify(from)} becomes ${JSON.stringify(to)}`, async () => {
      assert.notEqual(
        pipeline.replace(from, () => to),
        pipeline,
      );
      assert.deepEqual(await found(pipeline.replace(from, () => to)), [expected]);
    });
  }
});
