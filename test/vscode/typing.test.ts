/** Findings come as one types and go when their cause is gone, wherever that is. */
import assert from 'node:assert/strict';
import { discardEverything, finding, gone, openFile, remove, replace, typeInto } from './workbench.ts';

const python = `import logging

logger = logging.getLogger(__name__)


def charge(card, cents):
    try:
        return card.charge(cents)
    except Exception:
        pass
`;

const javascript = `export async function charge(card, cents) {
  try {
    return await card.charge(cents);
  } catch {}
}
`;

const typescript = `interface Card {
  charge(cents: number): Promise<string>;
}

export async function charge(card: Card, cents: number): Promise<string | undefined> {
  try {
    return await card.charge(cents);
  } catch {}
}
`;

// Pages that a server renders: a component alone is code for browsers.
const jsx = `import { readFile } from 'node:fs/promises';

export function Pay({ card, cents }) {
  async function pay() {
    try {
      await card.charge(cents);
    } catch {}
  }
  return <button onClick={pay}>Pay {cents}</button>;
}
`;

const tsx = `import { readFile } from 'node:fs/promises';

export function Pay({ card, cents }: { card: { charge(cents: number): Promise<void> }; cents: number }) {
  async function pay(): Promise<void> {
    try {
      await card.charge(cents);
    } catch {}
  }
  return <button onClick={pay}>Pay {cents}</button>;
}
`;

const sources: readonly [path: string, text: string, fault: string, mended: string][] = [
  ['services/catalog/catalog/typed.py', python, '        pass\n', '        raise\n'],
  ['services/checkout/src/typed.js', javascript, 'catch {}', 'catch (error) { throw error; }'],
  ['services/checkout/src/typed.ts', typescript, 'catch {}', 'catch (error) { throw error; }'],
  ['services/checkout/src/typed.jsx', jsx, 'catch {}', 'catch (error) { throw error; }'],
  ['services/checkout/src/typed.tsx', tsx, 'catch {}', 'catch (error) { throw error; }'],
];

describe('typing', () => {
  afterEach(discardEverything);

  for (const [path, text, fault, mended] of sources) {
    it(`shows an error that is dropped in ${path.replace(/.*\./, '*.')}, from text that is not saved`, async () => {
      try {
        const editor = await typeInto(path, text);
        const shown = await finding(path, 'swallowed-error');
        assert.ok(editor.document.isDirty);
        assert.ok(editor.document.lineAt(shown.range.start.line).text.match(/except|catch/));
        await replace(path, fault, mended);
        await gone(path, 'swallowed-error');
        await replace(path, mended, fault);
        await finding(path, 'swallowed-error');
      } finally {
        await discardEverything();
        await remove(path);
      }
      await gone(path, 'swallowed-error');
    });
  }

  it('in the supervisord file takes the finding out of the Python file', async () => {
    const rule = 'telemetry-lost-at-launch';
    await openFile('services/mailer/worker.py');
    await finding('services/mailer/worker.py', rule);
    await replace('deploy/supervisord.conf', 'command=python', 'command=opentelemetry-instrument python');
    await gone('services/mailer/worker.py', rule);
    await gone('deploy/supervisord.conf', rule);
    await discardEverything();
    await finding('services/mailer/worker.py', rule);
    await finding('deploy/supervisord.conf', rule);
  });

  it('in a launch file shows that what it starts is not there', async () => {
    await replace('deploy/procmgr/catalog.json', 'my_app.py', 'my_ap.py');
    await finding('deploy/procmgr/catalog.json', 'launch-target-missing');
    await replace('deploy/procmgr/catalog.json', 'my_ap.py', 'my_app.py');
    await gone('deploy/procmgr/catalog.json', 'launch-target-missing');
  });

  it('in the profile takes the manager away, and with it what only the profile told', async () => {
    const rule = 'telemetry-lost-at-launch';
    await finding('deploy/procmgr/catalog.json', rule);
    await replace('prodaware.yaml', 'files: deploy/procmgr/*.json', 'files: elsewhere/*.json');
    await gone('deploy/procmgr/catalog.json', rule);
  });
});
