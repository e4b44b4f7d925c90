/** Staging and production are deployed alike but for one thing, which somebody forgot. */
import { waitFix } from '../../fixes/pipelines/wait.ts';
import type { Evidence, Fix } from '../../model/finding.ts';
import type { Deploy, Gate } from '../../model/pipeline.ts';
import { defineRule, type Draft, type PipelineContext } from '../../model/rule.ts';
import { pathsIn } from '../../production/pipelines/details.ts';
import { unawaited } from './deploy-not-awaited.ts';
import { isNamedIn, mutableImages } from './images.ts';
import { misspeltVariables } from './variables.ts';
import { gatesAfter, stageOf, targetsOf, titleOf, type Stage, type Target } from './targets.ts';

export const environmentsDiffer = defineRule({
  id: 'environments-differ',
  area: 'pipeline',
  severity: 'warning',
  scope: 'pipeline',
  summary: 'Production is deployed with less care than staging, or with what belongs to the other.',
  why:
    'Staging is there to show what production will do. Where one waits for its rollout and the other does not, where one ' +
    'is asked for its health and the other is not, where a service of staging never gets to production, staging shows ' +
    'something else. And a copied job that still names the cluster or the address of the other environment deploys, or ' +
    'tests, the wrong one. A variable that one of them spells otherwise is missing there.\n\n' +
    'It is reported only where one pipeline deploys both the same way, so that nothing else can be meant, and where the ' +
    'policy does not speak of it: what it asks for is of the rules about it. Names that variables hold are left alone.',
  fixes: 'A wait that only production lacks is added. Which of two names is meant is for people to say.',
  examples: {
    'github-actions': {
      bad: {
        '.github/workflows/deploy.yml': `on:
  push:
    branches: [main]
jobs:
  staging:
    runs-on: ubuntu-latest
    environment: staging
    steps:
      - name: Deploy
        run: aws ecs update-service --cluster staging --service shop --force-new-deployment
      - name: Wait until it is stable
        run: aws ecs wait services-stable --cluster staging --services shop
  production:
    needs: staging
    runs-on: ubuntu-latest
    environment: production
    steps:
      - name: Deploy
        run: [|aws ecs update-service --cluster live --service shop --force-new-deployment|]
`,
      },
      good: {
        '.github/workflows/deploy.yml': `on:
  push:
    branches: [main]
jobs:
  staging:
    runs-on: ubuntu-latest
    environment: staging
    steps:
      - name: Deploy
        run: aws ecs update-service --cluster staging --service shop --force-new-deployment
      - name: Wait until it is stable
        run: aws ecs wait services-stable --cluster staging --services shop
  production:
    needs: staging
    runs-on: ubuntu-latest
    environment: production
    steps:
      - name: Deploy
        run: aws ecs update-service --cluster live --service shop --force-new-deployment
      - name: Wait until it is stable
        run: aws ecs wait services-stable --cluster live --services shop
`,
      },
    },
    'gitlab-ci': {
      bad: {
        '.gitlab-ci.yml': `staging:
  script:
    - helm upgrade shop ./chart --namespace staging --wait
    - curl --fail https://staging.example.com/health
  environment: staging

production:
  script:
    - helm upgrade shop ./chart --namespace live --wait
    - [|curl --fail https://staging.example.com/health|]
  environment: production
  when: manual
`,
      },
      good: {
        '.gitlab-ci.yml': `staging:
  script:
    - helm upgrade shop ./chart --namespace staging --wait
    - curl --fail https://staging.example.com/health
  environment: staging

production:
  script:
    - helm upgrade shop ./chart --namespace live --wait
    - curl --fail https://shop.example.com/health
  environment: production
  when: manual
`,
      },
    },
  },
  check(context) {
    const targets = targetsOf(context);
    return [
      ...targets.flatMap(wrongPlace),
      ...targets.flatMap((target) => wrongProbe(target)),
      ...targets.flatMap((target) => {
        const twin = twinOf(target, targets);
        return twin === null ? [] : [notAwaited, notAsked, otherImage].flatMap((check) => check(target, twin, context));
      }),
      ...missingServices(targets),
      ...misspeltVariables(context.production),
    ];
  },
});

/** The deploy to staging that a deploy to production is the copy of: in the same pipeline, by the same means. */
function twinOf({ stage, pipeline, deploy }: Target, targets: readonly Target[]): Target | null {
  if (stage !== 'production') return null;
  const twins = targets.filter(
    (one) => one.stage === 'staging' && one.pipeline === pipeline && one.deploy.platform === deploy.platform,
  );
  const named = twins.filter((one) => bareService(one.deploy.service) === bareService(deploy.service));
  return named[0] ?? null;
}

const stageWords = /(?:^|[-_.])(?:production|prod|prd|live|staging|stage|stg)(?=[-_.]|$)/gi;

const bareService = (service: string | null): string => (service ?? '').toLowerCase().replace(stageWords, '');

const other: Readonly<Record<Stage, Stage>> = { production: 'staging', staging: 'production' };

/** Values that name an environment, of a command without its images: what is promoted comes from the other one. */
function stagesNamed({ command, images }: Pick<Deploy, 'command' | 'images'>): Set<Stage> {
  const named = images.reduce((left, { reference }) => left.split(reference).join(' '), command ?? '');
  const words = named.split(/[\s=,]+/).filter((word) => !word.startsWith('-') && !word.includes('$'));
  return new Set(words.flatMap((word) => stageOf(word, null) ?? []));
}

