/** Delivery pipelines that keep the policy, made from the profile and written where somebody asks for it. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { generatePipelinesRequest } from '../server/protocol.ts';
import type { GeneratePipelinesParams, WirePipelines } from '../server/protocol.ts';
import { writePlanned } from './plannedChanges.ts';

interface SystemPick extends vscode.QuickPickItem {
  readonly system: string;
}

const title = 'Generate Pipelines';

export async function generatePipelines(
  client: LanguageClient,
  chooseFolder: () => Promise<vscode.WorkspaceFolder | undefined>,
): Promise<void> {
  // Bound keys and other extensions do not ask whether a command is enabled.
  if (!vscode.workspace.isTrusted) return;
  const folder = await chooseFolder();
  if (!folder) return;
  const asked = { folder: client.code2ProtocolConverter.asUri(folder.uri) };
  const ask = (params: GeneratePipelinesParams): Promise<WirePipelines | null> =>
    client.sendRequest<WirePipelines | null>(generatePipelinesRequest, params);
  const known = await ask(asked);
  if (!known) return;
  const picks = known.systems.map(({ name, title: label, isUsed }): SystemPick => ({
    label,
    system: name,
    ...(isUsed ? { description: 'in use' } : {}),
  }));
  const chosen = await vscode.window.showQuickPick(picks, {
    title,
    placeHolder: 'What runs the pipelines; you see every change first',
  });
  if (!chosen) return;
  const plan = await ask({ ...asked, system: chosen.system });
  if (!plan) return;
  if (!plan.isMade) {
    void vscode.window.showWarningMessage(`No pipelines can be made: ${plan.open.join('; ')}.`);
    return;
  }
  if (plan.changes.length === 0) {
    void vscode.window.showInformationMessage('The pipelines are as the profile asks for them.');
    return;
  }
  if (await writePlanned(client, title, plan.changes)) await sayOpen(plan.open);
}

/** What no file can hold: it is read once here, and taken along to where it is set. */
async function sayOpen(open: readonly string[]): Promise<void> {
  if (open.length === 0) return;
  const copy = 'Copy as List';
  // Notifications make one line of several.
  const numbered = open.length === 1 ? open : open.map((line, index) => `(${index + 1}) ${line}`);
  const chosen = await vscode.window.showInformationMessage(
    `The pipelines are written. What is left to a person: ${numbered.join('; ')}.`,
    copy,
  );
  if (chosen === copy) await vscode.env.clipboard.writeText(open.map((line) => `- [ ] ${line}\n`).join(''));
}
