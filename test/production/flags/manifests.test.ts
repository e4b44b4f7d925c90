import assert from 'node:assert/strict';
import { productionOf, type Files } from '../repository.ts';

/** `file (provider)[!]: key state value` of each flag; `!` where the manifest has all flags there are. */
async function flagsOf(files: Files): Promise<string[]> {
  const { flagManifests } = await productionOf(files);
  return flagManifests.flatMap(({ file, provider, flags, complete }) =>
    flags.map(({ key, state, value, range }) => {
      const written = files[file]?.slice(range.start, range.end) ?? '';
      assert.ok(written.includes(key), `${key} is not at its place: ${written}`);
      return `${file} (${provider})${complete ? '!' : ''}: ${key} ${state} ${value ?? ''}`.trimEnd();
    }),
  );
}

describe('manifests of feature flags', () => {
  it('of flagd say what everybody gets', async () => {
    const flag = (more: object) => ({ state: 'ENABLED', variants: { on: true, off: false }, ...more });
    const flags = {
      'new-checkout': flag({ defaultVariant: 'on' }),
      dark: flag({ defaultVariant: 'off' }),
      gone: { ...flag({ defaultVariant: 'on' }), state: 'DISABLED' },
      some: flag({ defaultVariant: 'off', targeting: { if: [{ in: ['a', 'b'] }, 'on'] } }),
      all: flag({
        defaultVariant: 'off',
        targeting: {
          fractional: [
            ['on', 100],
            ['off', 0],
          ],
        },
      }),
      half: flag({
        defaultVariant: 'off',
        targeting: {
          fractional: [
            ['on', 50],
            ['off', 50],
          ],
        },
      }),
      tier: { state: 'ENABLED', variants: { gold: 'gold', none: '' }, defaultVariant: 'gold', targeting: {} },
    };
    assert.deepEqual(await flagsOf({ 'config/shop.flagd.json': JSON.stringify({ flags }, null, 2) }), [
      'config/shop.flagd.json (openfeature)!: new-checkout on true',
      'config/shop.flagd.json (openfeature)!: dark off false',
      'config/shop.flagd.json (openfeature)!: gone disabled',
      'config/shop.flagd.json (openfeature)!: some varies',
      'config/shop.flagd.json (openfeature)!: all on true',
      'config/shop.flagd.json (openfeature)!: half varies',
      'config/shop.flagd.json (openfeature)!: tier constant gold',
    ]);
  });

  it('of the OpenFeature tools say only which flags there are', async () => {
    const flags = { newCheckout: { flagType: 'boolean', defaultValue: false, description: 'x' } };
    assert.deepEqual(await flagsOf({ 'flags.json': JSON.stringify({ flags }) }), [
      'flags.json (openfeature)!: newCheckout unknown',
    ]);
  });

  it('of GO Feature Flag follow the default rule', async () => {
    const files = {
      'flags.goff.yaml': [
        'new-checkout:',
        '  variations: { on: true, off: false }',
        '  defaultRule: { variation: on }',
        'slow:',
        '  variations: { on: true, off: false }',
        '  defaultRule:',
        '    percentage: { on: 20, off: 80 }',
        'gone:',
        '  disable: true',
        '  variations: { on: true, off: false }',
        '  defaultRule: { variation: on }',
        '',
      ].join('\n'),
    };
    assert.deepEqual(await flagsOf(files), [
      'flags.goff.yaml (go-feature-flag)!: new-checkout on true',
      'flags.goff.yaml (go-feature-flag)!: slow varies',
      'flags.goff.yaml (go-feature-flag)!: gone disabled',
    ]);
  });

  it('of LaunchDarkly are copies', async () => {
    const flags = {
      open: { key: 'open', on: true, variations: [true, false], fallthrough: { variation: 0 } },
      rolling: { key: 'rolling', on: true, variations: [true, false], fallthrough: { rollout: {} } },
      closed: { key: 'closed', on: false, variations: [true, false], offVariation: 1, fallthrough: { variation: 0 } },
    };
    assert.deepEqual(await flagsOf({ 'flagData.json': JSON.stringify({ flags, flagValues: { plain: true } }) }), [
      'flagData.json (launchdarkly): plain unknown',
      'flagData.json (launchdarkly): open on true',
      'flagData.json (launchdarkly): rolling varies',
      'flagData.json (launchdarkly): closed off false',
    ]);
  });

  it('of Unleash, Flipt, GrowthBook, ConfigCat and Split are known by their form', async () => {
    assert.deepEqual(
      await flagsOf({
        'config/unleash-export.json': JSON.stringify({
          features: [
            { name: 'all', enabled: true, strategies: [{ name: 'default' }] },
            { name: 'some', enabled: true, strategies: [{ name: 'userWithId', parameters: { userIds: '1' } }] },
            { name: 'none', enabled: false, strategies: [] },
          ],
        }),
        'deploy/features.yml': [
          'namespace: default',
          'flags:',
          '  - key: pay',
          '    name: Pay',
          '    type: BOOLEAN_FLAG_TYPE',
          '    enabled: false',
          '    rollouts: [{ threshold: { percentage: 100, value: true } }]',
          '  - { key: nav, name: Nav, type: BOOLEAN_FLAG_TYPE, enabled: true }',
          '',
        ].join('\n'),
        'growthbook.json': JSON.stringify({
          features: {
            cart: { defaultValue: false, rules: [{ force: true }] },
            nav: { defaultValue: false, rules: [{ coverage: 0.5, force: true }] },
          },
        }),
        'config_v6.json': JSON.stringify({ f: { beta: { t: 0, v: { b: true } } } }),
        'split.yaml': '- cart: { treatment: "on" }\n- cart: { treatment: "off", keys: [a] }\n',
      }),
      [
        'config/unleash-export.json (unleash): all on true',
        'config/unleash-export.json (unleash): some varies',
        'config/unleash-export.json (unleash): none off false',
        'config_v6.json (configcat): beta on true',
        'deploy/features.yml (flipt)!: pay on true',
        'deploy/features.yml (flipt)!: nav on true',
        'growthbook.json (growthbook): cart on true',
        'growthbook.json (growthbook): nav varies',
        'split.yaml (split): cart unknown',
      ],
    );
  });

  it('of Microsoft, FF4J, waffle and of single files too', async () => {
    assert.deepEqual(
      await flagsOf({
        'appsettings.json': JSON.stringify({
          Logging: {},
          FeatureManagement: {
            NewCart: true,
            Half: { EnabledFor: [{ Name: 'Microsoft.Percentage', Parameters: { Value: 50 } }] },
            Nobody: { EnabledFor: [] },
          },
        }),
        'src/main/resources/ff4j.xml':
          '<?xml version="1.0"?>\n<features><feature uid="cart" enable="true"/><feature uid="nav" enable="false"/></features>',
        'db/waffle_flags.json': JSON.stringify([{ model: 'waffle.switch', fields: { name: 'gift', active: true } }]),
        'config/feature_flags/ops/slow_query.yml': 'name: slow_query\ntype: ops\ndefault_enabled: false\n',
      }),
      [
        'appsettings.json (feature-management): NewCart on true',
        'appsettings.json (feature-management): Half varies',
        'appsettings.json (feature-management): Nobody off false',
        'config/feature_flags/ops/slow_query.yml (helper)!: slow_query unknown',
        'db/waffle_flags.json (waffle): gift on true',
        'src/main/resources/ff4j.xml (ff4j)!: cart unknown',
        'src/main/resources/ff4j.xml (ff4j)!: nav unknown',
      ],
    );
  });

  it("that the profile names may be a plain list, and is the provider's", async () => {
    const profile = 'version: 1\nflags: { provider: launchdarkly, manifest: ops/switches.yaml }\n';
    assert.deepEqual(
      await flagsOf({
        'prodaware.yaml': profile,
        'ops/switches.yaml':
          'flags:\n  new-checkout: { enabled: true, owner: pay }\n  half: { enabled: true, rollout: 50 }\n',
      }),
      ['ops/switches.yaml (launchdarkly)!: new-checkout on true', 'ops/switches.yaml (launchdarkly)!: half unknown'],
    );
    assert.deepEqual(await flagsOf({ 'prodaware.yaml': profile, 'ops/switches.yaml': '- a-flag\n- key: b-flag\n' }), [
      'ops/switches.yaml (launchdarkly)!: a-flag unknown',
      'ops/switches.yaml (launchdarkly)!: b-flag unknown',
    ]);
  });

  it('for tests, examples and one machine are no manifests', async () => {
    const text = JSON.stringify({ flags: { a: { flagType: 'boolean', defaultValue: false } } });
    assert.deepEqual(
      await flagsOf({ 'tests/flags.json': text, 'examples/a/flags.json': text, 'appsettings.Development.json': text }),
      [],
    );
  });

  it('that are hostile or of another shape are none', async () => {
    const deep = `{"flags":${'['.repeat(5000)}`;
    const bomb = `a: &a [x]\n${Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*${n === 0 ? 'a' : `b${n - 1}`}, *${n === 0 ? 'a' : `b${n - 1}`}]`).join('\n')}\n`;
    for (const text of [
      deep,
      bomb,
      '',
      '[',
      'null',
      '3',
      '{"flags": 3}',
      '{"flags":{"a":null}}',
      '\uFEFF{}',
      'x'.repeat(2_000_000),
    ]) {
      assert.deepEqual(
        await flagsOf({ 'flags.json': text, 'features.yml': text, 'ff4j.xml': text, 'flags.toml': text }),
        [],
      );
    }
  });

  it('change Production when they change', async () => {
    const files = (key: string) => ({ 'flags.json': JSON.stringify({ flags: { [key]: { flagType: 'boolean' } } }) });
    const [one, same, other] = [
      await productionOf(files('a')),
      await productionOf(files('a')),
      await productionOf(files('b')),
    ];
    assert.equal(one.key, same.key);
    assert.notEqual(one.key, other.key);
  });
});
