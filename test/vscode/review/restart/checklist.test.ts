/** A window that is opened on the workspace after the first one was closed. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../../../src/vscode/contributions.ts';
import { api, discardEverything, openFile, until } from '../../workbench.ts';

describe('the checklist after a restart', () => {
  after(discardEverything);

  it('still has the answer, who gave it, and the note', async () => {
    await api();
    await openFile('services/catalog/my_app.py');
    await vscode.env.clipboard.writeText('');
    await vscode.commands.executeCommand(commands.copyChecklist.command);
    await until('the checklist', async () => (await vscode.env.clipboard.readText()) !== '');
    const markdown = await vscode.env.clipboard.readText();
    assert.match(markdown, /- \[x\].*Validated in staging under ProcMgr/);
    assert.match(markdown, /Ada/);
    assert.match(markdown, /with the canary/);
  });
});
