/** Gates that the policy wants before a merge, and what pipelines have of them. */
import { substitutes } from '../../knowledge/gateSubstitutes.ts';
import type { Gate, GateType, Pipeline, PipelineEvent, PipelineJob, Pipelines } from '../../model/pipeline.ts';
import type { RequiredGate, Stated } from '../../model/policy.ts';
import type { PipelineContext } from '../../model/rule.ts';

export interface Carrier {
  readonly pipeline: Pipeline;
  readonly job: PipelineJob;
  readonly gate: Gate;
}

export interface Requirement {
  readonly stated: Stated<RequiredGate>;
  /** A gate of its own, or the number that tests have to reach. */
  readonly type: GateType;
  /** Gates that run for a change before it is merged. */
  readonly before: readonly Carrier[];
  /** Gates that run later only. */
  readonly later: readonly Carrier[];
}

/** What the policy wants of each gate; a number that tests have to cover is a gate of its own. */
export function requirementsOf({ policy, pipelines }: PipelineContext): Requirement[] {
  const wanted = new Map<GateType, Stated<RequiredGate>>();
  for (const stated of policy.gates) {
    if (!afterMerge.has(stated.value.type) && !wanted.has(stated.value.type)) wanted.set(stated.value.type, stated);
  }
  for (const stated of policy.gates) {
    if (stated.value.coverage !== null && !wanted.has('coverage')) wanted.set('coverage', stated);
  }
  return [...wanted].map(([type, stated]) => {
    const carriers = carriersOf(type, pipelines);
    const before = carriers.filter(({ job, pipeline }) => runsBeforeMerge(job, pipeline));
    return { stated, type, before, later: carriers.filter((carrier) => !before.includes(carrier)) };
  });
}

/** Gates of a deploy: the policy speaks of them elsewhere. */
const afterMerge: ReadonlySet<GateType> = new Set([
  'smoke-test',
  'approval',
  'wait-stable',
  'deploy-verification',
  'canary',
  'rollback',
  'notification',
  'change-freeze',
]);

function carriersOf(type: GateType, { pipelines }: Pipelines): Carrier[] {
  return pipelines.flatMap((pipeline) =>
    pipeline.jobs.flatMap((job) =>
      job.gates.filter((gate) => carries(gate, type)).map((gate) => ({ pipeline, job, gate })),
    ),
  );
}

function carries(gate: Gate, type: GateType): boolean {
  if (gate.type === type) return true;
  return substitutes.some(
    (row) => row.of === type && row.type === gate.type && (row.tool?.test(toolText(gate)) ?? true),
  );
}

const toolText = ({ tool, command }: Gate): string => `${tool} ${command ?? ''}`;

const merging = /^(?:pull_request|merge_request|merge_group|pr$|pull-request|external_pull_request)/i;

/**
 * Whether a change meets the job before it is merged. What the files do not say counts as yes: nothing is missing where
 * that is not known.
 */
export function runsBeforeMerge(job: PipelineJob, pipeline: Pipeline): boolean {
  if (job.manual) return false;
  if (job.events.length > 0) return job.events.some(isBeforeMerge);
  if (pipeline.system !== 'github-actions' || job.trigger.length === 0) return true;
  return job.trigger.some((name) => merging.test(name) || name === 'workflow_call');
}

const anyBranch = /[*?^$[|]|feature|develop/i;

function isBeforeMerge({ name, branches, tags }: PipelineEvent): boolean {
  if (merging.test(name) || name === 'workflow_call') return true;
  if (name !== 'push') return false;
  // Where only tags are named, branches do not start it; no tag at all is said of pushes to any branch.
  if (branches === null) return tags === null || tags.length === 0;
  return branches.some((branch) => branch !== '$CI_DEFAULT_BRANCH' && anyBranch.test(branch));
}

/** Names of what is wanted, by its type, for people. */
const titles: Partial<Readonly<Record<GateType, string>>> = {
  lint: 'linter',
  format: 'format check',
  'type-check': 'type check',
  'unit-test': 'tests',
  'integration-test': 'integration tests',
  'e2e-test': 'end-to-end tests',
  coverage: 'coverage',
  build: 'build',
  'container-build': 'container build',
  'vulnerability-scan': 'vulnerability scan',
  sast: 'static security analysis',
  dast: 'dynamic security test',
  'secret-scan': 'secret scan',
  licence: 'licence check',
  'iac-scan': 'infrastructure scan',
  'migration-check': 'migration check',
  'contract-check': 'contract check',
  'smoke-test': 'smoke test',
  'wait-stable': 'wait for a stable version',
  'deploy-verification': 'check of what was deployed',
};

export function titleOfType(type: GateType): string {
  return titles[type] ?? type.replace(/-/g, ' ');
}

/** Parts of the pipelines that are of elsewhere and may hold gates: reusable workflows, templates, jobs of orbs. */
export function unseenParts({ pipelines, faults }: Pipelines): boolean {
  return (
    pipelines.some((pipeline) =>
      pipeline.jobs.some((job) => runsBeforeMerge(job, pipeline) && isElsewhere(job, pipeline)),
    ) || faults.some(({ message }) => /includ|extends|template|orb|library|called/i.test(message))
  );
}

function isElsewhere({ uses, gates, deploys }: PipelineJob, { system }: Pipeline): boolean {
  const foreign = uses.filter(({ name }) => !name.startsWith('./'));
  switch (system) {
    case 'github-actions':
      return foreign.some(({ name }) => /\.ya?ml$/.test(name));
    case 'circleci':
      return foreign.length > 0 && gates.length === 0 && deploys.length === 0;
    default:
      // What is included there brings jobs of its own.
      return foreign.length > 0;
  }
}
