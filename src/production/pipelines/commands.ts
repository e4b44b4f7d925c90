/** Scripts of steps: each command is judged, and what stands behind a task of the repository is followed. */
import { migrationCommand, throwAwayCluster } from '../../knowledge/deploys.ts';
import { asksHealth, preparingCommand, toleratingFlag } from '../../knowledge/pipelineCommands.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Gate, GateType } from '../../model/pipeline.ts';
import type { Location } from '../../model/text.ts';
import { join } from '../paths.ts';
import { part, rangeIn, type LocatedText } from '../text/locatedText.ts';
import {
  deployOf,
  gatesOf,
  innerScript,
  isDeployName,
  isRemovingName,
  remoteCommand,
  targetOfCommand,
  typeByName,
  unwrapped,
} from './classify.ts';
import { hookCommands } from './hooks.ts';
import { evidenceOf } from './deliveryFiles.ts';
import { imagesOf, serviceOf } from './details.ts';
import { deployItem, environmentWordIn, gateItem, waitGate, type Item } from './items.ts';
import { gitopsItems, itemsOfPush, movedTags, pushCommand } from './pushes.ts';
import type { PipelineContext, ShellMode, ShellStep, Weakness } from './reader.ts';
import { comparedRequests, verificationsIn, type Verification } from './shell/verification.ts';
import { commandsOf } from './shellCommands.ts';
import { tasksOf } from './tasks.ts';
import type { Task } from './tasks/task.ts';

interface Frame {
  readonly step: ShellStep;
  readonly directory: string | null;
  readonly lost: Weakness | null;
  /** Where gates are said to stand, for what is followed out of the step. */
  readonly place: Location | null;
  readonly seen: readonly string[];
  /** On another machine than the one that runs the pipeline. */
  readonly remote: boolean;
  /** What the command answers decides later whether the script fails. */
  readonly isCompared?: boolean;
}

const deepest = 6;

export async function itemsOfShell(step: ShellStep, context: PipelineContext): Promise<Item[]> {
  const { directory } = step;
  const frame: Frame = { step, directory, lost: null, place: null, seen: [], remote: step.elsewhere === true };
  return itemsOfScript(step.source, step.mode, frame, context);
}

