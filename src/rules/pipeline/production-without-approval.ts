/** A deploy to production that nobody has to say yes to, although the policy wants somebody to. */
import { approvalFix } from '../../fixes/pipelines/approval.ts';
import { defineRule, type Draft } from '../../model/rule.ts';
import { placeOfJob, targetsOf, titleOf } from './targets.ts';

export const productionWithoutApproval = defineRule({
  id: 'production-without-approval',
  area: 'pipeline',
  severity: 'error',
  scope: 'pipeline',
  summary: 'A deploy goes out without the approval that the policy asks for.',
  why:
    'An approval is the moment at which a person looks at what goes out and when. A job that only has to be started by ' +
    'hand is none: whoever may start it may put anything into production, alone. On GitHub the place for it is an ' +
    '`environment` with required reviewers, on GitLab a protected environment or a manual job, elsewhere a step of its ' +
    'own.\n\n' +
    'It is reported only where the policy (`pipeline.production.approval`, or a document) asks for approval and the files ' +
    'show that there is none. Whether an environment really has reviewers is a setting of the server that no file shows: ' +
    'a job that names one is left alone, and so is what a reusable workflow of elsewhere does.',
  fixes:
    'The job gets the environment (GitHub Actions) or becomes a manual job (GitLab CI). It wants a look: the reviewers of ' +
    'an environment are set on the server.',
  examples: {
    'github-actions': {
      bad: {
        'prodaware.yaml': 'version: 1\npipeline:\n  production:\n    approval: required\n',
        '.github/workflows/release.yml': `on:
  workflow_dispatch:
jobs:
  [|production|]:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: kubectl apply -f deploy/
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\npipeline:\n  production:\n    approval: required\n',
        '.github/workflows/release.yml': `on:
  workflow_dispatch:
jobs:
  production:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - uses: actions/checkout@v4
      - run: kubectl apply -f deploy/
`,
      },
    },
    'gitlab-ci': {
      bad: {
        'prodaware.yaml': 'version: 1\npipeline:\n  production:\n    approval: required\n',
        '.gitlab-ci.yml': `[|production|]:
  script:
    - kubectl apply -f deploy/
  only:
    - main
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\npipeline:\n  production:\n    approval: required\n',
        '.gitlab-ci.yml': `production:
  script:
    - kubectl apply -f deploy/
  when: manual
  only:
    - main
`,
      },
    },
    circleci: {
      bad: {
        'prodaware.yaml': 'version: 1\npipeline:\n  production:\n    approval: required\n',
        '.circleci/config.yml': `version: 2.1
jobs:
  [|production|]:
    docker:
      - image: cimg/base:2025.01
    steps:
      - run: kubectl apply -f deploy/
workflows:
  release:
    jobs:
      - production
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\npipeline:\n  production:\n    approval: required\n',
        '.circleci/config.yml': `version: 2.1
jobs:
  production:
    docker:
      - image: cimg/base:2025.01
    steps:
      - run: kubectl apply -f deploy/
workflows:
  release:
    jobs:
      - hold:
          type: approval
      - production:
          requires: [hold]
`,
      },
    },
  },
  check(context) {
    return targetsOf(context).flatMap((target): Draft[] => {
      const { rules, deploy, stage, pipeline } = target;
      if (rules.approval?.value !== 'required' || deploy.approval !== false) return [];
      const fix = approvalFix(pipeline.system, target.job, stage, context.text);
      return [
        {
          ...placeOfJob(target),
          message: `nobody has to approve ${titleOf(target)}, and the policy says that somebody must`,
          environment: stage,
          evidence: [rules.approval.evidence, { file: deploy.file, range: deploy.range, label: 'it deploys here' }],
          fixes: fix === null ? [] : [fix],
          fault: `${target.job.file}:${target.job.name}:${stage}`,
        },
      ];
    });
  },
});
