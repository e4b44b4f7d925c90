/** Azure Pipelines: stages, jobs, deployment jobs and the templates of the repository. */
import type { ActionUse, PipelineEvent } from '../../model/pipeline.ts';
import { actionUse } from './actionUses.ts';
import { document, pair, resolved, spread, templated, type Frame } from './azure/frame.ts';
import { stepsOf, toleranceOf } from './azure/steps.ts';
import type { MarkStep, PipelineContext, PipelineReader, PlannedJob, Step } from './reader.ts';
import { entriesOf, itemsOf, member, textAt, textOf, type DataNode } from '../text/dataTree.ts';

const pipelinePath =
  /(?:^|\/)\.?azure-pipelines?[\w.-]*\.ya?ml$|^\.?azure-pipelines\/[^/]+\.ya?ml$|^\.(?:azure|ado)\/(?:pipelines\/)?[^/]+\.ya?ml$/;
const mostFiles = 60;

export const azurePipelinesPipelines: PipelineReader = {
  system: 'azure-pipelines',
  async read(context) {
    const files = context.repository.paths.filter((path) => pipelinePath.test(path)).slice(0, mostFiles);
    const pipelines = [];
    for (const file of files) {
      const root = await document(file, context);
      const isPipeline = ['stages', 'jobs', 'steps', 'extends'].some((key) => member(root, key) !== null);
      if (
        root === null ||
        !isPipeline ||
        (member(root, 'parameters') !== null && member(root, 'trigger') === null && /template/i.test(file))
      )
        continue;
      const declared = itemsOf(member(root, 'parameters'));
      const inputs = declared.flatMap((item) => textAt(item, 'name') ?? []);
      const defaults = new Map(declared.flatMap((item) => pair(textAt(item, 'name'), textAt(item, 'default'))));
      for (const entry of entriesOf(member(root, 'variables'))) {
        const text = textOf(entry.value);
        if (text !== null) defaults.set(entry.key, text);
      }
      const branches = itemsOf(member(root, 'trigger', 'branches', 'include')).flatMap((item) => textOf(item) ?? []);
      const plain = itemsOf(member(root, 'trigger')).flatMap((item) => textOf(item) ?? []);
      const trigger = [...branches, ...plain].map((branch) => `push ${branch}`);
      if (member(root, 'pr') !== null) trigger.push('pull_request');
      const tags = itemsOf(member(root, 'trigger', 'tags', 'include')).flatMap((item) => textOf(item) ?? []);
      const off = textAt(root, 'trigger') === 'none';
      const events: PipelineEvent[] = off
        ? []
        : [{ name: 'push', branches: trigger.length === 0 ? null : [...branches, ...plain], tags }];
      if (member(root, 'pr') !== null && textAt(root, 'pr') !== 'none') {
        const into = itemsOf(member(root, 'pr', 'branches', 'include') ?? member(root, 'pr'));
        const only = into.flatMap((item) => textOf(item) ?? []);
        events.push({ name: 'pull_request', branches: only.length === 0 ? null : only, tags: null });
      }
      if (member(root, 'schedules') !== null) events.push({ name: 'schedule', branches: null, tags: null });
      const frame: Frame = {
        file,
        parameters: defaults,
        depth: 0,
        trigger,
        events,
        manual: off && events.length === 0,
        uses: repositoriesOf(file, root),
        needs: [],
        group: file,
        stage: '',
        weak: null,
      };
      pipelines.push({ files: [file], jobs: await jobsUnder(root, frame, context), inputs });
    }
    return pipelines;
  },
};

