/** Silencing a finding takes a reason, and what silences nothing is said. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { applyQuickFix, discardEverything, finding, gone, openFile, replace } from './workbench.ts';

const path = 'services/checkout/src/payments.ts';

describe('silencing a finding', () => {
  beforeEach(() => openFile(path));
  afterEach(discardEverything);

  it('is a quick fix that writes a comment', async () => {
    await applyQuickFix(path, 'swallowed-error', /^Ignore swallowed-error here/);
    await gone(path, 'swallowed-error');
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /\/\/ prodaware-ignore swallowed-error: /);
  });

  it('without a reason is reported, and is not once there is one', async () => {
    await applyQuickFix(path, 'swallowed-error', /^Ignore swallowed-error here/);
    await gone(path, 'swallowed-error');
    const comment = /prodaware-ignore swallowed-error: ?.*/.exec((await openFile(path)).document.getText())?.[0] ?? '';
    await replace(path, comment, 'prodaware-ignore swallowed-error');
    await finding(path, 'suppression-without-reason');
    await replace(
      path,
      'prodaware-ignore swallowed-error',
      'prodaware-ignore swallowed-error: the ledger is told by a job',
    );
    await gone(path, 'suppression-without-reason');
    await gone(path, 'swallowed-error');
  });

  it('where there is nothing to silence is reported, and a quick fix takes the comment away', async () => {
    const { document } = await openFile(path);
    const before = document.getText();
    await replace(
      path,
      'const cents = total(basket);',
      '// prodaware-ignore swallowed-error: gone\n  const cents = total(basket);',
    );
    await applyQuickFix(path, 'unused-suppression', /^Remove/);
    await gone(path, 'unused-suppression');
    assert.equal(document.getText(), before);
  });
});
