/** The window that a suite runs in, as a user's hands and eyes have it. */
import assert from 'node:assert/strict';
import { rename, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { answerFile, pageVariable, requestFile, type PageAnswer, type PageRequest } from './pageRequests.ts';

const directory = process.env[pageVariable];
/** Longer than any request takes. Milliseconds. */
const patience = 30_000;
/** Each suite file is bundled with a copy of this one, and all of them share the folder. */
const shared = globalThis as { prodawareRequests?: number }; // nobody else has this name

/** False in the desktop's VS Code, whose window nobody drives. */
export const canDrive = directory !== undefined;

async function ask(request: PageRequest): Promise<unknown> {
  assert.ok(directory, 'nobody drives this window');
  const number = (shared.prodawareRequests = (shared.prodawareRequests ?? 0) + 1);
  const file = join(directory, requestFile(number));
  // Renamed when it is complete: it is never read half.
  await writeFile(`${file}.part`, JSON.stringify(request));
  await rename(`${file}.part`, file);
  const end = Date.now() + patience;
  for (;;) {
    const text = await readFile(join(directory, answerFile(number)), 'utf8').catch(() => undefined);
    if (text === undefined) {
      if (Date.now() > end) throw new Error(`no answer to ${JSON.stringify(request)}`);
      await sleep(20);
      continue;
    }
    const { value, error } = JSON.parse(text) as PageAnswer; // written by the driver
    if (error !== undefined) throw new Error(`${JSON.stringify(request)}: ${error}`);
    return value;
  }
}

/** Keys one after the other, as playwright names them. */
export async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await ask({ kind: 'press', key });
}

export async function type(text: string): Promise<void> {
  await ask({ kind: 'type', text });
}

/** @param name of the picture, without its ending; it is kept where pictures of failures are */
export async function picture(name: string): Promise<void> {
  await ask({ kind: 'picture', name });
}

/** What can be seen in the window itself, outside of webviews. */
export async function windowTexts(selector: string): Promise<string[]> {
  return (await ask({ kind: 'texts', selector })) as string[]; // what the driver answers to this
}

export async function clickWindow(selector: string): Promise<void> {
  await ask({ kind: 'click', selector });
}

/** The page of a webview, known by something that is in it. */
export function webviewWith(webview: string) {
  return {
    async texts(selector: string): Promise<string[]> {
      return (await ask({ kind: 'texts', webview, selector })) as string[]; // what the driver answers to this
    },
    async click(selector: string): Promise<void> {
      await ask({ kind: 'click', webview, selector });
    },
    async isFocused(selector: string): Promise<boolean> {
      return (await ask({ kind: 'isFocused', webview, selector })) === true;
    },
    async style(selector: string, property: string): Promise<string> {
      return String(await ask({ kind: 'style', webview, selector, property }));
    },
  };
}

/** The row of the quick pick, or of the command palette, that Enter would choose. */
export async function focusedRow(): Promise<string> {
  return (await windowTexts('.quick-input-widget:visible .monaco-list-row.focused')).join();
}

/** What the notifications say that nobody has closed, shown for a moment or not. */
export async function notifications(): Promise<string> {
  await vscode.commands.executeCommand('notifications.showList');
  return (await windowTexts('.notifications-center .notification-list-item-message')).join('\n');
}

/** By its title, as it is typed into the command palette. */
export async function runCommand(title: string): Promise<void> {
  await press('F1');
  await waitFor('the command palette', async () => (await focusedRow()) !== '');
  await type(title);
  await waitFor(title, async () => (await focusedRow()).startsWith(title));
  await press('Enter');
}

async function waitFor(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + patience;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not so: ${what}`);
    await sleep(50);
  }
}
