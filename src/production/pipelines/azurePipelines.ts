/** Azure Pipelines: stages, jobs, deployment jobs and the templates of the repository. */
import type {
  MarkStep,
  NamedStep,
  PipelineContext,
  PipelineReader,
  PlannedJob,
  ShellStep,
  Step,
  Weakness,
} from './reader.ts';
import { dirname, join } from '../paths.ts';
import { entriesOf, itemsOf, member, textAt, textOf, type DataNode } from '../text/dataTree.ts';
import { readYaml } from '../text/yaml.ts';

const pipelinePath =
  /(?:^|\/)\.?azure-pipelines?[\w.-]*\.ya?ml$|^\.?azure-pipelines\/[^/]+\.ya?ml$|^\.(?:azure|ado)\/(?:pipelines\/)?[^/]+\.ya?ml$/;
const mostFiles = 60;
const deepest = 6;

type Parameters = ReadonlyMap<string, string>;

interface Frame {
  readonly file: string;
  readonly parameters: Parameters;
  readonly depth: number;
  readonly trigger: readonly string[];
  readonly needs: readonly string[];
  readonly group: string;
  readonly stage: string;
  readonly weak: Weakness | null;
}

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
      const frame: Frame = {
        file,
        parameters: defaults,
        depth: 0,
        trigger,
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

function pair(key: string | null, value: string | null): [string, string][] {
  return key === null || value === null ? [] : [[key, value]];
}

async function document(file: string, context: PipelineContext): Promise<DataNode | null> {
  const text = await context.repository.read(file);
  if (text === null) return null;
  const { documents, faults } = readYaml(file, text);
  for (const fault of faults) context.fault(fault);
  return documents[0] ?? null;
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

/** `${{ if … }}:` holds more of the same. */
function spread(items: readonly DataNode[]): DataNode[] {
  return items.flatMap((item) => {
    const entry = item.kind === 'map' ? entriesOf(item)[0] : undefined;
    return entry !== undefined && entry.key.startsWith('${{') ? spread(itemsOf(entry.value)) : [item];
  });
}

function dependencies(node: DataNode | null): string[] | null {
  if (node === null) return null;
  return node.kind === 'list' ? node.items.flatMap((item) => textOf(item) ?? []) : [textOf(node) ?? []].flat();
}

async function templated<Found>(
  node: DataNode,
  frame: Frame,
  context: PipelineContext,
  read: (root: DataNode, frame: Frame, context: PipelineContext) => Promise<Found[]>,
): Promise<Found[]> {
  const written = textAt(node, 'template') ?? '';
  if (written.includes('@') || frame.depth >= deepest) return [];
  const file = written.startsWith('/') ? written.slice(1) : join(dirname(frame.file), written);
  const root = file === null ? null : await document(file, context);
  if (file === null || root === null) return [];
  const values = new Map<string, string>();
  for (const item of itemsOf(member(root, 'parameters'))) {
    for (const [key, value] of pair(textAt(item, 'name'), textAt(item, 'default'))) values.set(key, value);
  }
  for (const { key, value } of entriesOf(member(node, 'parameters'))) {
    const text = textOf(value);
    if (text !== null) values.set(key, resolved(text, frame.parameters));
  }
  return read(root, { ...frame, file, parameters: values, depth: frame.depth + 1 }, context);
}

function resolved(text: string, parameters: Parameters): string {
  return text
    .replace(
      /\$\{\{\s*(?:parameters|variables)\.(\w+)\s*\}\}/g,
      (_, name: string) => parameters.get(name) ?? `\${${name}}`,
    )
    .replace(/\$\((\w+)\)/g, (whole, name: string) => parameters.get(name) ?? whole);
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

async function stepsOf(node: DataNode | null, frame: Frame, context: PipelineContext): Promise<Step[]> {
  const steps: Step[] = [];
  for (const item of spread(itemsOf(node))) {
    if (textAt(item, 'enabled') === 'false') continue;
    if (member(item, 'template') !== null) {
      const read = (root: DataNode, inner: Frame): Promise<Step[]> => stepsOf(member(root, 'steps'), inner, context);
      steps.push(...(await templated(item, frame, context, read)));
      continue;
    }
    steps.push(...stepOf(item, frame));
  }
  return steps;
}

function toleranceOf(node: DataNode, file: string): Weakness | null {
  const entry = node.kind === 'map' ? node.entries.get('continueOnError') : undefined;
  if (entry === undefined || textOf(entry.value) !== 'true') return null;
  return {
    why: 'continueOnError: true',
    at: { file, range: { start: entry.keyRange.start, end: entry.value.range.end } },
  };
}

function stepOf(item: DataNode, frame: Frame): Step[] {
  const weak = toleranceOf(item, frame.file);
  for (const key of ['script', 'bash', 'pwsh', 'powershell']) {
    const script = member(item, key);
    if (script?.kind === 'scalar' && script.value !== null)
      return [shell(script, key, weak, textAt(item, 'workingDirectory'), frame)];
  }
  const task = member(item, 'task');
  if (task?.kind !== 'scalar' || task.value === null) return [];
  const inputs = new Map(
    entriesOf(member(item, 'inputs'))
      .flatMap(({ key, value }) => pair(key, textOf(value)))
      .map(([key, value]) => [key, resolved(value, frame.parameters)] as const),
  );
  const commands: ShellStep[] = [];
  for (const key of ['script', 'inlineScript', 'Inline']) {
    const script = member(item, 'inputs', key);
    if (script?.kind === 'scalar' && script.value !== null) commands.push(shell(script, 'bash', weak, null, frame));
  }
  const uses = task.value.replace(/@.*$/, '').toLowerCase();
  const command = (inputs.get('command') ?? '').toLowerCase();
  const line = synthetic(uses, command, inputs);
  if (line !== null)
    commands.push({
      ...shell(task, 'pwsh', weak, inputs.get('workingDir') ?? null, frame),
      source: { file: frame.file, text: line, range: task.range, places: null },
    });
  const step: NamedStep = {
    kind: 'named',
    file: frame.file,
    range: task.range,
    uses: line === null ? uses : `task/${uses}`,
    written: task.value,
    inputs,
    remote: false,
    commands,
    weak,
  };
  return [step];
}

/** A task that only wraps a tool, as that tool's command. */
function synthetic(uses: string, command: string, inputs: ReadonlyMap<string, string>): string | null {
  const rest = inputs.get('arguments') ?? '';
  switch (uses) {
    case 'dotnetcorecli':
      return `dotnet ${command} ${rest}`;
    case 'npm':
      return command === 'custom' ? `npm ${inputs.get('customCommand') ?? ''}` : `npm ${command}`;
    case 'docker':
      return /build/.test(command) ? 'docker build' : null;
    case 'helmdeploy':
      return /upgrade|install/.test(command)
        ? `helm ${command} ${rest} ${inputs.get('waitForExecution') === 'false' ? '' : '--wait'}`
        : null;
    case 'kubernetes':
      return `kubectl ${command} ${rest}`;
    case 'kubernetesmanifest':
      return inputs.get('action') === 'deploy' ? 'kubectl apply && kubectl rollout status' : null;
    case 'maven':
      return `mvn ${inputs.get('goals') ?? 'package'} ${inputs.get('options') ?? ''}`;
    case 'gradle':
      return `gradle ${inputs.get('tasks') ?? 'build'}`;
    case 'terraformtaskv4':
    case 'terraformtaskv3':
    case 'terraformcli':
      return `terraform ${command}`;
    default:
      return null;
  }
}

function shell(
  script: Extract<DataNode, { kind: 'scalar' }>,
  key: string,
  weak: Weakness | null,
  directory: string | null,
  frame: Frame,
): ShellStep {
  const isPowerShell = key === 'pwsh' || key === 'powershell';
  return {
    kind: 'shell',
    file: script.text.file,
    range: script.range,
    source: script.text,
    mode: { errexit: isPowerShell, pipefail: isPowerShell },
    directory: directory === null || /[$]/.test(directory) ? '.' : directory,
    weak,
    resolve: (text) => resolved(text, frame.parameters),
  };
}
