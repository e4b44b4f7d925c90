/**
 * An editor for the tests of the server: the real server on a real connection, over streams inside this process, with a
 * real folder on disk. It keeps what an editor would show.
 */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import {
  createConnection,
  createProtocolConnection,
  FileChangeType,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type {
  ClientCapabilities,
  CodeAction,
  Diagnostic,
  InitializeResult,
  ProtocolConnection,
  PublishDiagnosticsParams,
  Registration,
  SnippetTextEdit,
  TextDocumentEdit,
  TextEdit as WireEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createEngine } from '../../src/engine.ts';
import { nodeFileSource } from '../../src/host/nodeFiles.ts';
import { statusNotification } from '../../src/server/protocol.ts';
import type { FolderStatus, InitializationOptions } from '../../src/server/protocol.ts';
import { startServer } from '../../src/server/server.ts';
import { loadGrammarFile } from '../syntax/parsers.ts';

export interface EditorOptions {
  /** Folders to open, below the temporary one; default: itself. */
  readonly folders?: readonly string[];
  readonly settings?: Record<string, unknown>;
  readonly initialization?: InitializationOptions;
  readonly capabilities?: ClientCapabilities;
}

export const fullCapabilities: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    codeLens: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, snippetEditSupport: true },
  },
  textDocument: {
    completion: { dynamicRegistration: true },
    documentLink: { dynamicRegistration: true },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, dataSupport: true },
  },
  window: { workDoneProgress: true },
};

export class Editor {
  readonly connection: ProtocolConnection;
  readonly root: string;
  readonly registrations: Registration[] = [];
  readonly published: PublishDiagnosticsParams[] = [];
  readonly statuses: FolderStatus[] = [];
  readonly logged: string[] = [];
  settings: Record<string, unknown>;
  initialized: InitializeResult | undefined;
  readonly #documents = new Map<string, TextDocument>();
  readonly #shown = new Map<string, Diagnostic[]>();
  readonly #watchers = new Set<() => void>();

