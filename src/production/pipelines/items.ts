/** What steps come to, in the order they run: gates, deploys, migrations and images, before jobs are put in order. */
import { environmentNames, environmentWord } from '../../knowledge/deployEnvironments.ts';
import { writingFormatter } from '../../knowledge/pipelineCommands.ts';
import type { DeployedImage, Gate, GateType } from '../../model/pipeline.ts';
import type { Location } from '../../model/text.ts';
import { isDeployName, typeByName, unwrapped } from './classify.ts';
import type { Step, Weakness } from './reader.ts';

export interface FoundDeployAt extends Location {
  readonly platform: string;
  readonly environment: string | null;
  /** The environment is given as one: it is its name, whatever that is. */
  readonly isGiven?: boolean;
  readonly waits: boolean | null;
  readonly command: string | null;
  readonly images: readonly DeployedImage[];
  readonly service: string | null;
  /** As far as what is called says so itself; null: what it does is not in the repository. */
  readonly approval?: boolean | null;
  readonly smoke?: boolean | null;
  readonly smokePaths?: readonly string[];
  readonly migration?: 'before' | 'after' | null;
  /** It changes the machine that it runs on, which may only run the pipeline. */
  readonly local?: boolean;
  /** It is one only where its step or job is called so. */
  readonly named?: boolean;
  /** The file that is called. */
  readonly called?: string;
}

/** In the order they run. */
export type Item =
  | { readonly kind: 'gate'; readonly gate: Gate }
  | { readonly kind: 'deploy'; readonly deploy: FoundDeployAt }
  | { readonly kind: 'image'; readonly image: DeployedImage }
  | { readonly kind: 'migration' }
  /** Where deploys of its platforms behind it go, as far as they do not say so themselves. */
  | { readonly kind: 'target'; readonly platforms: RegExp; readonly target: string }
  /** A cluster that the run starts for itself. */
  | { readonly kind: 'throw-away' }
  /** A command that says nothing by itself: the name of its step or job may. */
  | {
      readonly kind: 'unknown';
      readonly place: Location;
      readonly command: string;
      readonly lost: Weakness | null;
      /** Where the script says behind it that it fails. */
      readonly failsAt: Location | null;
    };

type Judged = Pick<Gate, 'type' | 'tool' | 'blocking' | 'why'> & Partial<Gate>;

export function gateItem({ file, range }: Location, gate: Judged): Extract<Item, { kind: 'gate' }> {
  const plain = { command: null, threshold: null, severities: [], weakness: null, evidence: [] };
  return { kind: 'gate', gate: { ...plain, ...gate, file, range } };
}

type Deployed = Pick<FoundDeployAt, 'platform' | 'environment' | 'waits'> & Partial<FoundDeployAt>;

export function deployItem({ file, range }: Location, deploy: Deployed): Extract<Item, { kind: 'deploy' }> {
  return { kind: 'deploy', deploy: { command: null, images: [], service: null, ...deploy, file, range } };
}

const ownWait = 'it fails where the version does not get stable';

/** A deploy that waits by a word of its own. */
export function waitGate(place: Location, tool: string): Item {
  return gateItem(place, { type: 'wait-stable', tool, blocking: true, why: ownWait });
}

/** What one deploy waits for says nothing of another. */
export const waitsForItself = ({ type, why }: Gate): boolean => type === 'wait-stable' && why === ownWait;

/** Where the command does not say which environment it is, the name of its step or its condition may. */
export function hinted(step: Step, items: readonly Item[]): Item[] {
  const words = (step.hints ?? []).map(environmentWordIn).filter((word) => word !== null && word !== 'test');
  const [word] = words;
  if (word === undefined) return [...items];
  return items.map((item) => {
    if (item.kind !== 'deploy' || item.deploy.isGiven === true) return item;
    const { environment } = item.deploy;
    const says = environment !== null && (environmentWordIn(environment) !== null || /[|$]/.test(environment));
    return says ? item : { kind: 'deploy', deploy: { ...item.deploy, environment: word } };
  });
}

