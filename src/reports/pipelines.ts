/** Pipelines for people and for programs: what each job gates and deploys, at its line. */
import type { Deploy, Gate, Pipeline, PipelineJob, Pipelines } from '../model/pipeline.ts';
import { inert } from './inert.ts';
import { createPlaces, type Places, type TextLookup } from './places.ts';
import { plainStyle, type Style } from './style.ts';
import { counting, placeText } from './text.ts';

/** What `prodaware pipelines --format json` prints. */
export interface PipelinesReport {
  readonly version: 1;
  readonly pipelines: readonly ReportedPipeline[];
}

export interface ReportedPipeline {
  readonly system: string;
  readonly files: readonly string[];
  readonly jobs: readonly ReportedJob[];
  readonly rollback: boolean;
  readonly migrationsBeforeApp: boolean | null;
}

export interface ReportedJob {
  readonly file: string;
  readonly job: string;
  /** 1-based. */
  readonly line: number;
  readonly needs: readonly string[];
  readonly trigger: readonly string[];
  readonly gates: readonly ReportedGate[];
  readonly deploys: readonly ReportedDeploy[];
}

export interface ReportedGate {
  readonly type: string;
  readonly line: number;
  readonly tool: string;
  readonly blocking: boolean | null;
  readonly why: string;
  /** Where it is not the job's. */
  readonly file?: string;
}

export interface ReportedDeploy {
  readonly environment: string | null;
  readonly line: number;
  readonly platform: string;
  readonly trigger: string;
  readonly approval: boolean | null;
  readonly waits: boolean | null;
  readonly smoke: boolean | null;
  readonly file?: string;
}

export function pipelinesReport({ pipelines }: Pipelines, textOf: TextLookup): PipelinesReport {
  const places = createPlaces(textOf);
  return {
    version: 1,
    pipelines: pipelines.map(({ system, files, jobs, rollback, migrationsBeforeApp }) => ({
      system,
      files,
      jobs: jobs.map((job) => reportedJob(job, places)),
      rollback,
      migrationsBeforeApp,
    })),
  };
}

function reportedJob(job: PipelineJob, places: Places): ReportedJob {
  const elsewhere = (file: string): { readonly file?: string } => (file === job.file ? {} : { file });
  return {
    file: job.file,
    job: job.name,
    line: places.start(job).line,
    needs: job.needs,
    trigger: job.trigger,
    gates: job.gates.map((gate) => {
      const { type, tool, blocking, why } = gate;
      return { type, line: places.start(gate).line, tool, blocking, why, ...elsewhere(gate.file) };
    }),
    deploys: job.deploys.map((deploy) => {
      const { environment, platform, trigger, approval, waits, smoke } = deploy;
      const { line } = places.start(deploy);
      return { environment, line, platform, trigger, approval, waits, smoke, ...elsewhere(deploy.file) };
    }),
  };
}

/** Ends with a line end. Jobs that neither gate nor deploy are not worth a line. */
export function pipelinesText({ pipelines }: Pipelines, textOf: TextLookup, style: Style = plainStyle): string {
  if (pipelines.length === 0)
    return 'There is no pipeline here that is known: GitHub Actions, GitLab CI, CircleCI, Jenkins, Azure Pipelines\n';
  const places = createPlaces(textOf);
  return `${pipelines.map((pipeline) => pipelineText(pipeline, places, style)).join('\n\n')}\n`;
}

function pipelineText(pipeline: Pipeline, places: Places, style: Style): string {
  const telling = pipeline.jobs.filter((job) => job.gates.length > 0 || job.deploys.length > 0);
  const lines = [
    `${style.strong(inert(pipeline.system))}  ${style.faint(counting(pipeline.files.length, ['file', 'files']))}`,
  ];
  for (const job of telling) {
    const trigger = job.trigger.length === 0 ? '' : style.faint(`  on ${inert(job.trigger.join(', '))}`);
    lines.push(`  ${style.strong(inert(job.name))}  ${placeText(job, places)}${trigger}`);
    for (const gate of job.gates) lines.push(`    ${gateText(gate, places, style)}`);
    for (const deploy of job.deploys) lines.push(`    ${deployText(deploy, places, style)}`);
  }
  const count = telling.reduce((sum, job) => sum + job.gates.length, 0);
  const order = pipeline.migrationsBeforeApp;
  const about = [
    counting(count, ['gate', 'gates']),
    pipeline.rollback ? 'a way back' : 'no way back',
    ...(order === null ? [] : [order ? 'migrations before the application' : 'migrations after the application']),
  ];
  return [...lines, `  ${about.join(', ')}`].join('\n');
}

function gateText(gate: Gate, places: Places, style: Style): string {
  const paint = gate.blocking === true ? style.good : gate.blocking === false ? style.bad : style.uncertain;
  const word = gate.blocking === true ? 'blocks' : gate.blocking === false ? 'does not block' : 'not known';
  return `${gate.type}: ${paint(word)}, ${inert(gate.why)}  ${style.faint(placeText(gate, places))}`;
}

function deployText(deploy: Deploy, places: Places, style: Style): string {
  const say = (value: boolean | null, yes: string, no: string): string =>
    value === null ? `${yes}: not known` : value ? yes : no;
  const about = [
    say(deploy.approval, 'approved first', 'nobody approves it'),
    say(deploy.waits, 'waits until stable', 'does not wait'),
    say(deploy.smoke, 'tested afterwards', 'not tested afterwards'),
  ].join(', ');
  const target = deploy.environment ?? 'an environment that is not known';
  return `${style.strong(inert(`deploys to ${target}`))} (${inert(deploy.platform)}): ${about}  ${style.faint(placeText(deploy, places))}`;
}
