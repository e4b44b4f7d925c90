/** Writing prodaware.yaml. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnostics, discardEverything, openFile, replace, until, uri } from './workbench.ts';

const path = 'prodaware.yaml';

describe('prodaware.yaml', () => {
  beforeEach(() => openFile(path));
  afterEach(discardEverything);

  it('completes the keys that can stand where the cursor is', async () => {
    await replace(path, '  vendor: opentelemetry\n', '  vendor: opentelemetry\n  inj\n');
    const labels = await completions('  inj', 5);
    assert.ok(labels.includes('injectedBy'), labels.join());
    assert.ok(!labels.includes('managers'), labels.join());
  });

  it('completes values, also the names of rules and files', async () => {
    await replace(path, 'format: json', 'format: ');
    assert.ok((await completions('format: ', 8)).includes('toml'));
    await replace(path, 'version: 1\n', 'version: 1\nrules:\n  swallowed-error: \n');
    assert.ok((await completions('swallowed-error: ', 17)).includes('hint'));
    await replace(path, '  swallowed-error: \n', '  pri\n');
    assert.ok((await completions('  pri', 5)).includes('print-instead-of-logger'));
  });

  it('says what a key means', async () => {
    const { document } = await openFile(path);
    const position = document.positionAt(document.getText().indexOf('processes:') + 2);
    await until('a hover', async () => (await hover(position)).includes('Path to the processes'));
  });

  it('shows an unknown key at its place and names the nearest one that is known', async () => {
    await replace(path, 'telemetry:', 'telemetri:');
    await until('the error', () => diagnostics(path).length > 0);
    const [error] = diagnostics(path);
    const { document } = await openFile(path);
    assert.equal(error?.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.getText(error.range), 'telemetri');
    assert.match(error.message, /telemetry/);
    await replace(path, 'telemetri:', 'telemetry:');
    await until('no error', () => diagnostics(path).length === 0);
  });

  it('shows where it does not parse, and what stands there', async () => {
    await replace(path, 'format: json\n', 'format: json\n    format: yaml\n');
    await until('the error', () => diagnostics(path).length > 0);
    const [error] = diagnostics(path);
    const { document } = await openFile(path);
    assert.match(document.lineAt(error?.range.start.line ?? 0).text, /format: yaml/);
  });

  it('leads to the files it names', async () => {
    const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri(path));
    const targets = found.map(({ target }) => target?.path);
    assert.ok(targets.includes(uri('services/catalog/my_app.py').path), targets.join());
    assert.ok(targets.includes(uri('DEPLOYMENT.md').path), targets.join());
  });

  it('has its schema for YAML tools', async () => {
    const extension = vscode.extensions.getExtension('prodaware.prodaware');
    assert.ok(extension);
    // The manifest that VS Code has checked.
    const { contributes } = extension.packageJSON as {
      contributes: { yamlValidation: { fileMatch: string[]; url: string }[] };
    };
    const [row] = contributes.yamlValidation;
    assert.ok(row);
    assert.ok(row.fileMatch.includes('prodaware.yaml'));
    const schema = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension.extensionUri, row.url));
    assert.match(new TextDecoder().decode(schema), /"managers"/);
  });
});

describe('launch files', () => {
  afterEach(discardEverything);

  it('have a language of their own, so that they are coloured', async () => {
    for (const file of ['deploy/supervisord.conf', 'deploy/systemd/accounts.service']) {
      const { document } = await openFile(file);
      assert.ok(!['plaintext', 'ini', 'properties'].includes(document.languageId), `${file}: ${document.languageId}`);
    }
  });
});

async function completions(after: string, offset: number): Promise<string[]> {
  const { document } = await openFile(path);
  const position = document.positionAt(document.getText().indexOf(after) + offset);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

async function hover(position: vscode.Position): Promise<string> {
  const found = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri(path),
    position,
  );
  return found.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value))).join('\n');
}
