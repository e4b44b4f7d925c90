/** The page of the production map: the picture with zoom and search, each box a way to its line. */
import { button, element, icon, iconButton, replaceChildren } from './elements.ts';
import { createHelp, listenToKeys, type KeyGroup } from './keyboard.ts';
import type { FromMapPage, ToMapPage } from './mapMessages.ts';
import { createFilter } from './mapFilter.ts';
import { drawLegend, drawMap, type Picture } from './mapPicture.ts';
import { foundNodes, isStep, nextBox, nextStart, ownersOf, countWords, placeAt, type DrawnMap } from './mapWalk.ts';
import type { MapChoice } from '../model/productionMap.ts';
import { chosenMap, environmentsOf } from '../reports/map/choice.ts';
import { layoutMap } from '../reports/map/layout.ts';
import type { WireMap } from '../server/mapProtocol.ts';

interface Remembered {
  readonly zoom: number | 'fit';
  readonly folder: string | null;
  readonly left: number;
  readonly top: number;
  readonly choice?: MapChoice;
}

declare function acquireVsCodeApi(): {
  postMessage(message: FromMapPage): void;
  getState(): Remembered | undefined;
  setState(state: Remembered): void;
};

type NamedMap = WireMap & { readonly name: string };

const [smallest, largest] = [0.2, 3];
/** Fitting a narrow window makes nothing smaller than can be read: the rest is scrolled to. */
const smallestFitting = 0.6;
const editor = acquireVsCodeApi();
const remembered = editor.getState();
let maps: readonly NamedMap[] = [];
/** What was chosen of the map of the folder that is shown. */
let shown: DrawnMap | null = null;
let picture: Picture | null = null;
let owners: ReadonlyMap<number, string> = new Map();
let zoom: number | 'fit' = remembered?.zoom ?? 'fit';
let found: readonly number[] = [];
let foundAt = -1;
/** The node that Tab leads to. */
let current: number | null = null;
let isRestored = false;
let toastEnds: ReturnType<typeof setTimeout> | undefined;

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- of VS Code, which has one listener
const post = (message: FromMapPage): void => editor.postMessage(message);

const search = element('input', { class: 'search', aria: { label: 'Search the map' } });
search.type = 'search';
search.placeholder = 'Search (/)';
const count = element('span', { class: 'count', role: 'status' });
const filter = createFilter(remembered?.choice, () => {
  const map = maps.find(({ folder }) => folder === shown?.folder);
  if (map) show(map);
  canvas.scrollTo({ top: 0 });
  remember();
});
/** What is being looked at, once its heading is scrolled away. */
const where = element('div', { class: 'where' });
const percent = element('button', {
  class: 'icon-button percent',
  title: 'Back to full size (0)',
  onClick: () => setZoom(1),
});
const folders = element('select', { class: 'folders', hidden: true, aria: { label: 'Folder' } });
const groups = keyGroups();
const help = createHelp(groups, 'On a box the arrow keys walk to the next one, and Enter opens its line.');
const exportOf = (format: 'svg' | 'mermaid') => (): void => {
  if (shown) post({ type: 'export', folder: shown.folder, format, choice: filter.choice() });
};
const toolbar = element(
  'div',
  { class: 'toolbar', role: 'toolbar', aria: { label: 'Production map' } },
  folders,
  search,
  count,
  filter.element,
  element('span', { class: 'space' }),
  iconButton('Zoom out (-)', 'zoom-out', () => zoomBy(1 / 1.2)),
  percent,
  iconButton('Zoom in (+)', 'zoom-in', () => zoomBy(1.2)),
  iconButton('Fit the width (f)', 'screen-full', () => setZoom('fit')),
  button('SVG', 'save-as', exportOf('svg'), { title: 'Export as SVG…' }),
  button('Mermaid', 'save-as', exportOf('mermaid'), { title: 'Export as Mermaid…' }),
  iconButton('Copy as Mermaid, for a README', 'copy', () => {
    if (shown) post({ type: 'copy', folder: shown.folder, format: 'mermaid', choice: filter.choice() });
  }),
  iconButton('Refresh', 'refresh', () => post({ type: 'refresh' })),
  iconButton('Keyboard shortcuts (?)', 'question', help.show),
);
const canvas = element('div', { class: 'canvas' });
const message = element('div', { class: 'message', role: 'status' }, 'Reading how production starts this…');
const toast = element('div', { class: 'toast', role: 'status', hidden: true });
document.querySelector('#page')?.replaceChildren(toolbar, message, where, canvas, drawLegend(), toast, help.element);

