/** What a person does with a branch that an assistant wrote, in the panel and by keyboard alone. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../../src/vscode/contributions.ts';
import { canDrive, focusedRow, picture, press, runCommand, type, webviewWith } from '../page.ts';
import { api, discardEverything, openFile, until, uri } from '../workbench.ts';

const page = webviewWith('.toolbar .title');
const accounts = 'services/accounts/accounts/main.py';
const payments = 'services/checkout/src/payments.ts';
const catalog = 'services/catalog/my_app.py';

describe('the review panel', () => {
  before(async function () {
    if (!canDrive) this.skip();
    await api();
    await openFile(accounts);
    await runCommand('Production: Review Changes');
    await until('the question', async () => /This branch/.test(await focusedRow()));
    await press('Enter');
    await until('a review', async () => (await page.texts('.overview h1')).length === 1);
    await until('lines', async () => (await page.texts('.line.added')).length > 0);
  });
  after(discardEverything);

  it('says in a minute what production would lose', async () => {
    assert.match((await page.texts('.title')).join(), /retries/);
    assert.match((await page.texts('.overview h1')).join(), /to fix first/);
    assert.match((await page.texts('.summary')).join(), /5 files changed/);
    const names = await page.texts('.tree-row .name');
    for (const name of ['accounts.service', 'main.py', 'limits.py', 'my_app.py']) assert.ok(names.includes(name), name);
    await picture('review');
  });

  it('says who wrote a hunk, and how that is known', async () => {
    assert.ok((await page.texts('.provenance.agent')).every((text) => /Copilot/.test(text)));
    assert.ok((await page.texts('.provenance.agent')).length > 0);
  });

  it('shows source in the colours of the theme', async () => {
    const [keyword, plain] = [await page.style('.token-keyword', 'color'), await page.style('.line .text', 'color')];
    assert.notEqual(keyword, plain);
  });

  it('applies a fix by keyboard, and takes it back', async () => {
    await reveal(accounts);
    const before = textOf(accounts);
    await press('n');
    await until('a finding has the focus', () => page.isFocused('.finding'));
    await press('f');
    await until('the fix', () => textOf(accounts) !== before);
    assert.match(textOf(accounts), /log\.info\("accounts stops"\)/);
    await until('it is said', async () => /Fixed/.test((await page.texts('.toast')).join()));
    await until('nothing is left of the hunk', async () => !(await page.texts('.tree-row .name')).includes('main.py'));
    await press('u');
    await until('it is taken back', () => textOf(accounts) === before);
    await until('the hunk is there', async () => (await page.texts('.tree-row .name')).includes('main.py'));
  });

  it('drops a hunk, which the undo of the editor brings back', async () => {
    await reveal('deploy/systemd/accounts.service');
    const before = textOf('deploy/systemd/accounts.service');
    await press('j', 'd');
    await until('it is dropped', () => /Restart=on-failure/.test(textOf('deploy/systemd/accounts.service')));
    await until(
      'the review is made again',
      async () => !(await page.texts('.tree-row .name')).includes('accounts.service'),
    );
    await openFile('deploy/systemd/accounts.service');
    await vscode.commands.executeCommand('undo');
    assert.equal(textOf('deploy/systemd/accounts.service'), before);
    await vscode.commands.executeCommand(commands.openReview.command);
    await vscode.commands.executeCommand(commands.refreshReview.command);
    await until('it is there again', async () => (await page.texts('.tree-row .name')).includes('accounts.service'));
  });

  it('sends a hunk back to the assistant', async () => {
    await vscode.env.clipboard.writeText('');
    await reveal(catalog);
    await press('j', 's');
    await until('the prompt', async () => (await vscode.env.clipboard.readText()) !== '');
    const prompt = await vscode.env.clipboard.readText();
    assert.match(prompt, /services\/catalog\/my_app\.py/);
    assert.match(prompt, /except Exception/);
  });

  it('refuses to drop lines that are no longer there, and says so at the hunk', async () => {
    await reveal('deploy/systemd/accounts.service');
    await press('j');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri('deploy/systemd/accounts.service'), new vscode.Range(0, 0, 40, 0), '[Unit]\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until('it says that files have changed', async () =>
      /have changed/.test((await page.texts('.banner')).join()),
    );
    await press('d');
    await until('the refusal', async () => /Not done.*changed/.test((await page.texts('.refusal')).join()));
    await picture('review-refusal');
    await openFile('deploy/systemd/accounts.service');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand(commands.openReview.command);
    await vscode.commands.executeCommand(commands.refreshReview.command);
  });

  it('remembers what is kept when it is closed and opened again', async () => {
    await reveal(catalog);
    await press('j', 'a');
    await until('it is kept', async () => (await page.texts('.hunk.kept')).length === 1);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.commands.executeCommand(commands.openReview.command);
    await until('it is kept', async () => /1 of/.test((await page.texts('.kept-count')).join()));
  });

  it('is where it was when its tab comes back', async () => {
    await reveal(catalog);
    await openFile(accounts);
    await vscode.commands.executeCommand(commands.openReview.command);
    await until(
      'the file is selected',
      async () => (await page.texts('.tree-row.selected .name')).join() === 'my_app.py',
    );
  });

  it('filters by verdict and by path, and goes on by keyboard', async () => {
    const all = (await page.texts('.hunk')).length;
    await page.click('.chip >> text=Fix first');
    await until('fewer hunks', async () => (await page.texts('.hunk')).length < all);
    await page.click('.chip >> text=Fix first');
    await press('/');
    await type('limits');
    await until(
      'one file',
      async () => (await page.texts('.tree-row .name')).filter((name) => name.endsWith('.py')).length === 1,
    );
    await press('Escape');
    await until('all hunks', async () => (await page.texts('.hunk')).length === all);
  });

  it('takes a hunk of a patch into the working tree, which nothing touched before', async () => {
    const text = '--- a/DEPLOYMENT.md\n+++ b/DEPLOYMENT.md\n@@ -1 +1,2 @@\n # Deployment\n+Ask Ada.\n';
    const document = await vscode.workspace.openTextDocument(uri('DEPLOYMENT.md'));
    const first = document.lineAt(0).text;
    const patch = text.replace('# Deployment', first);
    await vscode.env.clipboard.writeText(patch);
    await runCommand('Production: Review Changes');
    await until('the question', async () => /This branch/.test(await focusedRow()));
    await type('clipboard');
    await until('the patch', async () => /patch on the clipboard/.test(await focusedRow()));
    await press('Enter');
    await until('the patch', async () => (await page.texts('.tree-row .name')).join() === 'DEPLOYMENT.md');
    assert.equal(document.lineAt(1).text === 'Ask Ada.', false);
    await reveal('DEPLOYMENT.md');
    await press('j', 't');
    await until('it is taken', () => document.lineAt(1).text === 'Ask Ada.');
  });

  it('explains its keys', async () => {
    await page.click('main');
    await press('?');
    await until('the keys', async () => (await page.texts('dialog.help[open] dd')).includes('Next finding'));
    await press('Escape');
    await until('no keys', async () => (await page.texts('dialog.help[open]')).length === 0);
  });
});

describe('the surfaces of the editor', () => {
  it('open the whole change in one diff editor', async () => {
    await vscode.commands.executeCommand(commands.reviewChanges.command, { kind: 'branch', base: null });
    await vscode.commands.executeCommand(commands.openReviewDiffs.command);
    await until('a diff editor', () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => /Production Review: /.test(label))),
    );
    await discardEverything();
  });

  it('show what the change took away in the Problems panel', async () => {
    await vscode.commands.executeCommand(commands.reviewChanges.command, { kind: 'branch', base: null });
    const shown = () => vscode.languages.getDiagnostics(uri(payments)).map(({ code }) => codeOf(code));
    await until('guard-removed', () => shown().includes('guard-removed'));
    await discardEverything();
  });
});

function codeOf(code: vscode.Diagnostic['code']): string {
  return String(typeof code === 'object' ? code.value : code);
}

function textOf(path: string): string {
  const document = vscode.workspace.textDocuments.find((one) => one.uri.path === uri(path).path);
  return document?.getText() ?? '';
}

/** As a click on its row in the side bar does; the file is open beside, so that its text can be read. */
async function reveal(path: string): Promise<void> {
  await vscode.workspace.openTextDocument(uri(path));
  await vscode.commands.executeCommand('prodaware.revealInReview', { path, hunk: null, finding: null });
  await until('the file is selected', async () => {
    const selected = (await page.texts('.tree-row.selected .name')).join();
    return selected !== '' && path.endsWith(selected);
  });
}