/** Deploys that say nothing go where a command before them pointed to. */
export function targeted(items: readonly Item[]): Item[] {
  const targets: Extract<Item, { kind: 'target' }>[] = [];
  return items.map((item) => {
    if (item.kind === 'target') targets.unshift(item);
    if (item.kind !== 'deploy') return item;
    const { environment, platform } = item.deploy;
    if (environment !== null && (environmentWordIn(environment) !== null || environment.includes('|'))) return item;
    const found = targets.find((one) => one.platforms.test(platform));
    return found === undefined ? item : { kind: 'deploy', deploy: { ...item.deploy, environment: found.target } };
  });
}

/** What the step ignores blocks nothing, whatever the command says. */
export function weakened(
  step: { readonly weak: Weakness | null; readonly unknownWeakness?: boolean },
  items: readonly Item[],
): Item[] {
  const { weak } = step;
  if (weak === null && step.unknownWeakness !== true) return [...items];
  return items.map((item) => {
    if (item.kind !== 'gate' || item.gate.blocking === false) return item;
    if (weak !== null) {
      return { kind: 'gate', gate: { ...item.gate, blocking: false, why: weak.why, weakness: weak.at } };
    }
    const why = 'an expression decides whether its failing counts';
    return { kind: 'gate', gate: { ...item.gate, blocking: null, why } };
  });
}

/** The first word of a text that names an environment. */
export function environmentWordIn(text: string): string | null {
  const match = environmentWord.exec(text);
  if (match === null) return null;
  const word = (match[1] ?? '').toLowerCase();
  return environmentNames[word] ?? word;
}

const mostUnknown = 3;
const testTypes: readonly GateType[] = ['integration-test', 'e2e-test', 'smoke-test'];

/**
 * What the name of a step or job says where its commands do not: tests of what kind they are, and what a command does that
 * is known by nothing else.
 */
export function namedBy(name: string, items: readonly Item[]): Item[] {
  const known = items.filter((item) => item.kind !== 'unknown');
  if (preparingName.test(name)) return [...items];
  const type = typeByName(name);
  if (type !== null && testTypes.includes(type)) {
    const isOther = (item: Item): boolean => item.kind === 'gate' && item.gate.type === 'unit-test';
    if (known.some(isOther)) {
      return items.map((item) =>
        item.kind === 'gate' && isOther(item) ? { kind: 'gate', gate: { ...item.gate, type } } : item,
      );
    }
  }
  const says = known.some(
    (item) => item.kind === 'deploy' || (item.kind === 'gate' && !silentTypes.test(item.gate.type)),
  );
  const commands = says ? [] : items.flatMap((item) => (item.kind === 'unknown' ? [item] : []));
  if (commands.length === 0) return [...items];
  const isDeploy = type === null && isDeployName(name);
  const telling = commands.filter(({ command }) =>
    isDeploy
      ? /deploy|sync|publish|release|apply/i.test(command)
      : typeByName(command.split(' ').slice(0, 3).join(' ')) === type,
  );
  const one = telling[0] ?? (commands.length <= mostUnknown ? commands.at(-1) : undefined);
  if (one === undefined || type === 'rollback' || (type === null && !isDeploy)) return [...items];
  const { lost, command, place, failsAt } = one;
  if (type === null) {
    const environment = environmentWordIn(name);
    return [...items, deployItem(place, { platform: 'command', environment, waits: null, command, smoke: null })];
  }
  const rewrites = /^(?:format|lint)$/.test(type) && writingFormatter.test(unwrapped(command));
  const why = lost?.why ?? (rewrites ? 'it rewrites files, and fails on none of them' : 'it fails with what it runs');
  const about = { blocking: lost === null && !rewrites, why, weakness: lost?.at ?? null };
  return [...items, gateItem(failsAt ?? place, { type, tool: name, command, ...about })];
}

/** Names of what stands around a gate. */
const preparingName =
  /\b(?:disable|remove|skip|clear|create|convert|upload|publish|download|generate|install|prepare|set ?up|parse|coverage|start|stop|wait|get|fetch|pull|cache|restore|save|clean|merge|post|report|notify|tag)\b/i;
const silentTypes = /^(?:approval|notification|build)$/;
