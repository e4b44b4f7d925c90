/** The server as the extension starts it: a process of its own, spoken to over the channel it was forked with. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection } from 'vscode-languageserver/node';
import { openRepository } from '../host/openRepository.ts';
import { startServer } from './server.ts';

const wasm = join(dirname(fileURLToPath(import.meta.url)), 'wasm');
const connection = createConnection();

// A fault that nobody caught costs its own answer; the session goes on and the log has it.
process.on('unhandledRejection', (cause) => {
  connection.console.error(`unhandled: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
});

startServer(connection, { openEngine: (root) => openRepository(root, wasm).engine, rulePages: null });