async function itemsOfScript(
  source: LocatedText,
  mode: ShellMode,
  frame: Frame,
  context: PipelineContext,
): Promise<Item[]> {
  const items: Item[] = [];
  const verifications = [...verificationsIn(source.text)];
  const requests = comparedRequests(source.text);
  const compared = (before: number): void => {
    while ((verifications[0]?.start ?? Infinity) < before)
      items.push(...verifications.splice(0, 1).map((one) => itemOfVerification(one, source, frame)));
  };
  for (const command of commandsOf(source.text, context.shell, mode)) {
    compared(command.start);
    const place: Location = { file: source.file, range: rangeIn(source, command.start, command.end) };
    const filled = frame.step.resolve(
      command.text.replace(/\$\{?(\w+)\}?/g, (whole: string, name: string) => command.variables.get(name) ?? whole),
    );
    const { lost: loss } = command;
    const at = loss?.at ?? null;
    const lost =
      frame.lost ??
      (loss === null
        ? null
        : { why: loss.why, at: at === null ? null : { ...place, range: rangeIn(source, at.start, at.end) } });
    let directory = frame.directory;
    for (const entered of command.directories) {
      if (directory !== null)
        directory = /^[\w./-]+$/.test(entered) && !entered.startsWith('/') ? join(directory, entered) : null;
    }
    const isThere = frame.remote || /\bDOCKER_HOST=|docker context use\b/.test(source.text.slice(0, command.start));
    const isCompared = requests.some(({ start: from, end }) => from <= command.start && command.start < end);
    const own: Frame = { ...frame, directory, lost: isCompared ? frame.lost : lost, remote: isThere, isCompared };
    if (command.input !== null && remoteCommand(filled) !== null) {
      const inner = part(source, command.input.start, command.input.end);
      const there: Frame = { ...own, directory: null, remote: true, seen: [...frame.seen, 'ssh'] };
      const errexit = /\b(?:ba)?sh -\w*e/.test(filled);
      if (frame.seen.length < deepest)
        items.push(...(await itemsOfScript(inner, { errexit, pipefail: false }, there, context)));
      continue;
    }
    items.push(...(await itemsOfCommand(filled, place, own, context, source, command)));
    items.push(...itemsOfPush(filled, frame.place ?? place));
  }
  compared(Infinity);
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

function itemOfVerification({ start, end, isRepeated }: Verification, source: LocatedText, frame: Frame): Item {
  const place = frame.place ?? { file: source.file, range: rangeIn(source, start, end) };
  const { lost } = frame;
  const about = { blocking: lost === null, why: lost?.why ?? 'it fails where another version runs' };
  const type = isRepeated ? 'wait-stable' : 'deploy-verification';
  return gateItem(place, { type, tool: 'comparison', ...about, weakness: lost?.at ?? null });
}

const silent =
  /^(?:echo|printf|cat|mkdir|rm|cp|mv|export|cd|ls|pip3?|apt(?:-get)?|apk|brew|gem|sed|awk|grep|git (?!diff|push)|(?:pre-commit|prek) (?:install|autoupdate|gc|clean))(?: |$)/;

async function itemsOfCommand(
  text: string,
  written: Location,
  frame: Frame,
  context: PipelineContext,
  source: LocatedText,
  { start, end }: { readonly start: number; readonly end: number },
): Promise<Item[]> {
  const inner = innerScript(text);
  if (inner !== null && frame.seen.length < deepest) {
    const place = frame.place ?? written;
    const remote = frame.remote || inner.elsewhere;
    const nested: Frame = { ...frame, place, remote, seen: [...frame.seen, 'sh -c'] };
    const script: LocatedText = { file: source.file, text: inner.script, range: written.range, places: null };
    const mode = { errexit: /sh -\w*e/.test(text), pipefail: false };
    return itemsOfScript(script, mode, nested, context);
  }
  const command = unwrapped(text);
  if (silent.test(command) || /(?:^| )(?:--version|--help)$/.test(command)) return [];
  const place = frame.place ?? written;
  if (throwAwayCluster.commands.test(command)) return [{ kind: 'throw-away' }];
  const pointed = targetOfCommand(command);
  if (pointed !== null)
    return [{ kind: 'target', platforms: pointed.platforms, target: frame.step.resolve(pointed.target) }];
  const find = (words: string): Location | null => {
    const at = source.text.slice(start, end).indexOf(words);
    return at < 0 ? null : { file: source.file, range: rangeIn(source, start + at, start + at + words.length) };
  };
  const isShown = frame.place !== null && written.file !== '';
  const evidence: Evidence[] = isShown ? [{ ...written, label: 'the command behind it' }] : [];
  const items: Item[] = [];
  // On the machine that is deployed to, what it asks of itself is the service.
  const asked = frame.remote ? command.replace(/\b(?:localhost|127\.0\.0\.1)\b/g, 'itself') : command;
  for (const { weakening, ...judged } of await gatesOf(asked, frame.directory, context.repository)) {
    const { lost } = frame;
    const decides = frame.isCompared === true && judged.type === 'smoke-test';
    const gate = decides ? { ...judged, blocking: true, why: 'what it answers is compared' } : judged;
    const weakness = weakening === undefined ? null : find(weakening);
    const kept =
      lost === null || gate.blocking === false
        ? { ...gate, weakness }
        : { ...gate, blocking: false, why: lost.why, weakness: lost.at, threshold: null };
    const flag = kept.blocking === true && frame.place === null ? failingFlag.exec(command)?.[0] : undefined;
    const told = flag === undefined ? null : onLineBelow(source, start, end, flag);
    items.push(gateItem(told ?? place, { ...kept, command: text, evidence }));
  }
  const deploy = deployOf(command);
  if (deploy !== null) {
    const { platform, waits, waitFlag, local } = deploy;
    // What it starts elsewhere may be called so itself.
    const named = deploy.named && !startsDeploy.test(command);
    const environment = deploy.environment === null ? null : frame.step.resolve(deploy.environment);
    const images = imagesOf(command, (words) => find(words) ?? place);
    const about = { platform, environment, waits, images, service: serviceOf(command), command: text };
    const isHere = local && !frame.remote;
    const { afterwards, ...delivered } = await evidenceOf(platform, command, about.service, context.repository);
    items.push(
      deployItem(place, { ...about, ...delivered, ...(isHere ? { local: true } : {}), ...(named ? { named } : {}) }),
    );
    if (waits === true && !isHere && (waitFlag !== null || platform === 'kamal')) {
      const flag = waitFlag === null ? null : find(waitFlag.trim());
      items.push(waitGate(frame.place ?? flag ?? written, platform));
    }
    const nested: Frame = { ...frame, place, seen: [...frame.seen, 'hook'] };
    for (const hook of afterwards ?? []) {
      if (frame.seen.length < deepest)
        items.push(...(await itemsOfScript(hook, { errexit: false, pipefail: false }, nested, context)));
    }
  } else if (!pushCommand.test(command)) {
    for (const image of imagesOf(command, (words) => find(words) ?? place)) items.push({ kind: 'image', image });
  }
  items.push(...(await gitopsItems(text, command, place, source, start, context)));
  if (migrationCommand.test(command)) items.push({ kind: 'migration' });
  if (/^(?:pre-commit|prek) run\b/.test(command))
    items.push(...(await hookItems(command, place, text, frame, context)));
  if (items.some((item) => item.kind !== 'image') || frame.seen.length >= deepest) return items;
  const behind = await followed(command, text, place, frame, context);
  if (behind.length === 0 && items.length === 0)
    return unclassified(command, text, place, frame, failureBehind(source, end));
  return [...items, ...behind];
}

const startsDeploy = /(?:workflows\/|workflow run (?:\S+ )*?["']?)[\w.-]*(?:deploy|rollout|promote)/i;

/** Of a command on several lines this is the one that makes it a gate. */
const failingFlag = /--exit-code[= ][1-9]\d*/;

/** Where words of a command stand, if that is another line than its first: written so, or folded by YAML. */
function onLineBelow(source: LocatedText, start: number, end: number, words: string): Location | null {
  const at = source.text.slice(start, end).indexOf(words);
  if (at < 0) return null;
  const range = rangeIn(source, start + at, start + at + words.length);
  const isFolded = range.start - rangeIn(source, start, start + 1).start !== at;
  return isFolded || source.text.slice(start, start + at).includes('\n') ? { file: source.file, range } : null;
}

/** The only place behind a command where the script itself says that it fails. */
function failureBehind(source: LocatedText, end: number): Location | null {
  const [only, ...others] = source.text.slice(end).matchAll(/^\s*(exit [1-9]\d*)\s*$/gm);
  if (only === undefined || others.length > 0) return null;
  const start = end + only.index + only[0].indexOf('exit');
  return { file: source.file, range: rangeIn(source, start, start + (only[1] ?? '').length) };
}

/** A container's command by its first word; else what its step is called may say what it is. */
function unclassified(command: string, text: string, place: Location, frame: Frame, failsAt: Location | null): Item[] {
  const name = /^(?:sudo )?docker(?:[ -]compose\b.*?)? run\b/.test(text) ? (command.split(' ')[0] ?? '') : '';
  const type = name.startsWith('docker') ? typeByName(/ ([\w-]+)$/.exec(text)?.[1] ?? '') : typeByName(name);
  if (type === null && asksHealth.test(command)) {
    const why = 'what it does with the answer is not read';
    return [gateItem(place, { type: 'smoke-test', tool: 'script', blocking: null, why, command: text })];
  }
  if (type === null) {
    const says = frame.place === null && frame.step.prepares !== true && !preparingCommand.test(command);
    return says ? [{ kind: 'unknown', place, command: text, lost: frame.lost, failsAt }] : [];
  }
  const why = frame.lost?.why ?? 'it fails with what it runs';
  const about = { blocking: frame.lost === null, why, weakness: frame.lost?.at ?? null, command: text };
  return [gateItem(place, { type, tool: name, ...about })];
}

/** What the hooks of pre-commit check besides. */
async function hookItems(
  command: string,
  place: Location,
  text: string,
  frame: Frame,
  context: PipelineContext,
): Promise<Item[]> {
  const items: Item[] = [];
  for (const written of await hookCommands(command, context.repository)) {
    for (const { weakening: _, ...gate } of await gatesOf(written, null, context.repository)) {
      if (gate.type === 'lint' || items.some((item) => item.kind === 'gate' && item.gate.type === gate.type)) continue;
      const { lost } = frame;
      const kept = lost === null ? gate : { ...gate, blocking: false, why: lost.why, weakness: lost.at };
      items.push(gateItem(place, { ...kept, command: text }));
    }
  }
  return items;
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
      lost: frame.lost ?? (task.lost === null ? null : { why: task.lost, at: null }),
      place,
      seen: [...frame.seen, task.key],
    };
    const inner: Item[] = [];
    for (const source of task.texts) inner.push(...(await itemsOfScript(source, task.mode, nested, context)));
    const removes = isRemovingName(task.name);
    const found = inner.filter(
      (item) => !removes || !(item.kind === 'deploy' || (item.kind === 'gate' && item.gate.type === 'wait-stable')),
    );
    items.push(...namedItems(task, found, text, place, nested));
    const deploys = found.some((item) => item.kind === 'deploy');
    if (!deploys && !removes && typeByName(task.name) === null && isDeployName(task.name)) {
      const environment = environmentWordIn(task.name);
      // What a task of elsewhere does after it is not shown here.
      const unseen = task.texts.length === 0 && !command.startsWith('scripts ') ? { smoke: null } : {};
      items.push(deployItem(place, { platform: 'task', environment, waits: null, command: text, ...unseen }));
    }
  }
  return oncePerType(items);
}

const testTypes: readonly GateType[] = ['integration-test', 'e2e-test', 'smoke-test'];
const telling: readonly GateType[] = [
  'secret-scan',
  'vulnerability-scan',
  'sast',
  'dast',
  'migration-check',
  'contract-check',
  'licence',
  'iac-scan',
];

/** What stands behind a task, with what its name says of it: people call tests what they are, whatever runs them. */
function namedItems(task: Task, found: readonly Item[], text: string, place: Location, frame: Frame): Item[] {
  const type = typeByName(task.name);
  const gates = found.flatMap((item) => (item.kind === 'gate' ? [item.gate] : []));
  if (type === null || gates.some((gate) => gate.type === type)) return [...found];
  if (testTypes.includes(type) && gates.some((gate) => gate.type === 'unit-test')) {
    return found.map((item) =>
      item.kind === 'gate' && item.gate.type === 'unit-test' ? { kind: 'gate', gate: { ...item.gate, type } } : item,
    );
  }
  if (gates.some((gate) => !gate.type.endsWith('build')) && !telling.includes(type)) return [...found];
  const tolerated = toleratingFlag.exec(text)?.[0].trim();
  const why = frame.lost?.why ?? tolerated ?? `\`${task.name}\` fails with what it runs`;
  const weakness = frame.lost?.at ?? null;
  const blocking = frame.lost === null && tolerated === undefined;
  return [...found, gateItem(place, { type, tool: task.name, blocking, why, weakness, command: text })];
}

/** One command stands for one gate of a type: the one that blocks, in its place among deploys. */
function oncePerType(items: readonly Item[]): Item[] {
  const best = new Map<string, Gate>();
  for (const item of items) {
    if (item.kind !== 'gate') continue;
    const known = best.get(item.gate.type);
    const isBetter = known === undefined || (known.blocking !== true && item.gate.blocking === true);
    // What follows a deploy is about that one.
    const follows = /^(?:wait-stable|smoke-test)$/.test(item.gate.type) && item.gate.blocking === known?.blocking;
    if (isBetter || follows) best.set(item.gate.type, item.gate);
  }
  return items.filter((item) => item.kind !== 'gate' || best.get(item.gate.type) === item.gate);
}
