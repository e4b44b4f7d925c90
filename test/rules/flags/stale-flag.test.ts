import assert from 'node:assert/strict';
import { staleFlag } from '../../../src/rules/flags/stale-flag.ts';
import { check, checkRepository } from '../../support/check.ts';
import type { Files } from '../../support/memoryRepository.ts';

const flag = (key: string, more: object): string =>
  JSON.stringify({ flags: { [key]: { state: 'ENABLED', variants: { on: true, off: false }, ...more } } });

const app = (key: string): string => `from openfeature import api

client = api.get_client()
if client.get_boolean_value(${key}, False):
    pay()
`;

const files = (more: Files): Files => ({ Procfile: 'web: python app.py\n', ...more });

describe('stale-flag', () => {
  it('finds a flag that everybody gets, with the line that says so', async () => {
    const [found] = await checkRepository(
      staleFlag,
      files({ 'a.flagd.json': flag('pay', { defaultVariant: 'on' }), 'app.py': app('[|"pay"|]') }),
    );
    assert.equal(
      found?.message,
      '`pay` is on for everybody in a.flagd.json: what stands behind the other answer never runs in production',
    );
    assert.equal(found?.evidence[0]?.file, 'a.flagd.json');
  });

  it('finds one that is disabled', () =>
    checkRepository(
      staleFlag,
      files({ 'a.flagd.json': flag('pay', { state: 'DISABLED', defaultVariant: 'on' }), 'app.py': app('[|"pay"|]') }),
    ).then(() => undefined));

  it('accepts one that is off, rolled out in part, or meant to stay', async () => {
    await checkRepository(
      staleFlag,
      files({ 'a.flagd.json': flag('pay', { defaultVariant: 'off' }), 'app.py': app('"pay"') }),
    );
    const half = {
      defaultVariant: 'off',
      targeting: {
        fractional: [
          ['on', 50],
          ['off', 50],
        ],
      },
    };
    await checkRepository(staleFlag, files({ 'a.flagd.json': flag('pay', half), 'app.py': app('"pay"') }));
    await checkRepository(
      staleFlag,
      files({ 'a.flagd.json': flag('ops-pay', { defaultVariant: 'on' }), 'app.py': app('"ops-pay"') }),
    );
  });

  it('accepts one that two manifests answer differently', () =>
    checkRepository(
      staleFlag,
      files({
        'eu.flagd.json': flag('pay', { defaultVariant: 'on' }),
        'us.flagd.json': flag('pay', { defaultVariant: 'off' }),
        'app.py': app('"pay"'),
      }),
    ).then(() => undefined));

  it('finds a flag whose answers run the same code', async () => {
    const [found] = await check(
      staleFlag,
      'python',
      `from openfeature import api

client = api.get_client()
if client.get_boolean_value([|"pay"|], False):
    pay(1)
else:
    pay(1)
`,
    );
    assert.equal(found?.message, 'both answers of `pay` run the same code: turning it changes nothing in production');
  });
});
