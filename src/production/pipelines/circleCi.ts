/** CircleCI: jobs as workflows run them, commands of the file with their parameters, orbs by their names. */
import type { MarkStep, NamedStep, PipelineReader, PlannedJob, ShellStep, Step, Weakness } from './reader.ts';
import { normalize } from '../paths.ts';
import {
  entriesOf,
  itemsOf,
  member,
  textAt,
  textOf,
  type DataEntry,
  type DataNode,
  type DataScalar,
} from '../text/dataTree.ts';
import { readYaml } from '../text/yaml.ts';

type Parameters = ReadonlyMap<string, string>;
const deepestCommand = 6;

export const circleCiPipelines: PipelineReader = {
  system: 'circleci',
  async read(context) {
    const files = context.repository
      .filesBelow('.circleci')
      .filter((path) => /\.ya?ml$/.test(path))
      .slice(0, 40);
    const pipelines = [];
    for (const file of files) {
      const text = await context.repository.read(file);
      if (text === null || !/^\s*(?:jobs|workflows):/m.test(text)) continue;
      const { documents, faults } = readYaml(file, text);
      for (const fault of faults) context.fault(fault);
      const root = documents[0] ?? null;
      const inputs = entriesOf(member(root, 'parameters')).map(({ key }) => key);
      if (root !== null) pipelines.push({ files: [file], jobs: jobsOf(file, root), inputs });
    }
    return pipelines;
  },
};

function jobsOf(file: string, root: DataNode): PlannedJob[] {
  const jobs = member(root, 'jobs');
  const planned: PlannedJob[] = [];
  const used = new Set<string>();
  for (const { key: workflow, value } of entriesOf(member(root, 'workflows'))) {
    for (const item of itemsOf(member(value, 'jobs'))) {
      const name = textOf(item);
      const entry = item.kind === 'map' ? entriesOf(item)[0] : undefined;
      const key = name ?? entry?.key;
      if (key === undefined) continue;
      used.add(key);
      const range = entry?.keyRange ?? item.range;
      planned.push(workflowJob(file, root, jobs, workflow, key, range, entry?.value ?? null));
    }
  }
  for (const entry of entriesOf(jobs)) {
    if (!used.has(entry.key) && planned.length === 0)
      planned.push(workflowJob(file, root, jobs, '', entry.key, entry.keyRange, null));
  }
  return planned;
}

function workflowJob(
  file: string,
  root: DataNode,
  jobs: DataNode | null,
  workflow: string,
  key: string,
  range: PlannedJob['range'],
  options: DataNode | null,
): PlannedJob {
  const definition = jobs?.kind === 'map' ? jobs.entries.get(key) : undefined;
  const name = textAt(options, 'name') ?? key;
  const branches = onlyOf(member(options, 'filters', 'branches', 'only'));
  const tags = onlyOf(member(options, 'filters', 'tags', 'only'));
  const matrix = new Map(
    entriesOf(member(options, 'matrix', 'parameters')).map(({ key: parameter, value }) => [
      parameter,
      itemsOf(value)
        .flatMap((item) => textOf(item) ?? [])
        .join('|'),
    ]),
  );
  const given = new Map([...scalars(options), ...matrix]);
  const steps: Step[] = [];
  const isApproval = textAt(options, 'type') === 'approval' || textAt(definition?.value ?? null, 'type') === 'approval';
  const mark: MarkStep = {
    kind: 'mark',
    type: 'approval',
    tool: 'approval job',
    file,
    range,
    blocking: true,
    why: 'what requires it waits until somebody says yes',
    weak: null,
  };
  if (isApproval) steps.push(mark);
  else if (definition === undefined) steps.push(orbStep(file, range, key, options, given));
  else {
    const parameters = withDefaults(member(definition.value, 'parameters'), given);
    steps.push(...stepsOf(file, root, member(options, 'pre-steps'), parameters, 0));
    steps.push(
      ...stepsOf(
        file,
        root,
        member(definition.value, 'steps'),
        parameters,
        0,
        textAt(definition.value, 'working_directory'),
      ),
    );
  }
  steps.push(...stepsOf(file, root, member(options, 'post-steps'), given, 0));
  const requires = itemsOf(member(options, 'requires')).flatMap(
    (item) => textOf(item) ?? (item.kind === 'map' ? [...item.entries.keys()] : []),
  );
  const contexts = member(options, 'context');
  const contextNames =
    contexts?.kind === 'list' ? contexts.items.flatMap((item) => textOf(item) ?? []) : [textOf(contexts) ?? []].flat();
  const environment = given.get('environment') ?? given.get('env') ?? given.get('stage') ?? '';
  return {
    file,
    range: definition?.keyRange ?? range,
    name,
    needs: requires,
    trigger: [...branches.map((branch) => `push ${branch}`), ...tags.map((tag) => `tag ${tag}`)],
    environment: null,
    hints: [environment, name, key, ...branches, ...contextNames, workflow],
    approval: false,
    weak: null,
    steps,
    group: workflow,
  };
}

