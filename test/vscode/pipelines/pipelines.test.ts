/** A workflow with a gate that cannot fail: found as it is read, mended, and pipelines made anew from the profile. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { canDrive, clickWindow, focusedRow, notifications, picture, press, runCommand, windowTexts } from '../page.ts';
import {
  api,
  applyQuickFix,
  diagnostics,
  discardEverything,
  finding,
  gone,
  openFile,
  remove,
  replace,
  until,
  uri,
} from '../workbench.ts';

const rule = 'gate-not-blocking';
const workflow = '.github/workflows/verify.yml';
const pullRequest = '.github/workflows/pull-request.yml';
const generated = ['pull-request', 'deploy-staging', 'deploy-production'].map(
  (name) => `.github/workflows/${name}.yml`,
);

describe('a pipeline with a gate that cannot fail', () => {
  before(api);
  beforeEach(() => openFile(workflow));
  afterEach(discardEverything);

  it('is shown at the line of the gate, with the line of the policy as related information', async () => {
    const shown = await finding(workflow, rule);
    const { document } = await openFile(workflow);
    assert.match(document.getText(shown.range), /^aquasecurity\/trivy-action@/);
    assert.match(shown.message, /no exit code/);
    const [policy] = shown.relatedInformation ?? [];
    assert.ok(policy);
    const { uri: stated, range } = policy.location;
    assert.equal(vscode.workspace.asRelativePath(stated, false), 'prodaware.yaml');
    assert.match((await vscode.workspace.openTextDocument(stated)).lineAt(range.start.line).text, /- scan:/);
  });

  it('leads to the line of the policy by a click', async function () {
    if (!canDrive) this.skip();
    const { range } = await finding(workflow, rule);
    const editor = await openFile(workflow);
    editor.selection = new vscode.Selection(range.start, range.start);
    await vscode.commands.executeCommand('editor.action.marker.next');
    const link = '.marker-widget .descriptioncontainer a.filename';
    await until('the policy', async () => (await windowTexts(link)).length > 0);
    await picture('pipelines-finding');
    await clickWindow(link);
    await until(
      'the profile is open',
      () => vscode.window.activeTextEditor?.document.fileName.endsWith('prodaware.yaml') === true,
    );
    const { document, selection } = vscode.window.activeTextEditor ?? assert.fail('nothing is open');
    assert.match(document.lineAt(selection.start.line).text, /- scan:/);
  });

  it('is mended by the fix, broken again when that is undone, and mended when it is done again', async () => {
    const before = (await openFile(workflow)).document.getText();
    await applyQuickFix(workflow, rule, /exit-code/);
    await gone(workflow, rule);
    const { document } = await openFile(workflow);
    const mended = document.getText();
    assert.match(mended, /image-ref: .*\n {10}.*\n {10}exit-code: '1'|exit-code: '1'\n {10}/);
    assert.match(mended, /# Without the exit code it would print what it finds and be green\./);
    await vscode.commands.executeCommand('undo');
    await finding(workflow, rule);
    assert.equal(document.getText(), before);
    await vscode.commands.executeCommand('redo');
    await gone(workflow, rule);
    assert.equal(document.getText(), mended);
  });

  it('is judged by a profile that nobody has saved', async () => {
    await finding(workflow, rule);
    await replace('prodaware.yaml', '      - scan: { severity: [HIGH, CRITICAL] }\n', '');
    await gone(workflow, rule);
    await vscode.commands.executeCommand('undo');
    await finding(workflow, rule);
  });

  it('is judged by what its commands are in package.json', async () => {
    await replace('package.json', 'eslint .', 'eslint . || true');
    await until('a linter that cannot fail', () =>
      [workflow, 'package.json'].some((path) => diagnostics(path).some(({ message }) => /linter/.test(message))),
    );
    await vscode.commands.executeCommand('undo');
    await until(
      'a linter that can',
      () => diagnostics('package.json').length === 0 && diagnostics(workflow).length === 1,
    );
  });
});

describe('generating pipelines', () => {
  before(async function () {
    if (!canDrive) this.skip();
    await api();
    await openFile('prodaware.yaml');
  });
  after(discardEverything);

  it('shows every line before it writes one, and writes nothing when that is the answer', async () => {
    const before = await read('.github/workflows/deploy-production.yml');
    await ask();
    await until('the new file', async () => /workflow_call/.test(await shown()));
    await picture('pipelines-preview');
    await press('ArrowDown');
    await until('the answer', async () => /Write nothing/.test(await focusedRow()));
    await press('Enter');
    await until('no change', () => !isPreviewed());
    assert.equal(await read('.github/workflows/deploy-production.yml'), before);
    await assert.rejects(async () => vscode.workspace.fs.stat(uri(pullRequest)));
  });

  it('writes pipelines that nothing is found in, and says what is left to a person', async () => {
    await ask();
    await press('Enter');
    await until('what is left', async () => /required reviewers/.test(await notifications()));
    await picture('pipelines-written');
    await vscode.env.clipboard.writeText('');
    await clickWindow('.notifications-center .monaco-button:has-text("Copy as List")');
    await until('the list', async () => (await vscode.env.clipboard.readText()).startsWith('- [ ] '));
    assert.match(
      await vscode.env.clipboard.readText(),
      /^- \[ \] give the environment production required reviewers$/m,
    );
    // The workflow that it takes the place of.
    await remove(workflow);
    for (const path of generated) await openFile(path);
    await replace(pullRequest, '--exit-code 1 ', '');
    await finding(pullRequest, rule);
    await vscode.commands.executeCommand('undo');
    await gone(pullRequest, rule);
    for (const path of [workflow, ...generated]) assert.deepEqual(diagnostics(path), []);
    assert.match(await read('.github/workflows/deploy-production.yml'), /environment: production/);
  });

  it('has nothing to do a second time', async () => {
    await start();
    await until('it is said', async () => /as the profile asks/.test(await notifications()));
    await vscode.commands.executeCommand('notifications.clearAll');
  });
});

/** The command, with the system that is in use. */
async function start(): Promise<void> {
  await runCommand('Production: Generate Pipelines from the Profile');
  await until('the systems', async () => /GitHub Actions.*in use/s.test(await focusedRow()));
  await press('Enter');
}

async function ask(): Promise<void> {
  await start();
  await until('the question', async () => /Write these 3 files/.test(await focusedRow()));
}

/** What the editor shows, in its own diff view. */
async function shown(): Promise<string> {
  return (await windowTexts('.editor-container .view-line')).join('\n').replaceAll('\u00a0', ' ');
}

function isPreviewed(): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => /what would be written/.test(label)));
}

async function read(path: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri(path)));
}
