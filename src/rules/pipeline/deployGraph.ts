/** Tests that run beside a deploy instead of before it. */
import { needsFix } from '../../fixes/pipelines/needs.ts';
import type { Evidence, Fix } from '../../model/finding.ts';
import type { GateType, Pipeline, PipelineJob } from '../../model/pipeline.ts';
import type { PipelineContext } from '../../model/rule.ts';
import { titleOfType } from './requiredGates.ts';
import { titleOf, type Target } from './targets.ts';

const telling: readonly GateType[] = ['unit-test', 'integration-test', 'type-check'];

/** Null where the deploy waits for the tests of its run, where it has none, or where they ran before. */
export function skippedTests(
  target: Target,
  text: PipelineContext['text'],
): { readonly message: string; readonly evidence: readonly Evidence[]; readonly fixes: readonly Fix[] } | null {
  const { job, pipeline, deploy } = target;
  if (pipeline.system !== 'github-actions' || job.file !== deploy.file || deploy.approval !== false) return null;
  const pushes = job.events.filter(({ name }) => name === 'push');
  if (pushes.length === 0 || pushes.length < job.events.filter(({ name }) => name !== 'workflow_dispatch').length)
    return null;
  const tests = pipeline.jobs.filter((one) => isBeside(one, job) && one.gates.some(isTest));
  const all = earlier(job, pipeline);
  const [first] = tests;
  const gate = first?.gates.find(isTest);
  if (first === undefined || gate === undefined || tests.some((one) => all.has(one)) || job.gates.some(isTest))
    return null;
  const fix = needsFix(job, first.name, text);
  return {
    message: `${titleOf(target)} does not wait for job ${first.name}: it goes out where the ${titleOfType(gate.type)} fail`,
    evidence: [{ file: gate.file, range: gate.range, label: 'tested here, at the same time' }],
    fixes: fix === null ? [] : [fix],
  };
}

const isTest = ({ type, blocking }: PipelineJob['gates'][number]): boolean =>
  blocking === true && telling.includes(type);

/** In the same run of the same file, started by the same push. */
function isBeside(one: PipelineJob, job: PipelineJob): boolean {
  return one !== job && one.file === job.file && !one.manual && one.events.some(({ name }) => name === 'push');
}

function earlier(job: PipelineJob, { jobs }: Pipeline): Set<PipelineJob> {
  const found = new Set<PipelineJob>();
  const open = [job];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const other of jobs) {
      if (found.has(other) || other.file !== next.file || !next.needs.includes(other.name)) continue;
      found.add(other);
      open.push(other);
    }
  }
  return found;
}
