/** What assistants are told, and the hooks by which they ask. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { canDrive, focusedRow, notifications, picture, press, runCommand, windowTexts } from '../page.ts';
import { api, discardEverything, openFile, remove, replace, until, uri } from '../workbench.ts';

const houseRules = '# House rules\n\nTabs, never blanks.\n';
const written = ['CLAUDE.md', '.claude'];

describe('setting up assistants', () => {
  before(async function () {
    if (!canDrive) this.skip();
    await api();
    await openFile('prodaware.yaml');
    await write('CLAUDE.md', houseRules);
    await write('.claude/settings.json', '{\n  // Ours.\n  "model": "fast"\n}\n');
  });
  after(async () => {
    await discardEverything();
    for (const path of written) await remove(path);
  });

  it('offers those that left traces, and shows every line before it writes one', async () => {
    await ask();
    await until('the change', async () => /prodaware:start/.test(await shown()));
    await until('the other file', async () => /prodaware hook/.test(await shown()));
    assert.equal(await read('CLAUDE.md'), houseRules);
    await picture('assistants-preview');
  });

  it('writes nothing when that is the answer', async () => {
    await press('ArrowDown');
    await until('the answer', async () => /Write nothing/.test(await focusedRow()));
    await press('Enter');
    await until('no change', () => !isPreviewed());
    assert.equal(await read('CLAUDE.md'), houseRules);
  });

  it('leaves a file alone that has other text in the editor', async () => {
    await replace('CLAUDE.md', 'Tabs', 'Blanks');
    await ask();
    await until('the question', async () => /Write these 2 files/.test(await focusedRow()));
    await press('Enter');
    await until('it is said', async () => /CLAUDE\.md is left as it is/.test(await notifications()));
    assert.equal(await read('CLAUDE.md'), houseRules);
    await vscode.commands.executeCommand('notifications.clearAll');
    await openFile('CLAUDE.md');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('keeps what is there beside what it writes', async () => {
    await ask();
    await until('the question', async () => /Write this file/.test(await focusedRow()));
    await press('Enter');
    await until('the block', async () => /prodaware:start/.test(await read('CLAUDE.md')));
    const [instructions, hooks] = [await read('CLAUDE.md'), await read('.claude/settings.json')];
    assert.ok(instructions.startsWith(houseRules));
    assert.match(instructions, /How production starts this/);
    assert.match(hooks, /\/\/ Ours\.\n {2}"model": "fast"/);
    assert.match(hooks, /prodaware hook --agent claude-code/);
    await openFile('CLAUDE.md');
    await picture('assistants-written');
  });

  it('has nothing to do a second time', async () => {
    await ask();
    await until('it is said', async () => /set up already/.test(await notifications()));
    await vscode.commands.executeCommand('notifications.clearAll');
  });
});

/** The command, with the assistants that are ticked already. */
async function ask(): Promise<void> {
  await runCommand('Production: Set up AI Assistants');
  const row = '.quick-input-widget:visible .monaco-list-row:has-text("Claude Code")';
  await until('the question', async () => (await windowTexts(row)).length === 1);
  // No row of a list of boxes has the focus.
  assert.equal((await windowTexts(`${row} .codicon-check:visible, ${row} [aria-checked="true"]`)).length > 0, true);
  await press('Enter');
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

async function write(path: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri(path), new TextEncoder().encode(text));
}
