/** The plan as one `.gitlab-ci.yml`: what a merge request passes, staging, production by hand. */
import { gitlabDocker } from '../../fixes/pipelines/gitlabDocker.ts';
import { imageSteps, scanSteps } from '../../fixes/pipelines/imageSteps.ts';
import { deploySteps, smokeSteps } from './deploySteps.ts';
import { migrationSteps } from './migrationSteps.ts';
import type { DeliveryPlan, GeneratedFile } from './plan.ts';
import { lines, plain, type Lines } from '../../fixes/pipelines/yamlLines.ts';

export function gitlabPipeline(plan: DeliveryPlan): GeneratedFile[] {
  return [{ path: '.gitlab-ci.yml', text: lines(pipeline(plan)) }];
}

function pipeline(plan: DeliveryPlan): Lines {
  const { image } = plan;
  return [
    'stages: [gates, image, staging, production]',
    '',
    'workflow:',
    '  rules:',
    '    - if: $CI_PIPELINE_SOURCE == "merge_request_event"',
    `    - if: $CI_COMMIT_BRANCH == "${plan.branch}"`,
    '',
    'variables:',
    '  # A version is rolled back by running a pipeline with VERSION set to the commit before it, and deploying that.',
    '  VERSION: $CI_COMMIT_SHA',
    ...(image === null ? [] : [`  IMAGE: ${plan.registry ?? '$CI_REGISTRY_IMAGE'}/${image}:$VERSION`]),
    '',
    ...gates(plan),
    ...imageJobs(plan),
    ...deployJob(plan, 'staging'),
    '',
    ...deployJob(plan, 'production'),
  ];
}

function gates({ toolchain, gates: planned }: DeliveryPlan): Lines {
  return planned.flatMap(({ type, commands }) => [
    `${type}:`,
    '  stage: gates',
    `  image: ${toolchain.image}`,
    '  rules:',
    '    - if: $VERSION == $CI_COMMIT_SHA',
    '  script:',
    ...[...toolchain.install, ...commands].map(item),
    '',
  ]);
}

const item = (command: string): string => `    - ${plain(command)}`;

function imageJobs(plan: DeliveryPlan): Lines {
  if (plan.image === null) return [];
  return [
    'container-build:',
    '  stage: image',
    ...gitlabDocker,
    '  rules:',
    '    - if: $VERSION == $CI_COMMIT_SHA',
    '  script:',
    ...imageSteps(plan.dockerfile).map(item),
    ...(plan.scan === null ? [] : scanSteps(plan.scan).map(item)),
    '    - \'if [ "$CI_COMMIT_BRANCH" = "$CI_DEFAULT_BRANCH" ]; then docker push "$IMAGE"; fi\'',
    '',
  ];
}

const images = {
  ecs: 'registry.gitlab.com/gitlab-org/cloud-deploy/aws-base:v2.2.1',
  kubernetes: 'bitnami/kubectl:1.31.3',
  systemd: 'alpine:3.20',
} as const;

function deployJob(plan: DeliveryPlan, environment: 'staging' | 'production'): Lines {
  const { runtime, branch, migrate } = plan;
  const { prepare, deploy, wait } = deploySteps(runtime.platform);
  const migration = migrate === null ? [] : migrationSteps(runtime.platform, migrate.command, runtime.service);
  const tools = runtime.platform === 'systemd' ? ['apk add --no-cache curl openssh-client rsync'] : [];
  return [
    `deploy-${environment}:`,
    `  stage: ${environment}`,
    `  image: ${images[runtime.platform]}`,
    `  environment: ${environment}`,
    `  resource_group: ${environment}`,
    '  variables:',
    `    SERVICE: ${runtime.service}`,
    ...(runtime.platform === 'kubernetes' ? [`    NAMESPACE: ${runtime.namespace}`] : []),
    ...(runtime.platform === 'kubernetes' && migrate !== null
      ? [`    JOB: ${runtime.service}-migrate-$CI_JOB_ID`]
      : []),
    ...(runtime.platform === 'ecs' ? [`    AWS_DEFAULT_REGION: ${runtime.region}`] : []),
    ...(runtime.platform === 'ecs' && environment === 'production' && runtime.cluster !== null
      ? [`    CLUSTER: ${runtime.cluster}`]
      : []),
    ...(runtime.platform === 'systemd' && environment === 'production' && runtime.host !== null
      ? [`    HOST: ${runtime.host}`]
      : []),
    '  rules:',
    `    - if: $CI_COMMIT_BRANCH == "${branch}"`,
    ...(environment === 'production'
      ? [
          '      # Somebody starts it; the protected environment says who may.',
          '      when: manual',
          '      allow_failure: false',
        ]
      : []),
    '  script:',
    ...[
      ...tools,
      ...prepare,
      ...(migrate?.order === 'before' ? migration : []),
      ...deploy,
      ...wait,
      ...(migrate?.order === 'after' ? migration : []),
      ...smokeSteps(plan),
    ].map(item),
  ];
}
