/** What a user does in VS Code and what a user sees, for the suites that run in it. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { ProdAwareApi } from '../../src/vscode/extension.ts';

/** Longer than any answer takes, shorter than the patience of mocha: what is not so by then is said. Milliseconds. */
const patience = 45_000;

export function uri(path: string, folder = 0): vscode.Uri {
  const root = vscode.workspace.workspaceFolders?.[folder];
  assert.ok(root, 'no folder is open');
  return vscode.Uri.joinPath(root.uri, path);
}

export async function api(): Promise<ProdAwareApi> {
  const extension = vscode.extensions.getExtension<ProdAwareApi>('prodaware.prodaware');
  assert.ok(extension, 'VS Code does not know the extension');
  return extension.activate();
}

export async function openFile(path: string, folder = 0): Promise<vscode.TextEditor> {
  return show(uri(path, folder));
}

/** VS Code gives up opening an editor when another one opens in the meantime; a user would click again. */
async function show(file: vscode.Uri): Promise<vscode.TextEditor> {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await vscode.window.showTextDocument(file, { preview: false });
    } catch (error) {
      if (!/another editor opened/.test(String(error)) || Date.now() > end) throw error;
      await sleep(50);
    }
  }
}

/** Waits until the editor shows what is asked for, and says what it shows when it does not. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + patience;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not so: ${what}. Shown: ${JSON.stringify(everything(), null, 1)}`);
    await sleep(50);
  }
}

function everything(): Record<string, string[]> {
  const shown = vscode.languages.getDiagnostics().filter(([, list]) => list.length > 0);
  return Object.fromEntries(
    shown.map(([file, list]) => [
      vscode.workspace.asRelativePath(file),
      list.map(({ range, message }) => `${range.start.line + 1}: ${message}`),
    ]),
  );
}

/** What ProdAware shows in a file. */
export function diagnostics(path: string, folder = 0): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri(path, folder)).filter(({ source }) => source === 'prodaware');
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

export function rules(path: string, folder = 0): string[] {
  return diagnostics(path, folder).map(ruleOf);
}

export async function finding(path: string, rule: string, folder = 0): Promise<vscode.Diagnostic> {
  await until(`${rule} in ${path}`, () => rules(path, folder).includes(rule));
  const found = diagnostics(path, folder).find((diagnostic) => ruleOf(diagnostic) === rule);
  assert.ok(found);
  return found;
}

export async function gone(path: string, rule: string, folder = 0): Promise<void> {
  await until(`no ${rule} in ${path}`, () => !rules(path, folder).includes(rule));
}

/** Replaces the first occurrence of a text, as typing over a selection does. Nothing is saved. */
export async function replace(path: string, before: string, after: string): Promise<void> {
  const editor = await openFile(path);
  const { document } = editor;
  const start = document.getText().indexOf(before);
  assert.notEqual(start, -1, `${JSON.stringify(before)} is not in ${path}`);
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + before.length));
  assert.ok(await editor.edit((edit) => edit.replace(range, after)));
}

/** A new file on disk, opened, with the text typed into it and not saved. */
export async function typeInto(path: string, text: string): Promise<vscode.TextEditor> {
  await vscode.workspace.fs.writeFile(uri(path), new Uint8Array());
  const editor = await openFile(path);
  assert.ok(await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), text)));
  return editor;
}

export async function quickFixes(path: string, diagnostic: vscode.Diagnostic): Promise<vscode.CodeAction[]> {
  await openFile(path);
  const kind = vscode.CodeActionKind.QuickFix.value;
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri(path),
    diagnostic.range,
    kind,
  );
}

/** Chooses a quick fix by its title from the menu of the light bulb, and waits until the text has changed. */
export async function applyQuickFix(path: string, rule: string, title: RegExp): Promise<void> {
  const diagnostic = await finding(path, rule);
  const editor = await openFile(path);
  editor.selection = new vscode.Selection(diagnostic.range.start, diagnostic.range.start);
  const fix = (await quickFixes(path, diagnostic)).find((action) => title.test(action.title));
  assert.ok(fix, `no quick fix like ${title} for ${rule} in ${path}`);
  assert.ok(fix.edit);
  assert.ok(await vscode.workspace.applyEdit(fix.edit));
}

export async function lenses(path: string): Promise<vscode.CodeLens[]> {
  return vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri(path), 20);
}

/** Takes back what was typed and not saved, in every editor, and closes them. */
export async function discardEverything(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    // The editor's own files, such as settings that it is writing, are not for a test to take back.
    if (!document.isDirty || vscode.workspace.getWorkspaceFolder(document.uri) === undefined) continue;
    await show(document.uri);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

export async function remove(path: string): Promise<void> {
  await vscode.workspace.fs.delete(uri(path), { recursive: true });
}

export async function setting(name: string, value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('prodaware', uri(''));
  await configuration.update(name, value, vscode.ConfigurationTarget.Global);
}
