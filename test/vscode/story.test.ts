/** The story of the example: production starts the catalog without its telemetry, and nobody would know. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  applyQuickFix,
  diagnostics,
  discardEverything,
  finding,
  gone,
  lenses,
  openFile,
  replace,
  ruleOf,
  until,
  uri,
} from './workbench.ts';

const rule = 'telemetry-lost-at-launch';
const entryPoint = 'services/catalog/my_app.py';
const launchLine = 'deploy/procmgr/catalog.json';

describe('a service that production starts without its telemetry', () => {
  beforeEach(() => openFile(entryPoint));
  afterEach(discardEverything);

  it('is shown at the entry point, with the launch line and the promise as related information', async () => {
    const shown = await finding(entryPoint, rule);
    assert.equal(shown.severity, vscode.DiagnosticSeverity.Error);
    assert.match(shown.message, /opentelemetry-instrument/);
    assert.match(shown.message, /ProcMgr runs "python my_app\.py"/);
    const related = relatedPlaces(shown);
    assert.ok(related.includes(`${launchLine}:5`), related.join());
    assert.ok(
      related.some((place) => /^(services\/catalog\/README\.md|DEPLOYMENT\.md):/.test(place)),
      related.join(),
    );
  });

  it('is shown at the launch line, which nobody has open, with the entry point as related information', async () => {
    const shown = await finding(launchLine, rule);
    const text = (await vscode.workspace.openTextDocument(uri(launchLine))).getText(shown.range);
    assert.match(text, /python my_app\.py/);
    const related = relatedPlaces(shown);
    assert.ok(
      related.some((place) => place.startsWith(`${entryPoint}:`)),
      related.join(),
    );
  });

  it('has a page behind the code of the finding', async () => {
    const { code } = await finding(entryPoint, rule);
    assert.ok(typeof code === 'object');
    assert.equal(code.value, rule);
    await vscode.commands.executeCommand('vscode.open', code.target);
    await until('the page is open, as a page', () => pagesOpen().some((path) => path.endsWith(`/${rule}.md`)));
  });

  it('is mended at the entry point: both findings go, come back when it is undone, and go when it is done again', async () => {
    await finding(launchLine, rule);
    const before = (await openFile(entryPoint)).document.getText();
    await applyQuickFix(entryPoint, rule, /.*/);
    await gone(entryPoint, rule);
    await gone(launchLine, rule);
    await openFile(entryPoint);
    await vscode.commands.executeCommand('undo');
    await finding(entryPoint, rule);
    await finding(launchLine, rule);
    assert.equal((await openFile(entryPoint)).document.getText(), before);
    await vscode.commands.executeCommand('redo');
    await gone(entryPoint, rule);
    await gone(launchLine, rule);
  });

  it('is mended at the launch line: the wrapper is there, and both findings go', async () => {
    await finding(entryPoint, rule);
    await applyQuickFix(launchLine, rule, /opentelemetry-instrument/);
    const { document } = await openFile(launchLine);
    assert.match(document.getText(), /"cmd": "opentelemetry-instrument python my_app\.py"/);
    await gone(launchLine, rule);
    await gone(entryPoint, rule);
  });

  it('is told above the entry point, where a click opens the launch line', async () => {
    await finding(entryPoint, rule);
    const [lens, ...others] = await lenses(entryPoint);
    assert.deepEqual(others, []);
    assert.equal(lens?.command?.title, 'production: ProcMgr → python my_app.py · no telemetry');
    const shown = await finding(entryPoint, rule);
    assert.equal(lens.range.start.line, shown.range.start.line);
    await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
    await until(
      'the launch line is open',
      () => vscode.window.activeTextEditor?.document.uri.path === uri(launchLine).path,
    );
    const { document, selection } = vscode.window.activeTextEditor ?? assert.fail();
    assert.match(document.lineAt(selection.start.line).text, /"cmd"/);
  });

  it('is told otherwise above the entry point once the launch line is mended', async () => {
    await finding(entryPoint, rule);
    await replace(launchLine, 'python my_app.py', 'opentelemetry-instrument python my_app.py');
    await gone(entryPoint, rule);
    await openFile(entryPoint);
    const [lens] = await lenses(entryPoint);
    assert.equal(
      lens?.command?.title,
      'production: ProcMgr → opentelemetry-instrument python my_app.py · traces, metrics, logs (opentelemetry)',
    );
  });

  it('says nothing about the service that is right', async () => {
    await finding(entryPoint, rule);
    await openFile('services/accounts/accounts/main.py');
    await openFile('deploy/systemd/accounts.service');
    await until('lenses', async () => (await lenses('services/accounts/accounts/main.py')).length > 0);
    const all = vscode.languages.getDiagnostics().filter(([file]) => file.path.includes('accounts'));
    assert.deepEqual(
      all.flatMap(([, list]) => list.map(({ message }) => message)),
      [],
    );
  });

  it('is one of three: the worker under supervisord and the service in Kubernetes lost theirs too', async () => {
    for (const path of [
      'services/mailer/worker.py',
      'deploy/supervisord.conf',
      'services/checkout/src/server.ts',
      'deploy/kubernetes/checkout.yaml',
    ]) {
      const shown = await finding(path, rule);
      assert.ok((shown.relatedInformation?.length ?? 0) >= 2, path);
    }
    assert.ok(diagnostics('deploy/kubernetes/checkout.yaml').every((shown) => ruleOf(shown) === rule));
  });
});

function relatedPlaces(diagnostic: vscode.Diagnostic): string[] {
  return (diagnostic.relatedInformation ?? []).map(
    ({ location }) => `${vscode.workspace.asRelativePath(location.uri)}:${location.range.start.line + 1}`,
  );
}

function pagesOpen(): string[] {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  return inputs.flatMap((input) =>
    input instanceof vscode.TabInputCustom && input.viewType.includes('markdown') ? [input.uri.path] : [],
  );
}
