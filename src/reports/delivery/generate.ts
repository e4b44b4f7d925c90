/** Delivery pipelines that keep the policy, made from the profile and from the project's own commands. */
import type { Pipelines } from '../../model/pipeline.ts';
import { migrationPart } from '../../knowledge/deploys.ts';
import { rulesFor, type Policy, type StatedRuntime } from '../../model/policy.ts';
import { launchesOf, type Production, type Service } from '../../model/production.ts';
import { githubWorkflows } from './githubActions.ts';
import { gitlabPipeline } from './gitlabCi.ts';
import { otherRoads } from './otherRoads.ts';
import type { DeliveryPlan, GeneratedFile, Platform, Runtime } from './plan.ts';
import { migratesItself, migrationOfProject } from '../../production/project/migration.ts';
import { gateOf, projectOf, type Project, type ReadText } from '../../production/project/toolchain.ts';

export const pipelineWriters = { 'github-actions': githubWorkflows, 'gitlab-ci': gitlabPipeline } as const;
export type WrittenSystem = keyof typeof pipelineWriters;

export interface GenerateInput {
  readonly system: WrittenSystem;
  readonly policy: Policy;
  readonly production: Production;
  /** Those that are there now. */
  readonly pipelines: Pipelines;
  /** All files of the repository. */
  readonly paths: readonly string[];
  /** Texts of `projectFiles` below the root of the service. */
  read: ReadText;
}

export interface GeneratedPipelines {
  readonly files: readonly GeneratedFile[];
  /** What a person has to see to, a line each. */
  readonly open: readonly string[];
}

/** @returns no files where what the pipelines have to do cannot be known; `open` then says why */
export function generatePipelines(input: GenerateInput): GeneratedPipelines {
  const plan = planOf(input);
  if (typeof plan === 'string') return { files: [], open: [plan] };
  const files = pipelineWriters[input.system](plan);
  const written = new Set(files.map(({ path }) => path));
  const roads = otherRoads(input.pipelines, written, plan.runtime, input.production.profile);
  return { files, open: [...roads, ...plan.open] };
}

function planOf(input: GenerateInput): DeliveryPlan | string {
  const { policy, production, paths, read, system } = input;
  if (policy.gates.length === 0) {
    return 'nothing says what a pull request has to pass: write pipeline.pullRequest.gates in prodaware.yaml';
  }
  const open: string[] = [];
  const project = projectOf(read);
  const service = mainService(production);
  const dockerfiles = paths.filter((path) => /^(?:[\w.-]+\/)*Dockerfile$/.test(path));
  const dockerfile = dockerfiles.find((path) => path === 'Dockerfile') ?? dockerfiles[0];
  const runtime = runtimeOf(policy.runtime, production, service);
  if (runtime === null) {
    return 'nothing says what production runs on: write pipeline.runtime.platform (ecs, kubernetes, systemd) in prodaware.yaml';
  }
  const gates = policy.gates.flatMap(({ value }) => {
    if (value.type === 'container-build' || value.type === 'vulnerability-scan') return [];
    const gate = gateOf(value, project);
    if (gate === null) open.push(`no command for "${value.name}" is known: name a script or a make target after it`);
    else if (value.coverage !== null && !gate.commands.some((command) => command.includes(String(value.coverage)))) {
      open.push(`nothing here compares coverage with ${value.coverage} %: set it where the tests are configured`);
    }
    return gate === null ? [] : [gate];
  });
  const scan = policy.gates.find(({ value }) => value.type === 'vulnerability-scan');
  const isImage = runtime.platform !== 'systemd' && dockerfile !== undefined;
  if (runtime.platform !== 'systemd' && dockerfile === undefined) {
    return `${runtime.platform} runs images, and there is no Dockerfile here`;
  }
  return {
    branch: branchOf(policy),
    toolchain: project.toolchain,
    gates,
    image: isImage ? runtime.service : null,
    dockerfile: dockerfile ?? 'Dockerfile',
    scan: scan === undefined || !isImage ? null : scan.value.severities.filter((one) => severities.has(one)),
    runtime,
    registry: registryOf(policy.runtime),
    smoke: smokePaths(policy, service),
    migrate: migrationOf(input, project, runtime, open),
    open: [...open, ...settings(runtime, system)],
  };
}

