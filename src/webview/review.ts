/**
 * `webview/` is what runs inside of webviews: a page that shows what the extension tells it, and asks. It imports types of
 * `model`, of the wire and of the messages, and runs in a browser without Node and without `vscode`. This file holds the
 * parts of the page of a review together.
 */
import { button, element, iconButton, replaceChildren } from './elements.ts';
import { createFileList } from './fileList.ts';
import { noFilters, shownFiles, type ShownFile } from './filters.ts';
import { firstChangedLine } from './hunkView.ts';
import { createHelp, listenToKeys, type KeyGroup } from './keyboard.ts';
import type { FromPage, ToPage, TokenColors } from './messages.ts';
import { filePlaces, findingPlaces, hunkPlaces, nextPlace } from './places.ts';
import { createSections } from './sections.ts';
import { initialState, type Anchor, type Current, type PagePorts, type Remembered } from './state.ts';
import { createToolbar } from './toolbar.ts';
import type { WireHunk } from '../server/reviewProtocol.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): Remembered | undefined;
  setState(state: Remembered): void;
};

const editor = acquireVsCodeApi();
const remembered = editor.getState();
const state = initialState(remembered);
let files: readonly ShownFile[] = [];
/** Until the first review is there. */
let anchor: Anchor | null = remembered?.anchor ?? null;

const ports: PagePorts = {
  state,
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- of VS Code, which has one listener
  post: (message) => editor.postMessage(message),
  refresh: draw,
  go,
  announce,
};

let toastEnds: ReturnType<typeof setTimeout> | undefined;
const live = element('div', { class: 'for-ears', role: 'status', aria: { live: 'polite' } });
const toast = element('div', { class: 'toast', role: 'status', hidden: true });
const groups = keyGroups();
const help = createHelp(groups, 'In the list of files the arrow keys walk, and Enter goes to the file.');
const toolbar = createToolbar(ports, help.show);
const list = createFileList(ports);
const sections = createSections(ports, clearFilters);
const columns = element('div', { class: 'columns' }, list.element, sections.element);
document.querySelector('#page')?.replaceChildren(toolbar.element, columns, toast, live, help.element);

function draw(): void {
  const place = sections.anchor() ?? anchor;
  // Until there is a review there is nothing to go back to.
  if (state.review) anchor = null;
  const hadFocus = sections.element.contains(document.activeElement);
  files = state.review ? shownFiles(state.review, state.filters, state.kept) : [];
  toolbar.update();
  list.element.hidden = state.review === null || state.review.files.length === 0;
  list.show(files);
  sections.show(files);
  if (place) sections.restore(place);
  // What had the focus is no longer there: the keyboard goes on where the reader was.
  if (hadFocus) {
    if (state.current && !sections.isInView(state.current)) sections.goTo(state.current, { focus: true });
    else sections.focus(state.current);
  }
  remember();
}

function remember(): void {
  if (!state.review) return;
  const { filters, isTree, closed, current } = state;
  editor.setState({ filters, isTree, closed: [...closed], current, anchor: sections.anchor() });
}

function clearFilters(): void {
  state.filters = { ...noFilters };
}

function announce(text: string): void {
  live.textContent = text;
}

function go(to: Current): void {
  state.closed.delete(to.path);
  setCurrent(to);
  sections.goTo(to, { focus: true });
}

function setCurrent(to: Current): void {
  state.current = to;
  list.select(to.path);
  remember();
}

/** From where the reader looks, which is not always where the keyboard was last. */
function step(places: readonly Current[], direction: 1 | -1, what: string): void {
  let from = state.current;
  if (from && !sections.isInView(from)) {
    const first = sections.firstInView();
    const seen = hunkPlaces(files).find(({ hunk }) => hunk === first);
    if (seen && places.some(({ hunk }) => hunk === first) && direction === 1) return go(seen);
    from = seen ?? from;
  }
  const next = nextPlace(places, from, files, direction);
  if (next) go(next);
  else announce(`No ${direction === 1 ? 'more' : 'earlier'} ${what}`);
}

function currentHunk(): { readonly path: string; readonly hunk: WireHunk } | null {
  const { current } = state;
  const shown = files.find(({ file }) => file.path === current?.path);
  const hunk = shown?.hunks.find(({ id }) => id === current?.hunk);
  return shown && hunk ? { path: shown.file.path, hunk } : null;
}

function withHunk(run: (hunk: WireHunk, path: string) => void): () => void {
  return () => {
    const found = currentHunk();
    if (found) run(found.hunk, found.path);
    else announce('No hunk is selected: j goes to the next one');
  };
}

