/**
 * Where everything of the map stands: a band for each environment, a row for each launch, a column for each step. No
 * measuring of text: what stands in boxes is written in a font of one width, so that the picture is the same everywhere.
 */
import { eastAsianWidth } from 'get-east-asian-width';
import type { Environment } from '../../model/production.ts';
import type {
  DrawableMap,
  Drawing,
  DrawnBox,
  DrawnLine,
  DrawnText,
  MapLaunch,
  MapNodeKind,
  MapNodeState,
  MapService,
  NodeIndex,
} from '../../model/productionMap.ts';
import { environmentOrder } from './productionMap.ts';

const margin = 24;
const gap = 56;
/** Between boxes of one column of a launch, and between launches. */
const stackGap = 8;
const rowGap = 18;
const padding = 10;
const lineHeight = 15;
/** Where lines meet a box: beside its first line, so that a row of boxes of any height has one straight line. */
const anchor = 14;
/** How far what is lost gets. */
const stub = 20;
/** Of a character, by the size of its font: 12 and 11. */
const characterWidth = { title: 7.25, detail: 7.05 } as const;
/** Room of the mark that says a state to those who do not see its colour. */
const markWidth = 18;

const columns = [
  { title: 'launcher', width: 150 },
  { title: 'layers', width: 270 },
  { title: 'command', width: 320 },
  { title: 'entry point', width: 270 },
  { title: 'signals', width: 290 },
] as const;
type Column = 0 | 1 | 2 | 3 | 4;

const environmentTitles: Readonly<Record<Environment, string>> = {
  production: 'Production',
  staging: 'Staging',
  unknown: 'Environment not said',
  development: 'Development',
};

/** Beside its colour, so that nobody has to see that. */
export const stateMarks: Readonly<Record<Exclude<MapNodeState, null>, string>> = {
  active: '✓',
  conditional: '◐',
  unknown: '?',
  inactive: '✕',
  lost: '✕',
  none: '–',
};

export function layoutMap(map: DrawableMap): Drawing {
  const boxes: DrawnBox[] = [];
  const lines: DrawnLine[] = [];
  const texts: DrawnText[] = [];
  const last = columns.length - 1;
  const width = columnX(last as Column) + columns[4].width + margin;
  let y = margin;

  for (const environment of environmentOrder) {
    const services = map.services.flatMap((service) => {
      const launches = service.launches.filter((launch) => launch.environment === environment);
      return launches.length === 0 ? [] : [{ service, launches }];
    });
    if (services.length === 0) continue;
    texts.push({ x: margin, y: y + 18, text: environmentTitles[environment], style: 'environment' });
    y += 34;
    for (const [index, { title }] of columns.entries()) {
      // Safe: an index of the columns.
      texts.push({ x: columnX(index as Column), y: y + 8, text: title, style: 'column' });
    }
    y += 24;
    for (const { service, launches } of services) {
      texts.push({ x: margin, y: y + 14, text: cut(service.name, 60, 'start'), style: 'service' });
      const about = aboutText(map, service);
      const nameWidth = textWidth(cut(service.name, 60, 'start')) * 8.6;
      if (about !== '')
        texts.push({ x: margin + nameWidth + 14, y: y + 14, text: cut(about, 120, 'start'), style: 'about' });
      y += 26;
      for (const launch of launches) y += drawLaunch(map, launch, y, boxes, lines) + rowGap;
      y += 8;
    }
    y += 16;
  }
  if (map.leftOut > 0) {
    texts.push({ x: margin, y: y + 12, text: `and ${map.leftOut} more launches, which are not drawn`, style: 'about' });
    y += 28;
  }
  if (boxes.length === 0) {
    texts.push({ x: margin, y: y + 12, text: 'Nothing here says how a service is started.', style: 'about' });
    y += 28;
  }
  return { width, height: y + margin - 8, boxes, lines, texts };
}

function aboutText(map: DrawableMap, { root, language, health }: MapService): string {
  const endpoints = health.flatMap((index) => map.nodes[index]?.title ?? []);
  return [root === '.' ? null : root, language, ...endpoints].filter((part) => part !== null).join('  ·  ');
}

function columnX(column: Column): number {
  return columns.slice(0, column).reduce((x, { width }) => x + width + gap, margin);
}

