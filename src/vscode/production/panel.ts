/**
 * The production map in the editor area. Its page may load nothing but its own script and style: what it shows comes out
 * of a repository. It asks for lines by number, so that it cannot open what is not on the map.
 */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { mapTextRequest, type MapTextParams } from '../../server/mapProtocol.ts';
import type { FromMapPage, ToMapPage } from '../../webview/mapMessages.ts';
import { mapPanelType } from '../contributions.ts';
import { fillPage } from '../webviewPage.ts';
import type { Productions } from './productions.ts';

export interface MapPanel extends vscode.Disposable {
  show(): void;
}

export function createMapPanel(
  client: LanguageClient,
  productions: Productions,
  extension: vscode.Uri,
  output: vscode.LogOutputChannel,
): MapPanel {
  let panel: vscode.WebviewPanel | null = null;
  let listens = false;

  function post(message: ToMapPage): void {
    // A page that is hidden or not made yet asks for everything when it comes.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- of a webview, which has one listener
    if (panel && listens) void panel.webview.postMessage(message);
  }

  function postEverything(): void {
    if (productions.isRunning()) post({ type: 'progress' });
    const error = productions.error();
    const maps = productions.current();
    if (maps && !productions.isRunning())
      post({ type: 'maps', maps: maps.map((map) => ({ ...map, name: nameOf(map.folder) })) });
    if (error !== null && !productions.isRunning()) post({ type: 'failed', message: error });
  }

  function nameOf(folder: string): string {
    const { path } = client.protocol2CodeConverter.asUri(folder);
    return path.slice(path.lastIndexOf('/') + 1);
  }

  async function textOf({ folder, format, choice }: MapTextParams): Promise<string> {
    const params: MapTextParams = { folder, format, choice };
    const text = await client.sendRequest<string | null>(mapTextRequest, params);
    if (text === null) throw new Error('There is no map of this folder any more.');
    return text;
  }

  async function answer(asked: FromMapPage): Promise<void> {
    switch (asked.type) {
      case 'ready':
        listens = true;
        await productions.ensure();
        postEverything();
        return;
      case 'open': {
        const map = productions.current()?.find(({ folder }) => folder === asked.folder);
        const place = map?.nodes[asked.node]?.place;
        if (!place) return;
        const selection = client.protocol2CodeConverter.asRange(place.range);
        const viewColumn = vscode.ViewColumn.Beside;
        await vscode.window.showTextDocument(client.protocol2CodeConverter.asUri(place.uri), { selection, viewColumn });
        return;
      }
      case 'export': {
        const name = `production-map.${asked.format === 'svg' ? 'svg' : 'mmd'}`;
        const target = await vscode.window.showSaveDialog({
          title: 'Export Production Map',
          defaultUri: vscode.Uri.joinPath(client.protocol2CodeConverter.asUri(asked.folder), name),
          filters: asked.format === 'svg' ? { SVG: ['svg'] } : { Mermaid: ['mmd', 'mermaid'] },
        });
        if (!target) return;
        const text = await textOf(asked);
        await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
        post({ type: 'done', message: `Written to ${vscode.workspace.asRelativePath(target)}` });
        return;
      }
      case 'copy': {
        const text = await textOf(asked);
        const fenced = asked.format === 'mermaid' ? `\`\`\`mermaid\n${text}\`\`\`\n` : text;
        await vscode.env.clipboard.writeText(fenced);
        post({ type: 'done', message: 'Copied: paste it into a README.' });
        return;
      }
      case 'refresh':
        await productions.refresh();
    }
  }

  function adopt(made: vscode.WebviewPanel): void {
    panel = made;
    listens = false;
    made.iconPath = vscode.Uri.joinPath(extension, 'media', 'production.svg');
    made.webview.onDidReceiveMessage((asked: FromMapPage) => {
      answer(asked).catch((error: unknown) => {
        output.error(error instanceof Error ? error : String(error));
        post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
      });
    });
    made.onDidChangeViewState(() => {
      // The page of a hidden tab is gone, and says `ready` again when it is back.
      if (!made.visible) listens = false;
    });
    made.onDidDispose(() => {
      if (panel !== made) return;
      panel = null;
      listens = false;
    });
    fillPage(made.webview, extension, { name: 'map', title: 'Production Map' });
  }

  productions.watch(() => panel?.visible === true);
  const listening = vscode.Disposable.from(
    productions.onChange(postEverything),
    vscode.window.registerWebviewPanelSerializer(mapPanelType, {
      deserializeWebviewPanel: async (made) => adopt(made),
    }),
  );

  return {
    show() {
      if (panel) panel.reveal();
      else adopt(vscode.window.createWebviewPanel(mapPanelType, 'Production Map', vscode.ViewColumn.Active));
    },
    dispose() {
      listening.dispose();
      panel?.dispose();
    },
  };
}
