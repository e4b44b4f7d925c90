import assert from 'node:assert/strict';
import type { CodeLens, Hover, MarkupContent } from 'vscode-languageserver/node';
import { launchesRequest } from '../../src/server/protocol.ts';
import type { LaunchItem } from '../../src/server/protocol.ts';
import { Editor } from './editor.ts';
import { mailer } from './repositories.ts';

const conf = 'deploy/production/supervisord.conf';

describe('how production starts it', () => {
  let editor: Editor;
  beforeEach(async () => {
    editor = await Editor.open(mailer, { initialization: { openLocationCommand: 'test.open' } });
    await editor.openFile('worker.py');
    await editor.untilCodes('worker.py', 'telemetry-lost-at-launch');
  });
  afterEach(() => editor.close());

  const lenses = (): Promise<CodeLens[]> =>
    editor.connection.sendRequest('textDocument/codeLens', { textDocument: { uri: editor.uri('worker.py') } });

  it('stands above the entry point and opens the launch line', async () => {
    const [lens, ...others] = await lenses();
    assert.deepEqual(others, []);
    assert.equal(lens?.command?.title, 'production: supervisord → python worker.py · no telemetry');
    assert.equal(lens.command.command, 'test.open');
    const [uri, range] = lens.command.arguments ?? [];
    assert.equal(uri, editor.uri(conf));
    assert.equal(range.start.line, 1);
  });

  it('changes with the launch line, before that is saved', async () => {
    await editor.openFile(conf);
    await editor.replace(conf, 'python worker.py', 'opentelemetry-instrument python worker.py');
    await editor.untilCodes('worker.py');
    const [lens] = await lenses();
    assert.match(
      lens?.command?.title ?? '',
      /^production: supervisord → opentelemetry-instrument python worker\.py · .*\(opentelemetry\)$/,
    );
  });

  it('can be switched off', async () => {
    await editor.changeSettings({ codeLens: { enable: false } });
    await editor.untilRepublished('worker.py');
    assert.deepEqual(await lenses(), []);
  });

  it('is told in full by a hover at the entry point, with text of the repository as text', async () => {
    const [lens] = await lenses();
    const position = lens?.range.start;
    const textDocument = { uri: editor.uri('worker.py') };
    const hover: Hover | null = await editor.connection.sendRequest('textDocument/hover', { textDocument, position });
    assert.ok(hover);
    // Safe: the server answers with markdown.
    const { value } = hover.contents as MarkupContent;
    assert.match(value, /production: supervisord → python worker\\\.py/);
    assert.match(value, /```sh\npython worker\.py\n```/);
    assert.ok(value.includes(`(${editor.uri(conf)}#L2)`), value);
    const elsewhere = { line: 8, character: 0 };
    assert.equal(
      await editor.connection.sendRequest('textDocument/hover', { textDocument, position: elsewhere }),
      null,
    );
  });

  it('is a list to choose from, with what the user looks at first', async () => {
    const launches: LaunchItem[] = await editor.connection.sendRequest(launchesRequest, {
      uri: editor.uri('worker.py'),
    });
    assert.deepEqual(
      launches.map(({ command, telemetry, place, here }) => ({ command, telemetry, place, here })),
      [{ command: 'supervisord → python worker.py', telemetry: 'no telemetry', place: `${conf}:2`, here: true }],
    );
  });
});
