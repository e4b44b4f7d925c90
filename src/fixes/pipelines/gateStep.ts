/** A step behind the last gate of a job. */
import type { PipelineJob, PipelineSystem } from '../../model/pipeline.ts';
import type { TextEdit } from '../../model/text.ts';
import { member, type DataEntry, type DataList, type DataNode } from '../../production/text/dataTree.ts';
import type { AddedGate } from './addGate.ts';
import { insertItemAfter, type YamlFile } from './yamlPlaces.ts';
import { block, plain } from './yamlLines.ts';

/** A job as it stands in its file. */
export interface JobText {
  readonly system: PipelineSystem;
  readonly job: PipelineJob;
  readonly file: YamlFile;
  readonly entry: DataEntry;
  readonly body: string;
}

/** The list that takes one; null where there is none that can be edited. */
export function stepsOf({ system, entry }: JobText): DataList | null {
  const steps = member(entry.value, system === 'github-actions' ? 'steps' : 'script');
  return steps?.kind === 'list' && steps.style === 'block-list' && steps.items.length > 0 ? steps : null;
}

export function addedStep(home: JobText, { title, commands, environment, folder }: AddedGate): TextEdit | null {
  const { system, job, file, entry } = home;
  const steps = stepsOf(home);
  if (steps === null) return null;
  const after = lastGate(steps, job) ?? steps.items.at(-1);
  if (after === undefined) return null;
  if (system === 'gitlab-ci') {
    return insertItemAfter(file, after, commands.map(plain), true);
  }
  const isNamed = steps.items.some((step) => member(step, 'run') !== null && member(step, 'name') !== null);
  const named = Object.entries(environment);
  const run = [
    ...block('run:', commands, '  '),
    ...(commands.length > 1 ? ['shell: bash'] : []),
    ...(named.length === 0 ? [] : ['env:', ...named.map(([name, value]) => `  ${name}: ${value}`)]),
    ...workingDirectory(folder, entry, file),
  ];
  return insertItemAfter(file, after, isNamed ? [`name: ${title}`, ...run] : run);
}

/** The steps of the job say where they run, or all of them do by default. */
function workingDirectory(folder: string, { value }: DataEntry, { roots }: YamlFile): string[] {
  const isDefault =
    member(value, 'defaults', 'run', 'working-directory') !== null ||
    roots.some((root) => member(root, 'defaults', 'run', 'working-directory') !== null);
  return folder === '' || isDefault ? [] : [`working-directory: ${folder}`];
}

/** The step in which the last of the job's gates stands. */
function lastGate(steps: DataList, { gates, file }: PipelineJob): DataNode | undefined {
  return steps.items.findLast(({ range }) =>
    gates.some((gate) => gate.file === file && gate.range.start >= range.start && gate.range.end <= range.end),
  );
}
