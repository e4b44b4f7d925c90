/**
 * Files that a command would write. Every one is shown in the editor's own diff view before it is written, beside the
 * question whether to.
 */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { WireChange } from '../server/protocol.ts';
import { plannedScheme } from './contributions.ts';

/**
 * Shows what would be written and asks.
 * @param title of the command
 * @returns whether it is written; what was left as it is has been said
 */
export async function writePlanned(
  client: LanguageClient,
  title: string,
  changes: readonly WireChange[],
): Promise<boolean> {
  const previewTitle = `${title}: what would be written`;
  const texts = new Map<string, string>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(plannedScheme, {
    provideTextDocumentContent: ({ path, query }) => texts.get(`${path}?${query}`) ?? '',
  });
  const side = (file: vscode.Uri, which: 'before' | 'after', text: string): vscode.Uri => {
    texts.set(`${file.path}?${which}`, text);
    return vscode.Uri.from({ scheme: plannedScheme, path: file.path, query: which });
  };
  try {
    const resources = changes.map(({ uri, before, after }) => {
      const file = client.protocol2CodeConverter.asUri(uri);
      return [file, before === null ? undefined : side(file, 'before', before), side(file, 'after', after)];
    });
    await vscode.commands.executeCommand('vscode.changes', previewTitle, resources);
    const paths = changes.map(({ path }) => path).join(', ');
    const write = {
      label: `$(check) Write ${changes.length === 1 ? 'this file' : `these ${changes.length} files`}`,
      detail: paths,
    };
    const answer = await vscode.window.showQuickPick([write, { label: '$(close) Write nothing' }], {
      title,
      placeHolder: 'The change is in the editor below',
      // Whoever reads the change clicks into it.
      ignoreFocusOut: true,
    });
    await closePreview(previewTitle);
    if (answer !== write) return false;
    const refused = await writeAll(client, changes);
    if (refused.length > 0) void vscode.window.showWarningMessage(refused.join('\n'));
    return refused.length < changes.length && !refused.includes(nothingWritten);
  } finally {
    provider.dispose();
  }
}

async function closePreview(previewTitle: string): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) =>
    group.tabs.filter(({ label }) => label.startsWith(previewTitle)),
  );
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs);
}

const nothingWritten = 'Nothing is written: a file has changed meanwhile.';

/** Answers with what was left as it is, a line each. */
async function writeAll(client: LanguageClient, changes: readonly WireChange[]): Promise<string[]> {
  const refused: string[] = [];
  const written: vscode.TextDocument[] = [];
  const edit = new vscode.WorkspaceEdit();
  for (const { path, uri, before, after } of changes) {
    const target = client.protocol2CodeConverter.asUri(uri);
    if (before === null) {
      edit.createFile(target, { overwrite: false, contents: new TextEncoder().encode(after) });
      continue;
    }
    const document = await vscode.workspace.openTextDocument(target);
    // What was typed meanwhile, or not saved yet, is somebody's.
    if (plain(document.getText()) !== plain(before)) {
      refused.push(`${path} is left as it is: it has other text in the editor. Save it and try again.`);
      continue;
    }
    edit.replace(target, ...changedPart(document, after));
    written.push(document);
  }
  if (!(await vscode.workspace.applyEdit(edit))) refused.push(nothingWritten);
  else for (const document of written) await document.save();
  return refused;
}

/** An editor shows no byte order mark and has one kind of line end. */
function plain(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}

/** What lies between the lines that both have at their beginning and at their end. */
function changedPart(document: vscode.TextDocument, after: string): [vscode.Range, string] {
  const [old, now] = [plain(document.getText()).split('\n'), plain(after).split('\n')];
  const shorter = Math.min(old.length, now.length) - 1;
  let head = 0;
  while (head < shorter && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const last = old.length - 1 - tail;
  const range = new vscode.Range(head, 0, last, old[last]?.length ?? 0);
  return [range, now.slice(head, now.length - tail).join('\n')];
}
