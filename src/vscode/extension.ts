/**
 * `vscode/` is the extension: it starts the language server and gives it what only VS Code has, a status item, commands
 * and a log. It is thin on purpose: everything that thinks is in the server, and other editors get it too. It imports
 * `vscode`, types of `model` and the names that the server and it have in common.
 */
import { loadingFrom } from './loading.ts';
import * as vscode from 'vscode';
import { createClient } from './client.ts';
import { registerChecklist } from './checklist/register.ts';
import { chosenFolder, registerCommands } from './commands.ts';
import { registerProduction } from './production/register.ts';
import { registerReview } from './review/register.ts';
import { registerRulePages } from './rulePages.ts';
import { createStatus } from './status.ts';
import type { FolderStatus } from '../server/protocol.ts';

/** For tests and measurements, which see what a user sees and no more, except for these. */
export interface ProdAwareApi {
  /** Process id of the language server while it runs. */
  serverProcessId(): number | undefined;
  /** How long the extension host waited for the extension to load and to activate. */
  readonly activationMilliseconds: number;
  /** What the language status item is about. */
  status(): FolderStatus | undefined;
}

export function activate(context: vscode.ExtensionContext): ProdAwareApi {
  const output = vscode.window.createOutputChannel('ProdAware', { log: true });
  const status = createStatus();
  const client = createClient(context.extensionUri, output, status);
  context.subscriptions.push(output, status, client, registerRulePages(context.extensionUri));
  context.subscriptions.push(...registerCommands({ client, output, status, extension: context.extensionUri }));
  const review = registerReview({ client, output, extension: context, chooseFolder: chosenFolder });
  const checklist = registerChecklist({
    client,
    output,
    state: context.workspaceState,
    chooseFolder: chosenFolder,
    reviewed: () => review.session.current(),
  });
  const production = registerProduction({ client, output, extension: context.extensionUri });
  context.subscriptions.push(review, checklist, production);
  // Not awaited: the editor goes on while the server starts. A failure is said by the client itself.
  client.start().catch((error: unknown) => output.error(error instanceof Error ? error : String(error)));
  return {
    serverProcessId: () => client.serverProcess?.pid,
    activationMilliseconds: performance.now() - loadingFrom,
    status: () => status.current(),
  };
}
