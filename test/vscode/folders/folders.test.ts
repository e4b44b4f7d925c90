import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, diagnostics, discardEverything, finding, gone, openFile, rules, until, uri } from '../workbench.ts';

const rule = 'telemetry-lost-at-launch';
const entryPoint = 'services/catalog/my_app.py';

describe('several folders in one workspace', () => {
  afterEach(discardEverything);

  it('have findings of their own, with evidence in their own files', async () => {
    for (const folder of [0, 1]) {
      await openFile(entryPoint, folder);
      const shown = await finding(entryPoint, rule, folder);
      for (const { location } of shown.relatedInformation ?? []) {
        assert.equal(vscode.workspace.getWorkspaceFolder(location.uri)?.index, folder);
      }
    }
  });

  it('have a profile each: what is wrong in one costs the other nothing', async () => {
    const { status } = await api();
    const editor = await openFile('prodaware.yaml', 1);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'servises: []\n'));
    await until('the error', () => diagnostics('prodaware.yaml', 1).length > 0);
    await until('errors in the second', () => status()?.state === 'error');
    await openFile(entryPoint, 0);
    await until('none in the first', () => status()?.state === 'loaded');
    assert.deepEqual(rules('prodaware.yaml', 0), []);
  });

  it('can be taken out of the workspace, with their findings', async () => {
    await openFile(entryPoint, 0);
    const second = uri(entryPoint, 1);
    await finding(entryPoint, rule, 1);
    assert.ok(vscode.workspace.updateWorkspaceFolders(1, 1));
    const shown = (): vscode.Diagnostic[] =>
      vscode.languages.getDiagnostics(second).filter(({ source }) => source === 'prodaware');
    await until('no findings of the second', () => shown().length === 0);
    await finding(entryPoint, rule, 0);
    await gone('prodaware.yaml', 'profile', 0);
  });
});
