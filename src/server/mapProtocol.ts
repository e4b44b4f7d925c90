/** What our client asks about the production map. Both ends import this file, so it holds names and plain types only. */
import type { MapChoice, MapNode, MapService, ProductionMap } from '../model/productionMap.ts';
import type { WireRange } from './protocol.ts';

/** Client → server: what starts the services of each folder: a tree, and all that a picture needs. Null parameters. */
export const productionMapRequest = 'prodaware/productionMap';

export interface WireMap extends Omit<ProductionMap, 'nodes'> {
  /** URI of the workspace folder. */
  readonly folder: string;
  readonly nodes: readonly WireNode[];
  readonly services: readonly MapService[];
}

export interface WireNode extends Omit<MapNode, 'location'> {
  /** Null where nothing of the repository says so. */
  readonly place: { readonly uri: string; readonly range: WireRange } | null;
}

/** Client → server: the map as a text of its own. */
export const mapTextRequest = 'prodaware/mapText';

export type MapFormat = 'svg' | 'mermaid';

export interface MapTextParams {
  /** URI of the workspace folder. */
  readonly folder: string;
  readonly format: MapFormat;
  /** What of it is written. */
  readonly choice: MapChoice;
}

export interface LaunchParams {
  /** URI of the workspace folder. */
  readonly folder: string;
  /** `MapLaunch.id` */
  readonly launch: string;
}

/** Client → server: one launch as text; null where it is gone. */
export const launchTextRequest = 'prodaware/launchText';

/** Client → server: what writes a launch into the profile. The server only makes the text. */
export const addLaunchRequest = 'prodaware/addLaunch';

export interface AddLaunchParams extends LaunchParams {
  /** Name of the environment in the profile. */
  readonly environment: string;
}

export interface LaunchEdit {
  /** The profile, or where it belongs. */
  readonly uri: string;
  /** Null: the file is not there yet. */
  readonly at: WireRange | null;
  readonly text: string;
  /** Why nothing is written; null: it is. */
  readonly refused: string | null;
}
