/**
 * `server/` is the language server: it holds an engine per workspace folder, feeds it what the editor says, and shows
 * what it answers. Each feature is a file of its own. It imports the core and `host`; any editor that speaks the
 * language server protocol can use it.
 *
 * This file: the session, from `initialize` to the end.
 */
import {
  CodeLensRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import type {
  Connection,
  FileEvent,
  InitializeParams,
  InitializeResult,
  WorkspaceFolder,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Engine } from '../engine.ts';
import { codeActionKinds, registerCodeActions } from './codeActions.ts';
import { registerCodeLens } from './codeLens.ts';
import type { ServerContext } from './context.ts';
import type { Folder } from './folder.ts';
import { Folders } from './folders.ts';
import { createLog } from './log.ts';
import { registerProfileAssist } from './profileAssist.ts';
import { registerPipelines } from './pipelines.ts';
import { statusNotification } from './protocol.ts';
import type { InitializationOptions } from './protocol.ts';
import { Publisher } from './publisher.ts';
import { registerProductionMap } from './productionMap.ts';
import { registerRequests } from './requests.ts';
import { registerChecklist } from './reviews/checklist.ts';
import { registerReviews } from './reviews/requests.ts';
import { registerSetup } from './setup.ts';
import { readSettings } from './settings.ts';

export interface ServerPorts {
  /** @param root absolute path of a workspace folder */
  openEngine(root: string): Engine;
  /** Address of the pages of the rules with `{rule}` in it, where the client names none; null for none. */
  readonly rulePages: string | null;
}

/** From the last keystroke to a new look, so that half a word is not judged. Milliseconds. */
const typingDelay = 170;
/** Files change in bursts: a checkout, a build. Milliseconds. */
const watchDelay = 250;
/** With more at once, such as a change of branch, it is cheaper to look at everything anew than to follow each. */
const mostChanges = 300;

/** Answers on this connection until the client ends it. */
export function startServer(connection: Connection, ports: ServerPorts): void {
  const documents = new TextDocuments(TextDocument);
  const folders = new Folders((root) => ports.openEngine(root));
  const log = createLog(connection.console);
  const publishers = new Map<Folder, Publisher>();
  const client: ServerContext['client'] = { capabilities: {}, options: {} };
  let initial: readonly string[] = [];
  /** Findings are not shown before the settings are known: one that is turned off must not flash up. */
  let settled = false;

  function publisherOf(folder: Folder): Publisher {
    const known = publishers.get(folder);
    if (known) return known;
    const made = new Publisher(folder, {
      log,
      rulePage: (rule) => (client.options.rulePages ?? ports.rulePages)?.replace('{rule}', rule) ?? null,
      owns: (owner, path) => folders.placeOf(owner.uriOf(path))?.folder === owner,
      publish: (params) => letGo('cannot publish findings', connection.sendDiagnostics(params)),
      status: (status) => letGo('cannot tell the status', connection.sendNotification(statusNotification, status)),
      productionChanged: refreshLenses,
    });
    publishers.set(folder, made);
    return made;
  }

  function refreshLenses(): void {
    if (!client.capabilities.workspace?.codeLens?.refreshSupport) return;
    letGo('cannot refresh lenses', connection.sendRequest(CodeLensRefreshRequest.type));
  }

  /** For promises nobody waits for: their failure is said and costs nothing else. */
  function letGo(what: string, promise: Promise<unknown>): void {
    promise.catch((cause: unknown) => log.error(what, cause));
  }

  function refresh(folder: Folder, delay: number): void {
    if (settled) publisherOf(folder).request(delay);
  }

  function changeFolders(added: readonly string[], removed: readonly string[]): void {
    for (const uri of removed) {
      const folder = folders.remove(uri);
      if (!folder) continue;
      publishers.get(folder)?.dispose();
      publishers.delete(folder);
      reviews.forget(folder);
      folder.dispose();
    }
    for (const uri of added) folders.add(uri);
    folders.distribute(documents.all());
  }

  async function readAllSettings(): Promise<void> {
    const asks = client.capabilities.workspace?.configuration === true;
    for (const folder of folders.all()) {
      let value: unknown = client.options.settings;
      try {
        if (asks) value = await connection.workspace.getConfiguration({ scopeUri: folder.uri, section: 'prodaware' });
      } catch (cause) {
        log.error('cannot read the settings', cause);
      }
      folder.settings = readSettings(value);
    }
    settled = true;
    for (const folder of folders.all()) refresh(folder, 0);
    refreshLenses();
  }

  async function registerDynamically(): Promise<void> {
    const { workspace } = client.capabilities;
    if (workspace?.didChangeConfiguration?.dynamicRegistration) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'prodaware' });
    }
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      // Anything may matter: a start script, a module on an import path, a document that says how to start it.
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] });
    }
    await profileAssist.register();
  }

  /**
   * An editor may hold the document of a file long after the file is gone and its tab is closed. It counts as open
   * only while there is a file, or text that was never saved.
   */
  async function followFile(uri: string, type: FileChangeType): Promise<void> {
    const place = folders.placeOf(uri);
    const document = documents.get(uri);
    if (!place || !document) return;
    const { folder, path } = place;
    if (type === FileChangeType.Deleted) {
      if (!folder.isEdited(path)) folder.close(path);
    } else if (folder.document(path)) {
      await folder.changedOnDisk(path);
    } else {
      folder.open(path, document);
    }
  }

  const context: ServerContext = { connection, documents, folders, log, client, publisherOf };

  connection.onInitialize((params): InitializeResult => {
    client.capabilities = params.capabilities;
    // Safe: every field is optional and checked where it is used, or only handed back to the client that sent it.
    client.options = (params.initializationOptions ?? {}) as InitializationOptions;
    initial = foldersOf(params);
    return {
      serverInfo: { name: 'prodaware' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        codeActionProvider: { codeActionKinds: [...codeActionKinds] },
        codeLensProvider: {},
        ...profileAssist.staticCapabilities(),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(() => {
    changeFolders(initial, []);
    if (client.capabilities.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const uris = (list: readonly WorkspaceFolder[]): string[] => list.map(({ uri }) => uri);
        changeFolders(uris(added), uris(removed));
        letGo('cannot take in the folders', readAllSettings());
      });
    }
    letGo('cannot register with the client', registerDynamically());
    letGo('cannot start', readAllSettings());
  });

  connection.onDidChangeConfiguration(() => letGo('cannot take in the settings', readAllSettings()));
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    for (const { uri, type } of changes) await followFile(uri, type);
    for (const folder of folders.all()) {
      if (!(await takeInChanges(folder, changes))) continue;
      reviews.changed(folder);
      refresh(folder, watchDelay);
    }
  });

  // Called for an opened document too.
  documents.onDidChangeContent(({ document }) => {
    const place = folders.placeOf(document.uri);
    if (!place) return;
    const isNew = !place.folder.document(place.path);
    place.folder.open(place.path, document);
    if (!isNew) reviews.changed(place.folder);
    if (isNew) refresh(place.folder, 0);
    else if (place.folder.settings.run === 'onType') refresh(place.folder, typingDelay);
  });
  documents.onDidSave(({ document }) => {
    const place = folders.placeOf(document.uri);
    if (!place) return;
    place.folder.saved(place.path);
    refresh(place.folder, 0);
  });
  documents.onDidClose(({ document }) => {
    const place = folders.placeOf(document.uri);
    if (!place) return;
    place.folder.close(place.path);
    refresh(place.folder, 0);
  });

  connection.onShutdown(() => {
    for (const folder of folders.all()) folder.dispose();
  });

  registerCodeActions(context);
  registerCodeLens(context);
  registerRequests(context);
  registerProductionMap(context);
  const reviews = registerReviews(context);
  registerChecklist(context);
  registerSetup(context);
  registerPipelines(context);
  const profileAssist = registerProfileAssist(context);
  documents.listen(connection);
  connection.listen();
}

function foldersOf(params: InitializeParams): string[] {
  if (params.workspaceFolders) return params.workspaceFolders.map(({ uri }) => uri);
  // Clients from before workspace folders.
  return params.rootUri ? [params.rootUri] : [];
}

/** Tells the engine what changed on disk. False where nothing of it concerns the folder. */
async function takeInChanges(folder: Folder, changes: readonly FileEvent[]): Promise<boolean> {
  if (changes.length > mostChanges) {
    folder.engine.invalidate();
    return true;
  }
  const paths: string[] = [];
  let relist = false;
  for (const { uri, type } of changes) {
    const path = folder.pathOf(uri);
    if (path === null || /(^|\/)(\.git|node_modules)(\/|$)/.test(path)) continue;
    paths.push(path);
    if (type !== FileChangeType.Changed) relist = true;
    // Of a directory that went, editors tell the directory only.
    if (type === FileChangeType.Deleted) paths.push(...(await folder.pathsBelow(path)));
  }
  if (paths.length === 0) return false;
  folder.engine.invalidate(paths, relist);
  return true;
}
