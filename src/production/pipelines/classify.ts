/** What one command or named step gates and deploys, by the tables of `knowledge/`. */
import {
  deployActions,
  deployCommands,
  movingTag,
  type DeployAction,
  type DeployCommand,
} from '../../knowledge/deploys.ts';
import type { GateAction, GateCommand, GateInput, GateKnob } from '../../knowledge/gate.ts';
import { gateTables } from '../../knowledge/gates/index.ts';
import { commandWrappers, deployTask, noDeployTask, noTask, taskNames } from '../../knowledge/pipelineCommands.ts';
import type { GateType } from '../../model/pipeline.ts';
import type { Repository } from '../repository.ts';

export interface FoundGate {
  readonly type: GateType;
  readonly tool: string;
  readonly blocking: boolean | null;
  readonly why: string;
  /** The input that says so, where one does. */
  readonly input?: string;
}

export interface FoundDeploy {
  readonly platform: string;
  readonly environment: string | null;
  readonly waits: boolean | null;
  /** Offset in the command of the flag that makes it wait; -1 where it does by itself or not at all. */
  readonly waitFlag: number;
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

/** The script behind `sh -c '…'`; null for other commands. */
export function innerScript(text: string): { readonly script: string; readonly start: number } | null {
  const match = /(?:^|[ /])(?:ba|z|da)?sh(?: -\w+)* -\w*c ((["'])([^]*)\2)/.exec(text);
  if (match === null) return null;
  return { script: match[3] ?? '', start: match.index + match[0].length - (match[3] ?? '').length - 1 };
}

export async function gatesOf(command: string, repository: Repository): Promise<FoundGate[]> {
  const found: FoundGate[] = [];
  for (const row of commands) {
    if (!row.command.test(command) || row.except?.test(command) === true) continue;
    if (found.some((gate) => gate.type === row.type)) continue;
    found.push({ type: row.type, tool: row.tool, ...(await verdict(row, command, repository)) });
  }
  return found;
}

async function verdict(
  row: GateCommand,
  command: string,
  repository: Repository,
): Promise<{ readonly blocking: boolean; readonly why: string }> {
  if (row.never !== undefined) return { blocking: false, why: row.never };
  if (row.weakenedBy?.flag.test(command) === true) return { blocking: false, why: row.weakenedBy.why };
  if (row.needs !== undefined && !row.needs.flag.test(command) && !(await configured(row.needs, repository))) {
    return { blocking: false, why: row.needs.why };
  }
  return { blocking: true, why: `${row.tool} fails on what it finds` };
}

const mostConfigurations = 30;

/** A file of the repository says what the command does not. */
async function configured(knob: GateKnob | GateInput, repository: Repository): Promise<boolean> {
  const { configured: place } = knob;
  if (place === undefined) return false;
  const files = repository.paths.filter((path) => place.files.test(path)).slice(0, mostConfigurations);
  for (const file of files) if (place.text.test((await repository.read(file)) ?? '')) return true;
  return false;
}

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
    const input = row.when?.value.test('') === false ? { input: row.when.input } : {};
    if (row.unknown !== undefined) found.push({ type, tool, blocking: null, why: row.unknown });
    else if (row.never !== undefined) found.push({ type, tool, blocking: false, why: row.never });
    else if (row.weakenedBy !== undefined && row.weakenedBy.value.test(inputs.get(row.weakenedBy.input) ?? '')) {
      found.push({ type, tool, blocking: false, why: row.weakenedBy.why });
    } else if (row.needs !== undefined && !row.needs.value.test(inputs.get(row.needs.input) ?? '')) {
      const set = await configured(row.needs, repository);
      found.push({ type, tool, blocking: set, why: set ? 'its configuration sets an exit code' : row.needs.why });
    } else found.push({ type, tool, blocking: true, why: `${tool} fails on what it finds`, ...input });
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
  const { waits, waitFlag } = waiting(row, command);
  return { platform: row.platform, environment: environmentIn(row, command), waits, waitFlag };
}

function waiting(row: DeployCommand, command: string): { waits: boolean | null; waitFlag: number } {
  const flag = row.waitsWith?.exec(command);
  if (flag !== null && flag !== undefined) return { waits: true, waitFlag: flag.index };
  if (row.asyncWith?.test(command) === true) return { waits: false, waitFlag: -1 };
  return { waits: row.waits, waitFlag: -1 };
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
  return { platform: row.platform, environment: null, waits, waitFlag: -1 };
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
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return deployTask.test(words) && !noDeployTask.test(words);
}
