/** How production starts each service, and what becomes of its telemetry on the way, for people to read. */
import type { Signal } from '../model/facts.ts';
import {
  commandText,
  type Launch,
  type Service,
  type TelemetryPath,
  type VerdictReason,
  type VerdictState,
} from '../model/production.ts';
import type { Evidence } from '../model/finding.ts';
import { inert } from './inert.ts';
import { createPlaces, type Places, type TextLookup } from './places.ts';
import { plainStyle, type Paint, type Style } from './style.ts';
import { counting, placeText } from './text.ts';

/** Ends with a line end. */
export function launchesText(services: readonly Service[], textOf: TextLookup, style: Style = plainStyle): string {
  if (services.length === 0) {
    return 'Nothing here says how a service is started. A prodaware.yaml can say it: prodaware profile init\n';
  }
  const places = createPlaces(textOf);
  const blocks = services.map((service) => serviceText(service, places, style));
  return `${[...blocks, summary(services, style)].join('\n\n')}\n`;
}

function serviceText(service: Service, places: Places, style: Style): string {
  const about = [service.root === '.' ? null : service.root, service.language].filter((part) => part !== null);
  const lines = [`${style.strong(inert(service.name))}  ${style.faint(inert(about.join('  ')))}`.trimEnd()];
  if (service.launches.length === 0) lines.push('  nothing here starts it');
  for (const launch of service.launches) lines.push(...launchLines(launch, places, style));
  return lines.join('\n');
}

function launchLines(launch: Launch, places: Places, style: Style): string[] {
  const once = launch.oneShot ? ', once' : '';
  const command = launch.argv.length === 0 ? 'a command that is not known' : shortened(commandText(launch.argv));
  const lines = [`  ${launch.environment}${once}: ${inert(launch.launcher)} -> ${style.strong(inert(command))}`];
  const row = (name: string, text: string) => lines.push(`    ${style.faint(name.padEnd(11))} ${text}`);

  const starts = distinct(launch.evidence.length === 0 ? [commandEvidence(launch)] : launch.evidence, places);
  for (const [index, start] of starts.entries()) row(index === 0 ? 'started in' : '', start);
  const behind = launch.prefixes.map((prefix) => prefix.name);
  if (behind.length > 0) row('behind', inert(behind.join(', ')));
  row('entry point', entryPointText(launch));
  for (const [index, line] of telemetryLines(launch, places, style).entries())
    row(index === 0 ? 'telemetry' : '', line);
  for (const [index, line] of promiseLines(launch, places).entries()) row(index === 0 ? 'promised' : '', line);
  return lines;
}

/** A command may be a whole script; its place is said anyway. */
function shortened(command: string): string {
  return command.length <= longestCommand ? command : `${command.slice(0, longestCommand)}…`;
}

function commandEvidence(launch: Launch): Evidence {
  return { ...launch.commandLocation, label: 'command' };
}

function distinct(evidence: readonly Evidence[], places: Places): string[] {
  return [...new Set(evidence.map((one) => evidenceText(one, places)))];
}

function evidenceText(evidence: Evidence, places: Places): string {
  return `${placeText(evidence, places)}  ${inert(evidence.label)}`;
}

function entryPointText({ entryPoint, unresolved }: Launch): string {
  if (entryPoint === null) return `not known: ${inert(unresolved ?? 'nothing says so')}`;
  return inert(entryPoint.file) + (entryPoint.symbol === null ? '' : inert(` (${entryPoint.symbol})`));
}

const longestCommand = 160;

const signals: readonly Signal[] = ['traces', 'metrics', 'logs', 'errors'];
/** Best first: a signal is as well off as the best of the ways it takes. */
const states: readonly VerdictState[] = ['active', 'conditional', 'unknown', 'inactive'];

interface SignalVerdict {
  readonly signal: Signal;
  readonly state: VerdictState;
  readonly path: TelemetryPath | null;
}

function verdictOf(launch: Launch, signal: Signal): SignalVerdict {
  const ways = launch.telemetry.paths.filter((path) => path.signals.includes(signal));
  for (const state of states) {
    const path = ways.find((way) => way.state === state);
    if (path !== undefined) return { signal, state, path };
  }
  // Something this repository does not show may emit it, when even the launch as a whole is not known.
  return { signal, state: launch.telemetry.state === 'unknown' ? 'unknown' : 'inactive', path: null };
}

function telemetryLines(launch: Launch, places: Places, style: Style): string[] {
  // Error reports have vendors of their own; not having one is nothing to say.
  const verdicts = signals
    .map((signal) => verdictOf(launch, signal))
    .filter(({ signal, path }) => signal !== 'errors' || path !== null);
  const groups = new Map<string, { text: string; names: Signal[]; state: VerdictState; path: TelemetryPath | null }>();
  for (const { signal, state, path } of verdicts) {
    const text = stateText(state, path);
    const group = groups.get(text);
    if (group === undefined) groups.set(text, { text, names: [signal], state, path });
    else group.names.push(signal);
  }
  const lines: string[] = [];
  for (const { text, names, state, path } of groups.values()) {
    lines.push(`${names.join(', ')}: ${painted(state, style)(inert(text))}`);
    for (const evidence of distinct(path?.evidence ?? [], places)) lines.push(`  ${evidence}`);
  }
  return lines;
}

/** Who says that there is telemetry, where there is none for sure. */
function promiseLines({ telemetry, promises }: Launch, places: Places): string[] {
  if (telemetry.state === 'active') return [];
  return promises.map((promise) => {
    const words = promise.words.length === 0 ? '' : `: ${shortened(promise.words.join(' '))}`;
    return evidenceText(promise, places) + inert(words);
  });
}

function stateText(state: VerdictState, path: TelemetryPath | null): string {
  if (path === null) return state === 'unknown' ? 'not known' : 'none';
  const how = `${path.vendor}, ${path.mechanism}`;
  const reason = path.reason === null ? '' : `: ${reasonTexts[path.reason]}`;
  switch (state) {
    case 'active':
      return `${how}${reason}`;
    case 'conditional':
      return `only if ${path.condition ?? 'a setting says so'} (${how})`;
    case 'unknown':
      return `not known (${how})${reason}`;
    case 'inactive':
      return `none (${how})${reason}`;
  }
}

const reasonTexts: Readonly<Record<VerdictReason, string>> = {
  dead: 'nothing on this way starts it',
  disabled: 'a setting turns it off',
  'api-only': 'only the API is there, which emits nothing without an SDK',
  partial: 'not all of it',
  external: 'added from outside this repository',
};

function painted(state: VerdictState, style: Style): Paint {
  if (state === 'active') return style.good;
  return state === 'inactive' ? style.bad : style.uncertain;
}

function summary(services: readonly Service[], style: Style): string {
  const launches = services.flatMap((service) => service.launches);
  const counts = states.flatMap((state) => {
    const count = launches.filter((launch) => launch.telemetry.state === state).length;
    return count === 0 ? [] : [painted(state, style)(`${count} ${stateWords[state]}`)];
  });
  const all = `${counting(services.length, ['service', 'services'])}, ${counting(launches.length, ['launch', 'launches'])}`;
  return counts.length === 0 ? all : `${all}: ${counts.join(', ')}`;
}

const stateWords: Readonly<Record<VerdictState, string>> = {
  active: 'with telemetry',
  conditional: 'with telemetry on a condition',
  unknown: 'not known',
  inactive: 'without telemetry',
};