function show(map: NamedMap): void {
  const [left, top] = [canvas.scrollLeft, canvas.scrollTop];
  const focused = canvas.contains(document.activeElement) ? current : null;
  filter.show(environmentsOf(map));
  const chosen = chosenMap(map, filter.choice());
  shown = { ...chosen, drawing: layoutMap(chosen) };
  owners = ownersOf(shown.services);
  picture = drawMap(shown, owners);
  const isNothing = shown.drawing.boxes.length === 0 && environmentsOf(map).length > 0;
  message.hidden = !isNothing;
  if (isNothing) replaceChildren(message, 'Nothing is lacking here.', button('Show Everything', null, filter.reset));
  replaceChildren(canvas, isNothing ? null : picture.element);
  applyZoom();
  if (!isRestored && remembered) canvas.scrollTo(remembered.left, remembered.top);
  else canvas.scrollTo(left, top);
  isRestored = true;
  setCurrent(focused !== null && picture.nodes.has(focused) ? focused : (shown.drawing.boxes[0]?.node ?? null));
  if (focused !== null) focusNode(current);
  searchAgain();
  sayWhere();
}

function setCurrent(node: number | null): void {
  if (current !== null) picture?.nodes.get(current)?.setAttribute('tabindex', '-1');
  current = node;
  if (node !== null) picture?.nodes.get(node)?.setAttribute('tabindex', '0');
}

