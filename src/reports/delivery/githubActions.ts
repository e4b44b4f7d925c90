/** The plan as three workflows of GitHub Actions: what a pull request passes, staging, production. */
import { pinned } from '../../knowledge/pinnedActions.ts';
import { checkout, run, setup } from '../../fixes/pipelines/githubSteps.ts';
import { imageSteps, scanSteps } from '../../fixes/pipelines/imageSteps.ts';
import { lines, type Lines } from '../../fixes/pipelines/yamlLines.ts';
import { deploySteps, smokeSteps } from './deploySteps.ts';
import { migrationSteps } from './migrationSteps.ts';
import type { DeliveryPlan, GeneratedFile, Runtime } from './plan.ts';

export function githubWorkflows(plan: DeliveryPlan): GeneratedFile[] {
  return [
    { path: '.github/workflows/pull-request.yml', text: lines(pullRequest(plan)) },
    { path: '.github/workflows/deploy-staging.yml', text: lines(staging(plan)) },
    { path: '.github/workflows/deploy-production.yml', text: lines(production(plan)) },
  ];
}

function pullRequest(plan: DeliveryPlan): Lines {
  return [
    'name: Pull request',
    '',
    'on:',
    `  pull_request:`,
    `    branches: [${plan.branch}]`,
    '  # Staging asks for the same before it deploys.',
    '  workflow_call:',
    '',
    'permissions:',
    '  contents: read',
    '',
    'concurrency:',
    '  group: gates-${{ github.ref }}',
    '  cancel-in-progress: true',
    '',
    'jobs:',
    '  gates:',
    '    runs-on: ubuntu-latest',
    '    timeout-minutes: 30',
    '    steps:',
    ...checkout(),
    ...setup(plan.toolchain),
    ...plan.toolchain.install.flatMap((command) => run(null, [command])),
    ...plan.gates.flatMap(({ title, commands }) => run(title, commands)),
    ...imageGates(plan),
  ];
}

/** The image of a pull request is built and scanned, and thrown away. */
function imageGates(plan: DeliveryPlan): Lines {
  const { image, scan } = plan;
  if (image === null) return [];
  const environment = { IMAGE: `${image}:\${{ github.sha }}` };
  return [
    ...run('Build the image', imageSteps(plan.dockerfile), environment),
    ...(scan === null ? [] : run('Scan the image', scanSteps(scan), environment)),
  ];
}

function staging(plan: DeliveryPlan): Lines {
  const version = '${{ github.sha }}';
  return [
    'name: Deploy to staging',
    '',
    'on:',
    '  push:',
    `    branches: [${plan.branch}]`,
    '',
    'permissions:',
    '  contents: read',
    '',
    'concurrency:',
    '  group: deploy-staging',
    '  cancel-in-progress: false',
    '',
    'jobs:',
    '  gates:',
    '    uses: ./.github/workflows/pull-request.yml',
    '',
    '  deploy:',
    '    needs: gates',
    ...job(plan, 'staging'),
    ...checkout(),
    ...credentials(plan),
    ...(plan.image === null
      ? []
      : run('Build and push the image', [...imageSteps(plan.dockerfile), 'docker push "$IMAGE"'], {
          IMAGE: imageOf(plan, version),
        })),
    ...release(plan, version),
  ];
}

function production(plan: DeliveryPlan): Lines {
  const version = '${{ inputs.version }}';
  return [
    'name: Deploy to production',
    '',
    '# A version is rolled back by deploying the one before it: run this workflow with its commit.',
    'on:',
    '  workflow_dispatch:',
    '    inputs:',
    '      version:',
    '        description: Commit that staging runs, and that production is to run',
    '        required: true',
    '        type: string',
    '',
    'permissions:',
    '  contents: read',
    '',
    'concurrency:',
    '  group: deploy-production',
    '  cancel-in-progress: false',
    '',
    'jobs:',
    '  deploy:',
    '    # The environment asks its required reviewers before this job runs: Settings, Environments, production.',
    ...job(plan, 'production'),
    ...checkout(plan.image === null ? version : null),
    ...credentials(plan),
    ...release(plan, version),
  ];
}

