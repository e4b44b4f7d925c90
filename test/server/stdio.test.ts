import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import type { ProtocolConnection, PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { grammarFiles, runtimeFile } from '../../src/syntax/grammars.ts';
import { loadGrammarFile } from '../syntax/parsers.ts';
import { quietPython, swallowing } from './repositories.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

describe('the server over standard input and output', () => {
  let scratch: string;
  let server: ChildProcessWithoutNullStreams;
  let connection: ProtocolConnection;

  beforeEach(async () => {
    scratch = await realpath(await mkdtemp(join(tmpdir(), 'prodaware-stdio-')));
    const wasm = join(scratch, 'wasm');
    await mkdir(wasm);
    for (const file of [runtimeFile, ...grammarFiles]) await writeFile(join(wasm, file), await loadGrammarFile(file));
    const script = `
      import { runStdioServer } from './src/server/stdio.ts';
      runStdioServer({ wasm: ${JSON.stringify(wasm)}, rulePages: null });
      console.log('what a library prints');`;
    server = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { cwd: project });
    connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    connection.listen();
  });

  afterEach(async () => {
    connection.dispose();
    server.kill('SIGKILL');
    await rm(scratch, { recursive: true, force: true });
  });

  async function initialize(): Promise<void> {
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(scratch).href,
      capabilities: {},
    });
    await connection.sendNotification('initialized', {});
  }

  it('answers an editor that knows no more than the protocol, and ends when it is told to', async () => {
    const found = new Promise<PublishDiagnosticsParams>((settle) => {
      connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
        if (params.diagnostics.length > 0) settle(params);
      });
    });
    await initialize();
    const uri = pathToFileURL(join(scratch, 'charge.py')).href;
    const text = quietPython.replace(swallowing.before, swallowing.after);
    const textDocument = { uri, languageId: 'python', version: 1, text };
    await connection.sendNotification('textDocument/didOpen', { textDocument });
    const { diagnostics } = await found;
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['swallowed-error'],
    );
    await connection.sendRequest('shutdown');
    const ended = once(server, 'exit');
    await connection.sendNotification('exit');
    assert.deepEqual(await ended, [0, null]);
  });

  it('does not outlive an editor that just goes', async () => {
    await initialize();
    const ended = once(server, 'exit');
    server.stdin.end();
    assert.deepEqual(await ended, [1, null]);
  });
});
