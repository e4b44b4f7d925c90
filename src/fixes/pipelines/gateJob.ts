/** A job of its own behind the last one of a workflow. */
import type { TextEdit } from '../../model/text.ts';
import { entriesOf, type DataMap } from '../../production/text/dataTree.ts';
import type { Toolchain } from '../../production/project/toolchain.ts';
import type { AddedGate } from './addGate.ts';
import type { JobText } from './gateStep.ts';
import { gitlabDocker } from './gitlabDocker.ts';
import { checkout, run, setup } from './githubSteps.ts';
import { insertEntryAfter } from './yamlPlaces.ts';
import { plain, type Lines } from './yamlLines.ts';

export function addedJob(home: JobText, gate: AddedGate): TextEdit | null {
  const { system, file } = home;
  const jobs = mapAround(home);
  const last = jobs === null ? undefined : entriesOf(jobs).at(-1);
  if (jobs === null || last === undefined) return null;
  const written = system === 'github-actions' ? githubJob(gate) : gitlabJob(gate, home);
  if (written === null) return null;
  return insertEntryAfter(file, jobs, last, ['', `${freeName(gate.type, jobs)}:`, ...written]);
}

/** The jobs of the workflow; for GitLab all that its file holds. */
function mapAround({ system, file, entry }: JobText): DataMap | null {
  const [root] = file.roots;
  if (root?.kind !== 'map') return null;
  const jobs = system === 'github-actions' ? root.entries.get('jobs')?.value : root;
  return jobs?.kind === 'map' && jobs.entries.get(entry.key) === entry ? jobs : null;
}

function freeName(name: string, { entries }: DataMap): string {
  const names = [name, `check-${name}`];
  return names.find((one) => !entries.has(one)) ?? `${name}-${entries.size}`;
}

/** Steps as they are written for a whole workflow, which are indented for a file that is indented by two. */
const unindented = (lines: Lines): string[] => lines.map((line) => line.replace(/^ {2}/, ''));

function githubJob({ title, commands, project, folder, environment }: AddedGate): string[] {
  const toolchain = project?.toolchain ?? null;
  return [
    '  runs-on: ubuntu-latest',
    '  timeout-minutes: 30',
    ...(folder === '' ? [] : ['  defaults:', '    run:', `      working-directory: ${folder}`]),
    '  steps:',
    ...unindented([
      ...checkout(),
      ...(toolchain === null ? [] : setup(within(toolchain, folder))),
      ...(toolchain?.install ?? []).flatMap((command) => run(null, [command])),
      ...run(title, commands, environment),
    ]),
  ];
}

/** Paths that a setup is given are of the root; its cache would look for the lock file there. */
function within(toolchain: Toolchain, folder: string): Toolchain {
  if (folder === '') return toolchain;
  const { versionFile } = toolchain;
  return { ...toolchain, cache: null, versionFile: versionFile === null ? null : `${folder}/${versionFile}` };
}

/** It runs in the stage and for the events of the job that runs the others; null where that one hides them. */
function gitlabJob({ commands, project, folder }: AddedGate, { entry, file }: JobText): string[] | null {
  if (entry.value.kind !== 'map' || entry.value.entries.has('extends')) return null;
  const taken: string[] = [];
  for (const key of ['stage', 'rules', 'only', 'except']) {
    const own = entry.value.entries.get(key);
    if (own === undefined) continue;
    const text = file.text.slice(own.keyRange.start, own.value.range.end);
    if (/!reference|\*\w/.test(text)) return null;
    taken.push(...reindented(text, file.text, own.keyRange.start));
  }
  const script = [...(folder === '' ? [] : [`cd ${folder}`]), ...(project?.toolchain.install ?? []), ...commands];
  return [
    ...taken,
    ...(project === null ? gitlabDocker : [`  image: ${project.toolchain.image}`]),
    '  script:',
    ...script.map((command) => `    - ${plain(command)}`),
  ];
}

/** An entry's lines, indented by two, whatever it was indented by. */
function reindented(text: string, whole: string, start: number): string[] {
  const indentation = start - (whole.lastIndexOf('\n', start - 1) + 1);
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line, index) => `  ${index === 0 ? line : line.slice(Math.min(indentation, line.search(/\S|$/)))}`);
}
