/** Services and their launches in the side bar, and the production map: what they show, and where they lead. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands, productionTree } from '../../src/vscode/contributions.ts';
import { canDrive, clickWindow, picture, press, runCommand, type, webviewWith, windowTexts } from './page.ts';
import { api, discardEverything, openFile, until } from './workbench.ts';

const rows = '.pane:has([aria-label^="Services"]) .monaco-list-row';
const page = webviewWith('.toolbar .search');

describe('production in the side bar', () => {
  before(async function () {
    if (!canDrive) this.skip();
    await api();
    await openFile('services/catalog/my_app.py');
    await vscode.commands.executeCommand(`${productionTree}.focus`);
  });
  after(discardEverything);

  it('shows every service, with what becomes of its telemetry', async () => {
    await until('the services', async () => (await windowTexts(rows)).length >= 4);
    const shown = (await windowTexts(rows)).join('\n');
    for (const name of ['accounts', 'catalog', 'checkout', 'mailer']) assert.match(shown, new RegExp(name));
  });

  it('opens the line of what production runs', async () => {
    await clickWindow(`${rows}:has-text("catalog")`);
    await until('the launch', async () => /ProcMgr → python my_app\.py/.test((await windowTexts(rows)).join()));
    await clickWindow(`${rows}:has-text("ProcMgr → python my_app.py")`);
    await until('the command', async () => (await windowTexts(`${rows}:has-text("catalog.json:5")`)).length > 0);
    await picture('production-tree');
    await clickWindow(`${rows}:has-text("catalog.json:5")`);
    await until('the launch line', () => opened() === 'deploy/procmgr/catalog.json:5');
  });
});

describe('the production map', () => {
  before(async function () {
    if (!canDrive) this.skip();
    await api();
    await runCommand('Production: Show Production Map');
    await until('the picture', async () => (await page.texts('.map .box')).length > 0);
  });
  after(discardEverything);

  it('draws what is lost on the way apart from what is there', async () => {
    assert.ok((await page.texts('.map .service')).length >= 4);
    assert.equal((await page.texts('.box.lost:has-text("opentelemetry-instrument")')).length, 2);
    const [red, plain] = [await page.style('.box.lost rect', 'stroke'), await page.style('.box.layer rect', 'stroke')];
    assert.notEqual(red, plain);
    await picture('production-map');
  });

  it('zooms by keys', async () => {
    await page.click('.map .box.launcher');
    await runMap();
    await press('0');
    await until('full size', async () => /100 %/.test((await page.texts('.percent')).join()));
    await press('+');
    await until('larger', async () => /120 %/.test((await page.texts('.percent')).join()));
  });

  it('finds a box, and opens its line by keyboard alone', async () => {
    await runMap();
    await press('/');
    await type('documented catalog/README');
    await until('it is found', async () => /1 of 1/.test((await page.texts('.count')).join()));
    await press('ArrowDown');
    await until('it has the focus', () => page.isFocused('.box.lost'));
    await press('Enter');
    await until('the documented command', () => opened() === 'services/catalog/README.md:7');
  });

  it('has only what lacks telemetry, and everything again, by keys', async () => {
    await runMap();
    const accounts = (): Promise<number> => drawn('service', 'accounts');
    assert.equal(await accounts(), 1);
    await press('l');
    await until(
      'what lacks telemetry',
      async () => (await accounts()) === 0 && (await drawn('service', 'mailer')) === 1,
    );
    await press('a');
    await until('everything', async () => (await accounts()) === 1);
  });

  it('leaves an environment out, and has it again by its key', async () => {
    const compose = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'docker-compose.dev.yml');
    const text = 'services:\n  mailer:\n    image: python:3.12\n    command: python services/mailer/worker.py\n';
    const bands = async (): Promise<number[]> => [
      await drawn('environment', 'Production'),
      await drawn('environment', 'Development'),
    ];
    const shows = (what: string, ...wanted: readonly number[]): Promise<unknown> =>
      until(what, async () => (await bands()).join() === wanted.join());
    await vscode.workspace.fs.writeFile(compose, new TextEncoder().encode(text));
    try {
      await runMap();
      await shows('both environments', 1, 1);
      await page.click('.choice:has-text("Production")');
      await shows('one of them', 0, 1);
      await press('1');
      await shows('both again', 1, 1);
      await picture('production-map-environments');
    } finally {
      await vscode.workspace.fs.delete(compose);
    }
    await shows('what is left', 1, 0);
  });

  it('is copied as Mermaid, for a README', async () => {
    await runMap();
    await vscode.env.clipboard.writeText('');
    await page.click('[aria-label^="Copy as Mermaid"]');
    await until('the text', async () => (await vscode.env.clipboard.readText()).includes('flowchart LR'));
    assert.match(await vscode.env.clipboard.readText(), /^```mermaid\nflowchart LR/);
  });
});

/** How many headings of the picture say this. */
async function drawn(style: 'service' | 'environment', words: string): Promise<number> {
  return (await page.texts(`.map .${style}:has-text("${words}")`)).length;
}

/** Brings the map to the front again, after a line was opened beside it. */
async function runMap(): Promise<void> {
  await vscode.commands.executeCommand(commands.showMap.command);
  await until('the map', async () => (await page.texts('.map .box')).length > 0);
  await page.click('.legend');
}

/** `path:line` of the cursor. */
function opened(): string {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return '';
  return `${vscode.workspace.asRelativePath(editor.document.uri, false)}:${editor.selection.start.line + 1}`;
}