function focusNode(node: number | null): void {
  if (node === null) return;
  setCurrent(node);
  const group = picture?.nodes.get(node);
  group?.focus({ preventScroll: true });
  group?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** CSS pixels for one unit of the drawing. */
function scale(): number {
  if (zoom !== 'fit') return zoom;
  const width = shown?.drawing.width ?? 1;
  return Math.min(1, Math.max(smallestFitting, (canvas.clientWidth - 2) / width));
}

function applyZoom(): void {
  if (!shown || !picture) return;
  const { width, height } = shown.drawing;
  picture.element.setAttribute('width', String(Math.floor(width * scale())));
  picture.element.setAttribute('height', String(Math.floor(height * scale())));
  percent.textContent = `${Math.round(scale() * 100)} %`;
}

/** @param at the point that stays where it is, in the window; without one, the middle */
function setZoom(to: number | 'fit', at?: { readonly x: number; readonly y: number }): void {
  const before = scale();
  const box = canvas.getBoundingClientRect();
  const [x, y] = [at ? at.x - box.left : box.width / 2, at ? at.y - box.top : box.height / 2];
  const [left, top] = [(canvas.scrollLeft + x) / before, (canvas.scrollTop + y) / before];
  zoom = to === 'fit' ? 'fit' : Math.min(largest, Math.max(smallest, to));
  applyZoom();
  canvas.scrollTo(left * scale() - x, top * scale() - y);
  remember();
}

function zoomBy(factor: number, at?: { readonly x: number; readonly y: number }): void {
  setZoom(scale() * factor, at);
}

function remember(): void {
  const [left, top] = [canvas.scrollLeft, canvas.scrollTop];
  editor.setState({ zoom, folder: shown?.folder ?? null, left, top, choice: filter.choice() });
}

function sayWhere(): void {
  const text = shown ? placeAt(shown.drawing, canvas.scrollTop / scale()) || countWords(shown) : '';
  if (where.textContent !== text) where.textContent = text;
}

function searchAgain(): void {
  found = shown ? foundNodes(shown, owners, search.value) : [];
  const hits = new Set(found);
  const isSearching = search.value.trim() !== '';
  picture?.element.classList.toggle('searching', isSearching);
  for (const [node, group] of picture?.nodes ?? []) group.classList.toggle('found', hits.has(node));
  foundAt = Math.min(foundAt, found.length - 1);
  count.textContent = !isSearching ? '' : found.length === 0 ? 'nothing' : `${found.length} found`;
}

function goToFound(direction: 1 | -1, isFocused: boolean): void {
  if (found.length === 0) return;
  foundAt = (foundAt + direction + found.length) % found.length;
  const node = found[foundAt] ?? null;
  count.textContent = `${foundAt + 1} of ${found.length}`;
  if (isFocused) return focusNode(node);
  setCurrent(node);
  picture?.element.querySelector('.at')?.classList.remove('at');
  const group = node === null ? undefined : picture?.nodes.get(node);
  group?.classList.add('at');
  group?.scrollIntoView({ block: 'center', inline: 'nearest' });
}

function open(node: number): void {
  if (shown?.nodes[node]?.place) post({ type: 'open', folder: shown.folder, node });
}

function say(text: string): void {
  clearTimeout(toastEnds);
  toast.textContent = text;
  toast.hidden = false;
  toastEnds = setTimeout(() => (toast.hidden = true), 6_000);
}

function nodeOf(target: EventTarget | null): number | null {
  const group = target instanceof Element ? target.closest<SVGGElement>('g[data-node]') : null;
  return group === null ? null : Number(group.dataset['node']);
}

function keyGroups(): readonly KeyGroup[] {
  return [
    {
      title: 'Look',
      actions: [
        { keys: ['+', '='], words: 'Zoom in', run: () => zoomBy(1.2) },
        { keys: ['-'], words: 'Zoom out', run: () => zoomBy(1 / 1.2) },
        { keys: ['0'], words: 'Full size', run: () => setZoom(1) },
        { keys: ['f'], words: 'Fit the width', run: () => setZoom('fit') },
      ],
    },
    {
      title: 'Find',
      actions: [
        { keys: ['/'], words: 'Search', run: () => search.focus() },
        { keys: ['j'], words: 'Next service', run: () => shown && focusNode(nextStart(shown, current, 1)) },
        { keys: ['k'], words: 'One before', run: () => shown && focusNode(nextStart(shown, current, -1)) },
        { keys: ['n'], words: 'Next that was found', run: () => goToFound(1, true) },
        { keys: ['p'], words: 'One before', run: () => goToFound(-1, true) },
        { keys: ['?'], words: 'This page', run: () => help.show() },
      ],
    },
    {
      title: 'Choose',
      actions: [
        ...[0, 1, 2, 3].map((index) => ({
          keys: [String(index + 1)],
          words: `${['First', 'Second', 'Third', 'Fourth'][index]} environment on or off`,
          run: () => filter.toggle(index),
        })),
        { keys: ['l'], words: 'Only what lacks telemetry', run: () => filter.toggleLacking() },
        { keys: ['a'], words: 'Everything', run: () => filter.reset() },
      ],
    },
  ];
}

listenToKeys(groups, () => help.element.open);
canvas.addEventListener('click', (event) => {
  const node = nodeOf(event.target);
  if (node === null) return;
  focusNode(node);
  open(node);
});
canvas.addEventListener('keydown', (event) => {
  const node = nodeOf(event.target);
  if (node === null || !shown || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    open(node);
  } else if (isStep(event.key)) {
    event.preventDefault();
    const from = shown.drawing.boxes.find((box) => box.node === node);
    const next = from && nextBox(shown.drawing.boxes, from, event.key);
    if (next) focusNode(next.node);
  }
});
canvas.addEventListener('focusin', (event) => {
  const node = nodeOf(event.target);
  if (node !== null) setCurrent(node);
});
canvas.addEventListener(
  'wheel',
  (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoomBy(Math.exp(-event.deltaY / 400), { x: event.clientX, y: event.clientY });
  },
  { passive: false },
);
canvas.addEventListener('scrollend', remember);
canvas.addEventListener('scroll', sayWhere, { passive: true });
search.addEventListener('input', () => {
  foundAt = -1;
  searchAgain();
  goToFound(1, false);
});
search.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') goToFound(event.shiftKey ? -1 : 1, false);
  if (event.key === 'Escape') {
    search.value = '';
    searchAgain();
    focusNode(current);
  }
  if (event.key === 'ArrowDown') focusNode(current);
});
folders.addEventListener('change', () => {
  const map = maps.find(({ folder }) => folder === folders.value);
  if (map) show(map);
  remember();
});
globalThis.addEventListener('resize', () => {
  if (zoom === 'fit') applyZoom();
});
globalThis.addEventListener('message', ({ data }: MessageEvent<ToMapPage>) => {
  switch (data.type) {
    case 'maps': {
      ({ maps } = data);
      replaceChildren(
        folders,
        ...maps.map(({ folder, name }) => {
          const option = element('option', {}, name);
          option.value = folder;
          return option;
        }),
      );
      folders.hidden = maps.length < 2;
      const wanted = shown?.folder ?? remembered?.folder;
      const map = maps.find(({ folder }) => folder === wanted) ?? maps[0];
      if (!map) {
        message.hidden = false;
        replaceChildren(message, 'Open a folder to see how production starts it.');
        return;
      }
      folders.value = map.folder;
      toolbar.classList.remove('busy');
      show(map);
      return;
    }
    case 'progress':
      toolbar.classList.add('busy');
      return;
    case 'failed':
      toolbar.classList.remove('busy');
      if (shown) return say(data.message);
      message.hidden = false;
      replaceChildren(message, icon('error', 'error'), data.message);
      return;
    case 'done':
      say(data.message);
  }
});
post({ type: 'ready' });