function onlyOf(node: DataNode | null): string[] {
  return node?.kind === 'list' ? node.items.flatMap((item) => textOf(item) ?? []) : [textOf(node) ?? []].flat();
}

function scalars(node: DataNode | null): Map<string, string> {
  return new Map(
    entriesOf(node).flatMap(({ key, value }) => (textOf(value) === null ? [] : [[key, textOf(value) ?? ''] as const])),
  );
}

function withDefaults(declared: DataNode | null, given: Parameters): Map<string, string> {
  const values = new Map<string, string>();
  for (const { key, value } of entriesOf(declared)) {
    const text = textAt(value, 'default');
    if (text !== null) values.set(key, text);
  }
  for (const [key, value] of given) values.set(key, value);
  return values;
}

const resolved = (text: string, parameters: Parameters): string =>
  text.replace(/<<\s*parameters\.([\w-]+)\s*>>/g, (whole, name: string) => parameters.get(name) ?? whole);

/** A job or command of an orb: by its name, and by the inputs that hold commands. */
function orbStep(
  file: string,
  range: PlannedJob['range'],
  key: string,
  options: DataNode | null,
  given: Parameters,
): NamedStep {
  const commands: ShellStep[] = [];
  for (const entry of entriesOf(options)) {
    const runner = /^(yarn|npm|pnpm)-run$/.exec(entry.key)?.[1];
    const isCommand = /^(?:command|run|script|cmd|test-command|run-command|deploy-command)$/.test(entry.key);
    if (entry.value.kind !== 'scalar' || entry.value.value === null || (runner === undefined && !isCommand)) continue;
    commands.push(
      runOf(file, entry.value, runner === undefined ? null : `${runner} run ${entry.value.value}`, given, '.', null),
    );
  }
  return {
    kind: 'named',
    file,
    range,
    uses: key.toLowerCase(),
    written: key,
    inputs: given,
    remote: commands.length === 0,
    commands,
    weak: null,
  };
}

function runOf(
  file: string,
  scalar: DataScalar,
  text: string | null,
  parameters: Parameters,
  directory: string | null,
  weak: Weakness | null,
): ShellStep {
  const source = text === null ? scalar.text : { file, text, range: scalar.range, places: null };
  const where = resolved(directory ?? '.', parameters).replace(/^~\/(?:project|app|repo)?\/?/, '') || '.';
  return {
    kind: 'shell',
    file: scalar.text.file,
    range: scalar.range,
    source,
    mode: { errexit: true, pipefail: true },
    directory: /[<$~]/.test(where) || where.startsWith('/') ? '.' : normalize(where),
    weak,
    resolve: (written) => resolved(written, parameters),
  };
}

function stepsOf(
  file: string,
  root: DataNode,
  node: DataNode | null,
  parameters: Parameters,
  depth: number,
  directory: string | null = null,
): Step[] {
  if (depth > deepestCommand) return [];
  return itemsOf(node).flatMap((item): Step[] => {
    const bare = textOf(item);
    if (bare !== null) return commandSteps(file, root, bare, item.range, null, parameters, depth);
    const entry = item.kind === 'map' ? entriesOf(item)[0] : undefined;
    if (entry === undefined) return [];
    if (entry.key === 'run') return runSteps(file, entry, parameters, directory);
    if (entry.key === 'when' || entry.key === 'unless')
      return stepsOf(file, root, member(entry.value, 'steps'), parameters, depth + 1, directory);
    return commandSteps(file, root, entry.key, entry.keyRange, entry.value, parameters, depth);
  });
}

function runSteps(file: string, { value }: DataEntry, parameters: Parameters, directory: string | null): Step[] {
  const command = value.kind === 'map' ? member(value, 'command') : value;
  if (command?.kind !== 'scalar' || command.value === null) return [];
  const entry = value.kind === 'map' ? value.entries.get('background') : undefined;
  const background: Weakness | null =
    entry === undefined || textOf(entry.value) !== 'true'
      ? null
      : { why: 'in the background', at: { file, range: { start: entry.keyRange.start, end: entry.value.range.end } } };
  const own = textAt(value, 'working_directory') ?? directory;
  return [runOf(file, command, null, parameters, own, background)];
}

function commandSteps(
  file: string,
  root: DataNode,
  name: string,
  range: PlannedJob['range'],
  options: DataNode | null,
  parameters: Parameters,
  depth: number,
): Step[] {
  const given = new Map([...scalars(options)].map(([key, value]) => [key, resolved(value, parameters)]));
  const command = member(root, 'commands', name);
  if (command !== null) {
    return stepsOf(file, root, member(command, 'steps'), withDefaults(member(command, 'parameters'), given), depth + 1);
  }
  if (!name.includes('/')) return [];
  return [orbStep(file, range, name, options, given)];
}
