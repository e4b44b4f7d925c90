/** Does in a window what the suite inside of it asks for: see `test/vscode/pageRequests.ts`. */
import type { Frame, Page } from 'playwright-core';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerFile, requestFile, type PageAnswer, type PageRequest } from '../../test/vscode/pageRequests.ts';

/** How long something that is asked for may take to appear. Milliseconds. */
const patience = 20_000;

/**
 * Answers requests in their order until the page is closed.
 * @param pictures folder for pictures
 */
export async function drive(page: Page, directory: string, pictures: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (let number = 1; !page.isClosed();) {
    const file = join(directory, requestFile(number));
    if (!existsSync(file)) {
      await sleep(20);
      continue;
    }
    const request = JSON.parse(await readFile(file, 'utf8')) as PageRequest; // written by the suite
    const answer = await perform(page, request, pictures).then(
      (value): PageAnswer => ({ value }),
      (error: unknown): PageAnswer => ({ error: error instanceof Error ? error.message : String(error) }),
    );
    const answered = join(directory, answerFile(number));
    await writeFile(`${answered}.part`, JSON.stringify(answer));
    await rename(`${answered}.part`, answered);
    number++;
  }
}

async function perform(page: Page, request: PageRequest, pictures: string): Promise<unknown> {
  const target = request.webview === undefined ? page : await frameWith(page, request.webview);
  switch (request.kind) {
    case 'press':
      return page.keyboard.press(request.key);
    case 'type':
      return page.keyboard.type(request.text);
    case 'click':
      return target.locator(request.selector).first().click({ timeout: patience });
    case 'texts':
      return target.locator(request.selector).allInnerTexts();
    case 'isFocused':
      return target.evaluate(
        // Runs in the page, whose types this program does not know.
        ([selector]) => (globalThis as unknown as PageGlobals).document.activeElement?.matches(selector) ?? false,
        [request.selector] as const,
      );
    case 'style':
      return target
        .locator(request.selector)
        .first()
        .evaluate(
          // As above.
          (element, [property]) => (globalThis as unknown as PageGlobals).getComputedStyle(element)[property] ?? '',
          [request.property] as const,
        );
    case 'picture': {
      await mkdir(pictures, { recursive: true });
      const path = join(pictures, `${request.name}.png`);
      await page.screenshot({ path });
      return path;
    }
  }
}

/** What is used of a page's global scope. */
interface PageGlobals {
  readonly document: { readonly activeElement: { matches(selector: string): boolean } | null };
  getComputedStyle(element: unknown): Readonly<Record<string, string>>;
}

/** The page of a webview: a frame in a frame that VS Code makes, and makes again when its tab comes back. */
async function frameWith(page: Page, selector: string): Promise<Frame> {
  const end = Date.now() + patience;
  for (;;) {
    for (const frame of page.frames()) {
      const has = await frame
        .locator(selector)
        .count()
        .catch(() => 0);
      if (has > 0 && (await frame.locator(selector).first().isVisible())) return frame;
    }
    if (Date.now() > end) throw new Error(`no webview with ${selector}`);
    await sleep(50);
  }
}
