/** Steps of Azure Pipelines: scripts, tasks as the tools they wrap, templates. */
import { entriesOf, itemsOf, member, textAt, textOf, type DataNode } from '../../text/dataTree.ts';
import type { NamedStep, PipelineContext, ShellStep, Step, Weakness } from '../reader.ts';
import { pair, resolved, spread, templated, type Frame } from './frame.ts';

export async function stepsOf(node: DataNode | null, frame: Frame, context: PipelineContext): Promise<Step[]> {
  const steps: Step[] = [];
  for (const item of spread(itemsOf(node))) {
    if (textAt(item, 'enabled') === 'false') continue;
    const template = member(item, 'template');
    if (template?.kind === 'scalar' && template.value !== null) {
      const read = (root: DataNode, inner: Frame): Promise<Step[]> => stepsOf(member(root, 'steps'), inner, context);
      const found = await templated(item, frame, context, read);
      steps.push(
        ...(found.length === 0 && template.value.includes('@') ? [remoteTemplate(template.value, item, frame)] : found),
      );
      continue;
    }
    steps.push(...stepOf(item, frame, context));
  }
  return steps;
}

/** A template of another repository: its name is all there is. */
function remoteTemplate(written: string, item: DataNode, frame: Frame): NamedStep {
  const inputs = entriesOf(member(item, 'parameters')).flatMap(({ key, value }) => pair(key, textOf(value)));
  const name = written.replace(/@.*$/, '').replace(/\.ya?ml$/, '');
  return {
    kind: 'named',
    file: frame.file,
    range: item.range,
    uses: `template/${name.toLowerCase()}`,
    written,
    inputs: new Map(inputs.map(([key, value]) => [key, resolved(value, frame.parameters)])),
    remote: true,
    commands: [],
    weak: null,
  };
}

export function toleranceOf(node: DataNode, file: string): Weakness | null {
  const entry = node.kind === 'map' ? node.entries.get('continueOnError') : undefined;
  if (entry === undefined || textOf(entry.value) !== 'true') return null;
  return {
    why: 'continueOnError: true',
    at: { file, range: { start: entry.keyRange.start, end: entry.value.range.end } },
  };
}

function stepOf(item: DataNode, frame: Frame, context: PipelineContext): Step[] {
  const weak = toleranceOf(item, frame.file);
  for (const key of ['script', 'bash', 'pwsh', 'powershell']) {
    const script = member(item, key);
    if (script?.kind === 'scalar' && script.value !== null)
      return [
        {
          ...shell(script, key, weak, textAt(item, 'workingDirectory'), frame),
          hints: [textAt(item, 'displayName') ?? ''],
        },
      ];
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
  const hints = [textAt(item, 'displayName') ?? ''];
  const line = synthetic(uses, command, inputs) ?? scriptLine(inputs, context.repository.paths);
  if (line !== null && line !== '')
    commands.push({
      ...shell(task, 'pwsh', weak, inputs.get('workingDir') ?? null, frame),
      source: { file: frame.file, text: line, range: task.range, places: null },
      hints,
    });
  const contained = member(item, 'inputs', 'containerCommand');
  if (uses === 'docker' && command.startsWith('run') && contained?.kind === 'scalar' && contained.value !== null)
    commands.push({ ...shell(contained, 'pwsh', weak, null, frame), hints });
  const step: NamedStep = {
    kind: 'named',
    file: frame.file,
    range: task.range,
    uses: line === null ? uses : `task/${uses}`,
    written: task.value,
    inputs,
    hints,
    remote: false,
    commands,
    weak,
  };
  return [step];
}

/** A task that runs a script; one that an earlier run handed over is known by its name. */
function scriptLine(inputs: ReadonlyMap<string, string>, paths: readonly string[]): string | null {
  const written = ['filePath', 'scriptPath', 'ScriptPath']
    .map((key) => inputs.get(key) ?? '')
    .find((one) => one !== '');
  const bare = written?.replaceAll('\\', '/').replace(/^(?:\$\([^)]*\)|\$\{[^}]*\})\/+/, '') ?? '';
  if (!/\.(?:ps1|sh|bash|py)$/.test(bare)) return null;
  const name = bare.slice(bare.lastIndexOf('/') + 1);
  const same = paths.filter((path) => path === name || path.endsWith(`/${name}`));
  const path = paths.includes(bare) ? bare : same.length === 1 ? same[0] : undefined;
  const given = inputs.get('arguments') ?? inputs.get('scriptArguments') ?? inputs.get('ScriptArguments') ?? '';
  const program = name.endsWith('.ps1') ? 'pwsh ' : name.endsWith('.py') ? 'python ' : 'bash ';
  return `${program}${path ?? `./${name}`} ${given.replace(/\s+/g, ' ')}`.trim();
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
      return /build/.test(command) ? 'docker build' : '';
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
