import assert from 'node:assert/strict';
import { unflaggedChange } from '../../../src/rules/flags/unflagged-change.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';
import type { Files } from '../../support/memoryRepository.ts';

const head = `import requests
from flask import Flask
from openfeature import api

app = Flask(__name__)
flags = api.get_client()


def settle(order):
    return order


@app.post("/orders")
def order():
    if flags.get_boolean_value("new-prices", False):
        settle(1)
    return {}
`;

/** A service whose `app.py` must have a flag in front of new behaviour, before and after a change. */
function change(after: string, before = head, profile = 'flags: { require: [{ paths: [app.py] }] }'): Files {
  return {
    'prodaware.yaml': `version: 1\n${profile}\n`,
    Procfile: 'web: python app.py\n',
    'before:app.py': before,
    'app.py': after,
  };
}

const inOrder = (lines: string): string => head.replace('    return {}\n', `${lines}    return {}\n`);
const check = async (after: string, before?: string, profile?: string): Promise<void> => {
  await checkRepository(unflaggedChange, change(after, before, profile));
};

describe('unflagged-change', () => {
  it('finds a new call to another system on a path that wants a flag', () =>
    check(inOrder('    [|requests.post|]("https://tax.example.com", timeout=2)\n')));

  it('finds a new route, once, whatever it does', () =>
    check(
      `${head}\n\n@app.post("/refunds")\ndef [|refund|]():\n    requests.post("https://bank.example.com", timeout=2)\n    requests.post("https://tax.example.com", timeout=2)\n    return {}\n`,
    ));

  it('finds a new branch on a route that was there', () =>
    check(inOrder('    if [|app.config["EU"]|]:\n        settle(2)\n')));

  it('accepts a branch that only refuses the request', () =>
    check(inOrder('    if not app.config["EU"]:\n        return {"error": "closed"}, 403\n')));

  it('accepts a branch that only logs', () =>
    check(inOrder('    if app.config["EU"]:\n        app.logger.info("in Europe")\n')));

  it('accepts what stands behind a flag: in a branch, after a way out, behind a name', async () => {
    await check(
      inOrder(
        '    if flags.get_boolean_value("tax", False):\n        requests.post("https://tax.example.com", timeout=2)\n',
      ),
    );
    await check(
      inOrder(
        '    if not flags.get_boolean_value("tax", False):\n        return {}\n    requests.post("https://tax.example.com", timeout=2)\n',
      ),
    );
    await check(
      inOrder(
        '    on = flags.get_boolean_value("tax", False)\n    if on:\n        requests.post("https://tax.example.com", timeout=2)\n',
      ),
    );
  });

  it('accepts a new route that asks a flag itself', () =>
    check(
      `${head}\n\n@app.post("/refunds")\ndef refund():\n    if not flags.get_boolean_value("refunds", False):\n        return {}, 404\n    requests.post("https://bank.example.com", timeout=2)\n    return {}\n`,
    ));

  it('accepts what stands behind a helper of the profile, or a setting that is a flag', async () => {
    const guarded = '    if rollout.allows("tax"):\n        requests.post("https://tax.example.com", timeout=2)\n';
    await check(inOrder(guarded), undefined, 'flags: { helpers: [rollout.allows], require: [{ paths: [app.py] }] }');
    await check(
      inOrder('    if app.config["FEATURE_TAX"]:\n        requests.post("https://tax.example.com", timeout=2)\n'),
    );
    await check(
      inOrder('    if [|rollout.allows("tax")|]:\n        requests.post("https://tax.example.com", timeout=2)\n'),
    );
  });

  it('follows a new function to those that call it in the file', async () => {
    const tax = '\n\ndef tax():\n    requests.post("https://tax.example.com", timeout=2)\n';
    await check(`${head}${tax}`);
    await check(`${inOrder('    if flags.get_boolean_value("tax", False):\n        tax()\n')}${tax}`);
    await check(`${inOrder('    tax()\n')}${tax.replace('requests.post', '[|requests.post|]')}`);
  });

  it('says nothing of what was there, of other paths, and where there is no base', async () => {
    const old = inOrder('    requests.post("https://tax.example.com", timeout=2)\n');
    await check(`${old}\n\nVERSION = 2\n`, old);
    await check(
      inOrder('    requests.post("https://tax.example.com", timeout=2)\n'),
      head,
      'flags: { require: [{ paths: [pay/**] }] }',
    );
    const { 'before:app.py': _, ...files } = change(old);
    await checkRepository(unflaggedChange, files);
  });

  it('says nothing of a new health check', () =>
    check(
      `${head}\n\n@app.get("/healthz")\ndef healthz():\n    requests.get("https://db.example.com", timeout=2)\n    return {}\n`,
    ));

  it('asks as the file asks, with a key after the function', async () => {
    const fixed = await fixFirst(
      unflaggedChange,
      change(inOrder('    requests.post("https://tax.example.com", timeout=2)\n')),
    );
    assert.equal(
      fixed['app.py'],
      inOrder(
        '    if flags.get_boolean_value("new-order", False):\n        requests.post("https://tax.example.com", timeout=2)\n',
      ),
    );
  });

  it('has no fix where the answer is used, or more than one thing is new', async () => {
    for (const lines of [
      '    answer = requests.post("https://tax.example.com", timeout=2)\n    settle(answer)\n',
      '    requests.post("https://tax.example.com", timeout=2)\n    requests.post("https://bank.example.com", timeout=2)\n',
    ]) {
      const marked = lines.replace('requests.post', '[|requests.post|]');
      const found = await checkRepository(unflaggedChange, change(inOrder(marked)));
      assert.deepEqual(found[0]?.fixes, []);
    }
  });
});
