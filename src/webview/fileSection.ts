/** A changed file: what holds for it as a whole, and its hunks. */
import { element, icon, iconButton } from './elements.ts';
import { folderOf, nameOf } from './fileTree.ts';
import type { ShownFile } from './filters.ts';
import { findingView } from './findingView.ts';
import { hunkView, verdictBadge } from './hunkView.ts';
import { verdictIcons, type PagePorts } from './state.ts';

export function fileSection(ports: PagePorts, { file, hunks, showsOwn }: ShownFile): DocumentFragment {
  const { state, post } = ports;
  const isClosed = state.closed.has(file.path);
  const made = document.createDocumentFragment();
  const open = file.hunks.filter(({ id }) => !state.kept.has(id)).map(({ id }) => id);
  made.append(
    element(
      'header',
      { class: 'file-head' },
      iconButton(
        isClosed ? `Show ${file.path}` : `Hide ${file.path}`,
        isClosed ? 'chevron-right' : 'chevron-down',
        () => {
          if (isClosed) state.closed.delete(file.path);
          else state.closed.add(file.path);
          ports.refresh();
        },
        { aria: { expanded: !isClosed } },
      ),
      icon(verdictIcons[file.verdict], file.verdict),
      element(
        'h2',
        { title: file.path },
        element('span', { class: 'name' }, nameOf(file.path)),
        element('span', { class: 'folder' }, folderOf(file.path)),
        file.oldPath === file.path ? null : element('span', { class: 'folder' }, `← ${file.oldPath}`),
      ),
      file.kind === 'modified' ? null : element('span', { class: `kind ${file.kind}` }, file.kind),
      file.note === null ? null : element('span', { class: 'note' }, file.note),
      element('span', { class: 'space' }),
      file.known === 0
        ? null
        : element(
            'span',
            { class: 'note', title: 'Findings that were there before this change' },
            `${file.known} known`,
          ),
      file.added + file.removed === 0
        ? null
        : element(
            'span',
            { class: 'stat', role: 'note', aria: { label: `${file.added} lines added, ${file.removed} removed` } },
            element('span', { class: 'added' }, `+${file.added}`),
            element('span', { class: 'removed' }, `−${file.removed}`),
          ),
      open.length === 0
        ? null
        : iconButton(`Keep all hunks of ${nameOf(file.path)}`, 'check-all', () =>
            post({ type: 'keep', hunks: open, isKept: true }),
          ),
      iconButton('Open in Diff Editor', 'diff', () => post({ type: 'diff', path: file.path, line: 1 })),
    ),
  );
  if (isClosed) return made;
  if (showsOwn) {
    made.append(
      ...file.reasons
        .filter(({ finding }) => finding === null)
        .map(({ verdict, text }) => element('p', { class: 'reason' }, verdictBadge(verdict), ` ${text}`)),
      ...file.findings.map((finding) => findingView(ports, finding, null)),
    );
  }
  made.append(...hunks.map((hunk) => hunkView(ports, file, hunk)));
  return made;
}