/** Its job is of one environment, and the command names the other. */
function wrongPlace({ commands, stage, job }: Target): Draft[] {
  return commands.flatMap((deploy): Draft[] => {
    if (/\bpromote\b|\bcopy\b|\bcp\b/.test(deploy.command ?? '') || !/\s/.test(deploy.command ?? '')) return [];
    const named = stagesNamed(deploy);
    if (named.has(stage) || !named.has(other[stage])) return [];
    return [
      {
        file: deploy.file,
        range: deploy.range,
        message: `job ${job.name} is of ${stage}, and deploys to ${other[stage]}`,
        environment: stage,
        evidence: [{ file: job.file, range: job.range, label: `of ${stage}` }],
      },
    ];
  });
}

const host = /https?:\/\/([\w.-]+)/;

/** What is asked behind a deploy is the other environment. */
function wrongProbe(target: Target): Draft[] {
  const { stage, job, deploy } = target;
  return gatesAfter(target, ['smoke-test']).flatMap((gate): Draft[] => {
    const asked = host.exec(gate.command ?? '')?.[1] ?? '';
    if (asked === '' || stageOf(asked, null) !== other[stage] || !job.gates.includes(gate)) return [];
    return [
      {
        file: gate.file,
        range: gate.range,
        message: `${titleOf(target)} is followed by a smoke test of ${other[stage]}: ${asked}`,
        environment: stage,
        evidence: [{ file: deploy.file, range: deploy.range, label: `deployed to ${stage} here` }],
      },
    ];
  });
}

const evidenceOf = ({ deploy }: Target, label: string): Evidence => ({ file: deploy.file, range: deploy.range, label });

function draftOf(
  { deploy, job }: Target,
  message: string,
  evidence: readonly Evidence[],
  fix: Fix | null = null,
): Draft {
  return {
    file: deploy.file,
    range: deploy.range,
    message,
    environment: 'production',
    evidence,
    fixes: fix === null ? [] : [fix],
    fault: `${job.file}:${job.name}:${message}`,
  };
}

function notAwaited(target: Target, twin: Target, { text }: PipelineContext): Draft[] {
  const { deploy, rules } = target;
  if (rules.wait !== null || deploy.waits !== false || twin.deploy.waits !== true) return [];
  if (unawaited(target) !== null || gatesAfter(target, ['wait-stable']).length > 0) return [];
  const message = `staging waits until the new version is up, and ${titleOf(target)} does not`;
  return [draftOf(target, message, [evidenceOf(twin, 'staging waits for this one')], waitFix(deploy, text))];
}

const asksHealth = (gate: Gate): boolean => gate.blocking === true && pathsIn(gate.command ?? '').length > 0;

function notAsked(target: Target, twin: Target): Draft[] {
  const { deploy, rules } = target;
  const [probe] = gatesAfter(twin, ['smoke-test']).filter(asksHealth);
  if (rules.smoke !== null || deploy.smoke !== false || probe === undefined) return [];
  if (gatesAfter(target, ['smoke-test', 'e2e-test']).length > 0) return [];
  const paths = pathsIn(probe.command ?? '').join(' and ');
  const message = `staging is asked for ${paths} once it is deployed, and production is not`;
  return [draftOf(target, message, [{ file: probe.file, range: probe.range, label: 'staging is asked here' }])];
}

function otherImage(target: Target, twin: Target, { policy }: PipelineContext): Draft[] {
  const isAsked = policy.immutableImages?.value === true;
  if (isAsked || mutableImages(target, isAsked).length > 0) return [];
  const named = ({ commands }: Target) =>
    commands.flatMap((one) => one.images.filter((image) => isNamedIn(image, one)));
  const [fixed] = named(twin);
  if (fixed === undefined || named(twin).some(({ moving }) => moving)) return [];
  return named(target)
    .filter(({ moving, tag }) => moving && tag !== null && /^[\w.-]+$/.test(tag))
    .map((image) => ({
      ...draftOf(
        target,
        `staging runs ${fixed.reference}, and production whatever ${image.reference} is at that time`,
        [{ file: fixed.file, range: fixed.range, label: 'staging takes this' }],
      ),
      file: image.file,
      range: image.range,
    }));
}

/** Services that get to staging and never to production, where production gets others of them. */
function missingServices(targets: readonly Target[]): Draft[] {
  const pipelines = new Set(targets.map(({ pipeline }) => pipeline));
  return [...pipelines].flatMap((pipeline): Draft[] => {
    const of = (stage: Stage): Target[] => targets.filter((one) => one.pipeline === pipeline && one.stage === stage);
    const [staging, production] = [of('staging'), of('production')];
    const all = [...staging, ...production].flatMap(({ commands }) => commands);
    const [first] = all;
    // Whatever has no name, or a name that a variable holds, may be any of them.
    if (all.some(({ service, platform }) => service === null || /[$*]/.test(service) || platform !== first?.platform))
      return [];
    const names = (list: readonly Target[]): Set<string> =>
      new Set(list.flatMap(({ commands }) => commands.map(({ service }) => bareService(service))));
    const [ours, theirs] = [names(production), names(staging)];
    const missing = [...theirs].filter((name) => !ours.has(name));
    const shared = [...theirs].filter((name) => ours.has(name));
    const last = production.at(-1);
    // Two that share most of their services are meant to be alike.
    if (last === undefined || missing.length === 0 || shared.length < 2 || missing.length > 1) return [];
    const [name = ''] = missing;
    const twin = staging.find(({ commands }) => commands.some(({ service }) => bareService(service) === name));
    const deploy = twin?.commands.find(({ service }) => bareService(service) === name);
    const evidence =
      deploy === undefined ? [] : [{ file: deploy.file, range: deploy.range, label: 'staging gets it here' }];
    return [
      draftOf(
        last,
        `${name} is deployed to staging and never to production, which gets ${shared.join(' and ')}`,
        evidence,
      ),
    ];
  });
}
