/** Steps become what they gate and deploy, in the order they run; tasks of the repository are followed. */
import { environmentNames, environmentWord, migrationCommand } from '../../knowledge/deploys.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Gate } from '../../model/pipeline.ts';
import type { Location } from '../../model/text.ts';
import { join } from '../paths.ts';
import { rangeIn, type LocatedText } from '../text/locatedText.ts';
import {
  deployOf,
  deployOfAction,
  gatesOf,
  gatesOfAction,
  innerScript,
  isDeployName,
  movingTagOf,
  typeByName,
  unwrapped,
} from './classify.ts';
import type { NamedStep, PipelineContext, ShellMode, ShellStep, Step } from './reader.ts';
import { commandsOf } from './shellCommands.ts';
import { tasksOf } from './tasks.ts';

export interface FoundDeployAt extends Location {
  readonly platform: string;
  readonly environment: string | null;
  readonly waits: boolean | null;
  /** As far as what is called says so itself. */
  readonly approval?: boolean | null;
  readonly smoke?: boolean | null;
  /** The file that is called. */
  readonly called?: string;
}

/** In the order they run. */
export type Item =
  | { readonly kind: 'gate'; readonly gate: Gate }
  | { readonly kind: 'deploy'; readonly deploy: FoundDeployAt }
  | { readonly kind: 'migration' };

interface Frame {
  readonly step: ShellStep;
  readonly directory: string | null;
  readonly lost: string | null;
  /** Where gates are said to stand, for what is followed out of the step. */
  readonly place: Location | null;
  readonly seen: readonly string[];
}

const deepest = 6;

export async function itemsOfStep(step: Exclude<Step, { kind: 'called' }>, context: PipelineContext): Promise<Item[]> {
  if (step.never === true) return [];
  if (step.kind === 'shell') {
    const frame: Frame = { step, directory: step.directory, lost: null, place: null, seen: [] };
    return weakened(step, hinted(step, await itemsOfScript(step.source, step.mode, frame, context)));
  }
  if (step.kind === 'mark') {
    const { file, range, type, tool, blocking, why } = step;
    if (type === 'deploy') {
      return [{ kind: 'deploy', deploy: { file, range, platform: tool, environment: null, waits: blocking } }];
    }
    return weakened(step, [{ kind: 'gate', gate: { file, range, type, tool, blocking, why, evidence: [] } }]);
  }
  return weakened(step, hinted(step, await itemsOfNamed(step, context)));
}

/** Where the command does not say which environment it is, the name of its step or its condition may. */
function hinted(step: Step, items: readonly Item[]): Item[] {
  const words = (step.hints ?? []).map(environmentWordIn).filter((word) => word !== null && word !== 'test');
  const [word] = words;
  if (word === undefined) return [...items];
  return items.map((item) => {
    if (item.kind !== 'deploy') return item;
    const { environment } = item.deploy;
    const says = environment !== null && (environmentWordIn(environment) !== null || /[|$]/.test(environment));
    return says ? item : { kind: 'deploy', deploy: { ...item.deploy, environment: word } };
  });
}

/** What the step ignores blocks nothing, whatever the command says. */
export function weakened(
  step: { readonly weak: string | null; readonly unknownWeakness?: boolean },
  items: readonly Item[],
): Item[] {
  const { weak } = step;
  if (weak === null && step.unknownWeakness !== true) return [...items];
  return items.map((item) => {
    if (item.kind !== 'gate' || item.gate.blocking === false) return item;
    if (weak !== null) return { kind: 'gate', gate: { ...item.gate, blocking: false, why: weak } };
    return {
      kind: 'gate',
      gate: { ...item.gate, blocking: null, why: 'an expression decides whether its failing counts' },
    };
  });
}

