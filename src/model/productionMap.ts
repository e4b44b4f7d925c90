/**
 * The production map: what starts each service, step by step, as a picture of boxes and lines. Plain data, made by
 * `reports/map/`; whoever shows it needs no more than this.
 */
import type { Environment, VerdictState } from './production.ts';
import type { Location } from './text.ts';

/** Index in `ProductionMap.nodes`. */
export type NodeIndex = number;

export type MapNodeKind = 'launcher' | 'layer' | 'command' | 'entry' | 'signal' | 'lost' | 'health';

/**
 * `lost`: it says that there is telemetry, and production does without it. `none`: a signal that nothing speaks of, beside
 * others that are emitted. Null: nothing to judge.
 */
export type MapNodeState = VerdictState | 'lost' | 'none' | null;

export interface MapNode {
  readonly kind: MapNodeKind;
  readonly state: MapNodeState;
  /** In full and inert, without line ends. */
  readonly title: string;
  /** A place, or a few words more; may be empty. */
  readonly detail: string;
  /** Where it stands; null where nothing of the repository says so. */
  readonly location: Location | null;
}

export interface MapLaunch {
  /** The same for one launch as long as it stands where it stands. */
  readonly id: string;
  readonly environment: Environment;
  readonly oneShot: boolean;
  readonly state: VerdictState;
  readonly launcher: NodeIndex;
  /** What made the command, the winning one first. */
  readonly layers: readonly NodeIndex[];
  /** Promises of artifacts and documents that production does not keep: they never reach the command. */
  readonly lostLayers: readonly NodeIndex[];
  readonly command: NodeIndex;
  readonly entry: NodeIndex;
  readonly hasEntryPoint: boolean;
  /** Packages and initialisers that start nothing: they never reach the signals. */
  readonly lostCode: readonly NodeIndex[];
  readonly signals: readonly NodeIndex[];
}

export interface MapService {
  readonly name: string;
  /** Root-relative directory, `.` for the repository itself. */
  readonly root: string;
  readonly language: string | null;
  /** Those of production first. */
  readonly launches: readonly MapLaunch[];
  readonly health: readonly NodeIndex[];
}

export interface ProductionMap {
  readonly nodes: readonly MapNode[];
  readonly services: readonly MapService[];
  /** Launches that are not in it, as there are too many. */
  readonly leftOut: number;
}

/** What a drawing needs of it: where the nodes stand in files may be told in another way. */
export interface DrawableMap extends Pick<ProductionMap, 'services' | 'leftOut'> {
  readonly nodes: readonly Omit<MapNode, 'location'>[];
}

/** Which launches of a map are wanted. */
export interface MapChoice {
  /** Null: all of them. */
  readonly environments: readonly Environment[] | null;
  /** Only launches with a signal that is not emitted, is so on a condition alone, or is lost on the way. */
  readonly onlyLacking: boolean;
}

/** Everything in one unit, which is a CSS pixel where it is shown unscaled. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly DrawnBox[];
  readonly lines: readonly DrawnLine[];
  readonly texts: readonly DrawnText[];
}

export interface DrawnBox {
  readonly node: NodeIndex;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly texts: readonly DrawnText[];
}

/** A curve from the right side of a box to the left side of another. */
export interface DrawnLine {
  readonly path: string;
  readonly state: MapNodeState;
  /** Where a cross says that nothing gets through; null: it does. */
  readonly cross: { readonly x: number; readonly y: number } | null;
}

/** `y` is that of the base line. */
export interface DrawnText {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly style: 'environment' | 'service' | 'about' | 'column' | 'title' | 'detail' | 'mark';
}
