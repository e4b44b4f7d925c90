/** A hunk that goes back to the assistant where there is a chat. The last of its window, whose palette asks the chat from then on. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../../src/vscode/contributions.ts';
import { canDrive, picture, press, webviewWith, windowTexts } from '../page.ts';
import { api, discardEverything, openFile, until } from '../workbench.ts';

describe('a hunk for the chat', () => {
  const page = webviewWith('.toolbar .title');
  const setting = (value: boolean): Thenable<void> =>
    vscode.workspace.getConfiguration('chat').update('disableAIFeatures', value, vscode.ConfigurationTarget.Global);

  before(async function () {
    if (!canDrive) this.skip();
    await api();
    await setting(false);
    await openFile('services/catalog/my_app.py');
    await vscode.commands.executeCommand(commands.reviewChanges.command, { kind: 'branch', base: null });
    await until('lines', async () => (await page.texts('.line.added')).length > 0);
  });
  after(async () => {
    await setting(true);
    await vscode.commands.executeCommand('workbench.action.closeAuxiliaryBar');
    await discardEverything();
  });

  it('opens the chat with the prompt in it, unsent', async () => {
    await vscode.env.clipboard.writeText('untouched');
    const place = { path: 'services/catalog/my_app.py', hunk: null, finding: null };
    await vscode.commands.executeCommand('prodaware.revealInReview', place);
    await until('the file', async () => (await page.texts('.tree-row.selected .name')).join() === 'my_app.py');
    await press('j', 's');
    const input = '.interactive-session .chat-input-container .view-lines, .chat-editor-container .view-lines';
    await until('the prompt', async () => /my_app\.py/.test((await windowTexts(input)).join()));
    assert.deepEqual(await windowTexts('.interactive-request'), []);
    assert.equal(await vscode.env.clipboard.readText(), 'untouched');
    await picture('review-chat');
  });
});