async function itemsOfNamed(step: NamedStep, context: PipelineContext): Promise<Item[]> {
  const { uses, inputs, file, range } = step;
  const items: Item[] = [];
  const gates = await gatesOfAction(uses, inputs, context.repository);
  for (const { input, ...gate } of gates) {
    const at = input === undefined ? undefined : step.inputPlaces?.get(input);
    items.push({ kind: 'gate', gate: { file, range: at ?? range, ...gate, evidence: [] } });
  }
  const deploy = deployOfAction(uses, inputs);
  if (deploy !== null) {
    const { platform, waits } = deploy;
    const environment = inputs.get('environment') ?? targetOf(inputs);
    items.push({ kind: 'deploy', deploy: { file, range, platform, environment, waits } });
    if (waits === true && platform === 'ecs') items.push(waitGate({ file, range }, platform));
  }
  for (const command of step.commands) {
    for (const item of await itemsOfStep(command, context)) {
      // The step is where people look for it.
      items.push(item.kind === 'deploy' ? { kind: 'deploy', deploy: { ...item.deploy, file, range } } : item);
    }
  }
  if (items.length === 0 && step.remote) {
    const name = uses.split('/').slice(1).join('/');
    const type = /^(?:actions|github|docker|aws-actions|azure|google-github-actions|peter-evans|softprops)\//.test(uses)
      ? null
      : typeByName(name);
    if (type !== null) {
      const why = 'what it does is not in this repository; it fails with what it runs';
      items.push({ kind: 'gate', gate: { file, range, type, tool: uses, blocking: true, why, evidence: [] } });
    }
  }
  return items;
}

const targetInput = /env|args|cluster|service|namespace|app|stage|slot|project/;

/** What the inputs of a deploying step say of where it goes. */
function targetOf(inputs: ReadonlyMap<string, string>): string | null {
  for (const [name, value] of inputs) {
    if (!targetInput.test(name)) continue;
    const word = environmentWordIn(value);
    if (word !== null && word !== 'test') return word;
  }
  return null;
}

function waitGate(place: Location, tool: string): Item {
  const { file, range } = place;
  const why = 'it fails where the version does not get stable';
  return { kind: 'gate', gate: { file, range, type: 'wait-stable', tool, blocking: true, why, evidence: [] } };
}

async function itemsOfScript(
  source: LocatedText,
  mode: ShellMode,
  frame: Frame,
  context: PipelineContext,
): Promise<Item[]> {
  const items: Item[] = [];
  for (const command of commandsOf(source.text, context.shell, mode)) {
    const place: Location = { file: source.file, range: rangeIn(source, command.start, command.end) };
    const filled = frame.step.resolve(
      command.text.replace(/\$\{?(\w+)\}?/g, (whole: string, name: string) => command.variables.get(name) ?? whole),
    );
    const lost = frame.lost ?? command.lost;
    let directory = frame.directory;
    for (const entered of command.directories) {
      if (directory !== null)
        directory = /^[\w./-]+$/.test(entered) && !entered.startsWith('/') ? join(directory, entered) : null;
    }
    const own: Frame = { ...frame, directory, lost };
    items.push(...(await itemsOfCommand(filled, place, own, context, source, command.start)));
    const moving = movingTagOf(filled);
    if (
      moving !== null &&
      /^(?:docker (?:image )?push|docker tag|docker buildx imagetools create|crane (?:tag|copy)|skopeo copy|regctl)/.test(
        unwrapped(filled),
      )
    ) {
      const at = frame.place ?? place;
      items.push({ kind: 'deploy', deploy: { ...at, platform: 'image tag', environment: moving, waits: false } });
    }
  }
  // A tag that is put together in variables is moved as well.
  if (
    frame.place === null &&
    /\b(?:tags?|TAGS?)\b/.test(source.text) &&
    !items.some((item) => item.kind === 'deploy')
  ) {
    items.push(...movedTags(source));
  }
  return items;
}

