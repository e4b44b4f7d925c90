/** The checklist before the pull request: what is proven, what is missing, and what a person answers. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { checklistScheme, commands } from '../../../src/vscode/contributions.ts';
import { canDrive, clickWindow, picture, press, runCommand, type, windowTexts } from '../page.ts';
import { api, discardEverything, openFile, replace, until, uri } from '../workbench.ts';

const rows = '.pane:has([aria-label^="Checklist"]) .monaco-list-row';
const manual = `${rows}:has-text("Validated in staging under ProcMgr")`;

describe('the checklist', () => {
  before(async function () {
    if (!canDrive) this.skip();
    await api();
    await openFile('services/catalog/my_app.py');
  });
  after(discardEverything);

  it('is a tree beside a page that reads as it will in the pull request', async () => {
    await runCommand('Production: Checklist before Pull Request');
    await until('the item', async () => (await windowTexts(manual)).length === 1);
    await until('the page', () =>
      vscode.window.tabGroups.all.some(({ tabs }) =>
        tabs.some(({ input }) => input instanceof vscode.TabInputCustom && input.uri.scheme === checklistScheme),
      ),
    );
    await picture('checklist');
  });

  it('is copied as Markdown, with what is missing', async () => {
    await vscode.commands.executeCommand(commands.copyChecklist.command);
    const markdown = await vscode.env.clipboard.readText();
    assert.match(markdown, /- \[ \].*Validated in staging under ProcMgr/);
  });

  it('follows what somebody else writes, and what is not saved', async () => {
    const profile = uri('prodaware.yaml').fsPath;
    const before = await readFile(profile, 'utf8');
    const asks = (text: string) =>
      until(text, async () => (await windowTexts(`${rows}:has-text("${text}")`)).length === 1);
    try {
      await writeFile(profile, `${before}  - { id: canary, text: Watched the canary }\n`);
      await asks('Watched the canary');
      await replace('prodaware.yaml', 'Watched the canary', 'Watched it twice');
      await asks('Watched it twice');
    } finally {
      await discardEverything();
      await writeFile(profile, before);
    }
    await until('one item again', async () => (await windowTexts(`${rows}:has-text("Watched")`)).length === 0);
  });

  it('takes an answer with a note, in the name that git knows', async () => {
    await clickWindow(`${manual} .custom-view-tree-node-item-checkbox`);
    await until('the question', async () => /Ada/.test((await windowTexts('.quick-input-widget:visible')).join()));
    // Shown is not focused yet.
    await clickWindow('.quick-input-widget:visible input[type="text"]');
    await type('with the canary');
    await press('Enter');
    await until('the answer', async () => /Ada/.test((await windowTexts(manual)).join()));
    await vscode.commands.executeCommand(commands.copyChecklist.command);
    const markdown = await vscode.env.clipboard.readText();
    assert.match(markdown, /- \[x\].*Validated in staging under ProcMgr/);
    assert.match(markdown, /with the canary/);
    await picture('checklist-answered');
  });
});
