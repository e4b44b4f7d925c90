import assert from 'node:assert/strict';
import { languages } from '../../src/languages/index.ts';
import { testParsers } from '../syntax/parsers.ts';
import { at, source } from './render.ts';

/** `provider key, default: guarded code` of each check in order. */
async function checks(name: string, text: string): Promise<string[]> {
  const written = source(text);
  const language = languages.find((one) => one.name === name || (name === 'tsx' && one.extensions.includes('.tsx')));
  assert.ok(language, `no language ${name}`);
  const grammar = await testParsers().grammar(language.grammar);
  const { flagChecks } = language.extract(grammar.parse(written));
  return flagChecks.map(({ provider, key, default: given, defaultValue, guards }) => {
    const asked = [provider, key ?? '?', defaultValue ?? (given === 'none' ? '' : given)].join(' ').trimEnd();
    const guarded = guards.map((range) => (at(written, range) ?? '').replace(/\s+/g, ' ').trim()).join(' | ');
    return guarded === '' ? asked : `${asked}: ${guarded}`;
  });
}

describe('flag checks in Python', () => {
  it('are calls of the SDK, with key and default by place or by name', async () => {
    assert.deepEqual(
      await checks(
        'python',
        `
        import ldclient
        from openfeature import api

        client = api.get_client()

        def pay(user):
            if ldclient.get().variation("new-checkout", user, False):
                charge()
            if client.get_boolean_value(flag_key="fast-lane", default_value=True):
                skip()
            else:
                queue()
            client.get_boolean_value("no-default")
        `,
      ),
      [
        'launchdarkly new-checkout false: charge()',
        'openfeature fast-lane true: skip() | queue()',
        'openfeature no-default absent',
      ],
    );
  });

  it('are known by the import where the client comes in as a parameter', async () => {
    assert.deepEqual(
      await checks(
        'python',
        `
        from openfeature.client import OpenFeatureClient

        def pay(client: OpenFeatureClient, flags):
            return client.get_string_value("tier", "basic")
        `,
      ),
      ['openfeature tier basic'],
    );
  });

  it('of waffle are functions and decorators', async () => {
    assert.deepEqual(
      await checks(
        'python',
        `
        import waffle
        from waffle.decorators import waffle_flag

        @waffle_flag("!old-cart")
        def cart(request):
            on = waffle.switch_is_active("gift-cards")
            if not on:
                return None
            return gift(waffle.flag_is_active(request, "gift-wrap"))
        `,
      ),
      [
        'waffle old-cart: def cart(request): on = waffle.switch_is_active("gift-cards") if not on: return None return gift(waffle.flag_is_active(request, "gift-wrap"))',
        'waffle gift-cards: return None return gift(waffle.flag_is_active(request, "gift-wrap"))',
        'waffle gift-wrap',
      ],
    );
  });

  it('take their keys from constants of the file', async () => {
    assert.deepEqual(
      await checks(
        'python',
        `
        from UnleashClient import UnleashClient
        from enum import Enum

        NEW_CART = "new-cart"
        KEYS = {"cart": "dictionary-cart"}

        class Flags(str, Enum):
            CART = "class-cart"

        unleash = UnleashClient(url="u", app_name="a")

        def cart(name):
            unleash.is_enabled(NEW_CART)
            unleash.is_enabled(Flags.CART)
            unleash.is_enabled(Flags.CART.value)
            unleash.is_enabled(name)
            unleash.is_enabled(f"cart-{name}")
            unleash.is_enabled("cart", fallback_function=lambda *_: True)
        `,
      ),
      [
        'unleash new-cart absent',
        'unleash class-cart absent',
        'unleash class-cart absent',
        'unleash ? absent',
        'unleash ? absent',
        'unleash cart given',
      ],
    );
  });

  it('of a helper need a name that says flag and a key', async () => {
    assert.deepEqual(
      await checks(
        'python',
        `
        def view(org, value):
            if is_feature_enabled("new-nav", org):
                render()
            features.is_enabled("beta")
            feature_flag_enabled(FLAG_NAME)
            is_enabled("not-said")
            flag("--verbose", is_flag=True)
            is_feature_enabled(value)
            cache.get("feature")
            logger.info("feature enabled")
            parser.add_flag("x")
        `,
      ),
      ['helper new-nav: render()', 'helper beta', 'helper ?'],
    );
  });
});

