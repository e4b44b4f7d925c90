import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../../src/vscode/contributions.ts';
import { canDrive, press, webviewWith } from '../page.ts';
import { api, discardEverything, finding, lenses, openFile, until, uri } from '../workbench.ts';

const rule = 'telemetry-lost-at-launch';
const entryPoint = 'services/catalog/my_app.py';

describe('a repository that the user does not trust', () => {
  afterEach(discardEverything);

  it('is reviewed all the same', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    await openFile(entryPoint);
    await finding(entryPoint, rule);
    await until('a lens', async () => (await lenses(entryPoint)).length === 1);
  });

  it('has its changes reviewed, and none of them dropped', async function () {
    if (!canDrive) this.skip();
    const page = webviewWith('.toolbar .title');
    const path = 'deploy/systemd/accounts.service';
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri(path)));
    const changed = text.replace('Restart=on-failure', 'Restart=always');
    await vscode.workspace.fs.writeFile(uri(path), new TextEncoder().encode(changed));
    await until('the hunk', async () => {
      // Until the change of the file has been noticed.
      await vscode.commands.executeCommand(commands.reviewChanges.command, { kind: 'working-tree' });
      return (await page.texts('.hunk')).length === 1;
    });
    await page.click('.hunk-range');
    await press('d');
    await until('the refusal', async () => /not trusted/.test((await page.texts('.refusal')).join()));
    assert.equal((await vscode.workspace.openTextDocument(uri(path))).getText(), changed);
  });

  it('is not written to', async () => {
    const { status } = await api();
    await vscode.workspace.fs.delete(uri('prodaware.yaml'));
    await until('production is inferred', () => status()?.state === 'inferred');
    await vscode.commands.executeCommand(commands.createProfile.command);
    await assert.rejects(async () => vscode.workspace.fs.stat(uri('prodaware.yaml')));
    // Would wait for an answer if it asked.
    await vscode.commands.executeCommand(commands.generatePipelines.command);
    await assert.rejects(async () => vscode.workspace.fs.stat(uri('.github/workflows/deploy-production.yml')));
  });
});
