/** The checklist as a tree: what was looked up with its result, and what a person answers with a box to tick. */
import * as vscode from 'vscode';
import type { ItemState } from '../../model/checklist.ts';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { WireChecklistItem, WireEvidence } from '../../server/reviewProtocol.ts';
import { checklistTree, openLocationCommand } from '../contributions.ts';
import type { Checklists } from './checklists.ts';

export type ChecklistNode =
  | { readonly kind: 'group'; readonly title: string; readonly items: readonly WireChecklistItem[] }
  | { readonly kind: 'item'; readonly item: WireChecklistItem }
  | { readonly kind: 'evidence'; readonly evidence: WireEvidence }
  | { readonly kind: 'text'; readonly text: string; readonly icon: string };

const icons: Readonly<Record<ItemState, readonly [icon: string, color: string]>> = {
  pass: ['pass', 'testing.iconPassed'],
  fail: ['error', 'testing.iconFailed'],
  unknown: ['question', 'descriptionForeground'],
  open: ['circle-large-outline', 'descriptionForeground'],
  done: ['pass', 'testing.iconPassed'],
  refused: ['circle-slash', 'testing.iconFailed'],
  stale: ['history', 'problemsWarningIcon.foreground'],
};

export function createChecklistTree(
  checklists: Checklists,
  client: LanguageClient,
  tick: (item: WireChecklistItem, isTicked: boolean) => Promise<void>,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const view = vscode.window.createTreeView<ChecklistNode>(checklistTree, {
    manageCheckboxStateManually: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (node) => childrenOf(checklists, node),
      getTreeItem: (node) => itemOf(node, client),
    },
  });
  checklists.watch(() => view.visible);
  const listening = vscode.Disposable.from(
    checklists.onChange(() => {
      const list = checklists.current();
      view.description = list?.title;
      view.message = checklists.isRunning() ? 'Looking it up…' : (checklists.error() ?? undefined);
      const missing = list?.items.filter(isMissing).length ?? 0;
      view.badge =
        missing === 0
          ? undefined
          : { value: missing, tooltip: missing === 1 ? '1 item is missing' : `${missing} items are missing` };
      changed.fire();
    }),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) void checklists.bringUpToDate();
    }),
    view.onDidChangeCheckboxState(async ({ items }) => {
      for (const [node, state] of items) {
        if (node.kind === 'item') await tick(node.item, state === vscode.TreeItemCheckboxState.Checked);
      }
      // What was ticked and not answered is shown as it is.
      changed.fire();
    }),
  );
  return vscode.Disposable.from(changed, view, listening);
}

function isMissing({ required, state }: WireChecklistItem): boolean {
  return required && ['fail', 'open', 'refused', 'stale'].includes(state);
}

function childrenOf(checklists: Checklists, node: ChecklistNode | undefined): ChecklistNode[] {
  const list = checklists.current();
  if (!node) {
    if (!list) return [];
    const groups: ChecklistNode[] = [];
    const add = (title: string, items: readonly WireChecklistItem[]): void => {
      if (items.length > 0) groups.push({ kind: 'group', title, items });
    };
    const automatic = list.items.filter(({ kind }) => kind === 'automatic');
    add('Missing', automatic.filter(isMissing));
    add(
      'For a person to answer',
      list.items.filter(({ kind }) => kind === 'manual'),
    );
    add(
      'Unknown',
      automatic.filter(({ state }) => state === 'unknown'),
    );
    // It fails as it did before the change, or nobody asks for it.
    add(
      'Fails, not required',
      automatic.filter((item) => item.state === 'fail' && !isMissing(item)),
    );
    add(
      'Proven',
      automatic.filter(({ state }) => state === 'pass'),
    );
    return groups;
  }
  switch (node.kind) {
    case 'group':
      return node.items.map((item) => ({ kind: 'item', item }));
    case 'item': {
      const { detail, evidence, answer } = node.item;
      return [
        ...(detail === '' ? [] : [{ kind: 'text', text: detail, icon: 'note' } as const]),
        ...(answer === null || answer.note === ''
          ? []
          : [{ kind: 'text', text: answer.note, icon: 'comment' } as const]),
        ...evidence.map((one) => ({ kind: 'evidence', evidence: one }) as const),
      ];
    }
    case 'evidence':
    case 'text':
      return [];
  }
}

function itemOf(node: ChecklistNode, client: LanguageClient): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  switch (node.kind) {
    case 'group': {
      const item = new vscode.TreeItem(node.title, node.title === 'Proven' ? Collapsed : Expanded);
      item.id = `group ${node.title}`;
      item.description = `${node.items.length}`;
      return item;
    }
    case 'item':
      return checkItem(node.item);
    case 'text': {
      const item = new vscode.TreeItem(node.text, None);
      item.iconPath = new vscode.ThemeIcon(node.icon);
      item.tooltip = node.text;
      return item;
    }
    case 'evidence': {
      const { label, path, line, text, uri, range, isOld } = node.evidence;
      const item = new vscode.TreeItem(label, None);
      item.description = `${path}:${line}`;
      item.tooltip = text === '' ? `${path}:${line}` : `${path}:${line}\n${text}`;
      item.iconPath = new vscode.ThemeIcon(isOld ? 'history' : 'link');
      if (!isOld) {
        const file = client.protocol2CodeConverter.asUri(uri).toString();
        item.command = { command: openLocationCommand, title: 'Open', arguments: [file, range] };
      }
      return item;
    }
  }
}

function checkItem(of: WireChecklistItem): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const { kind, state, title, answer, service, evidence, detail } = of;
  const hasChildren = evidence.length > 0 || detail !== '' || (answer !== null && answer.note !== '');
  const item = new vscode.TreeItem(title, hasChildren ? Collapsed : None);
  item.id = of.id;
  const said = answer === null || kind === 'automatic' ? '' : answeredBy(answer, state);
  const about = service === null || title.includes(service) ? '' : service;
  item.description = [said, about, of.required ? '' : 'optional'].filter(Boolean).join(' · ');
  item.tooltip = [title, detail, said].filter(Boolean).join('\n');
  item.contextValue = kind;
  item.accessibilityInformation = { label: `${title}, ${state}`, ...(kind === 'manual' ? { role: 'checkbox' } : {}) };
  if (kind === 'manual') {
    const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
    item.checkboxState = {
      state: state === 'done' ? Checked : Unchecked,
      tooltip: state === 'done' ? 'Take the answer back' : 'Answer: this holds',
    };
    if (state === 'refused' || state === 'stale') item.iconPath = icon(state);
  } else {
    item.iconPath = icon(state);
  }
  return item;
}

function answeredBy({ by, at, answer }: NonNullable<WireChecklistItem['answer']>, state: ItemState): string {
  const day = at.slice(0, 10);
  if (state === 'stale') return `answered by ${by} on ${day}, and the code has changed since`;
  return answer === 'yes' ? `${by}, ${day}` : `does not hold: ${by}, ${day}`;
}

function icon(state: ItemState): vscode.ThemeIcon {
  const [name, color] = icons[state];
  return new vscode.ThemeIcon(name, new vscode.ThemeColor(color));
}
