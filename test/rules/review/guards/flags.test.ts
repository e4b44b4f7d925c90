import assert from 'node:assert/strict';
import { losses } from './losses.ts';

const before = `
from openfeature import api

client = api.get_client()


def checkout(order):
    if client.get_boolean_value("new-checkout", False):
        charge_by_new_provider(order)
    notify_customer(order)
`;

const unguarded = `
from openfeature import api

client = api.get_client()


def checkout(order):
    charge_by_new_provider(order)
    notify_customer(order)
`;

describe('a flag check that a change takes away', () => {
  it('is missed where what it guarded runs for everybody now', async () => {
    assert.deepEqual(await losses('python', before, unguarded), [
      'charge_by_new_provider(order): charge_by_new_provider runs whatever the flag new-checkout says now: turning that off does not stop it any more',
    ]);
  });

  const keeps = (what: string, after: string, more = {}) =>
    it(`is not missed ${what}`, async () => assert.deepEqual(await losses('python', before, after, more), []));

  keeps('where the flag has another name', before.replace('new-checkout', 'checkout-v2'));
  keeps(
    'where a helper asks',
    before.replace('client.get_boolean_value("new-checkout", False)', 'is_feature_enabled("new-checkout")'),
  );
  keeps('where the guarded code is gone with it', unguarded.replace('    charge_by_new_provider(order)\n', ''));
  keeps(
    'where it guards from where the function is called',
    `${unguarded}

def main(order):
    if client.get_boolean_value("new-checkout", False):
        checkout(order)
`,
  );
  keeps(
    'where it leaves early instead',
    unguarded.replace(
      '    charge',
      '    if not client.get_boolean_value("new-checkout", False):\n        return notify_customer(order)\n    charge',
    ),
  );
  keeps('where the flag is retired: its definition goes in the same change', unguarded, {
    'before:flags.yaml': 'new-checkout: false\nother: true\n',
    'flags.yaml': 'other: true\n',
  });

  it('is not missed where the flag is retired, and code has other things of its name', async () => {
    const found = await losses('python', before.replaceAll('new-checkout', 'checkout'), unguarded, {
      'before:flag_names.py': 'FLAGS = ["checkout", "other"]\n'.replace(', ', ',\n    '),
      'flag_names.py': 'FLAGS = [\n    "other"]\n',
    });
    assert.deepEqual(found, []);
  });

  it('names what only ran with the flag', async () => {
    const asked = before.replace(
      '    notify_customer',
      '    else:\n        charge_by_old_provider(order)\n    notify_customer',
    );
    const both = asked.replace('        charge_by_new', '        charge_by_old_provider(order)\n        charge_by_new');
    const after = unguarded.replace('    charge_by_new', '    charge_by_old_provider(order)\n    charge_by_new');
    const found = await losses('python', both, after);
    assert.equal(found.length, 1);
    assert.match(found[0] ?? '', /^charge_by_new_provider/);
  });

  keeps(
    'where the feature is given up, and the way without it stays',
    `
from openfeature import api


def checkout(order):
    charge_by_old_provider(order)
`,
  );

  it('is not missed where it sent some another way, which is gone', async () => {
    const old = before.replace(
      '        charge_by_new_provider(order)\n',
      '        return charge_by_new_provider(order)\n',
    );
    const after = unguarded.replace('    charge_by_new_provider(order)\n', '');
    assert.deepEqual(await losses('python', old, after), []);
  });

  it('is missed where the function left early without it', async () => {
    const old = unguarded.replace(
      '    charge',
      '    if not client.get_boolean_value("new-checkout", False):\n        return\n    charge',
    );
    assert.equal((await losses('python', old, unguarded)).length, 1);
  });

  keeps(
    'where a class asks for all of its methods now',
    `
from openfeature import api

client = api.get_client()


class Checked:
    def check(self):
        if not client.get_boolean_value("new-checkout", False):
            raise Refused()


def checkout(order):
    charge_by_new_provider(order)
    notify_customer(order)
`,
  );
});