function job({ runtime }: DeliveryPlan, environment: string): Lines {
  return [
    '    runs-on: ubuntu-latest',
    '    timeout-minutes: 30',
    `    environment: ${environment}`,
    ...(runtime.platform === 'ecs'
      ? [
          '    permissions:',
          '      contents: read',
          '      # The cloud trusts the identity of this run; no key is kept.',
          '      id-token: write',
        ]
      : []),
    '    env:',
    `      SERVICE: ${runtime.service}`,
    ...(runtime.platform === 'ecs' ? [`      CLUSTER: ${clusterOf(runtime, environment)}`] : []),
    ...(runtime.platform === 'kubernetes' ? [`      NAMESPACE: ${runtime.namespace}`] : []),
    ...(runtime.platform === 'systemd' ? [`      HOST: ${hostOf(runtime, environment)}`] : []),
    '      BASE_URL: ${{ vars.BASE_URL }}',
    '    steps:',
  ];
}

/** The profile names the one of production. */
function clusterOf({ cluster }: Runtime, environment: string): string {
  return environment === 'production' && cluster !== null ? cluster : '${{ vars.CLUSTER }}';
}

function hostOf({ host }: Runtime, environment: string): string {
  return environment === 'production' && host !== null ? host : '${{ vars.DEPLOY_HOST }}';
}

/** Deploy, wait, ask: what comes after the image is there. */
function release(plan: DeliveryPlan, version: string): Lines {
  const { prepare, deploy, wait } = deploySteps(plan.runtime.platform);
  const what: Record<string, string> = plan.image === null ? { VERSION: version } : { IMAGE: imageOf(plan, version) };
  return [
    ...(prepare.length === 0 ? [] : run('Bring the new version', prepare, what)),
    ...migration(plan, 'before', what),
    ...run('Deploy', deploy, what),
    ...run('Wait until it is up', wait),
    ...migration(plan, 'after', what),
    ...(plan.smoke.length === 0 ? [] : run('Ask it', smokeSteps(plan))),
  ];
}

function migration(
  { migrate, runtime }: DeliveryPlan,
  order: 'before' | 'after',
  what: Readonly<Record<string, string>>,
): Lines {
  if (migrate === null || migrate.order !== order) return [];
  const job: Record<string, string> =
    runtime.platform === 'kubernetes'
      ? { JOB: `${runtime.service}-migrate-\${{ github.run_id }}-\${{ github.run_attempt }}` }
      : {};
  return run('Migrate the database', migrationSteps(runtime.platform, migrate.command, runtime.service), {
    ...what,
    ...job,
  });
}

function imageOf({ image, registry, runtime }: DeliveryPlan, version: string): string {
  const from =
    registry ?? (runtime.platform === 'ecs' ? '${{ steps.registry.outputs.registry }}' : '${{ vars.REGISTRY }}');
  return `${from}/${image ?? ''}:${version}`;
}

function credentials({ runtime, image }: DeliveryPlan): Lines {
  switch (runtime.platform) {
    case 'ecs':
      return [
        `      - uses: ${pinned('aws-actions/configure-aws-credentials')}`,
        '        with:',
        '          role-to-assume: ${{ vars.DEPLOY_ROLE }}',
        `          aws-region: ${runtime.region}`,
        ...(image === null ? [] : [`      - uses: ${pinned('aws-actions/amazon-ecr-login')}`, '        id: registry']),
      ];
    case 'kubernetes':
      return [
        ...(image === null
          ? []
          : run(
              'Sign in to the registry',
              ['echo "$TOKEN" | docker login "$REGISTRY" --username "$USER_NAME" --password-stdin'],
              {
                REGISTRY: '${{ vars.REGISTRY }}',
                USER_NAME: '${{ vars.REGISTRY_USER }}',
                TOKEN: '${{ secrets.REGISTRY_TOKEN }}',
              },
            )),
        ...run(
          'Point kubectl at the cluster',
          ['mkdir -p ~/.kube', 'echo "$KUBE_CONFIG" > ~/.kube/config', 'chmod 600 ~/.kube/config'],
          {
            KUBE_CONFIG: '${{ secrets.KUBE_CONFIG }}',
          },
        ),
      ];
    case 'systemd':
      return run(
        'Trust the host',
        [
          'mkdir -p ~/.ssh',
          'echo "$KEY" > ~/.ssh/id_ed25519',
          'chmod 600 ~/.ssh/id_ed25519',
          'echo "$KNOWN_HOSTS" > ~/.ssh/known_hosts',
        ],
        {
          KEY: '${{ secrets.DEPLOY_KEY }}',
          KNOWN_HOSTS: '${{ vars.KNOWN_HOSTS }}',
        },
      );
  }
}
