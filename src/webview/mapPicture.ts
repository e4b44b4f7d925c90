/** The drawing as elements. Text comes out of a repository, so it only ever becomes text. */
import type { DrawnBox, DrawnLine, DrawnText, MapNodeKind, MapNodeState } from '../model/productionMap.ts';
import { element } from './elements.ts';
import type { DrawnMap } from './mapWalk.ts';

const kindWords: Readonly<Record<MapNodeKind, string>> = {
  launcher: 'Launcher',
  layer: 'Layer',
  command: 'Command',
  entry: 'Entry point',
  signal: 'Signals',
  lost: 'Lost on the way',
  health: 'Health endpoint',
};
const stateWords: Readonly<Record<Exclude<MapNodeState, null>, string>> = {
  active: 'emitted',
  conditional: 'emitted on a condition',
  unknown: 'not known',
  inactive: 'not emitted',
  lost: 'never gets through',
  none: 'nothing speaks of it',
};

export interface Picture {
  readonly element: SVGSVGElement;
  /** By the index of the node. */
  readonly nodes: ReadonlyMap<number, SVGGElement>;
}

export function drawMap(map: DrawnMap, owners: ReadonlyMap<number, string>): Picture {
  const { width, height, boxes, lines, texts } = map.drawing;
  const nodes = new Map<number, SVGGElement>();
  const picture = svg('svg', { class: 'map', viewBox: `0 0 ${width} ${height}`, role: 'group' });
  picture.setAttribute('aria-label', 'Production map: arrow keys walk, Enter opens the line');
  picture.append(...lines.flatMap(drawLine), ...texts.map(drawText));
  for (const box of boxes) {
    const group = drawBox(map, box, owners.get(box.node) ?? '');
    nodes.set(box.node, group);
    picture.append(group);
  }
  return { element: picture, nodes };
}

function drawBox(map: DrawnMap, { node, x, y, width, height, texts }: DrawnBox, owner: string): SVGGElement {
  const of = map.nodes[node];
  const classes = ['box', of?.kind, of?.state, of?.place ? 'opens' : null].filter(Boolean).join(' ');
  const group = svg('g', { class: classes, tabindex: -1, role: of?.place ? 'button' : 'img' });
  const label = [of && kindWords[of.kind], of?.title, of?.detail, of?.state && stateWords[of.state], owner];
  group.setAttribute('aria-label', label.filter(Boolean).join(', '));
  group.dataset['node'] = String(node);
  const title = svg('title', {});
  title.textContent = [of?.title, of?.detail].filter(Boolean).join('\n');
  group.append(title, svg('rect', { x, y, width, height, rx: 5 }), ...texts.map(drawText));
  return group;
}

/** What the colours and marks mean. */
export function drawLegend(): HTMLElement {
  const meanings = [
    ['active', '✓ emitted'],
    ['conditional', '◐ on a condition'],
    ['inactive', '✕ none, or lost on the way'],
    ['unknown', '? not known'],
    ['none', '– nothing speaks of it'],
  ] as const;
  return element(
    'div',
    { class: 'legend' },
    ...meanings.map(([state, words]) => element('span', { class: state }, words)),
  );
}

function drawText({ x, y, text, style }: DrawnText): SVGTextElement {
  const made = svg('text', { class: style, x, y });
  made.textContent = text;
  return made;
}

function drawLine({ path, state, cross }: DrawnLine): SVGPathElement[] {
  const line = svg('path', { class: state === null ? 'line' : `line ${state}`, d: path });
  if (cross === null) return [line];
  return [line, svg('path', { class: 'cross', d: `M${cross.x - 5} ${cross.y - 5}l10 10m0 -10l-10 10` })];
}

function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}
