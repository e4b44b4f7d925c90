/** Where a change comes from beside the branch: what is staged, a range of commits, a patch file; and giving one up. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { commands } from '../../../src/vscode/contributions.ts';
import {
  canDrive,
  focusedRow,
  notifications,
  picture,
  press,
  runCommand,
  type,
  webviewWith,
  windowTexts,
} from '../page.ts';
import { api, discardEverything, openFile, until, uri } from '../workbench.ts';

const page = webviewWith('.toolbar .title');
const accounts = 'services/accounts/accounts/main.py';
const quickInput = '.quick-input-widget:visible';

describe('the source of a review', () => {
  let scratch = '';
  before(async function () {
    if (!canDrive) this.skip();
    scratch = await mkdtemp(join(tmpdir(), 'prodaware-sources-'));
    await api();
    await openFile(accounts);
  });
  after(async () => {
    await discardEverything();
    if (scratch !== '') await rm(scratch, { recursive: true, force: true });
  });

  it('is what is staged, without what was edited since', async () => {
    const before = await read(accounts);
    try {
      await write(accounts, before.replace('"""', '"""Staged. '));
      git('add', '--', accounts);
      await write(accounts, (await read(accounts)).replace('"""Staged. ', '"""Staged. Not yet. '));
      await choose('staged', /Staged changes/);
      await until('the review', async () => (await title()).startsWith('staged changes'));
      assert.deepEqual(await page.texts('.tree-row .name'), ['services/accounts/accounts', 'main.py']);
      await until('its lines', async () => (await page.texts('.line.added')).length > 0);
      const added = (await page.texts('.line.added')).join('\n');
      assert.match(added, /Staged\./);
      assert.doesNotMatch(added, /Not yet/);
      await picture('review-staged');
    } finally {
      git('reset', '-q', '--', accounts);
      await write(accounts, before);
    }
  });

  it('is a range of commits, one end chosen and one typed', async () => {
    await choose('commit range', /A commit range/);
    await until('the first question', async () => (await question()) === 'From');
    await type('main');
    await until('the branch', async () => (await focusedRow()).startsWith('main'));
    await press('Enter');
    await until('the second question', async () => /From main to/.test(await question()));
    await type('retries~0');
    await until('what is typed', async () => /as typed/.test(await focusedRow()));
    await press('Enter');
    const ends = ['main', 'retries'].map((name) => git('rev-parse', '--short=7', name).trim());
    await until('the review', async () => (await title()).startsWith(ends.join('..')));
    assert.ok((await page.texts('.tree-row .name')).includes('accounts.service'));
    // Commits are not the working tree: nothing of them can be dropped.
    assert.deepEqual(
      (await page.texts('.hunk button')).filter((text) => /Drop/.test(text)),
      [],
    );
  });

  it('is a patch file, by its path', async () => {
    const [first = ''] = (await read('DEPLOYMENT.md')).split('\n');
    const patch = join(scratch, 'notes.patch');
    await writeFile(patch, `--- a/DEPLOYMENT.md\n+++ b/DEPLOYMENT.md\n@@ -1 +1,2 @@\n ${first}\n+From a file.\n`);
    await choose('patch file', /A patch file/);
    await until('the file dialog', async () => /Patch/.test(await question()));
    await press('ControlOrMeta+A');
    await type(patch);
    await until('the file', async () => (await focusedRow()) !== '' || (await windowTexts(quickInput)).length > 0);
    await press('Enter');
    await until('the review', async () => (await page.texts('.tree-row .name')).join() === 'DEPLOYMENT.md');
    await until('its lines', async () => /From a file\./.test((await page.texts('.line.added')).join()));
  });

  it('that holds no patch is refused, and the review stays', async () => {
    const shown = await title();
    await vscode.env.clipboard.writeText('no patch at all');
    await choose('clipboard', /The patch on the clipboard/);
    await until('the refusal', async () => /holds no patch/.test(await notifications()));
    assert.equal(await title(), shown);
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('can be given up while it is read, and what was shown is shown and made again', async () => {
    await vscode.commands.executeCommand(commands.reviewChanges.command, { kind: 'branch', base: null });
    await until('the branch', async () => /retries against main/.test(await title()));
    const long = vscode.commands.executeCommand(commands.reviewChanges.command, { kind: 'patch', text: longPatch() });
    await until('the button', async () => (await page.texts('.actions button')).some((text) => /Cancel/.test(text)));
    await picture('review-running');
    await page.click('.actions button:has-text("Cancel")');
    await long;
    await until('it has ended', async () => !(await page.texts('.actions button')).some((text) => /Cancel/.test(text)));
    assert.match(await title(), /retries against main/);
    await vscode.commands.executeCommand(commands.refreshReview.command);
    assert.match(await title(), /retries against main/);
  });
});

/** New files that take long to read. */
function longPatch(): string {
  const lines = Array.from({ length: 80 }, (_, line) => `+def step_${line}(order):\n+    return order.total * ${line}`);
  const hunk = `@@ -0,0 +1,${lines.length * 2} @@\n${lines.join('\n')}\n`;
  const files = Array.from(
    { length: 1500 },
    (_, index) => `--- /dev/null\n+++ b/services/catalog/step_${index}.py\n${hunk}`,
  );
  return files.join('');
}

async function choose(words: string, row: RegExp): Promise<void> {
  await runCommand('Production: Review Changes');
  await until('the question', async () => /This branch/.test(await focusedRow()));
  await type(words);
  await until(words, async () => row.test(await focusedRow()));
  await press('Enter');
}

async function title(): Promise<string> {
  return (await page.texts('.toolbar .title strong')).join();
}

/** The title of the question in the middle of the window. */
async function question(): Promise<string> {
  return (await windowTexts(`${quickInput} .quick-input-title`)).join().trim();
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: uri('').fsPath, encoding: 'utf8' });
}

async function read(path: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri(path)));
}

async function write(path: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri(path), new TextEncoder().encode(text));
}
