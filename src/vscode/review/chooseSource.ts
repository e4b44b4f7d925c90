/** Asks what is to be reviewed: the changes there are, with what git says of each. */
import * as vscode from 'vscode';
import type { ChangeSource } from '../../model/change.ts';
import { branchBase, gitState, revisions } from './gitExtension.ts';

/** A patch longer than this is hardly one that somebody wants to read. Bytes. */
const longestPatch = 64 * 1024 * 1024;

interface SourcePick extends vscode.QuickPickItem {
  readonly choose?: () => Promise<ChangeSource | null>;
}

/** Undefined where the user chose nothing. */
export async function chooseSource(folder: vscode.Uri): Promise<ChangeSource | undefined> {
  const picked = await vscode.window.showQuickPick<SourcePick>(sourcePicks(folder), {
    title: 'Production: Review Changes',
    placeHolder: 'What to review',
    matchOnDescription: true,
  });
  return (await picked?.choose?.()) ?? undefined;
}

async function sourcePicks(folder: vscode.Uri): Promise<SourcePick[]> {
  const state = await gitState(folder);
  const branch = state?.branch ?? null;
  const base = branch === null ? null : await branchBase(folder, branch);
  return [
    {
      label: '$(git-branch) This branch',
      description: `${branch ?? 'HEAD'} against ${base ?? 'the branch it will be merged into'}`,
      detail: 'Everything since it left its base, what is not committed included',
      choose: async () => ({ kind: 'branch', base: null }),
    },
    {
      label: '$(edit) Uncommitted changes',
      description: state === null ? '' : files(state.changed),
      choose: async () => ({ kind: 'working-tree' }),
    },
    {
      label: '$(git-commit) Staged changes',
      description: state === null ? '' : files(state.staged),
      choose: async () => ({ kind: 'staged' }),
    },
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: '$(git-compare) This branch against…', choose: () => chooseBase(folder) },
    { label: '$(history) A commit range…', choose: () => chooseRange(folder) },
    { label: '$(file-code) A patch file…', choose: choosePatchFile },
    { label: '$(clippy) The patch on the clipboard', choose: patchOnClipboard },
  ];
}

function files(count: number): string {
  return count === 0 ? 'none' : count === 1 ? '1 file' : `${count} files`;
}

async function chooseBase(folder: vscode.Uri): Promise<ChangeSource | null> {
  const base = await chooseRevision(folder, 'Base', 'Branch, tag or commit that the branch is compared with');
  return base === undefined ? null : { kind: 'branch', base };
}

async function chooseRange(folder: vscode.Uri): Promise<ChangeSource | null> {
  const from = await chooseRevision(folder, 'From', 'Commit before the change: main, v1.2.0, HEAD~3, 3f2a1c9');
  if (from === undefined) return null;
  const to = await chooseRevision(folder, `From ${from} to`, 'Last commit of the change', 'HEAD');
  return to === undefined ? null : { kind: 'range', from, to };
}

/** One of the revisions there are, or whatever is typed: `HEAD~3` is in no list. */
async function chooseRevision(
  folder: vscode.Uri,
  title: string,
  placeholder: string,
  first?: string,
): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick();
  pick.title = title;
  pick.placeholder = placeholder;
  pick.busy = true;
  const known = revisions(folder).then((found) => [
    ...(first === undefined ? [] : [{ label: first, description: '' }]),
    ...found.map(({ name, commit, kind }) => ({ label: name, description: `${kind} ${commit}`.trim() })),
  ]);
  let items: vscode.QuickPickItem[] = [];
  const show = (): void => {
    const typed = pick.value.trim();
    const isKnown = typed === '' || items.some(({ label }) => label === typed);
    pick.items = isKnown ? items : [{ label: typed, description: 'as typed', alwaysShow: true }, ...items];
  };
  const chosen = await new Promise<string | undefined>((settle) => {
    pick.onDidChangeValue(show);
    pick.onDidAccept(() => settle(pick.selectedItems[0]?.label ?? (pick.value.trim() || undefined)));
    pick.onDidHide(() => settle(undefined));
    pick.show();
    void known.then((found) => {
      items = found;
      pick.busy = false;
      show();
    });
  });
  pick.dispose();
  return chosen;
}

async function choosePatchFile(): Promise<ChangeSource | null> {
  const [file] = (await vscode.window.showOpenDialog({ title: 'Patch', openLabel: 'Review' })) ?? [];
  if (!file) return null;
  const { size } = await vscode.workspace.fs.stat(file);
  if (size > longestPatch) {
    void vscode.window.showWarningMessage(`The patch is too large to review: ${Math.round(size / 1024 / 1024)} MB.`);
    return null;
  }
  return patchFrom(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)), 'The file');
}

async function patchOnClipboard(): Promise<ChangeSource | null> {
  return patchFrom(await vscode.env.clipboard.readText(), 'The clipboard');
}

function patchFrom(text: string, where: string): ChangeSource | null {
  if (/^(?:diff --git |--- |Index: |@@ )/m.test(text)) return { kind: 'patch', text };
  void vscode.window.showInformationMessage(`${where} holds no patch: no line starts with “diff --git” or “---”.`);
  return null;
}
