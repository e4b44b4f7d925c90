/** A push alone puts something into production that should have been stopped on the way. */
import type { PipelineEvent } from '../../model/pipeline.ts';
import type { DeployTrigger, Stated } from '../../model/policy.ts';
import { defineRule, type Draft } from '../../model/rule.ts';
import type { Evidence } from '../../model/finding.ts';
import { skippedTests } from './deployGraph.ts';
import { placeOfJob, targetsOf, titleOf, type Target } from './targets.ts';

export const directDeployToProduction = defineRule({
  id: 'direct-deploy-to-production',
  area: 'pipeline',
  severity: 'error',
  scope: 'pipeline',
  summary: 'Something gets to production by a way that leaves out what should stand before it.',
  why:
    'Three ways lead there. The policy says that production is deployed by hand, or from a tag, and a push to a branch ' +
    'does it. The policy names a branch, and pushes to another deploy as well. Or a job of the same run tests what was ' +
    'pushed, and the deploy does not wait for it: both start at once, the tests fail, and the release is out.\n\n' +
    'The last needs no policy. It is silent where the tests are of another workflow, since they may have had to pass ' +
    'before the merge, and where the files do not show what starts the deploy.',
  fixes:
    'A deploy that does not wait for the tests of its own run gets the missing `needs`. What starts a deploy is left to a ' +
    'person.',
  examples: {
    'github-actions': {
      bad: {
        '.github/workflows/main.yml': `on:
  push:
    branches: [main]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pytest
  [|deploy-production|]:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: kubectl apply -f deploy/
`,
      },
      good: {
        '.github/workflows/main.yml': `on:
  push:
    branches: [main]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pytest
  deploy-production:
    needs: [test]
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: kubectl apply -f deploy/
`,
      },
    },
    'gitlab-ci': {
      bad: {
        'prodaware.yaml': 'version: 1\npipeline:\n  production:\n    trigger: manual\n',
        '.gitlab-ci.yml': `[|production|]:
  script:
    - kubectl apply -f deploy/
  rules:
    - if: $CI_COMMIT_BRANCH == "main"
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\npipeline:\n  production:\n    trigger: manual\n',
        '.gitlab-ci.yml': `production:
  script:
    - kubectl apply -f deploy/
  rules:
    - if: $CI_COMMIT_BRANCH == "main"
      when: manual
`,
      },
    },
  },
  check(context) {
    return targetsOf(context).flatMap((target): Draft[] => {
      const { deploy, job, stage } = target;
      if (stage !== 'production') return [];
      const found = againstPolicy(target) ?? skippedTests(target, context.text);
      if (found === null) return [];
      return [
        {
          ...placeOfJob(target),
          message: found.message,
          environment: stage,
          evidence: [...found.evidence, { file: deploy.file, range: deploy.range, label: 'it deploys here' }],
          fixes: found.fixes ?? [],
          fault: `${job.file}:${job.name}`,
        },
      ];
    });
  },
});

interface Against {
  readonly message: string;
  readonly evidence: readonly Evidence[];
  readonly fixes?: Draft['fixes'];
}

function againstPolicy(target: Target): Against | null {
  const { trigger, branch } = target.rules;
  const { job } = target;
  // Behind a yes of somebody a push is no direct way.
  if (job.manual || target.deploy.approval === true) return null;
  const pushes = job.events.filter(isOfBranch);
  if (trigger !== null && pushes.length > 0 && isOtherwise(trigger, target)) {
    return {
      message: `${titleOf(target)} starts ${said(pushes)}, and the policy says ${how[trigger.value]}`,
      evidence: [trigger.evidence],
    };
  }
  const others = branch === null ? [] : otherBranches(pushes, branch.value);
  if (branch === null || others.length === 0) return null;
  return {
    message: `${titleOf(target)} starts with a push to ${others.join(', ')}, and the policy deploys from ${branch.value}`,
    evidence: [branch.evidence],
  };
}

const how: Readonly<Record<DeployTrigger, string>> = {
  manual: 'that somebody starts it',
  tag: 'that a tag or release does',
  merge: 'that a merge does',
};

function isOtherwise({ value }: Stated<DeployTrigger>, { deploy, rules, pipeline }: Target): boolean {
  if (value === 'merge') return false;
  // Where whoever starts a job approves it by that, the missing approval says it all.
  const isSaid = rules.approval?.value === 'required' && deploy.approval === false;
  if (value === 'manual' && isSaid && pipeline.system !== 'github-actions') return false;
  // An environment may hold it until somebody says yes, and that may be all that is meant by hand: unless both are asked for.
  if (value === 'manual' && deploy.approval === null && rules.approval === null) return false;
  return true;
}

function isOfBranch({ name, branches, tags }: PipelineEvent): boolean {
  if (/^(?:pull_request|merge_request)/.test(name)) return true;
  return name === 'push' && (branches === null ? tags === null || tags.length === 0 : branches.length > 0);
}

function said(events: readonly PipelineEvent[]): string {
  const names = events.flatMap(({ branches }) => branches ?? []);
  const request = events.find(({ name }) => name !== 'push');
  if (request !== undefined) return `with a ${request.name.replace(/_/g, ' ')}`;
  return names.length === 0 ? 'with every push' : `with a push to ${[...new Set(names)].join(', ')}`;
}

/** Plain names of branches other than the one; patterns may be anything. */
function otherBranches(events: readonly PipelineEvent[], branch: string): string[] {
  const named = events.filter(({ name }) => name === 'push').flatMap(({ branches }) => branches ?? []);
  return [...new Set(named)].filter((name) => /^[\w./-]+$/.test(name) && name !== branch);
}
