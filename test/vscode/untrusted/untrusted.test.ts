import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../../src/vscode/contributions.ts';
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

  it('is not written to', async () => {
    const { status } = await api();
    await vscode.workspace.fs.delete(uri('prodaware.yaml'));
    await until('production is inferred', () => status()?.state === 'inferred');
    await vscode.commands.executeCommand(commands.createProfile.command);
    await assert.rejects(async () => vscode.workspace.fs.stat(uri('prodaware.yaml')));
  });
});
