/** Parts of a release go out in another order than the one that keeps old and new versions working together. */
import { migrationPart } from '../../knowledge/deploys.ts';
import type { Deploy } from '../../model/pipeline.ts';
import type { Stated } from '../../model/policy.ts';
import { defineRule, type Draft } from '../../model/rule.ts';
import type { Location } from '../../model/text.ts';
import { targetsOf, titleOf, type Target } from './targets.ts';

export const deployOutOfOrder = defineRule({
  id: 'deploy-out-of-order',
  area: 'pipeline',
  severity: 'warning',
  scope: 'pipeline',
  summary: 'A release goes out in another order than the policy says.',
  why:
    'While a release goes out, old and new parts run side by side. The order decides whether they understand each other: ' +
    'code that reads a new column before the migration has made it fails every request; a worker that is replaced before ' +
    'the API gets messages it does not know yet.\n\n' +
    'It is reported where the policy gives an order (`rollout.order`, or a document) and the commands of one job, or jobs ' +
    'that wait for each other, plainly do it the other way round. Jobs that run side by side, and parts that the pipeline ' +
    'does not name, are left alone.',
  fixes: 'None: commands of a deploy are moved by people.',
  examples: {
    'github-actions': {
      bad: {
        'prodaware.yaml': 'version: 1\nrollout:\n  order: [migrate, api, worker]\n',
        '.github/workflows/deploy.yml': `on:
  push:
    branches: [main]
jobs:
  production:
    runs-on: ubuntu-latest
    steps:
      - run: |
          [|kubectl set image deployment/api api=registry.example.com/shop:$GITHUB_SHA|]
          kubectl rollout status deployment/api
          kubectl exec deployment/api -- alembic upgrade head
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\nrollout:\n  order: [migrate, api, worker]\n',
        '.github/workflows/deploy.yml': `on:
  push:
    branches: [main]
jobs:
  production:
    runs-on: ubuntu-latest
    steps:
      - run: |
          alembic upgrade head
          kubectl set image deployment/api api=registry.example.com/shop:$GITHUB_SHA
          kubectl rollout status deployment/api
`,
      },
    },
    'gitlab-ci': {
      bad: {
        'prodaware.yaml': 'version: 1\nrollout:\n  order: [migrate, api, worker]\n',
        '.gitlab-ci.yml': `production:
  script:
    - alembic upgrade head
    - [|kubectl set image deployment/worker worker=registry.example.com/shop:$CI_COMMIT_SHA|]
    - kubectl set image deployment/api api=registry.example.com/shop:$CI_COMMIT_SHA
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\nrollout:\n  order: [migrate, api, worker]\n',
        '.gitlab-ci.yml': `production:
  script:
    - alembic upgrade head
    - kubectl set image deployment/api api=registry.example.com/shop:$CI_COMMIT_SHA
    - kubectl set image deployment/worker worker=registry.example.com/shop:$CI_COMMIT_SHA
`,
      },
    },
  },
  check(context) {
    const { order } = context.policy;
    if (order === null) return [];
    const targets = targetsOf(context);
    return [
      ...targets.flatMap((target) => migrationDraft(target, order)),
      ...targets.flatMap((target) => serviceDraft(target, targets, order)),
    ];
  },
});

function migrationDraft(target: Target, { value, evidence }: Stated<readonly string[]>): Draft[] {
  const at = value.findIndex((part) => migrationPart.test(part));
  const others = value.flatMap((part, index) => (/flag|switch/i.test(part) || index === at ? [] : [index]));
  if (at < 0 || others.length === 0) return [];
  const wanted = others.every((index) => index > at) ? 'before' : others.every((index) => index < at) ? 'after' : null;
  // A job may do both; what is said of the first deploy holds.
  const wrong = target.commands.find(({ migration }) => wanted !== null && migration !== null && migration !== wanted);
  if (wrong === undefined) return [];
  const when = wanted === 'before' ? 'only after' : 'already before';
  return [
    {
      ...placeOf(wrong),
      message: `migrations run ${when} ${titleOf(target)} has replaced the application, and the policy runs them ${wanted ?? ''}`,
      environment: target.stage,
      evidence: [evidence],
      fault: `${wrong.file}:${target.job.name}:migration`,
    },
  ];
}

/** Services that are named in the order, deployed one behind the other in one job or by jobs that wait for each other. */
function serviceDraft(target: Target, all: readonly Target[], { value, evidence }: Stated<readonly string[]>): Draft[] {
  const parts = value.filter((part) => !migrationPart.test(part));
  const rankOf = ({ service }: Deploy): number =>
    service === null ? -1 : parts.findIndex((part) => isPart(service, part));
  const earlier = [...previous(target, all), ...target.commands].filter((deploy) => rankOf(deploy) >= 0);
  for (const deploy of target.commands) {
    const rank = rankOf(deploy);
    if (rank < 0) continue;
    const before = earlier.slice(0, earlier.indexOf(deploy)).find((one) => rankOf(one) > rank);
    if (before === undefined) continue;
    return [
      {
        ...placeOf(before),
        message: `${before.service} is deployed before ${deploy.service}, and the policy deploys ${parts[rank]} first`,
        environment: target.stage,
        evidence: [evidence, { ...placeOf(deploy), label: 'deployed later' }],
        fault: `${target.job.file}:${target.job.name}:${target.stage}`,
      },
    ];
  }
  return [];
}

const placeOf = ({ file, range }: Deploy): Location => ({ file, range });

/** `shop-api` is the `api`; `api-gateway` is not. */
function isPart(service: string, part: string): boolean {
  const [own, wanted] = [service.toLowerCase().replace(/^.*\//, ''), part.toLowerCase()];
  return own === wanted || own.endsWith(`-${wanted}`) || own.endsWith(`_${wanted}`);
}

/** Deploys of jobs that have to be over before, to the same environment. */
function previous({ job, pipeline, stage }: Target, all: readonly Target[]): Deploy[] {
  const found: Deploy[] = [];
  const seen = new Set([job]);
  const open = [...job.needs];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const needed = pipeline.jobs.find(
      (one) => one.name === name && (pipeline.system !== 'github-actions' || one.file === job.file),
    );
    if (needed === undefined || seen.has(needed)) continue;
    seen.add(needed);
    open.push(...needed.needs);
    const other = all.find((one) => one.job === needed && one.stage === stage);
    found.unshift(...(other?.commands ?? []));
  }
  return found;
}
