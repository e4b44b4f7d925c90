import assert from 'node:assert/strict';
import { rendered } from './support.ts';

describe('pipelines of GitLab CI, as people write them', () => {
  it('knows what is included from elsewhere by its name, and nothing more of it', async () => {
    const lines = await rendered({
      '.gitlab-ci.yml': `include:
  - https://ci.example.com/templates/test/pylint.yml
  - remote: https://ci.example.com/templates/test/sast.yml
  - project: group/templates
    file: [/build/kaniko.yml, /release/changelog.yml]
test:
  script: [pytest]
`,
    });
    assert.deepEqual(lines, [
      'test: unit-test at 7 blocks yes',
      'templates: lint at 2 blocks unknown',
      'templates: sast at 3 blocks unknown',
      'templates: container-build at 5 blocks unknown',
    ]);
  });

  it('finds images that are built by a program that a variable names', async () => {
    const lines = await rendered({
      '.gitlab-ci.yml': `variables:
  BUILDAH_COMMAND: "buildah --storage-driver overlay2"
image:build:
  script:
    - $BUILDAH_COMMAND build --tag "$REPO:$CI_COMMIT_SHA" .
`,
    });
    assert.deepEqual(lines, ['image:build: container-build at 5 blocks yes']);
  });

  it('looks for what a job is called in its script, not in what only prepares it', async () => {
    const lines = await rendered({
      '.gitlab-ci.yml': `deploy_browser:
  before_script:
    - _link $deployment
  script:
    - cd terraform/browser
    - ./rollout.sh $deployment.browser
`,
    });
    assert.deepEqual(lines, ['deploy_browser: deploys to unknown at 6: approval no, waits unknown, smoke unknown']);
  });

  it('reads where a job deploys in what is written above it', async () => {
    const lines = await rendered({
      '.gitlab-ci.yml': `# Triggers the other project to deploy to dev
trigger_devops:
  trigger: shop/devops
# Builds what we deploy to production later
trigger_infra:
  trigger: shop/infra
`,
    });
    assert.deepEqual(lines, [
      'trigger_devops: deploys to dev at 3: approval unknown, waits no, smoke unknown',
      'trigger_infra: deploys to unknown at 6: approval unknown, waits no, smoke unknown',
    ]);
  });

  it('shows a gate where it is told to fail', async () => {
    const lines = await rendered({
      '.gitlab-ci.yml': `secrets:
  script:
    - >
      gitleaks detect
      --source .
      --verbose
      --exit-code 1
secret_detection:
  script:
    - |
      /analyzer run
      if [ "$(jq length report.json)" -gt 0 ]; then
        echo "found some"
        exit 80
      fi
`,
    });
    assert.deepEqual(lines, ['secrets: secret-scan at 7 blocks yes', 'secret_detection: secret-scan at 14 blocks yes']);
  });
});
