/** The server over standard input and output, as most editors start one: `prodaware lsp --stdio`. */
import { createConnection } from 'vscode-languageserver/node';
import { openRepository } from '../host/openRepository.ts';
import { logUnhandled } from './log.ts';
import { startServer } from './server.ts';

export interface ServerFiles {
  /** Folder of the grammar files. */
  readonly wasm: string;
  /** Address of the pages of the rules with `{rule}` in it; null for none. */
  readonly rulePages: string | null;
}

/** Serves until the client ends it. Standard output belongs to the protocol from here on. */
export function runStdioServer({ wasm, rulePages }: ServerFiles): void {
  // What a library prints must not end up between the messages.
  console.log = console.info = console.debug = console.warn = console.error;
  const connection = createConnection(process.stdin, process.stdout);
  logUnhandled(connection.console);
  startServer(connection, { openEngine: (root) => openRepository(root, wasm).engine, rulePages });
}
