/** What the extension and the page of the production map say to each other. Both ends import it, so it holds types only. */
import type { MapChoice } from '../model/productionMap.ts';
import type { MapFormat, WireMap } from '../server/mapProtocol.ts';

/** Extension → page. */
export type ToMapPage =
  /** All folders, in place of what is shown. */
  | { readonly type: 'maps'; readonly maps: readonly (WireMap & { readonly name: string })[] }
  | { readonly type: 'progress' }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'done'; readonly message: string };

/** Page → extension. */
export type FromMapPage =
  /** The page listens; it holds nothing yet. */
  | { readonly type: 'ready' }
  /** The line of a node, which is of the map that is shown. */
  | { readonly type: 'open'; readonly folder: string; readonly node: number }
  | { readonly type: 'export'; readonly folder: string; readonly format: MapFormat; readonly choice: MapChoice }
  | { readonly type: 'copy'; readonly folder: string; readonly format: MapFormat; readonly choice: MapChoice }
  | { readonly type: 'refresh' };
