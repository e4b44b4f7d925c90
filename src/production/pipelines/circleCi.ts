/** CircleCI: jobs as workflows run them, commands of the file with their parameters, orbs by their names. */
import type { ActionUse, PipelineEvent } from '../../model/pipeline.ts';
import { actionUse } from './actionUses.ts';
import { configurations, type Configuration, type Defined } from './circleci/configuration.ts';
import {
  definitionOf,
  givenOf,
  orbStep,
  resolved,
  rootOf,
  stepsOf,
  variablesOf,
  withDefaults,
  type Given,
  type StepFrame,
} from './circleci/steps.ts';
import { environmentWordIn } from './items.ts';
import type { MarkStep, PipelineReader, PlannedJob, Step } from './reader.ts';
import { entriesOf, itemsOf, member, textAt, textOf, type DataNode } from '../text/dataTree.ts';

export const circleCiPipelines: PipelineReader = {
  system: 'circleci',
  async read(context) {
    const found = await configurations(context);
    return found.map((configuration) => ({
      files: configuration.files,
      jobs: jobsOf(configuration),
      inputs: [...configuration.parameters.keys()],
    }));
  },
};

/** A job as a workflow runs it. */
interface Run {
  readonly workflow: string;
  readonly triggers: DataNode | null;
  readonly file: string;
  readonly key: string;
  readonly range: PlannedJob['range'];
  readonly options: DataNode | null;
}

function jobsOf(configuration: Configuration): PlannedJob[] {
  const planned: PlannedJob[] = [];
  for (const [workflow, { file, entry }] of configuration.workflows) {
    for (const item of itemsOf(member(entry.value, 'jobs'))) {
      const named = item.kind === 'map' ? entriesOf(item)[0] : undefined;
      const key = textOf(item) ?? named?.key;
      if (key === undefined) continue;
      const range = named?.keyRange ?? item.range;
      const triggers = member(entry.value, 'triggers');
      planned.push(runJob({ workflow, triggers, file, key, range, options: named?.value ?? null }, configuration));
    }
  }
  if (planned.length > 0) return planned;
  return [...configuration.jobs].map(([key, { file, entry }]) =>
    runJob({ workflow: '', triggers: null, file, key, range: entry.keyRange, options: null }, configuration),
  );
}

function runJob(run: Run, configuration: Configuration): PlannedJob {
  const { workflow, file, key, options } = run;
  const definition = definitionOf(key, 'jobs', configuration);
  const plain: StepFrame = {
    file,
    configuration,
    parameters: new Map(),
    variables: new Map(),
    directory: null,
    home: null,
    depth: 0,
  };
  const given = new Map<string, Given>();
  for (const [name, value] of givenOf(options)) given.set(name, { ...value, text: resolved(value.text, plain) });
  for (const { key: parameter, value } of entriesOf(member(options, 'matrix', 'parameters'))) {
    const text = itemsOf(value)
      .flatMap((item) => textOf(item) ?? [])
      .join('|');
    if (text !== '') given.set(parameter, { text, written: null });
  }
  const parameters = definition === null ? given : withDefaults(member(definition.entry.value, 'parameters'), given);
  const frame: StepFrame = { ...plain, parameters };
  const contexts = listOf(member(options, 'context'));
  const branches = listOf(member(options, 'filters', 'branches', 'only'));
  const tags = listOf(member(options, 'filters', 'tags', 'only'));
  const name = resolved(textAt(options, 'name') ?? key, frame);
  return {
    file: definition?.file ?? file,
    range: definition?.entry.keyRange ?? run.range,
    name,
    needs: itemsOf(member(options, 'requires')).flatMap(
      (item) => textOf(item) ?? (item.kind === 'map' ? [...item.entries.keys()] : []),
    ),
    trigger: [...branches.map((branch) => `push ${branch}`), ...tags.map((tag) => `tag ${tag}`)],
    events: eventsOf(run, branches, tags, listOf(member(options, 'filters', 'branches', 'ignore'))),
    manual: isApproval(run, definition),
    uses: usesOf(key, definition, configuration),
    environment: null,
    hints: [...targets(given), name, key, ...branches, ...contexts, ...targets(parameters), workflow],
    approval: false,
    weak: null,
    steps: stepsOfRun(run, definition, frame),
    group: workflow,
    nameSays: true,
  };
}

/** Parameters that say where it goes. */
function targets(parameters: ReadonlyMap<string, Given>): string[] {
  return [...parameters].flatMap(([name, { text }]) =>
    /env|stage|target|namespace|workspace|tier|account/i.test(name) && environmentWordIn(text) !== null ? [text] : [],
  );
}

function stepsOfRun(run: Run, definition: Defined | null, frame: StepFrame): Step[] {
  const { file, range, key, options } = run;
  if (isApproval(run, definition)) {
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
    return [mark];
  }
  const around = stepsOf(member(options, 'post-steps'), frame);
  if (definition === null) return [orbStep(key, range, options, frame), ...around];
  const { value } = definition.entry;
  const inner: StepFrame = {
    ...frame,
    file: definition.file,
    variables: variablesOf(member(value, 'environment')),
    directory: rootOf(value),
    home: textAt(value, 'working_directory')?.replace(/\/+$/, '') ?? null,
  };
  return [...stepsOf(member(options, 'pre-steps'), frame), ...stepsOf(member(value, 'steps'), inner), ...around];
}

function isApproval({ options }: Run, definition: Defined | null): boolean {
  return [options, definition?.entry.value ?? null].some((node) => textAt(node, 'type') === 'approval');
}

/** Every push to a branch starts a job, one of a tag only where it says so. */
function eventsOf(
  { triggers }: Run,
  branches: readonly string[],
  tags: readonly string[],
  ignored: readonly string[],
): PipelineEvent[] {
  const only = branches.length === 0 ? null : branches;
  if (itemsOf(triggers).some((item) => member(item, 'schedule') !== null)) {
    return [{ name: 'schedule', branches: only, tags }];
  }
  const ofTag: PipelineEvent[] = tags.length === 0 ? [] : [{ name: 'tag', branches: [], tags }];
  const isOfTagsAlone = ignored.some((pattern) => /^\/\^?\.\*\$?\/$/.test(pattern));
  return isOfTagsAlone ? ofTag : [{ name: 'push', branches: only, tags: [] }, ...ofTag];
}

/** Orbs that the job or its steps name, where their version is declared. */
function usesOf(key: string, definition: Defined | null, configuration: Configuration): ActionUse[] {
  const names = new Set<string>([key]);
  for (const item of itemsOf(member(definition?.entry.value ?? null, 'steps'))) {
    const name = textOf(item) ?? (item.kind === 'map' ? entriesOf(item)[0]?.key : undefined);
    if (name !== undefined) names.add(name);
  }
  const orbs = new Set([...names].flatMap((name) => (name.includes('/') ? [name.split('/')[0] ?? ''] : [])));
  return [...orbs].flatMap((orb) => {
    const declared = configuration.orbs.get(orb);
    const scalar = declared?.entry.value;
    if (declared === undefined || scalar?.kind !== 'scalar' || scalar.value === null) return [];
    return [actionUse(scalar.value, { file: declared.file, range: scalar.range })];
  });
}

function listOf(node: DataNode | null): string[] {
  return node?.kind === 'list' ? node.items.flatMap((item) => textOf(item) ?? []) : [textOf(node) ?? []].flat();
}