/** Migrations are a step of the deploy, where the policy's order puts them: before the application where it says nothing. */
function migrationOf(
  { policy, production, paths, read }: GenerateInput,
  project: Project,
  { platform }: Runtime,
  open: string[],
): DeliveryPlan['migrate'] {
  const order = policy.order?.value ?? [];
  const at = order.findIndex((part) => migrationPart.test(part));
  const others = order.flatMap((part, index) => (/flag|switch/i.test(part) || index === at ? [] : [index]));
  const isLast = at >= 0 && others.length > 0 && others.every((index) => index < at);
  const own = migrationOfProject({ sources: production.sources, paths, project });
  const atStart = own === null ? migratesItself(paths, read) : null;
  if (own === null) {
    if (atStart !== null) open.push(`${atStart} runs the migrations when the application starts; the pipelines do not`);
    else if (at >= 0)
      open.push(`no command for "${order[at] ?? ''}" of rollout.order is known: add a step before the deploy`);
    return null;
  }
  if (own.runBy !== null) {
    open.push(
      `${own.runBy} runs the migrations as well (${own.command}); the step of the deploy runs them once, before it`,
    );
  }
  if (platform === 'ecs')
    open.push(
      'the migration expects a container that is named as the service is, whose entry point runs what it is given',
    );
  if (platform === 'systemd') open.push(`"${own.command}" runs over SSH: give it the settings of the service`);
  return { command: own.command, order: isLast ? 'after' : 'before' };
}

/** Those that the scanner knows. */
const severities: ReadonlySet<string> = new Set(['UNKNOWN', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']);

/** What is written into a workflow comes from the repository under review: a name, and nothing that could be more. */
function branchOf(policy: Policy): string {
  const said = rulesFor(policy, 'staging').branch?.value ?? rulesFor(policy, 'production').branch?.value ?? '';
  return /^[\w][\w./-]*$/.test(said) ? said : 'main';
}

/** The one that answers requests: it has health paths, or it is the first that production starts. */
function mainService(production: Production): Service | null {
  const deployed = launchesOf(production).filter(
    ({ launch }) => !launch.oneShot && launch.environment !== 'development',
  );
  const asked = deployed.find(({ service }) => service.health.liveness !== null);
  return (asked ?? deployed[0])?.service ?? null;
}

const platformOf: ReadonlyMap<string, Platform> = new Map([
  ['ecs', 'ecs'],
  ['kubernetes', 'kubernetes'],
  ['kustomize', 'kubernetes'],
  ['helm', 'kubernetes'],
  ['systemd', 'systemd'],
]);

function runtimeOf(stated: StatedRuntime, production: Production, service: Service | null): Runtime | null {
  const launchers = launchesOf(production)
    .filter(({ launch }) => launch.environment !== 'development')
    .flatMap(({ launch }) => platformOf.get(launch.launcher) ?? []);
  const found = new Set(launchers);
  const [only] = found;
  const platform = stated.platform ?? (found.size === 1 ? only : undefined);
  if (platform === undefined) return null;
  const name = plainName(stated.service ?? service?.name ?? 'app');
  return {
    platform,
    service: name,
    cluster: stated.cluster === null ? null : plainName(stated.cluster),
    namespace: plainName(stated.namespace ?? 'default'),
    region: plainName(stated.region ?? 'us-east-1'),
    host: stated.host === null ? null : plainHost(stated.host),
  };
}

/** What may stand in a command and in a file as it is: names come from the repository. */
const plainName = (name: string): string => name.replace(/[^\w.-]+/g, '-').replace(/^-+|-+$/g, '') || 'app';

/** `deploy@shop.example.com`. */
const plainHost = (host: string): string | null => (/^[\w.-]+(?:@[\w.-]+)?$/.test(host) ? host : null);

/** A host, with a path; what people call a registry is no address. */
function registryOf({ registry: stated }: StatedRuntime): string | null {
  const registry = stated ?? '';
  return /^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:\/[\w./-]+)?$/.test(registry) ? registry.replace(/\/$/, '') : null;
}

function smokePaths(policy: Policy, service: Service | null): string[] {
  const wanted = [...(policy.production.smoke?.value ?? []), ...(policy.staging.smoke?.value ?? [])];
  const health = [service?.health.liveness, service?.health.readiness].flatMap((path) => path ?? []);
  const paths = wanted.length > 0 ? wanted : health;
  return [...new Set(paths)].filter((path) => /^\/[\w./-]*$/.test(path));
}

/** What the files cannot hold: it is set where the pipelines run. */
function settings(runtime: Runtime, system: WrittenSystem): string[] {
  const isGithub = system === 'github-actions';
  const where = isGithub ? 'in the settings of each environment' : 'in the CI/CD settings, scoped to each environment';
  const needed = {
    ecs: isGithub
      ? 'DEPLOY_ROLE, BASE_URL and (where the profile names none) CLUSTER'
      : 'CLUSTER, BASE_URL and the credentials of the cloud',
    kubernetes: isGithub
      ? 'REGISTRY, REGISTRY_USER, REGISTRY_TOKEN, KUBE_CONFIG and BASE_URL'
      : 'KUBECONFIG (of type file) and BASE_URL',
    systemd: isGithub ? 'DEPLOY_HOST, DEPLOY_KEY, KNOWN_HOSTS and BASE_URL' : 'HOST, an SSH key and BASE_URL',
  }[runtime.platform];
  const approval = isGithub
    ? 'give the environment production required reviewers'
    : 'protect the environment production, and say who may deploy to it';
  return [`set ${needed} ${where}`, approval];
}