function keyGroups(): readonly KeyGroup[] {
  const { post } = ports;
  const write = (kind: 'drop' | 'take') =>
    withHunk(({ id }) => {
      const fits = (kind === 'drop') === state.review?.isWorkingTree;
      if (fits) post({ type: 'edit', action: { kind, hunks: [id] }, hunk: id });
    });
  return [
    {
      title: 'Go to',
      actions: [
        { keys: ['j', 'ArrowRight'], words: 'Next hunk', run: () => step(hunkPlaces(files), 1, 'hunks') },
        { keys: ['k', 'ArrowLeft'], words: 'Previous hunk', run: () => step(hunkPlaces(files), -1, 'hunks') },
        { keys: ['n'], words: 'Next finding', run: () => step(findingPlaces(files), 1, 'findings') },
        { keys: ['p'], words: 'Previous finding', run: () => step(findingPlaces(files), -1, 'findings') },
        { keys: [']'], words: 'Next file', run: () => step(filePlaces(files), 1, 'files') },
        { keys: ['['], words: 'Previous file', run: () => step(filePlaces(files), -1, 'files') },
        { keys: ['/'], words: 'Filter files', run: () => list.focusFilter() },
      ],
    },
    {
      title: 'This hunk',
      actions: [
        {
          keys: ['a'],
          words: 'Keep, or look at it again',
          run: withHunk(({ id }) => post({ type: 'keep', hunks: [id], isKept: !state.kept.has(id) })),
        },
        { keys: ['d'], words: 'Drop', run: write('drop') },
        { keys: ['t'], words: 'Take into the working tree', run: write('take') },
        { keys: ['f'], words: 'Apply the first fix', run: withHunk(applyFirstFix) },
        { keys: ['s'], words: 'Send to assistant', run: withHunk(({ id }) => post({ type: 'send', hunk: id })) },
        {
          keys: ['o'],
          words: 'Open in diff editor',
          run: withHunk((hunk, path) =>
            post({ type: 'diff', path, line: firstChangedLine(hunk, state.lines.get(hunk.id)) }),
          ),
        },
      ],
    },
    {
      title: 'The review',
      actions: [
        { keys: ['u'], words: 'Undo the last edit', run: () => post({ type: 'undo' }) },
        { keys: ['r'], words: 'Refresh', run: () => post({ type: 'refresh' }) },
        { keys: ['Escape'], words: 'Cancel a review', run: () => state.running && post({ type: 'cancel' }) },
        { keys: ['?'], words: 'These shortcuts', run: () => help.show() },
      ],
    },
  ];
}

/** Of the finding that is selected, else of the first one of the hunk that has one. */
function applyFirstFix({ id, findings }: WireHunk): void {
  const selected = findings.find(({ fingerprint }) => fingerprint === state.current?.finding);
  const finding = selected ?? findings.find(({ fixes }) => fixes.length > 0);
  if (!finding || finding.fixes.length === 0 || state.review?.isWorkingTree !== true) {
    announce('There is no fix');
    return;
  }
  ports.post({ type: 'edit', action: { kind: 'fix', finding: finding.fingerprint, fix: 0 }, hunk: id });
}

function showToast(message: string, canUndo: boolean): void {
  toast.hidden = false;
  clearTimeout(toastEnds);
  // What can be undone stays until something else is said.
  if (!canUndo) toastEnds = setTimeout(() => (toast.hidden = true), 6_000);
  replaceChildren(
    toast,
    element('span', {}, message),
    canUndo ? button('Undo', null, () => ports.post({ type: 'undo' }), { class: 'link', title: 'Undo (u)' }) : null,
    iconButton('Close', 'close', () => {
      toast.hidden = true;
    }),
  );
}

function showColors(colors: TokenColors): void {
  const { style } = document.documentElement;
  for (const kind of ['comment', 'string', 'number', 'keyword', 'constant', 'type', 'function', 'property'] as const) {
    const token = colors[kind];
    set(`--token-${kind}`, token?.color ?? null);
    set(`--token-${kind}-style`, token?.isItalic === true ? 'italic' : null);
    set(`--token-${kind}-weight`, token?.isBold === true ? 'bold' : null);
  }
  function set(name: string, value: string | null): void {
    if (value === null) style.removeProperty(name);
    else style.setProperty(name, value);
  }
}

