/** What pipelines put where: deploys of environments that the policy may speak of, with what comes after each of them. */
import type { Deploy, Gate, GateType, Pipeline, PipelineJob } from '../../model/pipeline.ts';
import type { DeployRules } from '../../model/policy.ts';
import type { LoadedProfile } from '../../model/profile.ts';
import type { PipelineContext } from '../../model/rule.ts';
import type { Location } from '../../model/text.ts';

export type Stage = 'production' | 'staging';

/** A deploy to staging or production; of several commands of one job to the same environment the last. */
export interface Target {
  readonly pipeline: Pipeline;
  readonly job: PipelineJob;
  readonly deploy: Deploy;
  /** Every command of the job that deploys there, in the order they run. */
  readonly commands: readonly Deploy[];
  readonly stage: Stage;
  readonly rules: DeployRules;
}

const words: Readonly<Record<Stage, RegExp>> = {
  production: /(?:^|[^a-z])(?:production|prod|prd|live)(?=[^a-z]|$)/i,
  staging: /(?:^|[^a-z])(?:staging|stage|stg)(?=[^a-z]|$)/i,
};
const neither = /(?:^|[^a-z])(?:pre|non|not|post)[-_ ]?(?:production|prod|prd|live|staging)/i;

/** Which of the two environments a name is one of; null where it is neither, both, or computed. */
export function stageOf(name: string | null, profile: LoadedProfile | null): Stage | null {
  if (name === null || name.includes('$') || neither.test(name)) return null;
  for (const stage of ['production', 'staging'] as const) {
    const aliases = profile?.value.environments?.[stage]?.aliases ?? [];
    if (aliases.some((alias) => alias.toLowerCase() === name.toLowerCase())) return stage;
  }
  const isProduction = words.production.test(name);
  const isStaging = words.staging.test(name);
  return isProduction === isStaging ? null : isProduction ? 'production' : 'staging';
}

/** A job that only others start: what it deploys, and what is done around it, is said where it is called. */
function isCalled({ trigger }: PipelineJob, { system }: Pipeline): boolean {
  if (system !== 'github-actions') return false;
  return trigger.every((name) => name === 'workflow_call');
}

/**
 * Once for each job and environment.
 * @param pushes with what only pushes a tag that an environment follows
 */
export function targetsOf({ pipelines, policy, profile, text }: PipelineContext, pushes = false): Target[] {
  const targets: Target[] = [];
  for (const pipeline of pipelines.pipelines) {
    const own = pipeline.jobs.filter((job) => !isCalled(job, pipeline));
    for (const job of pipeline.jobs) {
      const found = new Map<Stage, Deploy[]>();
      // Whoever follows a tag is elsewhere, and so is what becomes of it.
      for (const deploy of job.deploys.filter(({ platform }) => pushes || platform !== 'image tag')) {
        const stage = stageOf(deploy.environment, profile);
        if (stage !== null) found.set(stage, [...(found.get(stage) ?? []), deploy]);
      }
      if (found.size === 0) continue;
      const calls = (one: PipelineJob): boolean => one.deploys.some((deploy) => namesFile(deploy, job.file, text));
      if (!own.includes(job) && own.some(calls)) continue;
      for (const [stage, all] of found) {
        const named = all.filter(({ platform }) => platform !== 'image tag');
        const commands = named.length === 0 ? all : named;
        const deploy = commands.at(-1);
        if (deploy !== undefined) targets.push({ pipeline, job, deploy, commands, stage, rules: policy[stage] });
      }
    }
  }
  return targets;
}

/** The deploy is a call of the file: its name stands there. */
function namesFile({ file, range }: Deploy, called: string, text: PipelineContext['text']): boolean {
  const written =
    text(file)
      ?.slice(range.start, range.end)
      .replace(/^["']?\.\//, '') ?? '';
  return written.length > 3 && called.startsWith(written.replace(/["']$/, ''));
}

/** Jobs that wait for it, at any distance, up to those that deploy to somewhere else: what follows is about that. */
function laterJobs({ job, pipeline, deploy }: Target): PipelineJob[] {
  const found = new Set<PipelineJob>();
  const open = [job];
  const isElsewhere = (one: PipelineJob): boolean =>
    one.deploys.some(({ environment }) => environment !== null && environment !== deploy.environment);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const other of pipeline.jobs) {
      if (other === job || found.has(other) || !other.needs.includes(next.name)) continue;
      if (!shareFile(other, next, pipeline) || isElsewhere(other)) continue;
      found.add(other);
      open.push(other);
    }
  }
  return [...found];
}

/** Workflows of GitHub are graphs of their own, file by file; elsewhere the files make one. */
function shareFile(one: PipelineJob, other: PipelineJob, { system }: Pipeline): boolean {
  return system !== 'github-actions' || one.file === other.file;
}

/** Gates of the kinds that stand behind the first deploy of a target: in its job, and in jobs that wait for it. */
export function gatesAfter(target: Target, types: readonly GateType[]): Gate[] {
  const [first] = target.commands;
  const own = target.job.gates.filter((gate) => first === undefined || !isBefore(gate, first));
  const later = laterJobs(target).flatMap(({ gates }) => gates);
  return [...own, ...later].filter(({ type }) => types.includes(type));
}

function isBefore(one: Location, other: Location): boolean {
  return one.file === other.file && one.range.start < other.range.start;
}

/** Where somebody says yes first is a matter of the job. */
export function placeOfJob({ job, deploy }: Target): Location {
  return job.file === deploy.file ? { file: job.file, range: job.range } : { file: deploy.file, range: deploy.range };
}

/** `the production deploy (job release)` */
export function titleOf({ stage, job }: Target): string {
  return `the ${stage} deploy (job ${job.name})`;
}
