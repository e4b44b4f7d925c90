/** The review as a tree in the side bar: files, their hunks, the findings in them. A click shows it in the panel. */
import * as vscode from 'vscode';
import type { HunkVerdict } from '../../model/review.ts';
import type { WireChange, WireFinding, WireHunk, WireReview } from '../../server/reviewProtocol.ts';
import { commands, reviewTree, revealInReviewCommand } from '../contributions.ts';
import type { Place } from './panel.ts';
import { newSide } from './diffs.ts';
import { firstLineOf, type ReviewSession } from './session.ts';

export type ReviewNode =
  | { readonly kind: 'file'; readonly file: WireChange }
  | { readonly kind: 'hunk'; readonly file: WireChange; readonly hunk: WireHunk }
  | { readonly kind: 'finding'; readonly file: WireChange | null; readonly finding: WireFinding }
  | { readonly kind: 'elsewhere'; readonly findings: readonly WireFinding[] };

const verdictIcons: Readonly<Record<HunkVerdict, readonly [icon: string, color: string]>> = {
  'fix-first': ['error', 'problemsErrorIcon.foreground'],
  ask: ['question', 'problemsWarningIcon.foreground'],
  ship: ['pass', 'testing.iconPassed'],
};
export const verdictWords: Readonly<Record<HunkVerdict, string>> = {
  'fix-first': 'fix first',
  ask: 'ask',
  ship: 'ship',
};
const severityIcons = {
  error: ['error', 'problemsErrorIcon.foreground'],
  warning: ['warning', 'problemsWarningIcon.foreground'],
  information: ['info', 'problemsInfoIcon.foreground'],
  hint: ['lightbulb', 'problemsInfoIcon.foreground'],
} as const;

export function createReviewTree(session: ReviewSession): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const view = vscode.window.createTreeView<ReviewNode>(reviewTree, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (node) => childrenOf(session.current(), node),
      getTreeItem: (node) => itemOf(session.current(), node),
    },
  });
  const listening = session.onEvent((event) => {
    const review = session.current();
    if (event.type === 'progress') {
      view.message = event.percent === null ? 'Reviewing…' : `Reviewing… ${event.percent} %`;
      return;
    }
    view.message = session.isOutdated() ? 'Files have changed since this review.' : undefined;
    if (event.type === 'failed' && event.message !== null) view.message = event.message;
    view.description = review?.title;
    const waiting = review?.files.filter(({ verdict }) => verdict === 'fix-first').length ?? 0;
    view.badge =
      waiting === 0
        ? undefined
        : { value: waiting, tooltip: waiting === 1 ? '1 file to fix first' : `${waiting} files to fix first` };
    if (event.type === 'review') changed.fire();
  });
  return vscode.Disposable.from(changed, view, listening);
}

function childrenOf(review: WireReview | null, node: ReviewNode | undefined): ReviewNode[] {
  if (!review) return [];
  if (!node) {
    const { elsewhere } = review;
    return [
      ...(elsewhere.length === 0 ? [] : [{ kind: 'elsewhere', findings: elsewhere } as const]),
      ...review.files.map((file) => ({ kind: 'file', file }) as const),
    ];
  }
  switch (node.kind) {
    case 'elsewhere':
      return node.findings.map((finding) => ({ kind: 'finding', file: null, finding }) as const);
    case 'file': {
      const { file } = node;
      return [
        ...file.findings.map((finding) => ({ kind: 'finding', file, finding }) as const),
        ...file.hunks.map((hunk) => ({ kind: 'hunk', file, hunk }) as const),
      ];
    }
    case 'hunk':
      return node.hunk.findings.map((finding) => ({ kind: 'finding', file: node.file, finding }) as const);
    case 'finding':
      return [];
  }
}

function itemOf(review: WireReview | null, node: ReviewNode): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  switch (node.kind) {
    case 'elsewhere': {
      const item = new vscode.TreeItem('Broken elsewhere', Collapsed);
      item.description = `${node.findings.length}`;
      item.iconPath = icon(verdictIcons['fix-first']);
      return item;
    }
    case 'file': {
      const { file } = node;
      const item = new vscode.TreeItem(
        nameOf(file.path),
        file.hunks.length + file.findings.length > 0 ? Collapsed : None,
      );
      item.description = [folderOf(file.path), file.kind === 'modified' ? '' : file.kind].filter(Boolean).join(' · ');
      if (review) item.resourceUri = newSide(review, file);
      item.iconPath = icon(verdictIcons[file.verdict]);
      item.tooltip = [`${file.path}: ${verdictWords[file.verdict]}`, ...file.reasons.map(({ text }) => text)].join(
        '\n',
      );
      item.contextValue = 'file';
      item.command = reveal({ path: file.path, hunk: null, finding: null });
      item.accessibilityInformation = { label: `${file.path}, ${verdictWords[file.verdict]}` };
      return item;
    }
    case 'hunk': {
      const { file, hunk } = node;
      const item = new vscode.TreeItem(labelOf(hunk), hunk.findings.length > 0 ? Collapsed : None);
      item.description = verdictWords[hunk.verdict];
      item.iconPath = icon(verdictIcons[hunk.verdict]);
      item.tooltip = [hunk.header, ...hunk.reasons.map(({ text }) => text)].join('\n');
      item.contextValue = 'hunk';
      item.command = reveal({ path: file.path, hunk: hunk.id, finding: null });
      return item;
    }
    case 'finding': {
      const { file, finding } = node;
      const item = new vscode.TreeItem(finding.message, None);
      item.description = `${finding.rule} · ${file ? '' : finding.path}:${finding.line}`;
      item.iconPath = icon(severityIcons[finding.severity]);
      item.tooltip = `${finding.message}\n${finding.path}:${finding.line} (${finding.rule})`;
      item.command = reveal({ path: finding.path, hunk: null, finding: finding.fingerprint });
      return item;
    }
  }
}

function reveal(place: Place): vscode.Command {
  return { command: revealInReviewCommand, title: commands.openReview.title, arguments: [place] };
}

function icon([name, color]: readonly [string, string]): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, new vscode.ThemeColor(color));
}

/** `12: def charge(card):` */
function labelOf(hunk: WireHunk): string {
  const section = /^@@ [^@]*@@ ?(.*)$/.exec(hunk.header)?.[1] ?? '';
  return section === '' ? `line ${firstLineOf(hunk)}` : `line ${firstLineOf(hunk)}: ${section}`;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
