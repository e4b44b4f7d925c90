import assert from 'node:assert/strict';
import { unknownFlag } from '../../../src/rules/flags/unknown-flag.ts';
import { checkRepository } from '../../support/check.ts';
import type { Files } from '../../support/memoryRepository.ts';

const flagd = (...keys: string[]): string =>
  JSON.stringify({
    flags: Object.fromEntries(
      keys.map((key) => [key, { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off' }]),
    ),
  });

const openFeature = (key: string): string => `from openfeature import api

client = api.get_client()
if client.get_boolean_value(${key}, False):
    print("on")
`;

const unleash = (key: string): string => `from UnleashClient import UnleashClient

unleash = UnleashClient(url="https://flags.example.com", app_name="shop")
if unleash.is_enabled(${key}):
    print("on")
`;

const files = (more: Files): Files => ({ Procfile: 'web: python app.py\n', ...more });

describe('unknown-flag', () => {
  it('finds a key that the manifest does not have, and says what production gets', async () => {
    const [found] = await checkRepository(
      unknownFlag,
      files({ 'flags.flagd.json': flagd('checkout', 'nav'), 'app.py': openFeature('[|"billing"|]') }),
    );
    assert.equal(
      found?.message,
      '`billing` is not among the 2 flags of flags.flagd.json: production always gets the default (False)'.replace(
        'False',
        'false',
      ),
    );
    assert.deepEqual(found?.fixes, []);
  });

  it('offers the key that was meant', async () => {
    const [found] = await checkRepository(
      unknownFlag,
      files({ 'flags.flagd.json': flagd('new-checkout'), 'app.py': openFeature('[|"new_checkuot"|]') }),
    );
    assert.match(found?.message ?? '', /did you mean `new-checkout`\?$/);
    assert.equal(found?.fixes[0]?.edits[0]?.text, 'new-checkout');
  });

  it('knows a key that any manifest of the provider has', () =>
    checkRepository(
      unknownFlag,
      files({ 'a.flagd.json': flagd('nav'), 'b.flagd.json': flagd('checkout'), 'app.py': openFeature('"checkout"') }),
    ).then(() => undefined));

  it('says nothing of keys made at run time, of other providers, and without a manifest', async () => {
    await checkRepository(unknownFlag, files({ 'a.flagd.json': flagd('nav'), 'app.py': openFeature('f"nav-{name}"') }));
    await checkRepository(unknownFlag, files({ 'a.flagd.json': flagd('nav'), 'app.py': unleash('"checkout"') }));
    await checkRepository(unknownFlag, files({ 'app.py': openFeature('"checkout"') }));
  });

  it('takes a copy of the flags for a list of spellings only', async () => {
    const copy = JSON.stringify({ features: [{ name: 'new-checkout', enabled: true, strategies: [] }] });
    await checkRepository(unknownFlag, files({ 'unleash.json': copy, 'app.py': unleash('"billing"') }));
    await checkRepository(unknownFlag, files({ 'unleash.json': copy, 'app.py': unleash('[|"new-chekout"|]') }));
    await checkRepository(unknownFlag, files({ 'unleash.json': copy, 'app.py': unleash('"new-checkout"') }));
  });

  it('takes the manifest of the profile at its word, for its provider and its helpers', async () => {
    const profile = 'version: 1\nflags: { provider: unleash, helpers: [is_on], manifest: ops/flags.yaml }\n';
    const base = { 'prodaware.yaml': profile, 'ops/flags.yaml': 'checkout: true\n' };
    await checkRepository(unknownFlag, files({ ...base, 'app.py': unleash('[|"billing"|]') }));
    await checkRepository(
      unknownFlag,
      files({ ...base, 'app.py': 'if is_feature_enabled("billing"):\n    print("on")\n' }),
    );
  });

  it('asks of a helper of the profile what its manifest has', () => {
    const profile = 'version: 1\nflags: { helpers: [is_on], manifest: ops/flags.yaml }\n';
    const base = { 'prodaware.yaml': profile, 'ops/flags.yaml': 'checkout: true\n' };
    return checkRepository(
      unknownFlag,
      files({
        ...base,
        'app.py': 'from shop import is_on\n\nif is_on([|"billing"|]) and is_on("checkout"):\n    print("on")\n',
      }),
    ).then(() => undefined);
  });

  it('leaves the flags of another service alone', () =>
    checkRepository(unknownFlag, {
      'a/Procfile': 'web: python app.py\n',
      'a/requirements.txt': '',
      'a/app.py': openFeature('"nav"'),
      'a/flags.flagd.json': flagd('nav'),
      'b/Procfile': 'web: python app.py\n',
      'b/requirements.txt': '',
      'b/app.py': openFeature('"billing"'),
    }).then(() => undefined));
});
