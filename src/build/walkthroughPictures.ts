/**
 * Takes the pictures of the walkthrough, one theme at a time:
 * `PICTURES=dark tsx src/build/screenshot.ts --script src/build/walkthroughPictures.ts --size 1000x560 --out media/walkthrough/findings-dark.png`
 * and the same with `light` and `--theme "Default Light Modern"`. The last picture is the one of `--out`.
 */
import type { Page } from 'playwright-core';
import type { Steps } from './screenshot.ts';

export async function look(page: Page, steps: Steps): Promise<void> {
  const theme = process.env['PICTURES'] ?? 'dark';
  const take = (name: string): Promise<unknown> => page.screenshot({ path: `media/walkthrough/${name}-${theme}.png` });

  await steps.openFile('prodaware.yaml', 45);
  await steps.runCommand('View: Toggle Primary Side Bar Visibility');
  await page.waitForTimeout(3000);
  await steps.openFile('prodaware.yaml', 45);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Control+Space');
  await page.waitForTimeout(1500);
  await take('profile');
  await page.keyboard.press('Escape');
  for (let change = 0; change < 3; change++) await page.keyboard.press('Control+Z');
  await steps.runCommand('View: Close Editor');

  await steps.openFile('my_app.py', 3);
  await page.locator('.codelens-decoration').first().waitFor();
  await steps.runCommand('ProdAware: Show How Production Starts This');
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await page.waitForTimeout(800);
  await take('launches');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+I');
  await page.waitForTimeout(1500);
}