/** @returns its height */
function drawLaunch(map: DrawableMap, launch: MapLaunch, top: number, boxes: DrawnBox[], lines: DrawnLine[]): number {
  const stacks: readonly (readonly NodeIndex[])[] = [
    [launch.launcher],
    [...launch.layers, ...launch.lostLayers],
    [launch.command],
    [launch.entry, ...launch.lostCode],
    launch.signals,
  ];
  const drawn = stacks.map((stack, column) => {
    let y = top;
    return stack.map((node): DrawnBox => {
      // Safe: there are as many stacks as columns.
      const box = drawBox(map, node, column as Column, y);
      y += box.height + stackGap;
      return box;
    });
  });
  const [launchers = [], layers = [], commands = [], entries = [], signals = []] = drawn;
  boxes.push(...drawn.flat());
  const link = (from: DrawnBox | undefined, to: DrawnBox | undefined, state: MapNodeState, isBroken = false): void => {
    if (from && to) lines.push(line(from, to, state, isBroken));
  };
  const [launcher, command, entry] = [launchers[0], commands[0], entries[0]];
  const isLost = ({ node }: DrawnBox): boolean => map.nodes[node]?.state === 'lost';
  for (const layer of layers) {
    link(launcher, layer, isLost(layer) ? 'lost' : null);
    link(layer, command, isLost(layer) ? 'lost' : null, isLost(layer));
  }
  link(command, entry, null);
  for (const code of entries.slice(1)) link(code, signals[0], 'lost', true);
  for (const signal of signals) {
    const state = map.nodes[signal.node]?.state ?? null;
    link(entry, signal, state);
  }
  return Math.max(...drawn.flat().map(({ y, height }) => y + height)) - top;
}

/** Commands have room for three lines, as their end tells as much as their start. */
const mostLines: Readonly<Record<MapNodeKind, number>> = {
  launcher: 1,
  layer: 1,
  command: 3,
  entry: 2,
  signal: 1,
  lost: 2,
  health: 1,
};

function drawBox(map: DrawableMap, index: NodeIndex, column: Column, y: number): DrawnBox {
  const node = map.nodes[index];
  const x = columnX(column);
  const { width } = columns[column];
  const mark = node?.state ?? null;
  const left = x + padding + (mark === null ? 0 : markWidth);
  const room = width - 2 * padding - (mark === null ? 0 : markWidth);
  const titles = titleLines(node?.kind ?? 'layer', node?.title ?? '', Math.floor(room / characterWidth.title));
  const details = node === undefined || node.detail === '' ? [] : detailLines(node.kind, node.detail, room);
  const texts: DrawnText[] = [];
  if (mark !== null) texts.push({ x: x + padding, y: y + 19, text: stateMarks[mark], style: 'mark' });
  for (const [at, text] of titles.entries()) texts.push({ x: left, y: y + 19 + at * lineHeight, text, style: 'title' });
  for (const [at, text] of details.entries()) {
    texts.push({ x: left, y: y + 19 + (titles.length + at) * lineHeight, text, style: 'detail' });
  }
  return { node: index, x, y, width, height: 12 + Math.max(1, titles.length + details.length) * lineHeight, texts };
}

/** Of the path of a source file the name tells most, which is its end. */
function titleLines(kind: MapNodeKind, title: string, most: number): string[] {
  const lines = mostLines[kind];
  if (kind !== 'entry' || title.includes(' ')) return wrapped(title, most, lines);
  const start = wrapped(title, most, lines).slice(0, -1);
  return [...start, cut(title.slice(start.join('').length), most, 'end')];
}

/** Of a place the end tells most, of words the start. */
function detailLines(kind: MapNodeKind, detail: string, room: number): string[] {
  const most = Math.floor(room / characterWidth.detail);
  if (kind === 'signal' || kind === 'entry') return wrapped(detail, most, 2);
  return [cut(detail, most, kind === 'launcher' ? 'start' : 'end')];
}

/** Breaks at blanks where that is not too early, else anywhere; the last line is cut. */
function wrapped(text: string, most: number, lines: number): string[] {
  const made: string[] = [];
  let rest = text;
  while (made.length < lines - 1 && textWidth(rest) > most) {
    const fitting = prefixOf(rest, most);
    const blank = fitting.lastIndexOf(' ');
    const slash = fitting.lastIndexOf('/') + 1;
    const at = blank > most / 3 ? blank : slash > most / 3 ? slash : fitting.length;
    made.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  made.push(cut(rest, most, 'start'));
  return made;
}

/** @param keep which end tells more, and is kept */
function cut(text: string, most: number, keep: 'start' | 'end'): string {
  if (textWidth(text) <= most) return text;
  if (keep === 'start') return `${prefixOf(text, most - 1)}…`;
  const kept: string[] = [];
  let width = 1;
  for (const character of Array.from(text).toReversed()) {
    width += widthOf(character);
    if (width > most) break;
    kept.unshift(character);
  }
  return `…${kept.join('')}`;
}

function prefixOf(text: string, most: number): string {
  let width = 0;
  let end = 0;
  for (const character of text) {
    width += widthOf(character);
    if (width > most) break;
    end += character.length;
  }
  return text.slice(0, end);
}

function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

function widthOf(character: string): number {
  if (character < '\u007f') return 1;
  return /^\p{M}$/u.test(character) ? 0 : eastAsianWidth(character.codePointAt(0) ?? 0);
}

function line(from: DrawnBox, to: DrawnBox, state: MapNodeState, isBroken: boolean): DrawnLine {
  const [x1, y1] = [from.x + from.width, from.y + anchor];
  const [x2, y2] = [to.x, to.y + anchor];
  const middle = (x1 + x2) / 2;
  if (isBroken) return { path: `M${x1} ${y1}h${stub}`, state, cross: { x: x1 + stub, y: y1 } };
  const path = y1 === y2 ? `M${x1} ${y1}H${x2}` : `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
  return { path, state, cross: null };
}
