/** From planned jobs to the plain model: what each gates and deploys, and what its place in the order says of both. */
import { environmentWord, versionInput } from '../../knowledge/deploys.ts';
import type { Deploy, Gate, GateType, Pipeline, PipelineJob, PipelineSystem } from '../../model/pipeline.ts';
import { typeByName } from './classify.ts';
import { environmentWordIn, itemsOfStep, weakened, type FoundDeployAt, type Item } from './judge.ts';
import type { CalledStep, PipelineContext, PlannedJob, PlannedPipeline } from './reader.ts';

interface JudgedJob {
  readonly job: PlannedJob;
  readonly items: readonly Item[];
}

/** What callers of an action say of what it deploys. */
type Calls = Map<string, Deploy[]>;

export async function assemble(
  system: PipelineSystem,
  planned: PlannedPipeline,
  context: PipelineContext,
): Promise<Pipeline> {
  const calls: Calls = new Map();
  const { judged, jobs } = await resolved(planned.jobs, context, calls, 0);
  const finished = jobs.map((job, index) => (planned.jobs[index]?.isAction === true ? asCalled(job, calls) : job));
  const items = judged.flatMap((one) => one.items);
  const rollback =
    items.some((item) => item.kind === 'gate' && item.gate.type === 'rollback') ||
    (finished.some((job) => job.deploys.length > 0) && planned.inputs.some((name) => versionInput.test(name)));
  return { system, files: planned.files, jobs: finished, rollback, migrationsBeforeApp: migrationOrder(judged) };
}

async function resolved(
  planned: readonly PlannedJob[],
  context: PipelineContext,
  calls: Calls,
  depth: number,
): Promise<{ judged: readonly JudgedJob[]; jobs: readonly PipelineJob[] }> {
  const judged: JudgedJob[] = [];
  for (const job of planned) {
    const items: Item[] = [];
    for (const step of job.steps) {
      if (step.kind === 'called')
        items.push(...(step.never === true ? [] : await calledItems(step, context, calls, depth)));
      else items.push(...(await itemsOfStep(step, context)));
    }
    judged.push({ job, items: weakened(job, items) });
  }
  return { judged, jobs: judged.map((one) => finished(one, judged, calls, depth)) };
}

/** What is called stands for one gate of each type, and one deploy for each environment. */
async function calledItems(step: CalledStep, context: PipelineContext, calls: Calls, depth: number): Promise<Item[]> {
  const { file, range } = step;
  const { jobs } = await resolved(step.jobs, context, calls, depth + 1);
  const items: Item[] = [];
  const deploys = jobs.flatMap((job) => job.deploys);
  const seen = new Set<string>();
  for (const deploy of deploys) {
    const environment = deploy.environment === null || deploy.environment.includes('${') ? null : deploy.environment;
    if (seen.has(environment ?? '')) continue;
    seen.add(environment ?? '');
    const same = deploys.filter((one) => one.environment === deploy.environment);
    const waits = same.every((one) => one.waits === true)
      ? true
      : same.some((one) => one.waits === false)
        ? false
        : null;
    const smoke = same.some((one) => one.smoke === true);
    const approval = same.every((one) => one.approval === true)
      ? true
      : same.some((one) => one.approval === null)
        ? null
        : false;
    const found: FoundDeployAt = {
      file,
      range,
      platform: deploy.platform,
      environment,
      waits,
      smoke,
      approval,
      called: step.path,
    };
    items.push({ kind: 'deploy', deploy: found });
  }
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
      best.set(named, { file, range, type: named, tool: step.name, blocking: true, why, evidence: [] });
    }
  }
  for (const gate of best.values()) {
    const evidence = [{ file: gate.file, range: gate.range, label: gate.tool }, ...gate.evidence];
    items.push({ kind: 'gate', gate: { ...gate, file, range, evidence } });
  }
  return weakened(step, items);
}

