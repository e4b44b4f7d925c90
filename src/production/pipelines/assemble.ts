/** From planned jobs to the plain model: what each gates and deploys, and what its place in the order says of both. */
import { environmentWord, noTarget, targetInName } from '../../knowledge/deployEnvironments.ts';
import { versionInput } from '../../knowledge/deploys.ts';
import type { Deploy, Gate, GateType, Pipeline, PipelineJob, PipelineSystem } from '../../model/pipeline.ts';
import { isDeployName, isRemovingName, typeByName } from './classify.ts';
import { pathsIn } from './details.ts';
import {
  deployItem,
  environmentWordIn,
  gateItem,
  namedBy,
  targeted,
  waitsForItself,
  weakened,
  type FoundDeployAt,
  type Item,
} from './items.ts';
import { itemsOfStep } from './judge.ts';
import { after, before, type JudgedJob } from './order.ts';
import type { CalledStep, PipelineContext, PlannedJob, PlannedPipeline } from './reader.ts';

/** What callers of an action say of what it deploys. */
type Calls = Map<string, Deploy[]>;

export async function assemble(
  system: PipelineSystem,
  planned: PlannedPipeline,
  context: PipelineContext,
): Promise<Pipeline> {
  const calls: Calls = new Map();
  const { judged, jobs } = await resolved(planned.jobs, context, calls, 0);
  const done = jobs.map((job, index) => (planned.jobs[index]?.isAction === true ? asCalled(job, calls) : job));
  const items = judged.flatMap((one) => one.items);
  const rollback =
    items.some((item) => item.kind === 'gate' && item.gate.type === 'rollback') ||
    (done.some((job) => job.deploys.length > 0) && planned.inputs.some((name) => versionInput.test(name)));
  return { system, files: planned.files, jobs: done, rollback, migrationsBeforeApp: migrationOrder(done) };
}

async function resolved(
  planned: readonly PlannedJob[],
  context: PipelineContext,
  calls: Calls,
  depth: number,
): Promise<{ judged: readonly JudgedJob[]; jobs: readonly PipelineJob[] }> {
  const judged: JudgedJob[] = [];
  for (const job of planned) {
    const found: Item[] = [];
    for (const step of job.steps) {
      if (step.kind === 'called')
        found.push(...(step.never === true ? [] : await calledItems(step, context, calls, depth)));
      else found.push(...(await itemsOfStep(step, context)));
    }
    const items = targeted(found);
    judged.push({
      job,
      items: weakened(job, elsewhere(job, job.nameSays === true ? namedBy(job.name, items) : items)),
    });
  }
  return { judged, jobs: judged.map((one) => finished(one, judged, calls, depth)) };
}

const clusterPlatform = /^(?:kubernetes|helm|helmfile|argocd)$/;

