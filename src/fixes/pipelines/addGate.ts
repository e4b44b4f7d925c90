/**
 * A gate that the pipelines lack, added to a workflow with the project's own commands: as a step of a job that has
 * installed what it needs, else as a job of its own that does so.
 */
import type { Fix } from '../../model/finding.ts';
import type { Pipeline, PipelineJob, PipelineSystem } from '../../model/pipeline.ts';
import type { RequiredGate } from '../../model/policy.ts';
import { inFolder, projectFolders } from '../../production/project/folders.ts';
import { gateOf, projectsOf, type Project, type ReadText } from '../../production/project/toolchain.ts';
import { addedJob } from './gateJob.ts';
import { addedStep, stepsOf, type JobText } from './gateStep.ts';
import { imageCommands } from './gateOfImage.ts';
import { yamlFile, entryAt } from './yamlPlaces.ts';

interface Around {
  readonly paths: readonly string[];
  text(path: string): string | undefined;
}

interface Home {
  readonly job: PipelineJob;
  readonly pipeline: Pipeline;
}

/** What is to be run, and where. */
export interface AddedGate {
  readonly type: RequiredGate['type'];
  readonly title: string;
  readonly commands: readonly string[];
  /** What it has to have installed; null for what every runner has. */
  readonly project: Project | null;
  /** Folder of the project, root-relative; empty for the root. */
  readonly folder: string;
  /** Names it needs beside the commands. */
  readonly environment: Readonly<Record<string, string>>;
}

const systems: ReadonlySet<PipelineSystem> = new Set(['github-actions', 'gitlab-ci']);

/**
 * @param homes jobs that run for a change before it is merged, the best first
 * @returns null where the project has no command for it, or no workflow has a sure place
 */
export function addGateFix(wanted: RequiredGate, homes: readonly Home[], around: Around): Fix | null {
  const jobs = homes.flatMap(({ job, pipeline }): JobText[] => {
    const file = systems.has(pipeline.system) ? yamlFile(job.file, around.text(job.file)) : null;
    const entry = file === null ? null : entryAt(file, job.range);
    if (file === null || entry === null) return [];
    const body = file.text.slice(entry.value.range.start, entry.value.range.end);
    return [{ system: pipeline.system, job, file, entry, body }];
  });
  const [first] = jobs;
  if (first === undefined) return null;
  const gates = [...projectGates(wanted, around), ...imageGates(wanted, first, around)];
  for (const gate of gates) {
    for (const job of jobs) {
      const edit = stepsOf(job) === null || !isReady(job, gate) ? null : addedStep(job, inWords(gate, job));
      if (edit !== null) return fixOf(gate, edit);
    }
  }
  for (const gate of gates) {
    const edit = addedJob(first, gate);
    if (edit !== null) return fixOf(gate, edit);
  }
  return null;
}

function fixOf({ commands }: AddedGate, edit: Fix['edits'][number]): Fix {
  return { title: `Run ${commands.at(-1) ?? ''} here`, safety: 'review', edits: [edit] };
}

/** The commands that each project of the repository would run for it. */
function projectGates(wanted: RequiredGate, { paths, text }: Around): AddedGate[] {
  return projectFolders(paths).flatMap((folder) => {
    const read: ReadText = (name) => text(inFolder(folder, name)) ?? null;
    return projectsOf(read).flatMap((project): AddedGate[] => {
      const gate = gateOf(wanted, project);
      return gate === null ? [] : [{ ...gate, project, folder, environment: {} }];
    });
  });
}

function imageGates(wanted: RequiredGate, { system }: JobText, { paths }: Around): AddedGate[] {
  const image = imageCommands(wanted, system, paths);
  return image === null ? [] : [{ type: wanted.type, project: null, folder: '', ...image }];
}

/** Whether the job has what the command needs, in the folder in which it is run. */
function isReady({ system, body, file }: JobText, { project, folder, type }: AddedGate): boolean {
  if (/windows/i.test(body) || (system === 'github-actions' && !/actions\/checkout/.test(body))) return false;
  // Images are built by a job of their own: it needs a service beside it.
  if (project === null) return system === 'github-actions';
  const directories = [...`${body}\n${defaultsOf(file.text)}`.matchAll(/working-directory:\s*["']?([^\s"'#]+)/g)];
  const named = new Set(directories.map(([, name = '']) => name.replace(/^\.\/|\/$/g, '')));
  if (folder === '' ? named.size > 0 : named.size !== 1 || !named.has(folder)) return false;
  const { language, install } = project.toolchain;
  switch (language) {
    case 'node':
      return /\b(?:npm|pnpm|yarn|bun)\b/.test(body);
    case 'python':
      return hasPython(body, project, type);
    case 'go':
      return /\bgo (?:test|build|vet|mod|run)\b|setup-go/.test(body);
    case 'java':
      return /\b(?:mvnw?|gradlew?)\b/.test(body);
    case 'none':
      return install.length === 0 && /\bmake\b/.test(body);
  }
}

const defaultsOf = (text: string): string => /^defaults:\n(?:[ ]+.*\n)+/m.exec(text)?.[0] ?? '';

/** Every file that the tools come from is installed. */
function hasPython(body: string, { runner, toolchain }: Project, type: AddedGate['type']): boolean {
  if (runner === 'uv run') return /\buv (?:sync|run)\b/.test(body);
  if (runner === 'poetry run') return /\bpoetry (?:install|run)\b/.test(body);
  const files = [...toolchain.install.join(' ').matchAll(/--requirement (\S+)/g)].map(([, name = '']) => name);
  if (files.length === 0) return /\bpip3? install\b/.test(body) && type !== 'build';
  return files.every((name) => body.includes(name));
}

/** As the job runs such commands: by its own package manager, in its own folder. */
function inWords(gate: AddedGate, { body }: JobText): AddedGate {
  const { project } = gate;
  if (project?.toolchain.language !== 'node') return gate;
  const manager = ['pnpm', 'yarn', 'bun'].find((name) => new RegExp(`\\b${name}\\b`).test(body)) ?? 'npm';
  return {
    ...gate,
    commands: gate.commands.map((command) => command.replace(/^(?:npm|pnpm|yarn) run\b/, `${manager} run`)),
  };
}
