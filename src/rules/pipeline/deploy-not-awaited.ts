/** The pipeline is green before anybody knows whether the new version runs. */
import { waitFix } from '../../fixes/pipelines/wait.ts';
import { asksVersion, returnsAtOnce, waitsByItself } from '../../knowledge/waitCommands.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Deploy } from '../../model/pipeline.ts';
import { defineRule, type Draft } from '../../model/rule.ts';
import { gatesAfter, targetsOf, titleOf, type Target } from './targets.ts';

export const deployNotAwaited = defineRule({
  id: 'deploy-not-awaited',
  area: 'pipeline',
  severity: 'warning',
  scope: 'pipeline',
  summary: 'A pipeline does not wait until the version that it deployed is up.',
  why:
    '`aws ecs update-service`, `kubectl apply` and `helm upgrade` without `--wait` return as soon as the platform has ' +
    'taken the order. The rollout fails a minute later, and the pipeline has been green since.\n\n' +
    'It is reported where the policy wants the pipeline to wait, and without a policy where a smoke test follows at once: ' +
    'it asks the old version, which answers until the new one has taken over, and passes whatever was deployed. Probes ' +
    'that compare a version are left alone, and so are platforms whose command waits by itself.',
  fixes:
    'The command of the platform that waits is put behind the deploy, for the same service; or the option or input by ' +
    'which the deploy waits by itself.',
  examples: {
    'github-actions': {
      bad: {
        '.github/workflows/deploy.yml': `on:
  push:
    branches: [main]
jobs:
  production:
    runs-on: ubuntu-latest
    steps:
      - name: Replace it
        run: [|aws ecs update-service --cluster live --service shop --force-new-deployment|]
      - name: Ask it
        run: curl --fail https://shop.example.com/health
`,
      },
      good: {
        '.github/workflows/deploy.yml': `on:
  push:
    branches: [main]
jobs:
  production:
    runs-on: ubuntu-latest
    steps:
      - name: Replace it
        run: aws ecs update-service --cluster live --service shop --force-new-deployment
      - name: Wait until it is stable
        run: aws ecs wait services-stable --cluster live --services shop
      - name: Ask it
        run: curl --fail https://shop.example.com/health
`,
      },
    },
    'gitlab-ci': {
      bad: {
        'prodaware.yaml': 'version: 1\npipeline:\n  production:\n    wait: true\n',
        '.gitlab-ci.yml': `production:
  script:
    - [|kubectl set image deployment/shop shop=registry.example.com/shop:$CI_COMMIT_SHA -n live|]
  environment: production
  when: manual
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\npipeline:\n  production:\n    wait: true\n',
        '.gitlab-ci.yml': `production:
  script:
    - kubectl set image deployment/shop shop=registry.example.com/shop:$CI_COMMIT_SHA -n live
    - kubectl rollout status deployment/shop --timeout=5m -n live
  environment: production
  when: manual
`,
      },
    },
    circleci: {
      bad: {
        'prodaware.yaml': 'version: 1\npipeline:\n  production:\n    wait: true\n',
        '.circleci/config.yml': `version: 2.1
jobs:
  deploy-production:
    docker:
      - image: cimg/base:2025.01
    steps:
      - run: [|helm upgrade --install shop ./chart --namespace live|]
workflows:
  release:
    jobs:
      - deploy-production
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\npipeline:\n  production:\n    wait: true\n',
        '.circleci/config.yml': `version: 2.1
jobs:
  deploy-production:
    docker:
      - image: cimg/base:2025.01
    steps:
      - run: helm upgrade --install shop ./chart --namespace live --wait
workflows:
  release:
    jobs:
      - deploy-production
`,
      },
    },
  },
  check(context) {
    return targetsOf(context).flatMap((target): Draft[] => {
      const found = unawaited(target);
      if (found === null) return [];
      const { deploy, why, evidence } = found;
      const fix = waitFix(deploy, context.text);
      return [
        {
          file: deploy.file,
          range: deploy.range,
          message: `${titleOf(target)} is not awaited: ${why}`,
          environment: target.stage,
          evidence,
          fixes: fix === null ? [] : [fix],
          fault: `${deploy.file}:${deploy.range.start}`,
        },
      ];
    });
  },
});

interface Unawaited {
  readonly deploy: Deploy;
  readonly why: string;
  readonly evidence: readonly Evidence[];
}

/** Null where it waits, where that is not known, or where a wait is there that only cannot fail. */
export function unawaited(target: Target): Unawaited | null {
  const { rules, commands } = target;
  const deploy = commands.findLast(({ waits, command }) => waits === false && !waitsByItself.test(command ?? ''));
  if (deploy === undefined || gatesAfter(target, ['wait-stable']).length > 0) return null;
  if (rules.wait?.value === true) {
    const why = 'the pipeline is green before the new version runs, and the policy says that it waits';
    return { deploy, why, evidence: [rules.wait.evidence] };
  }
  if (rules.wait !== null || !returnsAtOnce.has(deploy.platform)) return null;
  const [probe] = gatesAfter(target, ['smoke-test']);
  if (probe === undefined || probe.tool !== 'curl' || probe.blocking === null || asksVersion.test(probe.command ?? ''))
    return null;
  const why = 'what is asked behind it is the old version, which answers until the new one has taken over';
  return { deploy, why, evidence: [{ file: probe.file, range: probe.range, label: 'asked at once' }] };
}
