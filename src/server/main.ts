/** The server as the extension starts it: a process of its own, spoken to over the channel it was forked with. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection } from 'vscode-languageserver/node';
import { openRepository } from '../host/openRepository.ts';
import { logUnhandled } from './log.ts';
import { startServer } from './server.ts';

const wasm = join(dirname(fileURLToPath(import.meta.url)), 'wasm');
const connection = createConnection();

logUnhandled(connection.console);
startServer(connection, { openEngine: (root) => openRepository(root, wasm).engine, rulePages: null });