/** Without what only looks like a deploy: into a cluster of the run itself, or onto the machine that runs it. */
function elsewhere(job: PlannedJob, items: readonly Item[]): readonly Item[] {
  const throwsAway = items.some((item) => item.kind === 'throw-away');
  const isDeployJob = job.environment !== null || job.hints.some((hint) => isDeployName(hint));
  const named = [job.name, job.file.replace(/^.*\//, '').replace(/\.\w+$/, '')];
  const removes = named.some((name) => isRemovingName(name) && !isDeployName(name));
  const isOwn = job.ownMachine === true && isDeployJob;
  const firstDeploy = items.findIndex((item) => item.kind === 'deploy');
  return items.filter((item, index) => {
    // What is compared before a deploy decides whether there is one.
    if (item.kind === 'gate' && item.gate.tool === 'comparison') return firstDeploy >= 0 && index > firstDeploy;
    if (item.kind === 'gate') return !(throwsAway && item.gate.type === 'wait-stable');
    if (item.kind !== 'deploy') return true;
    if (item.deploy.local === true && !isOwn) return false;
    if (item.deploy.named === true && !isDeployJob) return false;
    if (removes) return false;
    return !(throwsAway && clusterPlatform.test(item.deploy.platform));
  });
}

/** What is called stands for one gate of each type, and one deploy for each environment. */
async function calledItems(step: CalledStep, context: PipelineContext, calls: Calls, depth: number): Promise<Item[]> {
  const { judged, jobs } = await resolved(step.jobs, context, calls, depth + 1);
  const deploys = jobs.flatMap((job) => job.deploys);
  const inner = judged.flatMap((one) => one.items);
  const items: Item[] = inner.filter((item) => item.kind === 'throw-away' || item.kind === 'image');
  if (deploys.length === 0) items.push(...inner.filter((item) => item.kind === 'migration'));
  items.push(...calledDeploys(step, deploys));
  const best = new Map<GateType, Gate>();
  for (const gate of jobs.flatMap((job) => job.gates)) {
    if (/^(?:approval|notification|build|rollback)$/.test(gate.type)) continue;
    const known = best.get(gate.type);
    if (known === undefined || (known.blocking !== true && gate.blocking === true)) best.set(gate.type, gate);
  }
  // What people call it says more than the tool: end-to-end tests are started by a runner of unit tests as well.
  const named = typeByName(step.name.replace(/\/+$/, '').replace(/^.*\//, ''));
  const unit = best.get('unit-test');
  if (named !== null && !best.has(named)) {
    if (unit !== undefined && /test/.test(named)) {
      best.delete('unit-test');
      best.set(named, { ...unit, type: named });
    } else if (deploys.length === 0 && !/test/.test(named)) {
      const why = 'it fails with what it runs';
      best.set(named, gateItem(step, { type: named, tool: step.name, blocking: true, why }).gate);
    }
  }
  for (const gate of best.values()) {
    const evidence = [{ file: gate.file, range: gate.range, label: gate.tool }, ...gate.evidence];
    const why = waitsForItself(gate) ? 'what is called waits until it is stable' : gate.why;
    items.push(gateItem(step, { ...gate, why, evidence }));
  }
  return weakened(step, items);
}

function calledDeploys(step: CalledStep, deploys: readonly Deploy[]): Item[] {
  const items: Item[] = [];
  const seen = new Set<string>();
  for (const deploy of deploys) {
    const environment = deploy.environment === null || deploy.environment.includes('${') ? null : deploy.environment;
    if (seen.has(environment ?? '')) continue;
    seen.add(environment ?? '');
    const same = deploys.filter((one) => one.environment === deploy.environment);
    const all = (key: 'waits' | 'approval', undecided: boolean | null): boolean | null =>
      same.every((one) => one[key] === true)
        ? true
        : same.some((one) => one[key] === undecided)
          ? undecided
          : undecided === null
            ? false
            : null;
    const smoke = same.some((one) => one.smoke === true) || (same.some((one) => one.smoke === null) ? null : false);
    const { platform, service, command } = deploy;
    items.push(
      deployItem(step, {
        platform,
        service,
        command,
        environment,
        waits: all('waits', false),
        approval: all('approval', null),
        smoke,
        smokePaths: same.flatMap((one) => one.smokePaths),
        images: same.flatMap((one) => one.images),
        migration: deploy.migration,
        called: step.path,
      }),
    );
  }
  return items;
}

function finished({ job, items }: JudgedJob, all: readonly JudgedJob[], calls: Calls, depth: number): PipelineJob {
  const deploying = items.some((item) => item.kind === 'deploy');
  // Nobody asks for the order of jobs that deploy nothing, and a long file has many.
  const earlierJobs = deploying ? before(job, all) : [];
  const deploys: Deploy[] = [];
  for (const [index, item] of items.entries()) {
    if (item.kind !== 'deploy') continue;
    const made = finishedDeploy(item.deploy, index, { job, items }, earlierJobs, all);
    deploys.push(made);
    const { called } = item.deploy;
    if (called !== undefined && depth === 0) calls.set(called, [...(calls.get(called) ?? []), made]);
  }
  const gates = items
    .flatMap((item) => (item.kind === 'gate' ? [item.gate] : []))
    .filter((gate) => gate.tool !== 'environment' || deploys.length > 0 || asksForOthers(job, items, all))
    .map((gate) => (gate.type === 'smoke-test' && isApart(job, all) ? { ...gate, blocking: false, why: apart } : gate));
  const { file, range, name, needs, trigger } = job;
  const about = {
    events: job.events ?? [],
    manual: job.manual === true,
    uses: job.uses ?? [],
    secrets: job.secrets === true,
  };
  return { file, range, name, needs, trigger, ...about, gates: distinct(gates), deploys: distinctDeploys(deploys) };
}

/** A job that does nothing itself, and that deploys wait for: its environment is there to be approved. */
function asksForOthers(job: PlannedJob, items: readonly Item[], all: readonly JudgedJob[]): boolean {
  if (items.some((item) => item.kind !== 'gate' || item.gate.tool !== 'environment')) return false;
  return after(job, all, () => true).some((one) => one.items.some((item) => item.kind === 'deploy'));
}

const apart = 'it is started by itself, and nothing is deployed in that run';

/** Started by hand or by a clock, in a run that deploys nothing: no deploy hears of what it finds. */
function isApart(job: PlannedJob, all: readonly JudgedJob[]): boolean {
  const events = job.events ?? [];
  if (events.length === 0 || !events.every(({ name }) => /^(?:workflow_dispatch|schedule)$/.test(name))) return false;
  const run = all.filter((one) => one.job.file === job.file);
  return !run.some((one) => one.items.some((item) => item.kind === 'deploy'));
}

function finishedDeploy(
  deploy: FoundDeployAt,
  index: number,
  { job, items }: JudgedJob,
  earlierJobs: readonly JudgedJob[],
  all: readonly JudgedJob[],
): Deploy {
  const environment = environmentOf(deploy, job);
  const isElsewhere = (one: JudgedJob): boolean =>
    one.items.some((item) => {
      const target = item.kind === 'deploy' ? environmentOf(item.deploy, one.job) : null;
      return target !== null && environment !== null && target !== environment;
    });
  // What follows a deploy to somewhere else is about that one.
  const laterJobs = after(job, all, (one) => !isElsewhere(one)).filter((one) => !isElsewhere(one));
  const earlier = [...earlierJobs.flatMap((one) => one.items), ...items.slice(0, index)];
  const later = [...items.slice(index + 1), ...laterJobs.flatMap((one) => one.items)];
  const smokes = later.flatMap((one) =>
    one.kind === 'gate' && isPassing(one.gate, ['smoke-test', 'e2e-test', 'integration-test']) ? [one.gate] : [],
  );
  const waited =
    deploy.platform !== 'image tag' &&
    later.some((one) => one.kind === 'gate' && isPassing(one.gate, ['wait-stable']) && !waitsForItself(one.gate));
  const isAskedBefore = earlier.some(isApproval);
  // Whoever has to say yes to the environment of a job that is needed, says it to this one as well.
  const isGuarded = earlierJobs.some(
    ({ job: one, items: done }) =>
      one.environment !== null && one.approval === null && !done.some((item) => item.kind === 'deploy'),
  );
  const approval =
    isAskedBefore || deploy.approval === true || job.approval === true
      ? true
      : deploy.approval === null || isGuarded
        ? null
        : job.approval;
  const images = deploy.images.length > 0 ? deploy.images : imagesBefore(items.slice(0, index), earlierJobs);
  const hasMigrated = earlier.some(({ kind }) => kind === 'migration');
  const migratesLater = later.some(({ kind }) => kind === 'migration');
  return {
    file: deploy.file,
    range: deploy.range,
    environment,
    platform: deploy.platform,
    trigger: job.trigger.join(', '),
    approval,
    waits: deploy.waits === true || waited ? true : deploy.waits,
    smoke: deploy.smoke === true || smokes.length > 0 ? true : deploy.smoke === undefined ? false : deploy.smoke,
    command: deploy.command,
    images,
    service: deploy.service,
    smokePaths: [
      ...new Set([...(deploy.smokePaths ?? []), ...smokes.flatMap(({ command }) => pathsIn(command ?? ''))]),
    ],
    migration: migratesLater ? 'after' : hasMigrated ? 'before' : (deploy.migration ?? null),
  };
}

/** Images that were built and pushed for it: those of its own job, or of what that needs. */
function imagesBefore(items: readonly Item[], earlierJobs: readonly JudgedJob[]): Deploy['images'] {
  const pushed = (list: readonly Item[]): Deploy['images'] =>
    list.flatMap((item) => (item.kind === 'image' ? [item.image] : []));
  const own = pushed(items);
  return own.length > 0 ? own : earlierJobs.flatMap((one) => pushed(one.items));
}

const isApproval = (item: Item): boolean =>
  item.kind === 'gate' && item.gate.type === 'approval' && item.gate.blocking === true;

function isPassing(gate: Gate, types: readonly GateType[]): boolean {
  return types.includes(gate.type) && gate.blocking !== false;
}

function environmentOf(deploy: FoundDeployAt, job: PlannedJob): string | null {
  // One job with one environment may go through several.
  if (deploy.environment?.includes('|') === true && /^[\w-]+$/.test(job.environment ?? '')) return deploy.environment;
  if (job.environment !== null && job.environment !== '') return job.environment;
  const environment = deploy.environment === '' ? null : deploy.environment;
  if (environment !== null) {
    if (deploy.isGiven === true) return environment;
    if (deploy.called !== undefined || /^[\w-]+(?:\|[\w-]+)*$/.test(environment)) {
      const isName = environmentWord.test(environment) || deploy.called !== undefined;
      const word = environment.includes('|') ? environment : environmentWordIn(environment);
      if (isName) return /^[\w-]+$/.test(environment) && deploy.called === undefined ? word : environment;
    }
    const word = environmentWordIn(environment);
    if (word !== null) return word;
  }
  const target = job.target ?? null;
  if (target !== null && !target.includes('$')) return target;
  for (const hint of job.hints) {
    if (/^[\w-]+(?:\|[\w-]+)+$/.test(hint)) return hint;
    const word = environmentWordIn(hint);
    // Jobs that test are called so.
    if (word !== null && (word !== 'test' || /test[-_ ]?env|deploy[\W_]*(?:to[\W_]*)?test(?![a-z])/i.test(hint)))
      return word;
  }
  for (const hint of job.hints) {
    const named = targetInName.exec(hint)?.[1];
    if (named !== undefined && !noTarget.test(named)) return named.toLowerCase();
  }
  return environment !== null && /^\$\{inputs\.\w+\}$/.test(environment) ? environment : target;
}

/** An action deploys to what its callers say, and what they do after it is done after it. */
function asCalled(job: PipelineJob, calls: Calls): PipelineJob {
  const callers = calls.get(job.file) ?? [];
  if (callers.length === 0) return job;
  const environments = [...new Set(callers.flatMap((one) => one.environment ?? []))];
  const agreed = (key: 'approval' | 'waits' | 'smoke'): boolean | null | undefined =>
    callers.every((one) => one[key] === callers[0]?.[key]) ? callers[0]?.[key] : undefined;
  return {
    ...job,
    deploys: job.deploys.map((deploy) => {
      const approval = agreed('approval');
      const smoke = agreed('smoke');
      return {
        ...deploy,
        environment: deploy.environment ?? (environments.length === 0 ? null : environments.join('|')),
        approval: callers.some((one) => one.approval === false) ? false : (approval ?? null),
        waits: deploy.waits === true ? true : agreed('waits') === true ? true : deploy.waits,
        smoke: deploy.smoke === true ? true : smoke === undefined ? null : smoke,
      };
    }),
  };
}

function distinct(gates: readonly Gate[]): Gate[] {
  const seen = new Set<string>();
  return gates.filter((gate) => {
    const key = `${gate.file}:${gate.range.start}:${gate.type}`;
    return !seen.has(key) && seen.add(key);
  });
}

function distinctDeploys(deploys: readonly Deploy[]): Deploy[] {
  const seen = new Set<string>();
  return deploys.filter((deploy) => {
    const key = `${deploy.file}:${deploy.range.start}:${deploy.environment}`;
    return !seen.has(key) && seen.add(key);
  });
}

function migrationOrder(jobs: readonly PipelineJob[]): boolean | null {
  const orders = jobs.flatMap((job) => job.deploys.flatMap(({ migration }) => migration ?? []));
  return orders.includes('after') ? false : orders.includes('before') ? true : null;
}
