/**
 * Tells assistants how production runs the folder, and lets them ask after each edit. The editor's own preview shows
 * every line before it is written; what is already in the files stays.
 */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { setupRequest } from '../server/protocol.ts';
import type { SetupParams, WireSetup } from '../server/protocol.ts';

interface AgentPick extends vscode.QuickPickItem {
  readonly agent: string;
}

export async function setUpAssistants(
  client: LanguageClient,
  chooseFolder: () => Promise<vscode.WorkspaceFolder | undefined>,
): Promise<void> {
  if (!vscode.workspace.isTrusted) return;
  const folder = await chooseFolder();
  if (!folder) return;
  const asked = { folder: client.code2ProtocolConverter.asUri(folder.uri), hooks: true, instructions: true };
  const ask = (params: SetupParams): Promise<WireSetup | null> =>
    client.sendRequest<WireSetup | null>(setupRequest, params);
  const known = await ask({ ...asked, agents: [] });
  if (!known) return;
  const picks = known.agents.map(({ name, title, isUsed }): AgentPick => ({
    label: title,
    agent: name,
    picked: isUsed,
  }));
  const chosen = await vscode.window.showQuickPick(picks, {
    title: 'Set up AI assistants',
    placeHolder: 'Whose instructions and hooks to write; you see every change first',
    canPickMany: true,
  });
  if (!chosen || chosen.length === 0) return;
  const plan = await ask({ ...asked, agents: chosen.map(({ agent }) => agent) });
  if (!plan) return;
  if (plan.refused.length > 0) void vscode.window.showWarningMessage(plan.refused.join('\n'));
  if (plan.changes.length === 0) {
    if (plan.refused.length === 0) void vscode.window.showInformationMessage('These assistants are set up already.');
    return;
  }
  await vscode.workspace.applyEdit(await editOf(client, plan), { isRefactoring: true });
}

async function editOf(client: LanguageClient, { changes }: WireSetup): Promise<vscode.WorkspaceEdit> {
  const edit = new vscode.WorkspaceEdit();
  const metadata: vscode.WorkspaceEditEntryMetadata = { label: 'Set up AI assistants', needsConfirmation: true };
  for (const { uri, before, after } of changes) {
    const target = client.protocol2CodeConverter.asUri(uri);
    if (before === null) {
      edit.createFile(target, { overwrite: false, contents: new TextEncoder().encode(after) }, metadata);
      continue;
    }
    const document = await vscode.workspace.openTextDocument(target);
    const whole = new vscode.Range(new vscode.Position(0, 0), document.positionAt(document.getText().length));
    edit.replace(target, whole, after, metadata);
  }
  return edit;
}
