/** The language server over a pipe: start to first diagnostics, and keystroke to diagnostics as an editor has them. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-languageserver/node';
import { bareParser } from './bareParser.ts';
import { sourceText } from './corpus.ts';
import { grammars } from './engines.ts';
import { median, megabytes, memoryHook, milliseconds, project, ratio, time, type Row } from './measure.ts';

const strokes = 15;

interface Published {
  readonly uri: string;
  readonly version?: number;
}

export async function server(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const lines of [1_000, 10_000]) rows.push(...(await measure(lines)));
  return rows;
}

async function measure(lines: number): Promise<readonly Row[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'prodaware-bench-server-'));
  const memoryFile = path.join(folder, '.memory');
  const file = path.join(folder, 'main.py');
  let text = sourceText('python', lines, 1);
  await writeFile(file, text);
  await writeFile(path.join(folder, 'Procfile'), 'web: python main.py\n');
  const uri = pathToFileURL(file).href;

  const started = performance.now();
  const child = spawn(process.execPath, ['--import', memoryHook, path.join(project, 'dist/server.cjs'), '--stdio'], {
    cwd: project,
    env: { ...process.env, BENCH_MEMORY: memoryFile },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const waiting: { readonly version: number; readonly resolve: () => void }[] = [];
  connection.onNotification('textDocument/publishDiagnostics', (published: Published) => {
    if (published.uri !== uri) return;
    for (const wait of waiting.splice(0)) {
      if ((published.version ?? wait.version) >= wait.version) wait.resolve();
      else waiting.push(wait);
    }
  });
  answerConfiguration(connection);
  connection.listen();
  const published = (version: number): Promise<void> => new Promise((resolve) => waiting.push({ version, resolve }));

  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'bench' }],
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true },
      textDocument: { publishDiagnostics: { versionSupport: true } },
    },
  });
  await connection.sendNotification('initialized', {});
  const first = published(1);
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'python', version: 1, text },
  });
  await first;
  const untilFirst = performance.now() - started;

  const taken: number[] = [];
  const middle = text.indexOf('total += ', text.length / 2) + 'total += '.length;
  const position = {
    line: text.slice(0, middle).split('\n').length - 1,
    character: middle - text.lastIndexOf('\n', middle) - 1,
  };
  for (let stroke = 0; stroke < strokes; stroke++) {
    text = `${text.slice(0, middle)}x${text.slice(middle)}`;
    const done = published(stroke + 2);
    const start = performance.now();
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: stroke + 2 },
      contentChanges: [{ range: { start: position, end: position }, text: 'x' }],
    });
    await done;
    taken.push(performance.now() - start);
  }
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  await exited;
  connection.dispose();
  const peak = Number(await readFile(memoryFile, 'utf8').catch(() => 'NaN'));
  await rm(folder, { recursive: true, force: true });

  const bare = bareParser(grammars);
  const parse = await time(10, () => bare('tree-sitter-python.wasm', text));
  return [
    {
      what: `server start to first diagnostics, ${lines} lines`,
      figure: milliseconds(untilFirst),
      beside: milliseconds(parse),
      ratio: ratio(untilFirst, parse),
      method:
        'spawn of dist/server.cjs to publishDiagnostics of the open file, waiting time of the server included, beside one parse',
    },
    {
      what: `keystroke to diagnostics over the pipe, ${lines} lines`,
      figure: milliseconds(median(taken)),
      beside: milliseconds(parse),
      ratio: ratio(median(taken), parse),
      method: `median of ${strokes} didChange to publishDiagnostics of that version, waiting time of the server included, beside one full parse`,
    },
    {
      what: `server, peak memory, ${lines} lines`,
      figure: megabytes(peak),
      beside: '',
      ratio: '',
      method: 'peak resident memory of the server process',
    },
  ];
}

function answerConfiguration(connection: MessageConnection): void {
  connection.onRequest('workspace/configuration', (parameters: { items: readonly unknown[] }) =>
    parameters.items.map(() => null),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('window/workDoneProgress/create', () => null);
}
