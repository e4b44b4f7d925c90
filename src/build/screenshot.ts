/**
 * A picture of the extension at work in the browser-hosted VS Code, to look at what a user sees and for the README:
 * `tsx src/build/screenshot.ts --folder DIR --out FILE.png [--script FILE.ts] [--theme NAME] [--size 1400x900]`.
 * The script's `look(page, steps)` brings the window into the state to show; more pictures it takes itself.
 */
import type { Page } from 'playwright-core';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundle } from './bundle.ts';
import { launchBrowser } from './hostBrowser.ts';
import { endOnSignal } from './hostProcesses.ts';
import { writeSettings } from './hostServer.ts';
import { packageExtension } from './package.ts';
import { quietSettings, serverPath, startHostedEditor } from './vscodeHost.ts';

/** What most pictures need, done as a user does it. */
export interface Steps {
  /** Opens a file of the folder by its name or path, and goes to a line. */
  openFile(name: string, line?: number): Promise<void>;
  /** Runs a command by its title in the command palette. */
  runCommand(title: string): Promise<void>;
}

interface Script {
  look?(page: Page, steps: Steps): Promise<void>;
  default?(page: Page, steps: Steps): Promise<void>;
}

const cleanUps: (() => Promise<unknown>)[] = [];
endOnSignal(end);
try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
} finally {
  await end();
}

async function end(): Promise<void> {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string', default: join('examples', 'storefront') },
      out: { type: 'string' },
      script: { type: 'string' },
      theme: { type: 'string', default: 'Default Dark Modern' },
      size: { type: 'string', default: '1400x900' },
      vsix: { type: 'string' },
      untrusted: { type: 'boolean', default: false },
    },
  });
  const [width = Number.NaN, height = Number.NaN] = values.size.split('x').map(Number);
  if (values.out === undefined || !Number.isInteger(width) || !Number.isInteger(height)) {
    throw new Error(
      'screenshot --out FILE.png [--folder DIR] [--script FILE.ts] [--theme NAME] [--size 1400x900] [--vsix FILE] [--untrusted]',
    );
  }
  const out = resolve(values.out);
  await mkdir(dirname(out), { recursive: true });
  const vsix = values.vsix === undefined ? await freshPackage() : resolve(values.vsix);
  const scratch = await mkdtemp(join(tmpdir(), 'prodaware-picture-'));
  cleanUps.push(() => rm(scratch, { recursive: true, force: true, maxRetries: 5 }));
  const restricted = { 'security.workspace.trust.startupPrompt': 'never' };
  await writeSettings(join(scratch, 'data'), {
    ...quietSettings,
    ...restricted,
    'workbench.colorTheme': values.theme,
    // A picture shows neither a blinking cursor nor the size of a window that nobody has.
    'editor.cursorBlinking': 'solid',
    'editor.minimap.enabled': false,
    'chat.disableAIFeatures': true,
  });
  const server = await startHostedEditor({
    dataDirectory: scratch,
    extensionsDirectory: join(scratch, 'extensions'),
    vsix,
    trustEverything: !values.untrusted,
  });
  cleanUps.push(server.stop);
  const browser = await launchBrowser();
  cleanUps.push(() => browser.close());
  const page = await browser.newPage({ viewport: { width, height } });
  server.url.searchParams.set('folder', serverPath(resolve(values.folder)));
  await page.goto(server.url.href);
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  await page.locator('.statusbar-item').first().waitFor();
  if (values.script === undefined) {
    await page.waitForTimeout(5000);
  } else {
    // The user's own script; its shape is what the help says.
    const script = (await import(pathToFileURL(resolve(values.script)).href)) as Script;
    const look = script.look ?? script.default;
    if (look === undefined) throw new Error(`${values.script} exports no function look(page, steps)`);
    // Where the script fails, the picture shows why.
    cleanUps.push(() => page.screenshot({ path: out }));
    await look(page, stepsOn(page));
    cleanUps.pop();
  }
  await page.screenshot({ path: out });
  console.log(out);
}

async function freshPackage(): Promise<string> {
  await bundle();
  return packageExtension({ quiet: true });
}

function stepsOn(page: Page): Steps {
  const quickInput = async (prefix: string, text: string): Promise<void> => {
    await page.keyboard.press('F1');
    const input = page.locator('.quick-input-widget input.input');
    await input.waitFor();
    await input.fill(prefix + text);
    // The list follows the text with a delay; until then Enter would take an older entry.
    await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await page.waitForTimeout(700);
    await page.keyboard.press('Enter');
  };
  return {
    async openFile(name, line) {
      await quickInput('', line === undefined ? name : `${name}:${line}`);
      await page.locator('.editor-group-container .monaco-editor .view-line').first().waitFor();
    },
    runCommand: (title) => quickInput('>', title),
  };
}