function finished({ job, items }: JudgedJob, all: readonly JudgedJob[], calls: Calls, depth: number): PipelineJob {
  const deploying = items.some((item) => item.kind === 'deploy');
  // Nobody asks for the order of jobs that deploy nothing, and a long file has many.
  const before = !deploying ? [] : related(job, all, (one, other) => isNeeded(one, other));
  const after = !deploying ? [] : related(job, all, (one, other) => isNeeded(other, one));
  const approvedBefore = before.some(({ items: earlier }) => earlier.some(isApproval));
  const deploys: Deploy[] = [];
  for (const [index, item] of items.entries()) {
    if (item.kind !== 'deploy') continue;
    const { deploy } = item;
    const later = [...items.slice(index + 1), ...after.flatMap((one) => one.items)];
    const approved = approvedBefore || items.slice(0, index).some(isApproval) || deploy.approval === true;
    const made: Deploy = {
      file: deploy.file,
      range: deploy.range,
      environment: environmentOf(deploy, job),
      platform: deploy.platform,
      trigger: job.trigger.join(', '),
      approval: approved || job.approval === true ? true : deploy.approval === null ? null : job.approval,
      waits:
        deploy.waits === true ||
        (deploy.platform !== 'image tag' && later.some((one) => isPassing(one, ['wait-stable'])))
          ? true
          : deploy.waits,
      smoke: deploy.smoke === true || later.some((one) => isPassing(one, ['smoke-test', 'e2e-test'])),
    };
    deploys.push(made);
    if (deploy.called !== undefined && depth === 0)
      calls.set(deploy.called, [...(calls.get(deploy.called) ?? []), made]);
  }
  const gates = items
    .flatMap((item) => (item.kind === 'gate' ? [item.gate] : []))
    .filter((gate) => gate.tool !== 'environment' || deploys.length > 0);
  const { file, range, name, needs, trigger } = job;
  return { file, range, name, needs, trigger, gates: distinct(gates), deploys: distinctDeploys(deploys) };
}

const isApproval = (item: Item): boolean =>
  item.kind === 'gate' && item.gate.type === 'approval' && item.gate.blocking === true;

function isPassing(item: Item, types: readonly GateType[]): boolean {
  return item.kind === 'gate' && types.includes(item.gate.type) && item.gate.blocking !== false;
}

function isNeeded(job: PlannedJob, other: PlannedJob): boolean {
  return (
    job.needs.includes(other.name) ||
    (other.stage !== undefined && other.stage !== '' && job.stage !== other.stage && job.needs.includes(other.stage))
  );
}

/** Needs are names in one file, or in what the reader says. */
const groupOf = (job: PlannedJob): string => job.group ?? job.file;

/** Jobs that are reached over an edge, at any distance; cycles end. */
function related(
  job: PlannedJob,
  all: readonly JudgedJob[],
  edge: (one: PlannedJob, other: PlannedJob) => boolean,
): readonly JudgedJob[] {
  const found = new Set<JudgedJob>();
  const open = [job];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const other of all) {
      if (other.job === job || found.has(other) || groupOf(other.job) !== groupOf(job)) continue;
      if (!edge(next, other.job)) continue;
      found.add(other);
      open.push(other.job);
    }
  }
  return [...found];
}

function environmentOf(deploy: FoundDeployAt, job: PlannedJob): string | null {
  if (job.environment !== null) return job.environment;
  const { environment } = deploy;
  if (environment !== null) {
    if (deploy.called !== undefined || /^[\w-]+(?:\|[\w-]+)*$/.test(environment)) {
      const isName = environmentWord.test(environment) || deploy.called !== undefined;
      const word = environment.includes('|') ? environment : environmentWordIn(environment);
      if (isName) return /^[\w-]+$/.test(environment) && deploy.called === undefined ? word : environment;
    }
    const word = environmentWordIn(environment);
    if (word !== null) return word;
  }
  for (const hint of job.hints) {
    if (/^\w+(?:\|\w+)+$/.test(hint)) return hint;
    const word = environmentWordIn(hint);
    // Jobs that test are called so.
    if (word !== null && (word !== 'test' || /test[-_ ]?env|deploy\W*(?:to\W*)?test/i.test(hint))) return word;
  }
  return environment !== null && /^\$\{inputs\.\w+\}$/.test(environment) ? environment : null;
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

function migrationOrder(judged: readonly JudgedJob[]): boolean | null {
  let known: boolean | null = null;
  for (const { job, items } of judged) {
    const firstDeploy = items.findIndex((item) => item.kind === 'deploy');
    if (firstDeploy < 0) continue;
    const before = [
      ...related(job, judged, (one, other) => isNeeded(one, other)).flatMap((one) => one.items),
      ...items.slice(0, firstDeploy),
    ];
    const after = items.slice(firstDeploy + 1);
    if (after.some((item) => item.kind === 'migration')) return false;
    if (before.some((item) => item.kind === 'migration')) known = true;
  }
  return known;
}
