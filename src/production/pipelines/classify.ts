/** What one command or named step gates and deploys, by the tables of `knowledge/`. */
import { deployActions, type DeployAction } from '../../knowledge/deployActions.ts';
import { deployCommands, type DeployCommand } from '../../knowledge/deployCommands.ts';
import { targetCommands } from '../../knowledge/deployEnvironments.ts';
import { movingTag } from '../../knowledge/deploys.ts';
import type { GateAction, GateCommand, GateInput, GateKnob, GateThreshold } from '../../knowledge/gate.ts';
import { gateTables } from '../../knowledge/gates/index.ts';
import {
  commandWrappers,
  deployTask,
  noDeployTask,
  noTask,
  removingTask,
  taskNames,
} from '../../knowledge/pipelineCommands.ts';
import type { GateType } from '../../model/pipeline.ts';
import type { Repository } from '../repository.ts';
import { severitiesFrom } from './details.ts';

export interface FoundGate {
  readonly type: GateType;
  readonly tool: string;
  readonly blocking: boolean | null;
  readonly why: string;
  /** The input that says what it gates, where one does. */
  readonly input?: string;
  readonly threshold?: number | null;
  readonly severities?: readonly string[];
  /** The text of the command, or the name of the input, that keeps it from blocking. */
  readonly weakening?: string;
}

export interface FoundDeploy {
  readonly platform: string;
  readonly environment: string | null;
  readonly waits: boolean | null;
  /** The flag of the command, or the input of the action, that makes it wait; null where it does by itself or not at all. */
  readonly waitFlag: string | null;
  /** It deploys to the machine it runs on: to none, where that only runs the pipeline. */
  readonly local: boolean;
  /** What it does besides is known. */
  readonly known: boolean;
  /** It is one only where its step or job is called so. */
  readonly named: boolean;
}

const commands: readonly GateCommand[] = gateTables.flatMap((table) => table.commands);
const actions: readonly GateAction[] = gateTables.flatMap((table) => table.actions);

