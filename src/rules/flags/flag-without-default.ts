/** A flag that is asked for without a default is nothing when its provider cannot be reached. */
import { flagForms, flagProviderTitle, type FlagForm } from '../../knowledge/flags.ts';
import type { FlagCheckFact } from '../../model/facts.ts';
import type { Fix } from '../../model/finding.ts';
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import { isTestPath } from '../paths.ts';

export const flagWithoutDefault = defineRule({
  id: 'flag-without-default',
  area: 'flags',
  severity: 'information',
  scope: 'file',
  summary: 'A feature flag is asked for without the default that the SDK takes.',
  why:
    'The default is what production runs on when the flag service is down, when the SDK is not ready yet, and when ' +
    'somebody deletes the flag. Where none is given the answer is `undefined` or the call fails, at the moment when ' +
    'everything else is failing too, and nobody chose what happens then.\n\n' +
    'Only forms of SDKs are looked at that take a default and do not document one of their own: Unleash, whose flags are ' +
    'off unless told otherwise, is left alone.',
  fixes:
    'The safe default, `false`: the code as it was before the flag. It goes where the SDK takes it, and only where the ' +
    'answer is used as a condition. It wants a look, for a flag that turns something off.',
  examples: {
    python: {
      bad: `from openfeature import api

client = api.get_client()


def checkout(cart):
    if [|client.get_boolean_value("new-checkout")|]:
        return cart.pay()
    return cart.pay_the_old_way()
`,
      good: `from openfeature import api

client = api.get_client()


def checkout(cart):
    if client.get_boolean_value("new-checkout", False):
        return cart.pay()
    return cart.pay_the_old_way()
`,
    },
    javascript: {
      bad: `const LaunchDarkly = require('@launchdarkly/node-server-sdk');

const client = LaunchDarkly.init(process.env.LAUNCHDARKLY_KEY);

async function checkout(cart, context) {
  if (await [|client.variation('new-checkout', context)|]) await cart.pay();
}
`,
      good: `const LaunchDarkly = require('@launchdarkly/node-server-sdk');

const client = LaunchDarkly.init(process.env.LAUNCHDARKLY_KEY);

async function checkout(cart, context) {
  if (await client.variation('new-checkout', context, false)) await cart.pay();
}
`,
    },
    typescript: {
      bad: `import { OpenFeature } from '@openfeature/server-sdk';

const client = OpenFeature.getClient();

export async function checkout(cart: Cart): Promise<void> {
  // @ts-expect-error the default is left to the provider
  const isNew = await [|client.getBooleanValue('new-checkout')|];
  if (isNew) await cart.pay();
}
`,
      good: `import { OpenFeature } from '@openfeature/server-sdk';

const client = OpenFeature.getClient();

export async function checkout(cart: Cart): Promise<void> {
  const isNew = await client.getBooleanValue('new-checkout', false);
  if (isNew) await cart.pay();
}
`,
    },
    ruby: {
      bad: `require 'ldclient-rb'

CLIENT = LaunchDarkly::LDClient.new(ENV.fetch('LAUNCHDARKLY_KEY'))

def checkout(cart, context)
  if [|CLIENT.variation('new-checkout', context)|]
    cart.pay
  end
end
`,
      good: `require 'ldclient-rb'

CLIENT = LaunchDarkly::LDClient.new(ENV.fetch('LAUNCHDARKLY_KEY'))

def checkout(cart, context)
  if CLIENT.variation('new-checkout', context, false)
    cart.pay
  end
end
`,
    },
    php: {
      bad: php("[|$client->getBooleanValue('new-checkout')|]"),
      good: php("$client->getBooleanValue('new-checkout', false)"),
    },
  },
  check(context) {
    if (isTestPath(context.path) || compiled.has(context.facts.ecosystem)) return [];
    return context.facts.flagChecks.flatMap((check) => findingOf(context, check));
  },
});

/** Where the compiler asks for a default, one that is not seen is one in a form that is not known. */
const compiled: ReadonlySet<string> = new Set(['go', 'jvm', 'dotnet', 'rust']);

function findingOf(context: FileContext, check: FlagCheckFact): Draft[] {
  const { facts, path } = context;
  const call = facts.calls[check.call];
  if (check.default !== 'absent' || call === undefined) return [];
  const method = /[\w$]+[?!]?$/.exec(call.callee)?.[0] ?? '';
  const forms = flagForms(facts.ecosystem, check.provider, method);
  const [form] = forms;
  if (form === undefined || forms.some((one) => one.default === null || one.default.absent === 'off')) return [];
  const name = flagProviderTitle(check.provider);
  const key = check.key === null ? 'this flag' : `\`${check.key}\``;
  const message =
    form.default?.absent === 'refused'
      ? `${key} is asked of ${name} without a default: the call fails, and nobody chose what production does then`
      : `when ${name} cannot answer, ${key} is undefined in production: nobody chose what happens then`;
  const fix = defaultFix(context, check, form);
  return [{ file: path, range: call.range, message, fixes: fix === null ? [] : [fix] }];
}

function defaultFix({ facts, path }: FileContext, check: FlagCheckFact, form: FlagForm): Fix | null {
  const call = facts.calls[check.call];
  const { defaultInsertAt: at } = check;
  // What is no switch has no default that is safe for sure.
  if (call === undefined || at === -1 || form.default === null) return null;
  if (form.value !== 'boolean' && check.guards.length === 0) return null;
  const positional = call.arguments.every(({ keyword }) => keyword === null);
  const [name] = form.default.names;
  const value = facts.ecosystem === 'python' ? 'False' : 'false';
  if (!positional && name === undefined) return null;
  const separator = facts.ecosystem === 'python' ? '=' : ': ';
  const text = positional && form.default.position >= 0 ? `, ${value}` : `, ${name}${separator}${value}`;
  return {
    title: `Give ${value} as the default`,
    safety: 'review',
    edits: [{ file: path, range: { start: at, end: at }, text }],
  };
}

function php(question: string): string {
  return `<?php

use OpenFeature\\OpenFeatureAPI;

function checkout(Cart $cart): void
{
    $client = OpenFeatureAPI::getInstance()->getClient('shop');
    if (${question}) {
        $cart->pay();
    }
}
`;
}
