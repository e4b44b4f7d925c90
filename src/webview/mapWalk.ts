/** Where arrow keys lead on the production map, and what a search finds on it. Pure. */
import type { Drawing, DrawnBox, MapService } from '../model/productionMap.ts';
import type { WireMap } from '../server/mapProtocol.ts';

/** A map, or what was chosen of it, and where everything stands. */
export interface DrawnMap extends WireMap {
  readonly drawing: Drawing;
}

export type Step = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End';

export function isStep(key: string): key is Step {
  return ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key);
}

/** The box that a key leads to: along the steps of a launch, or up and down through one column. Null: there is none. */
export function nextBox(boxes: readonly DrawnBox[], from: DrawnBox, step: Step): DrawnBox | null {
  if (step === 'Home') return boxes[0] ?? null;
  if (step === 'End') return boxes.at(-1) ?? null;
  if (step === 'ArrowUp' || step === 'ArrowDown') {
    const direction = step === 'ArrowDown' ? 1 : -1;
    return least(
      boxes.filter(({ x, y }) => x === from.x && (y - from.y) * direction > 0),
      ({ y }) => (y - from.y) * direction,
    );
  }
  const direction = step === 'ArrowRight' ? 1 : -1;
  // The nearest column first, in it the nearest row.
  return least(
    boxes.filter(({ x }) => (x - from.x) * direction > 0),
    ({ x, y }) => (x - from.x) * direction * 1_000_000 + Math.abs(y - from.y),
  );
}

function least(boxes: readonly DrawnBox[], weight: (box: DrawnBox) => number): DrawnBox | null {
  let best: DrawnBox | null = null;
  for (const box of boxes) if (best === null || weight(box) < weight(best)) best = box;
  return best;
}

/** Of each node the service and the environment that it belongs to, as a reader would say it. */
export function ownersOf(services: readonly MapService[]): ReadonlyMap<number, string> {
  const owners = new Map<number, string>();
  for (const { name, launches } of services) {
    for (const { environment, launcher, layers, lostLayers, command, entry, lostCode, signals } of launches) {
      const said = environment === 'unknown' ? name : `${name}, ${environment}`;
      for (const node of [launcher, ...layers, ...lostLayers, command, entry, ...lostCode, ...signals]) {
        owners.set(node, said);
      }
    }
  }
  return owners;
}

/** Nodes that say every word of a query, in the order they are drawn; the name of a service finds its launchers. */
export function foundNodes(map: DrawnMap, owners: ReadonlyMap<number, string>, query: string): number[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return map.drawing.boxes.flatMap(({ node }) => {
    const of = map.nodes[node];
    if (!of) return [];
    const owner = of.kind === 'launcher' ? (owners.get(node) ?? '') : '';
    const text = `${of.title} ${of.detail} ${of.state ?? ''} ${owner}`.toLowerCase();
    return words.every((word) => text.includes(word)) ? [node] : [];
  });
}

/** Above the base line of a heading: one that is cut is said, one that can be read needs no other. */
const headingHeight = 14;

/** Where the part of a drawing that starts at `y` belongs: its environment and its service, or empty at the very top. */
export function placeAt({ texts }: Drawing, y: number): string {
  let [environment, service] = ['', ''];
  for (const text of texts) {
    if (text.y > y + headingHeight) break;
    if (text.style === 'environment') [environment, service] = [text.text, ''];
    if (text.style === 'service') service = text.text;
  }
  return [environment, service].filter(Boolean).join(' › ');
}

/** How much there is to see. */
export function countWords({ services }: DrawnMap): string {
  const launches = services.reduce((sum, service) => sum + service.launches.length, 0);
  const counted = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;
  return `${counted(services.length, 'service', 'services')}, ${counted(launches, 'launch', 'launches')}`;
}

/** The first box of each service in each environment, in the order they are drawn. */
function serviceStarts(map: DrawnMap): { readonly node: number; readonly words: string }[] {
  const owners = ownersOf(map.services);
  const seen = new Set<string>();
  return map.drawing.boxes.flatMap(({ node }) => {
    const words = owners.get(node);
    if (map.nodes[node]?.kind !== 'launcher' || words === undefined || seen.has(words)) return [];
    seen.add(words);
    return [{ node, words }];
  });
}

/** @param from the box that one stands on */
export function nextStart(map: DrawnMap, from: number | null, direction: 1 | -1): number | null {
  const starts = serviceStarts(map).map(({ node }) => node);
  const order = new Map(map.drawing.boxes.map(({ node }, index) => [node, index]));
  const at = from === null ? -1 : (order.get(from) ?? -1);
  const places = starts.map((node) => order.get(node) ?? 0);
  const index = direction === 1 ? places.findIndex((place) => place > at) : places.findLastIndex((place) => place < at);
  return starts[index] ?? null;
}