/** The place in a new review that is the same, or nearly so: a hunk that is gone leaves its number to the next one. */
function settleCurrent(): void {
  const { current, review } = state;
  if (!current || !review) return;
  const file = review.files.find(({ path }) => path === current.path);
  const stays = file?.hunks.some(({ id }) => id === current.hunk) ?? false;
  const last = file?.hunks.at(-1)?.id ?? null;
  const isFinding = file?.hunks.some(({ findings }) => findings.some((one) => one.fingerprint === current.finding));
  if (!file) state.current = null;
  else
    state.current = { path: file.path, hunk: stays ? current.hunk : last, finding: isFinding ? current.finding : null };
}

function showKept(changed: readonly string[]): void {
  if (state.filters.hidesKept) return draw();
  toolbar.update();
  list.show(files);
  const isChanged = new Set(changed);
  for (const { file } of files) if (file.hunks.some(({ id }) => isChanged.has(id))) sections.redrawFile(file.path);
  if (state.current?.hunk !== null && sections.element.contains(document.activeElement)) sections.focus(state.current);
}

function receive(message: ToPage): void {
  if (message.type !== 'colors') state.isTold = true;
  switch (message.type) {
    case 'review':
      state.review = message.review;
      state.kept = new Set(message.kept);
      state.running = null;
      state.isOutdated = false;
      state.failure = null;
      state.lines.clear();
      state.refused.clear();
      settleCurrent();
      draw();
      announce(`Reviewed: ${message.review.summary}`);
      return;
    case 'progress':
      if (state.running === null) announce('Reviewing');
      state.running = { message: message.message, percent: message.percent };
      if (state.review) toolbar.update();
      else draw();
      return;
    case 'failed':
      state.running = null;
      state.failure = message.message;
      if (message.message !== null) announce(message.message);
      if (state.review) toolbar.update();
      else draw();
      return;
    case 'outdated':
      state.isOutdated = true;
      toolbar.update();
      return;
    case 'lines':
      if (state.review?.id !== message.review) return;
      for (const [id, lines] of Object.entries(message.lines)) state.lines.set(id, lines);
      sections.linesCame(Object.keys(message.lines));
      return;
    case 'kept': {
      const changed = [...message.kept, ...state.kept].filter((id) => state.kept.has(id) !== message.kept.includes(id));
      state.kept = new Set(message.kept);
      for (const id of changed) state.opened.delete(id);
      showKept(changed);
      announce(`${message.kept.length} kept`);
      return;
    }
    case 'refused':
      if (message.hunk === null) {
        showToast(`Not done: ${message.message}.`, false);
      } else {
        state.refused.set(message.hunk, message.message);
        sections.redrawHunk(message.hunk);
      }
      announce(`Not done: ${message.message}`);
      return;
    case 'done':
      showToast(message.message, message.canUndo);
      return;
    case 'colors':
      showColors(message.colors);
      return;
    case 'reveal': {
      const { path, finding } = message;
      const inHunk = state.review?.files
        .find((file) => file.path === path)
        ?.hunks.find(({ findings }) => findings.some(({ fingerprint }) => fingerprint === finding));
      // A filter would hide it.
      if (!files.some(({ file }) => file.path === path)) {
        clearFilters();
        draw();
      }
      go({ path, hunk: message.hunk ?? inHunk?.id ?? null, finding });
    }
  }
}

listenToKeys(groups, () => help.element.open);
// Only the extension can reach a webview's window; its messages have the shape of ours.
window.addEventListener('message', (event: MessageEvent<ToPage>) => receive(event.data));
sections.element.addEventListener('focusin', ({ target }) => {
  if (!(target instanceof Element)) return;
  const hunk = target.closest<HTMLElement>('.hunk');
  const path = target.closest<HTMLElement>('.file')?.dataset['path'];
  if (!hunk || path === undefined) return;
  const finding = target.closest<HTMLElement>('.finding')?.dataset['finding'] ?? null;
  for (const old of sections.element.querySelectorAll('.current')) old.classList.remove('current');
  hunk.classList.add('current');
  setCurrent({ path, hunk: hunk.dataset['hunk'] ?? null, finding });
});
// A click into a hunk selects it, also where there is nothing to focus.
sections.element.addEventListener('click', ({ target }) => {
  if (!(target instanceof Element) || window.getSelection()?.isCollapsed === false) return;
  if (!target.closest('button, a, [tabindex="0"]'))
    target.closest<HTMLElement>('.hunk')?.focus({ preventScroll: true });
});
let remembering: ReturnType<typeof setTimeout> | undefined;
sections.element.addEventListener('scroll', () => {
  clearTimeout(remembering);
  remembering = setTimeout(remember, 200);
});

draw();
ports.post({ type: 'ready' });
