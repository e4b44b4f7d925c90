import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ProdAwareApi } from '../../src/vscode/extension.ts';

describe('the extension in VS Code', () => {
  it('activates from its package', async () => {
    const extension = vscode.extensions.getExtension('prodaware.prodaware');
    assert.ok(extension, 'VS Code does not know the extension');
    const { activationMilliseconds } = (await extension.activate()) as ProdAwareApi; // what our own activate() returns
    assert.equal(extension.isActive, true);
    // Read by the benchmark; nothing is asserted of a time.
    console.log(`activation took ${activationMilliseconds.toFixed(1)} ms`);
  });

  it('puts its commands under its name, or under Production where they are about a change', () => {
    const manifest = vscode.extensions.getExtension('prodaware.prodaware')?.packageJSON as {
      contributes: { commands: { command: string; category?: string }[] };
    }; // the manifest that VS Code has checked
    for (const { command, category } of manifest.contributes.commands) {
      assert.match(category ?? '', /^(?:ProdAware|Production)$/, command);
      assert.match(command, /^prodaware\./);
    }
  });

  it('registers every command that it lists', async () => {
    const extension = vscode.extensions.getExtension('prodaware.prodaware');
    await extension?.activate();
    const known = new Set(await vscode.commands.getCommands(true));
    const manifest = extension?.packageJSON as { contributes: { commands: { command: string }[] } }; // as above
    const unregistered = manifest.contributes.commands.filter(({ command }) => !known.has(command));
    assert.deepEqual(unregistered, []);
  });
});