describe('flag checks in TypeScript', () => {
  it('are calls of the SDK, awaited or not, through names that are given the answer', async () => {
    assert.deepEqual(
      await checks(
        'typescript',
        `
        import { OpenFeature } from '@openfeature/server-sdk';
        const client = OpenFeature.getClient();
        const KEYS = { checkout: 'new-checkout' } as const;
        enum Flags { Nav = 'new-nav' }

        export async function pay() {
          const on = await client.getBooleanValue(KEYS.checkout, false);
          if (on) charge();
          const total = on ? round(1) : 1;
          if (!(await client.getBooleanValue('fast', false))) return;
          run();
          client.getBooleanValue(Flags.Nav, false) && nav();
        }
        `,
      ),
      [
        'openfeature new-checkout false: charge(); | round(1) | 1',
        'openfeature fast false: return; run(); client.getBooleanValue(Flags.Nav, false) && nav(); }',
        'openfeature new-nav false: nav()',
      ],
    );
  });

  it('of LaunchDarkly have their default elsewhere on servers and in browsers', async () => {
    assert.deepEqual(
      await checks(
        'typescript',
        `
        import * as LaunchDarkly from '@launchdarkly/node-server-sdk';
        const client = LaunchDarkly.init('key');
        client.variation('a', { key: 'u' }, false);
        client.variation('b', { key: 'u' });
        client.boolVariation('c', context, true);
        `,
      ),
      ['launchdarkly a false', 'launchdarkly b absent', 'launchdarkly c true'],
    );
    assert.deepEqual(
      await checks(
        'typescript',
        `
        import { initialize } from 'launchdarkly-js-client-sdk';
        const client = initialize('key', {});
        client.variation('a', false);
        client.variation('b');
        `,
      ),
      ['launchdarkly a false', 'launchdarkly b absent'],
    );
  });

  it('are known by what the client is called, and say nothing of defaults then', async () => {
    assert.deepEqual(
      await checks(
        'typescript',
        `
        import { unleash } from '../flags.ts';
        class Cart {
          show() {
            if (unleash.isEnabled('cart')) return;
            this.ldClient.variation('old', this.user);
            this.service.isEnabled('nothing');
            this.flagResolver.isEnabled('resolved');
          }
        }
        `,
      ),
      [
        "unleash cart: return; this.ldClient.variation('old', this.user); this.service.isEnabled('nothing'); this.flagResolver.isEnabled('resolved'); }",
        'launchdarkly old',
        'helper resolved',
      ],
    );
  });

  it('have their key in a request, or in the second place', async () => {
    assert.deepEqual(
      await checks(
        'typescript',
        `
        import { FliptClient } from '@flipt-io/flipt';
        import Statsig from 'statsig-node';
        const flipt = new FliptClient();
        export async function pay(user) {
          const answer = await flipt.evaluation.boolean({ namespaceKey: 'default', flagKey: 'pay', entityId: user.id });
          if (answer.enabled) charge();
          if (await Statsig.checkGate(user, 'gate')) open();
        }
        `,
      ),
      ['flipt pay: charge();', 'statsig gate: open();'],
    );
  });

  it('of React hand over all flags at once', async () => {
    assert.deepEqual(
      await checks(
        'tsx',
        `
        import { useFlags } from 'launchdarkly-react-client-sdk';
        export function Cart() {
          const { newCart, oldCart: old } = useFlags();
          return <div>{newCart && <NewCart />}{old ? <Old /> : null}</div>;
        }
        `,
      ),
      ['launchdarkly ?: <NewCart /> | <Old /> | null'],
    );
  });

  it('are no events, sets, command line flags or toggles of a page', async () => {
    assert.deepEqual(
      await checks(
        'typescript',
        `
        toggle.on('click', run);
        flags.get('verbose');
        features.has('fullscreen');
        program.flag('--x');
        createFeatureFlag('x');
        element.classList.toggle('active');
        feature.on('change', run);
        isEnabled('x');
        `,
      ),
      [],
    );
  });
});

