/** The changed files beside their hunks, as a list or a tree of folders that is walked with the arrow keys. */
import { element, icon, iconButton, replaceChildren } from './elements.ts';
import { folderOf, listRows, treeRows, type Row } from './fileTree.ts';
import type { ShownFile } from './filters.ts';
import { verdictIcons, verdictWords, type PagePorts } from './state.ts';

export interface FileList {
  readonly element: HTMLElement;
  show(files: readonly ShownFile[]): void;
  /** Marks the file that the reader is in. */
  select(path: string | null): void;
  focusFilter(): void;
}

export function createFileList(ports: PagePorts): FileList {
  const { state } = ports;
  const filter = element('input', { class: 'path-filter', aria: { label: 'Filter files by path' } });
  filter.type = 'text';
  filter.placeholder = 'Filter files';
  filter.value = state.filters.path;
  filter.addEventListener('input', () => {
    state.filters = { ...state.filters, path: filter.value };
    ports.refresh();
  });
  filter.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') focusRow(rows.findIndex(({ tabIndex }) => tabIndex === 0));
    else if (event.key !== 'Escape' || filter.value === '') return;
    else {
      filter.value = '';
      filter.dispatchEvent(new Event('input'));
    }
    event.preventDefault();
  });
  const view = element('div', { class: 'view-button' });
  const tree = element('div', { class: 'tree', role: 'tree', aria: { label: 'Changed files' } });
  const made = element(
    'nav',
    { class: 'files', aria: { label: 'Files' } },
    element('div', { class: 'files-head' }, filter, view),
    tree,
  );
  let files: readonly ShownFile[] = [];
  let model: readonly Row[] = [];
  let rows: readonly HTMLElement[] = [];

  function draw(): void {
    const { isTree } = state;
    replaceChildren(
      view,
      iconButton(isTree ? 'View as List' : 'View as Tree', isTree ? 'list-flat' : 'list-tree', () => {
        state.isTree = !isTree;
        draw();
        ports.refresh();
      }),
    );
    model = isTree ? treeRows(files, state.closed) : listRows(files);
    const focused = rows.indexOf(document.activeElement as HTMLElement); // -1 for any other element
    rows = model.map((row, index) => rowView(row, index));
    tree.replaceChildren(...rows);
    select(state.current?.path ?? null);
    if (focused >= 0) focusRow(Math.min(focused, rows.length - 1));
  }

  function rowView(row: Row, index: number): HTMLElement {
    const { kind, depth, name } = row;
    const isClosed = kind === 'folder' && state.closed.has(row.path);
    const expanded: Record<string, boolean> = kind === 'folder' ? { expanded: !isClosed } : {};
    const label = kind === 'folder' ? name : `${row.shown.file.path}, ${verdictWords[row.shown.file.verdict]}`;
    const view = element(
      'div',
      {
        class: 'tree-row',
        role: 'treeitem',
        tabIndex: -1,
        title: kind === 'folder' ? row.path : row.shown.file.path,
        aria: { label, level: depth + 1, ...expanded },
        onClick: () => activate(index),
      },
      ...(row.kind === 'folder'
        ? [icon(isClosed ? 'chevron-right' : 'chevron-down'), element('span', { class: 'name' }, name)]
        : fileParts(row)),
    );
    view.style.setProperty('--depth', String(depth));
    return view;
  }

  function fileParts({ shown: { file }, name }: Extract<Row, { kind: 'file' }>): HTMLElement[] {
    const done = file.hunks.length > 0 && file.hunks.every(({ id }) => state.kept.has(id));
    const count = file.findings.length + file.hunks.reduce((sum, { findings }) => sum + findings.length, 0);
    return [
      icon(verdictIcons[file.verdict], file.verdict),
      element('span', { class: `name ${file.kind} ${done ? 'done' : ''}` }, name),
      element('span', { class: 'folder' }, state.isTree ? '' : folderOf(file.path)),
      ...(done ? [icon('check', 'ship')] : count > 0 ? [element('span', { class: 'badge' }, String(count))] : []),
    ];
  }

  function activate(index: number): void {
    const row = model[index];
    if (!row) return;
    if (row.kind === 'folder') toggle(row.path);
    else ports.go({ path: row.shown.file.path, hunk: null, finding: null });
  }

  function toggle(path: string): void {
    if (state.closed.has(path)) state.closed.delete(path);
    else state.closed.add(path);
    draw();
  }

  function focusRow(index: number): void {
    const row = rows[index];
    if (!row) return;
    for (const other of rows) other.tabIndex = -1;
    row.tabIndex = 0;
    row.focus();
  }

  function select(path: string | null): void {
    let reachable = false;
    for (const [index, view] of rows.entries()) {
      const row = model[index];
      const isCurrent = row?.kind === 'file' && row.shown.file.path === path;
      view.classList.toggle('selected', isCurrent);
      view.setAttribute('aria-selected', String(isCurrent));
      view.tabIndex = isCurrent ? 0 : -1;
      if (!isCurrent) continue;
      reachable = true;
      if (document.activeElement !== view) view.scrollIntoView({ block: 'nearest' });
    }
    if (!reachable && rows[0]) rows[0].tabIndex = 0;
  }

  tree.addEventListener('keydown', (event) => {
    const index = rows.indexOf(event.target as HTMLElement); // -1 for any other element
    const row = model[index];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const isOpen = row.kind === 'folder' && !state.closed.has(row.path);
    switch (event.key) {
      case 'ArrowDown':
        focusRow(index + 1);
        break;
      case 'ArrowUp':
        focusRow(index - 1);
        break;
      case 'Home':
        focusRow(0);
        break;
      case 'End':
        focusRow(rows.length - 1);
        break;
      case 'ArrowRight':
        if (row.kind === 'folder' && !isOpen) toggle(row.path);
        else focusRow(index + 1);
        break;
      case 'ArrowLeft':
        if (isOpen) toggle(row.path);
        else focusRow(model.findLastIndex((other, at) => at < index && other.depth < row.depth));
        break;
      case 'Enter':
      case ' ':
        activate(index);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  });

  return {
    element: made,
    show(shown) {
      files = shown;
      draw();
    },
    select,
    focusFilter() {
      filter.focus();
      filter.select();
    },
  };
}