/** Repositories of templates, with the version that is asked for. */
function repositoriesOf(file: string, root: DataNode): ActionUse[] {
  return itemsOf(member(root, 'resources', 'repositories')).flatMap((item) => {
    const name = textAt(item, 'name');
    const reference = textAt(item, 'ref')?.replace(/^refs\/(?:heads|tags)\//, '') ?? null;
    if (name === null) return [];
    return [actionUse(reference === null ? name : `${name}@${reference}`, { file, range: item.range })];
  });
}

async function jobsUnder(root: DataNode, frame: Frame, context: PipelineContext): Promise<PlannedJob[]> {
  const extending = member(root, 'extends');
  if (extending !== null) return templated(extending, frame, context, jobsUnder);
  const jobs: PlannedJob[] = [];
  let before: readonly string[] = frame.needs;
  for (const stage of spread(itemsOf(member(root, 'stages')))) {
    if (member(stage, 'template') !== null) {
      jobs.push(...(await templated(stage, { ...frame, needs: before }, context, jobsUnder)));
      continue;
    }
    const name = textAt(stage, 'stage') ?? '';
    const explicit = dependencies(member(stage, 'dependsOn'));
    const manual = textAt(stage, 'trigger') === 'manual';
    const inner: Frame = { ...frame, stage: name, needs: explicit ?? before };
    const found = await jobsUnder(stage, inner, context);
    jobs.push(...found.map((job) => ({ ...job, approval: manual ? true : job.approval })));
    before = [name];
  }
  for (const job of spread(itemsOf(member(root, 'jobs')))) {
    if (member(job, 'template') !== null) jobs.push(...(await templated(job, frame, context, jobsUnder)));
    else jobs.push(await plannedJob(job, frame, context));
  }
  const steps = member(root, 'steps');
  if (steps !== null) {
    const made = await stepsOf(steps, frame, context);
    jobs.push(jobOf('job', steps.range, frame, null, made, []));
  }
  return jobs;
}

function dependencies(node: DataNode | null): string[] | null {
  if (node === null) return null;
  return node.kind === 'list' ? node.items.flatMap((item) => textOf(item) ?? []) : [textOf(node) ?? []].flat();
}

async function plannedJob(job: DataNode, frame: Frame, context: PipelineContext): Promise<PlannedJob> {
  const deployment = textAt(job, 'deployment');
  const name = deployment ?? textAt(job, 'job') ?? 'job';
  const node = member(job, 'environment');
  const written = node?.kind === 'map' ? textAt(node, 'name') : textOf(node);
  const environment = written === null ? null : (resolved(written, frame.parameters).split('.')[0] ?? null);
  const steps: Step[] = [];
  if (node !== null) steps.push(environmentMark(frame.file, node.range));
  steps.push(...(await stepsOf(member(job, 'steps'), frame, context)));
  for (const strategy of entriesOf(member(job, 'strategy'))) {
    for (const hook of ['preDeploy', 'deploy', 'routeTraffic', 'postRouteTraffic']) {
      steps.push(...(await stepsOf(member(strategy.value, hook, 'steps'), frame, context)));
    }
  }
  const tolerated = toleranceOf(job, frame.file);
  return jobOf(
    name,
    job.range,
    { ...frame, weak: tolerated },
    environment,
    steps,
    dependencies(member(job, 'dependsOn')) ?? [],
  );
}

function jobOf(
  name: string,
  range: PlannedJob['range'],
  frame: Frame,
  environment: string | null,
  steps: readonly Step[],
  needs: readonly string[],
): PlannedJob {
  return {
    file: frame.file,
    range,
    name,
    needs: [...needs, ...frame.needs],
    trigger: frame.trigger,
    events: frame.events,
    manual: frame.manual,
    uses: frame.uses,
    nameSays: true,
    environment,
    hints: [frame.parameters.get('environment') ?? '', name, frame.stage],
    approval: environment === null ? false : null,
    weak: frame.weak,
    steps,
    group: frame.group,
    stage: frame.stage,
  };
}

function environmentMark(file: string, range: MarkStep['range']): MarkStep {
  const why = 'nothing in the repository shows that the environment has approvals';
  return { kind: 'mark', type: 'approval', tool: 'environment', file, range, blocking: false, why, weak: null };
}
