/**
 * `map/` makes the picture of production: `productionMap` says what is in it, `layout` where it stands, `svg` and `mermaid`
 * write it down. Pure, and the same for the same Production to the letter.
 */
import {
  commandText,
  type Environment,
  type Launch,
  type Service,
  type TelemetryPromise,
} from '../../model/production.ts';
import type { MapLaunch, MapNode, MapService, NodeIndex, ProductionMap } from '../../model/productionMap.ts';
import type { Location } from '../../model/text.ts';
import { inert } from '../inert.ts';
import { createPlaces, type Places, type TextLookup } from '../places.ts';
import { signalGroups } from '../signalVerdicts.ts';

/** More is a picture that nobody reads, and a page that does not move. */
const mostLaunches = 1_500;
const mostLayers = 6;
const mostLost = 4;
/** A command may be a whole script. Characters. */
const longestTitle = 300;

export const environmentOrder: readonly Environment[] = ['production', 'staging', 'unknown', 'development'];

export function productionMap(services: readonly Service[], textOf: TextLookup): ProductionMap {
  const places = createPlaces(textOf);
  const nodes: MapNode[] = [];
  const add = (node: MapNode): NodeIndex =>
    nodes.push({ ...node, title: shown(node.title), detail: shown(node.detail) }) - 1;
  const all = services.reduce((sum, { launches }) => sum + launches.length, 0);
  let room = mostLaunches;
  const made = services.map((service): MapService => {
    const launches = [...service.launches].sort(byEnvironment).slice(0, Math.max(room, 0));
    room -= launches.length;
    return {
      name: shown(service.name),
      root: service.root,
      language: service.language,
      launches: launches.map((launch) => mapLaunch(service, launch, places, add)),
      health: healthNodes(service, places, add),
    };
  });
  return { nodes, services: made, leftOut: Math.max(0, all - mostLaunches) };
}

type Add = (node: MapNode) => NodeIndex;

function byEnvironment(one: Launch, other: Launch): number {
  return environmentOrder.indexOf(one.environment) - environmentOrder.indexOf(other.environment);
}

function mapLaunch(service: Service, launch: Launch, places: Places, add: Add): MapLaunch {
  const { entryPoint, telemetry, commandLocation } = launch;
  const place = (location: Location): string => placeOf(location, places);
  const layers = distinct(launch.evidence.length === 0 ? [{ ...commandLocation, label: 'command' }] : launch.evidence);
  const outer = layers.at(-1) ?? commandLocation;
  // Where one would look for what is missing: the code that runs first, or what is known of it.
  const runs = entryPoint === null ? commandLocation : { file: entryPoint.file, range: { start: 0, end: 0 } };
  const behind = launch.prefixes.filter(({ kind }) => kind !== 'telemetry').map(({ name }) => name);
  const lost = telemetry.state === 'inactive' ? distinct(launch.promises) : [];
  const lostNode = (promise: TelemetryPromise): NodeIndex =>
    add({
      kind: 'lost',
      state: 'lost',
      title: lostTitle(promise),
      detail: place(promise),
      location: locationOf(promise),
    });
  return {
    id: launchId(service, launch),
    environment: launch.environment,
    oneShot: launch.oneShot,
    state: telemetry.state,
    launcher: add({
      kind: 'launcher',
      state: null,
      title: launch.launcher,
      detail: `${launch.name}${launch.oneShot ? ', once' : ''}`,
      location: locationOf(outer),
    }),
    layers: layers
      .slice(0, mostLayers)
      .map((layer) =>
        add({ kind: 'layer', state: null, title: layer.label, detail: place(layer), location: locationOf(layer) }),
      ),
    lostLayers: lost
      .filter((promise) => !isOfCode(promise))
      .slice(0, mostLost)
      .map(lostNode),
    command: add({
      kind: 'command',
      state: null,
      title: commandOf(launch),
      detail: behind.length === 0 ? place(commandLocation) : `behind ${[...new Set(behind)].join(', ')}`,
      location: commandLocation,
    }),
    entry: add({
      kind: 'entry',
      state: entryPoint === null ? 'unknown' : null,
      title: entryPoint === null ? 'not known' : entryPoint.file,
      detail: entryPoint === null ? (launch.unresolved ?? 'nothing says so') : (entryPoint.symbol ?? ''),
      location: runs,
    }),
    hasEntryPoint: entryPoint !== null,
    lostCode: lost.filter(isOfCode).slice(0, mostLost).map(lostNode),
    signals: signalGroups(launch).map(({ names, state, path, text }) =>
      add({
        kind: 'signal',
        // Nobody lost what nobody promised: one vendor may be there for its traces alone.
        state: state === 'inactive' && path === null && telemetry.state !== 'inactive' ? 'none' : state,
        title: names.join(', '),
        detail: text,
        location: locationOf(path?.evidence[0] ?? telemetry.evidence[0] ?? runs),
      }),
    ),
  };
}

/**
 * The same while a file starts the same service in the same way, whatever is written above it there or in other files that
 * have a say: a view that shows it may be older than an edit.
 */
export function launchId(service: Service, launch: Launch): string {
  const named = nameOf(service, launch);
  const alike = service.launches.filter((other) => nameOf(service, other) === named);
  return alike.length === 1 ? named : `${named}|${alike.indexOf(launch)}`;
}

function nameOf({ root, name }: Service, launch: Launch): string {
  return [root, name, launch.environment, launch.launcher, launch.name, launch.commandLocation.file].join('|');
}

/** What runs, its telemetry wrapper included. */
function commandOf({ prefixes, argv }: Launch): string {
  const wrappers = prefixes.filter(({ kind }) => kind === 'telemetry').flatMap(({ words }) => words);
  return argv.length === 0 ? 'a command that is not known' : commandText([...wrappers, ...argv]);
}

/** Something of the program, and not of what starts it. */
function isOfCode({ kind }: TelemetryPromise): boolean {
  return kind === 'package' || kind === 'dead-initialiser';
}

function lostTitle({ label, words }: TelemetryPromise): string {
  return words.length === 0 ? label : `${words.join(' ')} (${label})`;
}

function healthNodes(service: Service, places: Places, add: Add): NodeIndex[] {
  return (['liveness', 'readiness'] as const).flatMap((kind) => {
    const path = service.health[kind];
    if (path === null) return [];
    const probe = service.launches
      .flatMap(({ probes }) => probes)
      .find((one) => one.kind === kind && one.path === path);
    const location = probe === undefined ? null : locationOf(probe);
    return [
      add({
        kind: 'health',
        state: null,
        title: `${kind} ${path}`,
        detail: location === null ? '' : placeOf(location, places),
        location,
      }),
    ];
  });
}

function locationOf(location: Location | null): Location | null {
  return location && { file: location.file, range: location.range };
}

function placeOf(location: Location, places: Places): string {
  return `${location.file}:${places.start(location).line}`;
}

function distinct<Of extends Location & { readonly label: string }>(evidence: readonly Of[]): Of[] {
  const seen = new Map(evidence.map((one) => [`${one.file}:${one.range.start}:${one.label}`, one]));
  return [...seen.values()];
}

function shown(text: string): string {
  const line = inert(text.slice(0, longestTitle * 2).replace(/\s+/g, ' ')).trim();
  return line.length <= longestTitle ? line : `${line.slice(0, longestTitle)}…`;
}
