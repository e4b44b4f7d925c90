/** Nobody asks the service whether it works once it is deployed. */
import { probeFix, probeMoreFix } from '../../fixes/pipelines/smoke.ts';
import type { Gate } from '../../model/pipeline.ts';
import { defineRule, type Draft, type PipelineContext } from '../../model/rule.ts';
import { pathsIn } from '../../production/pipelines/details.ts';
import { gatesAfter, targetsOf, titleOf, type Target } from './targets.ts';

export const deployWithoutSmokeTest = defineRule({
  id: 'deploy-without-smoke-test',
  area: 'pipeline',
  severity: 'warning',
  scope: 'pipeline',
  summary: 'A deploy is not followed by the smoke test that the policy asks for.',
  why:
    'A version that is up is not a version that works: it may have started without its database, or answer every request ' +
    'with an error. A probe of its health endpoints right after the deploy fails the pipeline before users find out.\n\n' +
    'It is reported where the policy asks for a smoke test of that environment and nothing asks the service, or where a ' +
    'path that the policy names is left out. It is silent where another workflow tests once a deploy is done, where what ' +
    'runs is not of this repository, and where a suite of tests runs whose paths the files do not show. A smoke test that ' +
    'cannot fail is of [gate-not-blocking](gate-not-blocking.md).',
  fixes:
    'Where the job says at what address its environment is, the paths of the policy are asked there, behind the deploy or ' +
    'the wait for it. Where one path is asked already, the same command asks the others.',
  examples: {
    'github-actions': {
      bad: {
        'prodaware.yaml': 'version: 1\npipeline:\n  production:\n    smoke: [/health, /ready]\n',
        '.github/workflows/deploy.yml': `on:
  workflow_dispatch:
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment:
      name: production
      url: https://shop.example.com
    steps:
      - run: |
          [|kubectl apply -f deploy/|]
          kubectl rollout status deployment/shop
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\npipeline:\n  production:\n    smoke: [/health, /ready]\n',
        '.github/workflows/deploy.yml': `on:
  workflow_dispatch:
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment:
      name: production
      url: https://shop.example.com
    steps:
      - run: |
          kubectl apply -f deploy/
          kubectl rollout status deployment/shop
          curl --fail --retry 5 --retry-delay 5 https://shop.example.com/health
          curl --fail --retry 5 --retry-delay 5 https://shop.example.com/ready
`,
      },
    },
    'gitlab-ci': {
      bad: {
        'prodaware.yaml': 'version: 1\npipeline:\n  staging:\n    smoke: [/health, /ready]\n',
        '.gitlab-ci.yml': `staging:
  script:
    - helm upgrade --install shop ./chart --wait
    - [|curl --fail https://staging.example.com/health|]
  environment: staging
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\npipeline:\n  staging:\n    smoke: [/health, /ready]\n',
        '.gitlab-ci.yml': `staging:
  script:
    - helm upgrade --install shop ./chart --wait
    - curl --fail https://staging.example.com/health
    - curl --fail https://staging.example.com/ready
  environment: staging
`,
      },
    },
  },
  check(context) {
    return targetsOf(context).flatMap((target): Draft[] => {
      const draft = unasked(target, context) ?? partlyAsked(target, context);
      return draft === null ? [] : [{ ...draft, environment: target.stage }];
    });
  },
});

const probes = ['smoke-test', 'e2e-test'] as const;

function unasked(target: Target, context: PipelineContext): Draft | null {
  const { deploy, rules, job, pipeline } = target;
  // What cannot fail is said of what is there.
  if (rules.smoke === null || deploy.smoke !== false || gatesAfter(target, probes).length > 0) return null;
  if (isAskedLater(target)) return null;
  const paths = rules.smoke.value.length > 0 ? rules.smoke.value : healthPaths(target, context);
  const last = gatesAfter(target, ['wait-stable']).findLast(({ file }) => file === deploy.file) ?? deploy;
  const fix = probeFix(pipeline.system, job, last, paths, context.text);
  return {
    file: deploy.file,
    range: deploy.range,
    message: `nothing asks the service after ${titleOf(target)}, and the policy says that ${rules.smoke.value.join(' and ') || 'a smoke test'} ${rules.smoke.value.length > 1 ? 'are' : 'is'} asked`,
    evidence: [rules.smoke.evidence],
    fixes: fix === null ? [] : [fix],
    fault: `${deploy.file}:${deploy.range.start}`,
  };
}

/** Another workflow starts once something was deployed, and tests. */
function isAskedLater({ pipeline }: Target): boolean {
  return pipeline.jobs.some(
    (job) =>
      job.trigger.some((name) => /^(?:workflow_run|deployment_status|deployment|repository_dispatch)$/.test(name)) &&
      job.gates.some(({ type }) => probes.some((one) => one === type)),
  );
}

function partlyAsked(target: Target, { text }: PipelineContext): Draft | null {
  const { deploy, rules } = target;
  if (rules.smoke === null || deploy.smoke !== true || deploy.smokePaths.length === 0) return null;
  const gates = gatesAfter(target, probes);
  const asked = new Set([...deploy.smokePaths, ...gates.flatMap(pathsOf)].map(bare));
  const missing = rules.smoke.value.filter((path) => !asked.has(bare(path)));
  const probe = gates.findLast((gate) => gate.blocking === true && pathsOf(gate).length > 0);
  // A suite, or what runs elsewhere, may ask more than its command says.
  if (missing.length === 0 || probe === undefined || gates.some((gate) => pathsOf(gate).length === 0)) return null;
  const [path = ''] = pathsOf(probe);
  const fix = probeMoreFix(probe, path, missing, text);
  return {
    file: probe.file,
    range: probe.range,
    message: `the smoke test of ${titleOf(target)} leaves out ${missing.join(' and ')}, which the policy names`,
    evidence: [rules.smoke.evidence, { file: deploy.file, range: deploy.range, label: 'deployed here' }],
    fixes: fix === null ? [] : [fix],
  };
}

const pathsOf = (gate: Gate): readonly string[] => pathsIn(gate.command ?? '');

const bare = (path: string): string => path.replace(/\/+$/, '') || '/';

/** Of the service that is deployed, where one is named or there is only one. */
function healthPaths({ deploy }: Target, { production }: PipelineContext): readonly string[] {
  const named = production.services.filter(({ name }) => name === deploy.service);
  const [only, ...others] = named.length > 0 ? named : production.services;
  if (only === undefined || others.length > 0) return [];
  const { liveness, readiness } = only.health;
  return [...new Set([liveness, readiness].flatMap((path) => path ?? []))];
}