function movedTags(source: LocatedText): Item[] {
  const items: Item[] = [];
  for (const match of source.text
    .slice(0, 20_000)
    .matchAll(/^.*\bTAGS?=.*[}\w]:(production|staging|prod|stage)["'].*$/gm)) {
    const range = rangeIn(source, match.index, match.index + match[0].length);
    const environment = match[1] ?? null;
    items.push({
      kind: 'deploy',
      deploy: { file: source.file, range, platform: 'image tag', environment, waits: false },
    });
  }
  return items;
}

async function itemsOfCommand(
  text: string,
  written: Location,
  frame: Frame,
  context: PipelineContext,
  source: LocatedText,
  offset: number,
): Promise<Item[]> {
  const { repository } = context;
  const inner = innerScript(text);
  if (inner !== null && frame.seen.length < deepest) {
    const nested: Frame = { ...frame, place: frame.place ?? written, seen: [...frame.seen, 'sh -c'] };
    const script: LocatedText = { file: source.file, text: inner.script, range: written.range, places: null };
    return itemsOfScript(script, { errexit: /sh -\w*e/.test(text), pipefail: false }, nested, context);
  }
  const command = unwrapped(text);
  if (
    /^(?:echo|printf|cat|mkdir|rm|cp|mv|export|cd|ls|pip3?|apt(?:-get)?|apk|brew|gem|sed|awk|grep|git (?!diff|push))(?: |$)/.test(
      command,
    )
  ) {
    if (!/^git (?:diff|push)/.test(command)) return [];
  }
  if (/(?:^| )(?:--version|--help)$/.test(command)) return [];
  const place = frame.place ?? written;
  const evidence: Evidence[] = frame.place === null ? [] : [{ ...written, label: 'the command behind it' }];
  const items: Item[] = [];
  for (const gate of await gatesOf(command, repository)) {
    const kept = frame.lost === null || gate.blocking === false ? gate : { ...gate, blocking: false, why: frame.lost };
    items.push({ kind: 'gate', gate: { ...place, ...kept, evidence } });
  }
  const deploy = deployOf(command);
  if (deploy !== null) {
    const { platform, waits, waitFlag } = deploy;
    const environment = deploy.environment === null ? null : frame.step.resolve(deploy.environment);
    items.push({ kind: 'deploy', deploy: { ...place, platform, environment, waits } });
    const flag =
      waitFlag < 0 ? null : text.slice(command.length > 0 ? text.indexOf(command.slice(0, 20)) : 0).indexOf('--wait');
    if (waits === true && (waitFlag >= 0 || platform === 'kamal')) {
      items.push(waitGate(frame.place ?? flagPlace(source, offset, written, flag), platform));
    }
  }
  if (migrationCommand.test(command)) items.push({ kind: 'migration' });
  if (items.length > 0 || frame.seen.length >= deepest) return items;
  return followed(command, text, place, frame, context);
}

/** Where the flag stands, on a line of its own perhaps. */
function flagPlace(source: LocatedText, offset: number, written: Location, flag: number | null): Location {
  if (flag === null) return written;
  const at = source.text.slice(offset).search(/--(?:wait|atomic|rollback-on-failure)\b/);
  if (at < 0) return written;
  return { file: source.file, range: rangeIn(source, offset + at, offset + at + 6) };
}

async function followed(
  command: string,
  text: string,
  place: Location,
  frame: Frame,
  context: PipelineContext,
): Promise<Item[]> {
  const tasks = await tasksOf(command, text, frame.directory ?? '.', context.repository);
  const items: Item[] = [];
  for (const task of tasks ?? []) {
    if (frame.seen.includes(task.key)) continue;
    const nested: Frame = {
      ...frame,
      directory: task.directory,
      lost: frame.lost ?? task.lost,
      place,
      seen: [...frame.seen, task.key],
    };
    const found: Item[] = [];
    for (const source of task.texts) found.push(...(await itemsOfScript(source, task.mode, nested, context)));
    const named = typeByName(task.name);
    if (found.some((item) => item.kind === 'gate' && item.gate.type === named)) {
      items.push(...found);
      continue;
    }
    items.push(...found);
    const telling = found.some((item) => item.kind === 'gate' && item.gate.type !== 'build');
    if (named !== null && !telling) {
      const why = frame.lost ?? `\`${task.name}\` fails with what it runs`;
      items.push({
        kind: 'gate',
        gate: { ...place, type: named, tool: task.name, blocking: frame.lost === null, why, evidence: [] },
      });
    }
    if (found.length === 0 && named === null && isDeployName(task.name)) {
      const environment = environmentWordIn(task.name);
      items.push({ kind: 'deploy', deploy: { ...place, platform: 'task', environment, waits: null } });
    }
  }
  return oncePerType(items);
}

/** One command stands for one gate of a type: the one that blocks least. */
function oncePerType(items: readonly Item[]): Item[] {
  const best = new Map<string, Item>();
  const others: Item[] = [];
  for (const item of items) {
    if (item.kind !== 'gate') {
      others.push(item);
      continue;
    }
    const known = best.get(item.gate.type);
    if (known === undefined || (known.kind === 'gate' && known.gate.blocking !== true && item.gate.blocking === true)) {
      best.set(item.gate.type, item);
    }
  }
  return [...best.values(), ...others];
}

/** The first word of a text that names an environment. */
export function environmentWordIn(text: string): string | null {
  const match = environmentWord.exec(text);
  if (match === null) return null;
  const word = (match[1] ?? '').toLowerCase();
  return environmentNames[word] ?? word;
}
