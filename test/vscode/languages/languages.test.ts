/** In each language: type the fault, see it, apply the fix, see it gone, undo, see it back. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { applyQuickFix, discardEverything, finding, gone, openFile, typeInto } from '../workbench.ts';

interface Typed {
  readonly language: string;
  /** A file that is there and has a logger. */
  readonly path: string;
  /** What is typed in the place of the file's text. */
  readonly text: string;
  /** What the fix writes. */
  readonly written: RegExp;
}

const typed: readonly Typed[] = [
  {
    language: 'Python',
    path: 'billing/app.py',
    text: `import logging

import gateway

logger = logging.getLogger(__name__)


def charge(order):
    try:
        gateway.charge(order.card, order.total)
    except Exception:
        pass


charge(gateway.next_order())
`,
    written: /logger\.exception\(/,
  },
  {
    language: 'TypeScript',
    path: 'checkout/server.ts',
    text: `import pino from 'pino';

const log = pino();

export async function charge(gateway: Gateway, order: Order): Promise<void> {
  try {
    await gateway.charge(order.card, order.total);
  } catch {}
}
`,
    written: /log\.error\(\{ err/,
  },
  {
    language: 'Go',
    path: 'shipping/main.go',
    text: `package main

import "log/slog"

func ship(carrier Carrier, parcel Parcel) {
	if err := carrier.Send(parcel); err != nil {
		return
	}
	slog.Info("shipped", "parcel", parcel.ID)
}

func main() {
	ship(newCarrier(), nextParcel())
}
`,
    written: /slog\.Error\(/,
  },
  {
    language: 'Java',
    path: 'stock/src/main/java/shop/Stock.java',
    text: `package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class Stock {
  private static final Logger log = LoggerFactory.getLogger(Stock.class);

  void reserve(Warehouse warehouse, String article) {
    try {
      warehouse.reserve(article);
    } catch (Exception e) {
    }
  }
}
`,
    written: /log\.error\("[^"]*", e\)/,
  },
];

describe('a dropped error', () => {
  afterEach(discardEverything);

  for (const { language, path, text, written } of typed) {
    it(`is found as it is typed in ${language}, mended, and back when the fix is undone`, async () => {
      const editor = await typeInto(path, text);
      const shown = await finding(path, 'swallowed-error');
      assert.ok(editor.document.isDirty);
      assert.match(shown.message, /leaves no trace/);
      await applyQuickFix(path, 'swallowed-error', /^Log the error with /);
      assert.match(editor.document.getText(), written);
      await gone(path, 'swallowed-error');
      await openFile(path);
      await vscode.commands.executeCommand('undo');
      assert.doesNotMatch(editor.document.getText(), written);
      await finding(path, 'swallowed-error');
    });
  }
});
