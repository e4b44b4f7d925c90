/** Production in VS Code: the tree of services and launches, the map, and what is done with one launch. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { addLaunchRequest, launchTextRequest } from '../../server/mapProtocol.ts';
import type { AddLaunchParams, LaunchEdit, LaunchParams } from '../../server/mapProtocol.ts';
import {
  addLaunchToProfileCommand,
  commands,
  copyLaunchCommand,
  openEntryPointCommand,
  openLocationCommand,
} from '../contributions.ts';
import { createMapPanel } from './panel.ts';
import { createProductions } from './productions.ts';
import { createProductionTree, type ProductionNode } from './tree.ts';

export interface ProductionContext {
  readonly client: LanguageClient;
  readonly output: vscode.LogOutputChannel;
  readonly extension: vscode.Uri;
}

type LaunchNode = Extract<ProductionNode, { readonly kind: 'launch' }>;

export function registerProduction({ client, output, extension }: ProductionContext): vscode.Disposable {
  const productions = createProductions(client);
  const panel = createMapPanel(client, productions, extension, output);

  const register = (id: string, run: (...args: never[]) => Promise<unknown>): vscode.Disposable =>
    vscode.commands.registerCommand(id, async (...args: never[]) => {
      try {
        await run(...args);
      } catch (error) {
        output.error(error instanceof Error ? error : String(error));
        void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      }
    });

  /** What is shown is older than an edit. */
  const gone = async (): Promise<void> => {
    await productions.refresh();
    void vscode.window.showWarningMessage('This launch is not there any more: the view shows what there is now.');
  };

  const paramsOf = ({ map, launch }: LaunchNode): LaunchParams => ({ folder: map.folder, launch: launch.id });

  return vscode.Disposable.from(
    productions,
    panel,
    createProductionTree(productions, client),
    register(commands.showMap.command, async () => panel.show()),
    register(commands.refreshProduction.command, () => productions.refresh()),
    register(openEntryPointCommand, async (node: LaunchNode) => {
      const place = node.map.nodes[node.launch.entry]?.place;
      if (!place) return;
      const uri = client.protocol2CodeConverter.asUri(place.uri).toString();
      await vscode.commands.executeCommand(openLocationCommand, uri, place.range);
    }),
    register(copyLaunchCommand, async (node: LaunchNode) => {
      const text = await client.sendRequest<string | null>(launchTextRequest, paramsOf(node));
      if (text === null) return gone();
      await vscode.env.clipboard.writeText(text);
      vscode.window.setStatusBarMessage('$(check) The launch is on the clipboard, as text.', 4_000);
    }),
    register(addLaunchToProfileCommand, async (node: LaunchNode) => {
      // Bound keys and other extensions do not ask whether a command is enabled.
      if (!vscode.workspace.isTrusted) return;
      const environment = await environmentFor(node);
      if (environment === undefined) return;
      const params: AddLaunchParams = { ...paramsOf(node), environment };
      const made = await client.sendRequest<LaunchEdit | null>(addLaunchRequest, params);
      if (!made) return gone();
      await write(client, made);
    }),
  );
}

/** Nobody but the user knows which environment it is where no file says so. */
async function environmentFor({ service, launch }: LaunchNode): Promise<string | undefined> {
  if (launch.environment !== 'unknown') return launch.environment;
  return vscode.window.showQuickPick(['production', 'staging', 'development'], {
    title: `Add a launch of ${service.name} to the profile`,
    placeHolder: 'Nothing here says which environment starts it this way: which one is it?',
  });
}

/** As an edit of the editor, which its undo takes back; the file is left for the user to save. */
async function write(client: LanguageClient, { uri, at, text, refused }: LaunchEdit): Promise<void> {
  const target = client.protocol2CodeConverter.asUri(uri);
  if (refused !== null) {
    void vscode.window.showWarningMessage(`Not added: ${refused}.`);
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  if (at === null) edit.createFile(target, { overwrite: false, contents: new TextEncoder().encode(text) });
  else edit.insert(target, client.protocol2CodeConverter.asRange(at).start, text);
  await vscode.workspace.applyEdit(edit);
  const editor = await vscode.window.showTextDocument(target);
  const line = at === null ? 0 : at.start.line + 1;
  editor.revealRange(new vscode.Range(line, 0, line, 0), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