  private constructor(root: string, options: EditorOptions) {
    this.root = root;
    this.settings = options.settings ?? {};
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), {
      openEngine: (folder) =>
        createEngine({ files: nodeFileSource(folder), grammar: loadGrammarFile, clock: () => performance.now() }),
      rulePages: 'https://example.org/rules/{rule}',
    });
    this.connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      this.#shown.set(params.uri, params.diagnostics);
      this.#tick();
    });
    this.connection.onNotification(statusNotification, (status: FolderStatus) => {
      this.statuses.push(status);
      this.#tick();
    });
    this.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.logged.push(message);
      this.#tick();
    });
    this.connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
      items.map(() => this.settings),
    );
    this.connection.onRequest('client/registerCapability', (params: { registrations: Registration[] }) => {
      this.registrations.push(...params.registrations);
      this.#tick();
    });
    this.connection.onRequest('workspace/codeLens/refresh', () => null);
    this.connection.onRequest('window/workDoneProgress/create', () => null);
    this.connection.listen();
  }

  /** Writes the files into a new folder and opens it. */
  static async open(files: Readonly<Record<string, string>>, options: EditorOptions = {}): Promise<Editor> {
    const root = await realpath(await mkdtemp(join(tmpdir(), 'prodaware-server-')));
    const editor = new Editor(root, options);
    for (const [path, text] of Object.entries(files)) await editor.write(path, text);
    const folders = (options.folders ?? ['']).map((path) => ({ uri: editor.uri(path), name: path }));
    editor.initialized = await editor.connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities: options.capabilities ?? fullCapabilities,
      workspaceFolders: folders,
      initializationOptions: options.initialization,
    });
    await editor.connection.sendNotification('initialized', {});
    return editor;
  }

  async close(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    this.connection.dispose();
    await rm(this.root, { recursive: true, force: true });
  }

  uri(path: string): string {
    return pathToFileURL(path === '' ? this.root : join(this.root, path)).href;
  }

  /** To disk, as another program would. */
  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.root, path)), { recursive: true });
    await writeFile(join(this.root, path), text);
  }

  async tellChanged(path: string, type: FileChangeType = FileChangeType.Changed): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: this.uri(path), type }],
    });
  }

  async openFile(path: string): Promise<void> {
    const text = await readFile(join(this.root, path), 'utf8');
    const document = TextDocument.create(this.uri(path), 'plaintext', 1, text);
    this.#documents.set(path, document);
    const { uri, languageId, version } = document;
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version, text },
    });
  }

  /** Replaces the first occurrence of a text by another, as one who types does: by a range. */
  async replace(path: string, before: string, after: string): Promise<void> {
    const document = this.document(path);
    const start = document.getText().indexOf(before);
    assert.notEqual(start, -1, `${JSON.stringify(before)} is not in ${path}`);
    await this.edit(path, [
      { range: { start: document.positionAt(start), end: document.positionAt(start + before.length) }, newText: after },
    ]);
  }

  async edit(path: string, edits: readonly WireEdit[]): Promise<void> {
    const document = this.document(path);
    // From the end, so that the ranges of the others hold.
    const ordered = edits.toSorted(
      (one, other) => document.offsetAt(other.range.start) - document.offsetAt(one.range.start),
    );
    const changes = ordered.map(({ range, newText }) => ({ range, text: newText }));
    const version = document.version + 1;
    TextDocument.update(document, changes, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: document.uri, version },
      contentChanges: changes,
    });
  }

  async save(path: string): Promise<void> {
    const document = this.document(path);
    await this.write(path, document.getText());
    await this.connection.sendNotification('textDocument/didSave', { textDocument: { uri: document.uri } });
  }

  async closeFile(path: string): Promise<void> {
    this.#documents.delete(path);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: this.uri(path) } });
  }

  async changeSettings(settings: Record<string, unknown>): Promise<void> {
    this.settings = settings;
    await this.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  }

  document(path: string): TextDocument {
    const document = this.#documents.get(path);
    assert.ok(document, `${path} is not open`);
    return document;
  }

  text(path: string): string {
    return this.document(path).getText();
  }

  /** What the editor underlines in a file now. */
  diagnostics(path: string): readonly Diagnostic[] {
    return this.#shown.get(this.uri(path)) ?? [];
  }

  /** Rule ids (or kinds of fault) that are shown in a file, in order. */
  codes(path: string): string[] {
    return this.diagnostics(path).map(({ code }) => String(code));
  }

  /** Waits until the editor shows what is asked for; the timeout of the test is where patience ends. */
  async until(what: string, isSo: () => boolean): Promise<void> {
    let failed: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((settle, reject) => {
        const look = (): void => {
          if (isSo()) settle();
        };
        this.#watchers.add(look);
        failed = setTimeout(() => {
          const shown = [...this.#shown].map(([uri, list]) => [
            uri.slice(this.uri('').length + 1),
            list.map(({ message }) => message),
          ]);
          reject(new Error(`${what}: not so. Shown: ${JSON.stringify(shown)}. Log: ${this.logged.join('\n')}`));
        }, 15_000);
        look();
      });
    } finally {
      clearTimeout(failed);
      this.#watchers.clear();
    }
  }

  /** Waits until exactly these rules are shown in a file. */
  async untilCodes(path: string, ...codes: string[]): Promise<void> {
    const wanted = codes.toSorted().join();
    await this.until(`${path} shows [${wanted}]`, () => this.codes(path).toSorted().join() === wanted);
  }

  async untilRepublished(path: string): Promise<void> {
    const before = this.published.length;
    const uri = this.uri(path);
    await this.until(`${path} is looked at again`, () =>
      this.published.slice(before).some((params) => params.uri === uri),
    );
  }

  async codeActions(path: string, code: string, only?: string[]): Promise<CodeAction[]> {
    const diagnostic = this.diagnostics(path).find((shown) => shown.code === code);
    assert.ok(diagnostic, `${code} is not shown in ${path}`);
    const textDocument = { uri: this.uri(path) };
    const context = { diagnostics: [diagnostic], only };
    return this.connection.sendRequest('textDocument/codeAction', { textDocument, range: diagnostic.range, context });
  }

  /** As a client does: refuses edits of another version than it has. */
  async apply(edit: WorkspaceEdit | undefined): Promise<void> {
    for (const change of edit?.documentChanges ?? []) {
      assert.ok('edits' in change);
      const { textDocument, edits }: TextDocumentEdit = change;
      const path = decodeURIComponent(textDocument.uri.slice(this.uri('').length + 1));
      if (textDocument.version === null) {
        await this.openFile(path);
      } else {
        assert.equal(textDocument.version, this.document(path).version);
      }
      await this.edit(path, edits.map(plain));
    }
  }

  #tick(): void {
    for (const watcher of this.#watchers) watcher();
  }
}

/** A snippet whose placeholders were accepted as they are. */
function plain(edit: WireEdit | SnippetTextEdit): WireEdit {
  if (!('snippet' in edit)) return edit;
  const newText = edit.snippet.value.replace(/\$\{\d+:((?:[^\\}]|\\.)*)\}/g, '$1').replace(/\\([\\$}])/g, '$1');
  return { range: edit.range, newText };
}
