/** How production starts each service, and what becomes of its telemetry on the way, for people to read. */
import { commandText, type Launch, type Service, type VerdictState } from '../model/production.ts';
import type { Evidence } from '../model/finding.ts';
import { inert } from './inert.ts';
import { createPlaces, type Places, type TextLookup } from './places.ts';
import { launchTable } from './launchTable.ts';
import { signalGroups, states } from './signalVerdicts.ts';
import { plainStyle, type Paint, type Style } from './style.ts';
import { counting, placeText } from './text.ts';

/** Ends with a line end. @param room columns of the terminal, for the table; null: it may be as wide as it needs */
export function launchesText(
  services: readonly Service[],
  textOf: TextLookup,
  style: Style = plainStyle,
  room: number | null = null,
): string {
  if (services.length === 0) {
    return 'Nothing here says how a service is started. A prodaware.yaml can say it: prodaware profile init\n';
  }
  const places = createPlaces(textOf);
  const blocks = services.map((service) => serviceText(service, places, style));
  const count = services.reduce((sum, { launches }) => sum + launches.length, 0);
  // One launch was just read.
  const table = count < 2 ? [] : [launchTable(services, (state) => painted(state, style), style, room).join('\n')];
  return `${[...blocks, ...table, summary(services, style)].join('\n\n')}\n`;
}

function serviceText(service: Service, places: Places, style: Style): string {
  const about = [service.root === '.' ? null : service.root, service.language].filter((part) => part !== null);
  const lines = [`${style.strong(inert(service.name))}  ${style.faint(inert(about.join('  ')))}`.trimEnd()];
  if (service.launches.length === 0) lines.push('  nothing here starts it');
  for (const launch of service.launches) lines.push(...launchLines(launch, places, style));
  return lines.join('\n');
}

/** One launch alone, as it stands in the report of all: to be pasted somewhere. Ends with a line end. */
export function launchText(service: Service, launch: Launch, textOf: TextLookup): string {
  return `${serviceText({ ...service, launches: [launch] }, createPlaces(textOf), plainStyle)}\n`;
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

function telemetryLines(launch: Launch, places: Places, style: Style): string[] {
  const lines: string[] = [];
  for (const { text, names, state, path } of signalGroups(launch)) {
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
