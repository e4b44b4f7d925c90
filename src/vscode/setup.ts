/**
 * Tells assistants how production runs the folder, and lets them ask after each edit. Every file is shown in the editor's
 * own diff view before it is written; what is already in the files stays.
 */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { setupRequest } from '../server/protocol.ts';
import type { SetupParams, WireSetup } from '../server/protocol.ts';
import { writePlanned } from './plannedChanges.ts';

interface AgentPick extends vscode.QuickPickItem {
  readonly agent: string;
}

const title = 'Set up AI Assistants';

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
  const picks = known.agents.map(({ name, title: label, isUsed }): AgentPick => ({
    label,
    agent: name,
    picked: isUsed,
  }));
  const chosen = await vscode.window.showQuickPick(picks, {
    title,
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
  await writePlanned(client, title, plan.changes);
}
