/** The language server's process as the extension sees it: started beside the editor, and started again when it dies. */
import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, State, TransportKind } from 'vscode-languageclient/node';
import type { ErrorHandler } from 'vscode-languageclient/node';
import { statusNotification } from '../server/protocol.ts';
import type { FolderStatus, InitializationOptions } from '../server/protocol.ts';
import { commands, openLocationCommand } from './contributions.ts';
import { rulePageAddress } from './rulePages.ts';
import type { Status } from './status.ts';

/** A server that dies more often than this in the given time is broken, not unlucky. */
const mostRestarts = 8;
const restartWindow = 3 * 60 * 1000;

export function createClient(extension: vscode.Uri, output: vscode.LogOutputChannel, status: Status): LanguageClient {
  const module = vscode.Uri.joinPath(extension, 'dist', 'server.cjs').fsPath;
  const options: InitializationOptions = {
    rulePages: rulePageAddress,
    openLocationCommand,
  };
  const client = new LanguageClient(
    'prodaware',
    'ProdAware',
    { module, transport: TransportKind.ipc },
    {
      // Any file may say how production starts something: code, manifests, scripts, documents.
      documentSelector: [{ scheme: 'file' }],
      diagnosticCollectionName: 'prodaware',
      outputChannel: output,
      initializationOptions: options,
      errorHandler: restartingHandler(output),
      initializationFailedHandler(error) {
        offerRestart(`ProdAware could not start: ${error instanceof Error ? error.message : String(error)}`);
        return false;
      },
    },
  );
  client.onNotification(statusNotification, (told: FolderStatus) => status.tell(told));
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Starting) status.wait();
    if (newState === State.Stopped || newState === State.StartFailed) status.stopped();
  });
  return client;
}

/** Restarts quietly: the findings come back by themselves. Gives up, and says so, when it happens again and again. */
function restartingHandler(output: vscode.LogOutputChannel): ErrorHandler {
  let ends: number[] = [];
  return {
    error(error, _message, count) {
      output.error(error);
      return { action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true };
    },
    closed() {
      const now = Date.now();
      ends = [...ends.filter((end) => now - end < restartWindow), now];
      if (ends.length <= mostRestarts) {
        output.warn('The server ended; it is started again.');
        return { action: CloseAction.Restart, handled: true };
      }
      offerRestart(`The ProdAware server ended ${ends.length} times within three minutes and is not started again.`);
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}

/** A popup, as there is something to do about it. */
export function offerRestart(message: string): void {
  const restart = 'Restart Server';
  const show = 'Show Output';
  vscode.window.showErrorMessage(message, restart, show).then(
    (chosen) => {
      const command = chosen === restart ? commands.restartServer : chosen === show ? commands.showOutput : undefined;
      if (command) void vscode.commands.executeCommand(command.command);
    },
    () => undefined,
  );
}