/** The command itself, once what only starts it is off: `sudo`, `npx`, `docker compose exec web`, `poetry run`. */
export function unwrapped(text: string): string {
  let left = text.slice(0, 2000);
  for (let round = 0; round < 8; round++) {
    const before = left;
    for (const wrapper of commandWrappers) left = left.replace(wrapper, '');
    // Programs by their name, wherever they stand.
    left = left.replace(/^["']?(?:[\w.${}/~-]*\/)(?=[\w.-]+)/, '').replace(/^([\w.-]+)["']/, '$1');
    if (left === before) break;
  }
  return left
    .replace(/^gradlew(?:\.bat)?\b/, 'gradle')
    .replace(/^mvnw(?:\.cmd)?\b/, 'mvn')
    .trim();
}

/** The script behind `sh -c '…'` and `ssh host '…'`; null for other commands. */
export function innerScript(text: string): { readonly script: string; readonly elsewhere: boolean } | null {
  const remote = remoteCommand(text);
  if (remote !== null) {
    const script = remote.replace(/^(["'])([^]*)\1$/, '$2');
    return script === '' ? null : { script, elsewhere: true };
  }
  // Programs that are given a command to run elsewhere, or in parts.
  const given =
    /^(?:sudo )?(?:cf run-task \S+.*? (?:--command|-c)|circleci tests run .*?--command)[= ](["'])([^]*?)\1/.exec(text);
  if (given !== null) return { script: (given[2] ?? '').replace(/^xargs (?:-\S+ )*/, ''), elsewhere: false };
  const task = /^aws ecs run-task\b.*?"command"\s*:\s*\[([^\]]*)\]/.exec(text);
  if (task !== null) {
    const words = [...(task[1] ?? '').matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) => word);
    const isShell = /^(?:\/bin\/)?(?:ba)?sh$/.test(words[0] ?? '') && /^-\w*c$/.test(words[1] ?? '');
    return { script: isShell ? (words[2] ?? '') : words.join(' '), elsewhere: true };
  }
  const match = /(?:^|[ /])(?:ba|z|da)?sh(?: -\w+)* -\w*c ((["'])([^]*)\2)/.exec(text);
  return match === null ? null : { script: match[3] ?? '', elsewhere: false };
}

/** What `ssh` is told to run there, as it is written; empty where that comes from elsewhere, null for other commands. */
export function remoteCommand(text: string): string | null {
  const match =
    /^(?:sudo )?(?:sshpass (?:-\w ?\S+ )*)?ssh((?: -[1246AaCfGgKkMNnqsTtVvXxYy]+(?= )| -[BbcDEeFIiJLlmOopQRSWw] ?(?:"[^"]*"|'[^']*'|\S+))*) (?:"[^"]*"|'[^']*'|[^\s"'-]\S*)((?: -[oipl] ?(?:"[^"]*"|\S+)| -[Ttq]+(?= |$))*)(?: ([^]*))?$/.exec(
      text,
    );
  return match === null ? null : (match[3] ?? '').trim();
}

/** @param directory where it runs, root-relative; null where that is not known */
export async function gatesOf(command: string, directory: string | null, repository: Repository): Promise<FoundGate[]> {
  const found: FoundGate[] = [];
  for (const row of commands) {
    if (!row.command.test(command) || row.except?.test(command) === true) continue;
    if (found.some((gate) => gate.type === row.type)) continue;
    if (row.only !== undefined && (await saidIn(row.only.files, [row.only.text], directory, repository)) === null)
      continue;
    const verdict = await verdictOf(row, command, directory, repository);
    const severities = severitiesFrom(
      row.severities?.list?.exec(command)?.[1] ?? null,
      row.severities?.lowest?.exec(command)?.[1] ?? null,
    );
    const threshold = verdict.blocking ? await thresholdOf(row.threshold, command, directory, repository) : null;
    found.push({ type: row.type, tool: nameOf(row, command), ...verdict, severities, threshold });
  }
  return found;
}

async function verdictOf(
  row: GateCommand,
  command: string,
  directory: string | null,
  repository: Repository,
): Promise<{ readonly blocking: boolean; readonly why: string; readonly weakening?: string }> {
  if (row.never !== undefined) return { blocking: false, why: row.never };
  const weakening = row.weakenedBy?.flag.exec(command)?.[0];
  if (row.weakenedBy !== undefined && weakening !== undefined) {
    return { blocking: false, why: row.weakenedBy.why, weakening: weakening.trim() };
  }
  if (
    row.needs !== undefined &&
    !row.needs.flag.test(command) &&
    !(await configured(row.needs, directory, repository))
  ) {
    return { blocking: false, why: row.needs.why };
  }
  return { blocking: true, why: `${nameOf(row, command)} fails on what it finds` };
}

function nameOf({ tool, isFamily }: GateCommand, command: string): string {
  return isFamily === true ? (command.split(' ')[0] ?? tool) : tool;
}

async function thresholdOf(
  row: GateThreshold | undefined,
  command: string,
  directory: string | null,
  repository: Repository,
): Promise<number | null> {
  if (row === undefined) return null;
  const given = row.flag?.exec(command)?.[1];
  const said =
    given ??
    (row.files === undefined || row.text === undefined
      ? null
      : await saidIn(row.files, row.text, directory, repository))?.[1];
  const number = Number(said ?? Number.NaN);
  if (!Number.isFinite(number)) return null;
  // Some tools count in parts of one.
  return number > 0 && number <= 1 && String(said).includes('.') ? Math.round(number * 10_000) / 100 : number;
}

const mostConfigurations = 30;

/** A file of the repository says what the command does not. */
async function configured(
  knob: GateKnob | GateInput,
  directory: string | null,
  repository: Repository,
): Promise<boolean> {
  const { configured: place } = knob;
  return place !== undefined && (await saidIn(place.files, [place.text], directory, repository)) !== null;
}

/** What files say, those of the directory first, then those above it, then any. */
async function saidIn(
  files: RegExp,
  texts: readonly RegExp[],
  directory: string | null,
  repository: Repository,
): Promise<RegExpExecArray | null> {
  const home = directory === null || directory === '.' ? '' : `${directory}/`;
  const far = (path: string): number => {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    return home.startsWith(folder) ? home.length - folder.length : 1000 + folder.length;
  };
  const found = repository.paths.filter((path) => files.test(path) && !/(?:^|\/)node_modules\//.test(path));
  const near = found.sort((one, other) => far(one) - far(other)).slice(0, mostConfigurations);
  for (const file of near) {
    const content = (await repository.read(file))?.slice(0, longestConfiguration) ?? '';
    for (const text of texts) {
      const match = text.exec(content);
      if (match !== null) return match;
    }
  }
  return null;
}

const longestConfiguration = 200_000;

export async function gatesOfAction(
  uses: string,
  inputs: ReadonlyMap<string, string>,
  repository: Repository,
): Promise<FoundGate[]> {
  const found: FoundGate[] = [];
  for (const row of actions) {
    if (!row.uses.test(uses) || found.some((gate) => gate.type === row.type)) continue;
    if (row.when !== undefined && !matches(row.when, inputs)) continue;
    const { type, tool } = row;
    // An image is built by the action; checks stand where they are asked for.
    const asked = row.type === 'container-build' || row.when?.value.test('') !== false ? undefined : row.when.input;
    const input = asked === undefined ? {} : { input: asked };
    const given = (name: string | undefined): string | null => (name === undefined ? null : (inputs.get(name) ?? null));
    const severities = severitiesFrom(given(row.severities?.list), given(row.severities?.lowest));
    if (row.unknown !== undefined) found.push({ type, tool, blocking: null, why: row.unknown });
    else if (row.never !== undefined) found.push({ type, tool, blocking: false, why: row.never });
    else if (row.weakenedBy !== undefined && row.weakenedBy.value.test(inputs.get(row.weakenedBy.input) ?? '')) {
      const { why, input: weakening } = row.weakenedBy;
      found.push({ type, tool, blocking: false, why, weakening, severities });
    } else if (row.needs !== undefined && !row.needs.value.test(inputs.get(row.needs.input) ?? '')) {
      const set = await configured(row.needs, null, repository);
      const why = set ? 'its configuration sets an exit code' : row.needs.why;
      const weakening = inputs.has(row.needs.input) && !set ? { weakening: row.needs.input } : {};
      found.push({ type, tool, blocking: set, why, severities, ...weakening });
    } else found.push({ type, tool, blocking: true, why: `${tool} fails on what it finds`, severities, ...input });
  }
  return found;
}

/** An input that is not given is the empty text, so a row may ask for what is not there. */
function matches(
  { input, value }: { readonly input: string; readonly value: RegExp },
  inputs: ReadonlyMap<string, string>,
): boolean {
  return value.test(inputs.get(input) ?? '');
}

export function deployOf(command: string): FoundDeploy | null {
  const row = deployCommands.find((one) => one.command.test(command) && one.except?.test(command) !== true);
  if (row === undefined) return null;
  const local = row.local === true && row.elsewhere?.test(command) !== true;
  return {
    platform: row.platform,
    environment: environmentIn(row, command),
    ...waiting(row, command),
    local,
    known: true,
    named: row.named === true,
  };
}

function waiting(row: DeployCommand, command: string): { waits: boolean | null; waitFlag: string | null } {
  const flag = row.waitsWith?.exec(command);
  if (flag !== null && flag !== undefined) return { waits: true, waitFlag: flag[0] };
  if (row.asyncWith?.test(command) === true) return { waits: false, waitFlag: null };
  return { waits: row.waits, waitFlag: null };
}

function environmentIn(row: DeployCommand, command: string): string | null {
  const match = row.environment?.exec(command);
  const word = match?.slice(1).find((group) => group !== undefined) ?? null;
  return word?.replace(/^["']|["']$/g, '') ?? row.unnamed ?? null;
}

export function deployOfAction(uses: string, inputs: ReadonlyMap<string, string>): FoundDeploy | null {
  const row = deployActions.find(
    (one: DeployAction) =>
      one.uses.test(uses) && (one.when === undefined || one.when.value.test(inputs.get(one.when.input) ?? '')),
  );
  if (row === undefined) return null;
  const given = row.waitInput === undefined ? undefined : inputs.get(row.waitInput.input);
  const waits = given === undefined ? row.waits : row.waitInput?.value.test(given) === true;
  const known = row.unseen !== true;
  return {
    platform: row.platform,
    environment: null,
    waits,
    waitFlag: given !== undefined && waits === true ? (row.waitInput?.input ?? null) : null,
    local: false,
    known,
    named: row.named === true,
  };
}

/** Where a command says that those behind it go; null where it says nothing of an environment. */
export function targetOfCommand(command: string): { readonly platforms: RegExp; readonly target: string } | null {
  for (const { platforms, command: pattern, target } of targetCommands) {
    if (!pattern.test(command)) continue;
    const word = target
      .exec(command)
      ?.slice(1)
      .find((group) => group !== undefined);
    if (word !== undefined) return { platforms, target: word.replace(/^["']|["']$/g, '') };
  }
  return null;
}

/** A tag of an environment that a build pushes. */
export function movingTagOf(command: string): string | null {
  return movingTag.exec(command)?.[1] ?? null;
}

/** By the name of a script, target or workflow alone; null where that says nothing. */
export function typeByName(name: string): GateType | null {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/\.(?:sh|py|rb|js|mjs|cjs|ts|ya?ml)\b/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const row = taskNames.find((one) => one.name.test(words));
  if (row === undefined) return null;
  return noTask.test(words) && row.type !== 'container-build' && row.type !== 'migration-check' ? null : row.type;
}

/** A task whose name alone says that it deploys. */
export function isDeployName(name: string): boolean {
  const words = wordsOf(name);
  return deployTask.test(words) && !noDeployTask.test(words);
}

/** A task whose name says that it takes something away. */
export function isRemovingName(name: string): boolean {
  return removingTask.test(wordsOf(name));
}

function wordsOf(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
}
