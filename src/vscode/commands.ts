/** The commands of the palette, and the one behind lenses. Each takes what it needs from the server and shows it. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { checkRequest, initialProfileRequest, launchesRequest } from '../server/protocol.ts';
import type { FolderParams, InitialProfile, LaunchesParams, LaunchItem, WireRange } from '../server/protocol.ts';
import { offerRestart } from './client.ts';
import { commands, openLocationCommand } from './contributions.ts';
import { generatePipelines } from './pipelines.ts';
import { openRulePage } from './rulePages.ts';
import { setUpAssistants } from './setup.ts';
import type { Status } from './status.ts';

export interface CommandPorts {
  readonly client: LanguageClient;
  readonly output: vscode.LogOutputChannel;
  readonly status: Status;
  readonly extension: vscode.Uri;
}

export function registerCommands(ports: CommandPorts): vscode.Disposable[] {
  const { client, output, extension } = ports;
  const register = (id: string, run: (...args: never[]) => Promise<unknown>): vscode.Disposable =>
    vscode.commands.registerCommand(id, async (...args: never[]) => {
      try {
        await run(...args);
      } catch (error) {
        // Thrown on, it would be shown as a popup that leads nowhere.
        output.error(error instanceof Error ? error : String(error));
        offerRestart(client.isRunning() ? `ProdAware: ${messageOf(error)}` : 'The ProdAware server is not running.');
      }
    });
  return [
    register(commands.openProfile.command, () => openProfile(ports)),
    register(commands.createProfile.command, () => createProfile(ports)),
    register(commands.showLaunches.command, () => showLaunches(client)),
    register(commands.checkWorkspace.command, async () => {
      await client.sendRequest(checkRequest);
      await vscode.commands.executeCommand('workbench.actions.view.problems');
    }),
    register(commands.setUpAssistants.command, () => setUpAssistants(client, chosenFolder)),
    register(commands.generatePipelines.command, () => generatePipelines(client, chosenFolder)),
    register(commands.openRulePage.command, (rule?: string) => openRulePage(extension, rule)),
    register(commands.restartServer.command, async () => {
      if (client.needsStart()) await client.start();
      else await client.restart();
    }),
    register(commands.showOutput.command, async () => output.show()),
    register(openLocationCommand, openLocation),
  ];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function openLocation(uri: string, range: WireRange): Promise<void> {
  const { start, end } = range;
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection });
}

async function openProfile({ status }: CommandPorts): Promise<void> {
  const here = status.current()?.profile;
  const others = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => status.of(uri)?.profile);
  const profile = [here, ...others].find((uri) => typeof uri === 'string');
  if (profile) await vscode.window.showTextDocument(vscode.Uri.parse(profile));
}

async function createProfile({ client }: CommandPorts): Promise<void> {
  // Bound keys and other extensions do not ask whether a command is enabled.
  if (!vscode.workspace.isTrusted) return;
  const folder = await chosenFolder();
  if (!folder) return;
  const params: FolderParams = { folder: client.code2ProtocolConverter.asUri(folder.uri) };
  const made = await client.sendRequest<InitialProfile | null>(initialProfileRequest, params);
  if (!made) return;
  const target = client.protocol2CodeConverter.asUri(made.uri);
  if (made.text !== null) {
    // Creates and never overwrites: a file that appeared meanwhile is somebody's.
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(target, { overwrite: false, contents: new TextEncoder().encode(made.text) });
    await vscode.workspace.applyEdit(edit);
  }
  await vscode.window.showTextDocument(target);
}

/** The folder the user means: the only one, that of the open file, or the one that is picked. */
export async function chosenFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length < 2) return folders[0];
  const open = vscode.window.activeTextEditor?.document.uri;
  return (open && vscode.workspace.getWorkspaceFolder(open)) ?? vscode.window.showWorkspaceFolderPick();
}

interface LaunchPick extends vscode.QuickPickItem {
  readonly launch?: LaunchItem;
}

async function showLaunches(client: LanguageClient): Promise<void> {
  const open = vscode.window.activeTextEditor?.document.uri;
  const params: LaunchesParams = open ? { uri: client.code2ProtocolConverter.asUri(open) } : {};
  const launches = await client.sendRequest<LaunchItem[]>(launchesRequest, params);
  const picked = await vscode.window.showQuickPick<LaunchPick>(launchPicks(launches), {
    title: 'How production starts this',
    placeHolder: launches.length > 0 ? 'Open the launch line' : 'Nothing in this workspace says how it is started',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked?.launch) await openLocation(picked.launch.uri, picked.launch.range);
}

/** The launches of what the user looks at first, the others below a line. */
function launchPicks(launches: readonly LaunchItem[]): LaunchPick[] {
  const pick = (launch: LaunchItem): LaunchPick => ({
    label: launch.service,
    description: `${launch.environment}: ${launch.command}`,
    detail: `${launch.telemetry} · ${launch.place}`,
    launch,
  });
  const here = launches.filter((launch) => launch.here).map(pick);
  const others = launches.filter((launch) => !launch.here).map(pick);
  if (here.length === 0 || others.length === 0) return [...here, ...others];
  return [...here, { label: 'other services', kind: vscode.QuickPickItemKind.Separator }, ...others];
}
