/** A map of less: the environments that somebody asks for, or what lacks telemetry. */
import type { Environment } from '../../model/production.ts';
import type { DrawableMap, MapChoice, MapLaunch } from '../../model/productionMap.ts';
import { environmentOrder } from './productionMap.ts';

export const wholeMap: MapChoice = { environments: null, onlyLacking: false };

/** The nodes keep their numbers; a service without a launch that is wanted is left out. */
export function chosenMap<Of extends DrawableMap>(map: Of, choice: MapChoice): Of {
  const { environments, onlyLacking } = choice;
  if (environments === null && !onlyLacking) return map;
  const isWanted = (launch: MapLaunch): boolean =>
    (environments === null || environments.includes(launch.environment)) && (!onlyLacking || lacks(map, launch));
  const services = map.services.flatMap((service) => {
    const launches = service.launches.filter(isWanted);
    return launches.length === 0 ? [] : [{ ...service, launches }];
  });
  return { ...map, services };
}

/** Those that start something, in the order they are drawn, each with the count of its launches. */
export function environmentsOf(map: DrawableMap): (readonly [environment: Environment, launches: number])[] {
  const launches = map.services.flatMap((service) => service.launches);
  return environmentOrder.flatMap((environment) => {
    const count = launches.filter((launch) => launch.environment === environment).length;
    return count === 0 ? [] : [[environment, count] as const];
  });
}

function lacks(map: DrawableMap, { state, lostLayers, lostCode, signals }: MapLaunch): boolean {
  if (state === 'inactive' || state === 'conditional' || lostLayers.length > 0 || lostCode.length > 0) return true;
  return signals.some((signal) => ['inactive', 'conditional'].includes(map.nodes[signal]?.state ?? ''));
}