describe('flag checks in other languages', () => {
  it('of Go give their answer with an error beside it', async () => {
    assert.deepEqual(
      await checks(
        'go',
        `
        package shop

        import (
        	"context"

        	ld "github.com/launchdarkly/go-server-sdk/v7"
        	"github.com/open-feature/go-sdk/openfeature"
        )

        const checkoutKey = "new-checkout"

        type Shop struct {
        	flags *openfeature.Client
        	ld    *ld.LDClient
        }

        func (s *Shop) Pay(ctx context.Context) error {
        	on, err := s.flags.BooleanValue(ctx, checkoutKey, false, openfeature.EvaluationContext{})
        	if err != nil {
        		return err
        	}
        	if on {
        		charge()
        	}
        	if fast, _ := s.ld.BoolVariation("fast", user, true); fast {
        		skip()
        	}
        	return nil
        }
        `,
      ),
      ['openfeature new-checkout false: { charge() }', 'launchdarkly fast true: { skip() }'],
    );
  });

  it('of Java are known by declared types, constants and annotations', async () => {
    assert.deepEqual(
      await checks(
        'java',
        `
        package shop;

        import dev.openfeature.sdk.Client;
        import org.ff4j.aop.Flip;
        import org.togglz.core.Feature;

        class Shop {
          private static final String KEY = "new-checkout";
          private final Client flags;

          @Flip(name = "gift", alterBean = "gift")
          void pay() {
            if (flags.getBooleanValue(KEY, false)) {
              charge();
            }
            boolean fast = flags.getBooleanValue(Keys.FAST, true);
            if (!fast) {
              return;
            }
            if (ShopFeatures.NEW_NAV.isActive()) nav();
          }
        }

        class Keys {
          static final String FAST = "fast";
        }
        `,
      ),
      [
        'ff4j gift: @Flip(name = "gift", alterBean = "gift") void pay() { if (flags.getBooleanValue(KEY, false)) { charge(); } boolean fast = flags.getBooleanValue(Keys.FAST, true); if (!fast) { return; } if (ShopFeatures.NEW_NAV.isActive()) nav(); }',
        'openfeature new-checkout false: { charge(); }',
        'openfeature fast true: { return; } if (ShopFeatures.NEW_NAV.isActive()) nav(); }',
        'togglz NEW_NAV: nav();',
      ],
    );
  });

  it('of .NET are known by declared types, helpers by constants, actions by attributes', async () => {
    assert.deepEqual(
      await checks(
        'csharp',
        `
        using LaunchDarkly.Sdk.Server.Interfaces;
        using Microsoft.FeatureManagement;
        using Microsoft.FeatureManagement.Mvc;

        public class OrdersController
        {
            private readonly IFeatureManager _features;
            private readonly ILdClient _client;
            private readonly IFeatureService _featureService;

            [FeatureGate("gifts")]
            public void Gift() { Wrap(); }

            public async Task Pay()
            {
                if (await _features.IsEnabledAsync("new-checkout")) { Charge(); }
                if (_client.BoolVariation("fast", context)) { Skip(); }
                if (_featureService.IsEnabled(FeatureFlagKeys.NewNav)) { Nav(); }
            }
        }
        `,
      ),
      [
        'feature-management gifts: [FeatureGate("gifts")] public void Gift() { Wrap(); }',
        'feature-management new-checkout: { Charge(); }',
        'launchdarkly fast absent: { Skip(); }',
        'helper ?: { Nav(); }',
      ],
    );
  });

  it('of Ruby ask with symbols', async () => {
    assert.deepEqual(
      await checks(
        'ruby',
        `
        def pay(user)
          if Flipper.enabled?(:new_checkout, user)
            charge
          end
          nav if Flipper[:new_nav].enabled?
          run if Feature.enabled?(:slow_query, user)
        end
        `,
      ),
      ['flipper new_checkout: charge', 'flipper new_nav: nav', 'helper slow_query: run'],
    );
  });
});
