/** Answers what the client asks about the production map: all of it, as text, and one launch of it. */
import type { Launch, Production, Service } from '../model/production.ts';
import { profilePaths } from '../model/profile.ts';
import { lineIndex } from '../model/text.ts';
import { addLaunch } from '../profile/addLaunch.ts';
import { launchText } from '../reports/launches.ts';
import { chosenMap } from '../reports/map/choice.ts';
import { mapMermaid } from '../reports/map/mermaid.ts';
import { launchId, productionMap } from '../reports/map/productionMap.ts';
import { mapSvg } from '../reports/map/svg.ts';
import type { TextLookup } from '../reports/places.ts';
import type { ServerContext } from './context.ts';
import type { Folder } from './folder.ts';
import {
  addLaunchRequest,
  launchTextRequest,
  mapTextRequest,
  productionMapRequest,
  type AddLaunchParams,
  type LaunchEdit,
  type LaunchParams,
  type MapTextParams,
  type WireMap,
} from './mapProtocol.ts';
import { createPlaces, fileStart, wireRange } from './places.ts';

export function registerProductionMap({ connection, folders }: ServerContext): void {
  connection.onRequest(productionMapRequest, async (): Promise<WireMap[]> => {
    const maps: WireMap[] = [];
    for (const folder of folders.all()) if (folder.settings.enable) maps.push(await wireMap(folder));
    return maps;
  });

  connection.onRequest(mapTextRequest, async (params: MapTextParams): Promise<string | null> => {
    const folder = folders.get(params.folder);
    if (!folder) return null;
    const services = servicesOf(await folder.engine.production());
    const map = chosenMap(productionMap(services, await textsOf(folder, services)), params.choice);
    return params.format === 'svg' ? mapSvg(map) : mapMermaid(map);
  });

  connection.onRequest(launchTextRequest, async (params: LaunchParams): Promise<string | null> => {
    const found = await launchWith(folders.get(params.folder), params.launch);
    return found && launchText(found.service, found.launch, await textsOf(found.folder, [found.service]));
  });

  connection.onRequest(addLaunchRequest, async (params: AddLaunchParams): Promise<LaunchEdit | null> => {
    const found = await launchWith(folders.get(params.folder), params.launch);
    return found && launchEdit(found, params.environment);
  });
}

interface FoundLaunch {
  readonly folder: Folder;
  readonly service: Service;
  readonly launch: Launch;
}

async function launchWith(folder: Folder | undefined, id: string): Promise<FoundLaunch | null> {
  if (!folder) return null;
  for (const service of (await folder.engine.production()).services) {
    const launch = service.launches.find((candidate) => launchId(service, candidate) === id);
    if (launch) return { folder, service, launch };
  }
  return null;
}

async function launchEdit({ folder, service, launch }: FoundLaunch, environment: string): Promise<LaunchEdit> {
  const paths = await folder.engine.paths();
  const present = profilePaths.find((path) => paths.includes(path));
  const text = present === undefined ? null : await folder.engine.text(present);
  const { file, range } = launch.commandLocation;
  const commandFile = await folder.engine.text(file);
  const line = commandFile === null ? null : lineIndex(commandFile).positionAt(range.start).line;
  const uri = folder.uriOf(present ?? profilePaths[0] ?? 'prodaware.yaml');
  const made = addLaunch(present === undefined || text === null ? null : { file: present, text }, {
    service,
    launch,
    environment,
    source: { file, line },
  });
  if (made.refused !== null) return { uri, at: null, text: '', refused: made.refused };
  const at =
    made.offset === null || text === null ? null : wireRange(lineIndex(text), { start: made.offset, end: made.offset });
  return { uri, at, text: made.text, refused: null };
}

/** As they stand in the folder, whatever starts them. */
function servicesOf({ services }: Production): Service[] {
  return [...services].sort((one, other) => compare(one.root, other.root) || compare(one.name, other.name));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

async function wireMap(folder: Folder): Promise<WireMap> {
  const services = servicesOf(await folder.engine.production());
  const map = productionMap(services, await textsOf(folder, services));
  const places = createPlaces(folder.engine);
  await places.load(map.nodes.flatMap(({ location }) => location?.file ?? []));
  return {
    ...map,
    folder: folder.uri,
    nodes: map.nodes.map(({ location, ...node }) => ({
      ...node,
      place: location && {
        uri: folder.uriOf(location.file),
        range: places.range(location.file, location.range) ?? fileStart,
      },
    })),
  };
}

/** Texts of every file that a report of the services speaks of. */
async function textsOf(folder: Folder, services: readonly Service[]): Promise<TextLookup> {
  const files = new Set<string>();
  for (const { launches } of services) {
    for (const { commandLocation, evidence, probes, promises, telemetry } of launches) {
      const ways = telemetry.paths.flatMap((path) => path.evidence);
      const named = [commandLocation, ...evidence, ...probes, ...promises, ...telemetry.evidence, ...ways];
      for (const { file } of named) files.add(file);
    }
  }
  const texts = new Map<string, string | null>();
  for (const file of files) texts.set(file, await folder.engine.text(file));
  return (file) => texts.get(file) ?? null;
}
