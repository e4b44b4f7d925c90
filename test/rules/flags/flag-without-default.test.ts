import { flagWithoutDefault } from '../../../src/rules/flags/flag-without-default.ts';
import { check, checkFix, checkNoFix } from '../../support/check.ts';

describe('flag-without-default', () => {
  it('gives a default by name where arguments have names', () =>
    checkFix(
      flagWithoutDefault,
      'python',
      'from openfeature import api\n\nclient = api.get_client()\nif client.get_boolean_value(flag_key="pay"):\n    pay()\n',
      'from openfeature import api\n\nclient = api.get_client()\nif client.get_boolean_value(flag_key="pay", default_value=False):\n    pay()\n',
    ));

  it('gives it in its place where arguments stand in lines of their own', () =>
    checkFix(
      flagWithoutDefault,
      'javascript',
      "import { init } from '@launchdarkly/node-server-sdk';\nconst client = init('key');\nconst on = await client.variation(\n  'pay',\n  user,\n);\nif (on) pay();\n",
      "import { init } from '@launchdarkly/node-server-sdk';\nconst client = init('key');\nconst on = await client.variation(\n  'pay',\n  user, false,\n);\nif (on) pay();\n",
    ));

  it('offers none for a value that is no switch', () =>
    checkNoFix(
      flagWithoutDefault,
      'javascript',
      "import { OpenFeature } from '@openfeature/server-sdk';\nconst client = OpenFeature.getClient();\nconst tier = await [|client.getStringValue('tier')|];\nsell(tier);\n",
    ));

  it('accepts SDKs that say themselves what holds, and forms without a default', async () => {
    await check(
      flagWithoutDefault,
      'javascript',
      "import { initialize } from 'unleash-client';\nconst unleash = initialize({ url, appName: 'shop' });\nif (unleash.isEnabled('pay')) pay();\n",
    );
    await check(
      flagWithoutDefault,
      'python',
      'import waffle\n\n\ndef pay(request):\n    return waffle.flag_is_active(request, "pay")\n',
    );
  });

  it('says nothing where only a name says what is asked', () =>
    check(
      flagWithoutDefault,
      'javascript',
      "import { ldClient } from './flags.js';\nldClient.variation('pay', user);\n",
    ).then(() => undefined));

  it('says nothing of arguments that are not written out', () =>
    check(
      flagWithoutDefault,
      'javascript',
      "import { OpenFeature } from '@openfeature/server-sdk';\nconst client = OpenFeature.getClient();\nclient.getBooleanValue(...question);\n",
    ).then(() => undefined));
});
