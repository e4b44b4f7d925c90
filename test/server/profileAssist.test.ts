import assert from 'node:assert/strict';
import type { CompletionItem, DocumentLink, Hover } from 'vscode-languageserver/node';
import { initialProfileRequest } from '../../src/server/protocol.ts';
import type { InitialProfile } from '../../src/server/protocol.ts';
import { Editor } from './editor.ts';
import { mailer } from './repositories.ts';

const profile = `version: 1
services:
  - name: mailer
    root: .
    entryPoints: [worker.py]
    launch:
      production: { manager: supervisord, declaredIn: README.md }
telemetry:
  vendor: opentelemetry
`;

describe('help in prodaware.yaml', () => {
  let editor: Editor;
  beforeEach(async () => {
    editor = await Editor.open({ ...mailer, 'prodaware.yaml': profile });
    await editor.openFile('prodaware.yaml');
  });
  afterEach(() => editor.close());

  const textDocument = () => ({ uri: editor.uri('prodaware.yaml') });
  const positionOf = (text: string, offset = 0) => {
    const document = editor.document('prodaware.yaml');
    return document.positionAt(document.getText().indexOf(text) + offset);
  };

  it('completes keys and values where the cursor is', async () => {
    await editor.replace('prodaware.yaml', '  vendor: opentelemetry\n', '  vendor: opentelemetry\n  re');
    const position = editor.document('prodaware.yaml').positionAt(editor.text('prodaware.yaml').length);
    const items: CompletionItem[] = await editor.connection.sendRequest('textDocument/completion', {
      textDocument: textDocument(),
      position,
    });
    assert.ok(
      items.some(({ label }) => label === 'require'),
      items.map(({ label }) => label).join(),
    );
    assert.ok(!items.some(({ label }) => label === 'services'));
  });

  it('says what a key means', async () => {
    const hover: Hover | null = await editor.connection.sendRequest('textDocument/hover', {
      textDocument: textDocument(),
      position: positionOf('vendor', 2),
    });
    assert.match(JSON.stringify(hover?.contents), /Telemetry vendor/);
  });

  it('links to the files it names', async () => {
    const links: DocumentLink[] = await editor.connection.sendRequest('textDocument/documentLink', {
      textDocument: textDocument(),
    });
    assert.deepEqual(links.map(({ target }) => String(target)).toSorted(), [
      editor.uri('README.md'),
      editor.uri('worker.py'),
    ]);
    const readme = links.find(({ target }) => target === editor.uri('README.md'));
    assert.deepEqual(readme?.range.start, positionOf('README.md'));
  });

  it('is asked for in profiles only, where the client can be told so', async () => {
    await editor.until('registered', () => editor.registrations.some(({ method }) => method.endsWith('documentLink')));
    const completion = editor.registrations.find(({ method }) => method === 'textDocument/completion');
    assert.match(JSON.stringify(completion?.registerOptions), /\*\*\/prodaware\.yaml/);
  });

  it('starts with a profile made from the repository, and only where there is none', async () => {
    const folder = { folder: editor.uri('') };
    const present: InitialProfile = await editor.connection.sendRequest(initialProfileRequest, folder);
    assert.deepEqual(present, { uri: editor.uri('prodaware.yaml'), text: null });
    const fresh = await Editor.open(mailer);
    try {
      const made: InitialProfile = await fresh.connection.sendRequest(initialProfileRequest, { folder: fresh.uri('') });
      assert.equal(made.uri, fresh.uri('prodaware.yaml'));
      assert.match(made.text ?? '', /^version: 1$/m);
      assert.match(made.text ?? '', /worker\.py/);
    } finally {
      await fresh.close();
    }
  });
});
