import { missingKillSwitch } from '../../../src/rules/flags/missing-kill-switch.ts';
import { checkRepository } from '../../support/check.ts';

const app = (name: string, body: string): string => `import os
import requests
from flask import Flask
from openfeature import api

app = Flask(__name__)
flags = api.get_client()


@app.post("/orders")
def ${name}():
${body}
    return {}
`;

async function check(source: string, profile = 'rollout: { killSwitches: required }'): Promise<void> {
  await checkRepository(missingKillSwitch, {
    'prodaware.yaml': `version: 1\nflags: { helpers: [may_call], require: [{ paths: [app.py] }] }\n${profile}\n`,
    Procfile: 'web: python app.py\n',
    'app.py': source,
  });
}

const call = '    requests.post("https://tax.example.com", timeout=2)';

describe('missing-kill-switch', () => {
  it('finds a route whose call nothing can turn off', () => check(app('[|order|]', call)));

  it('says nothing where the profile does not ask', async () => {
    await check(app('order', call), 'rollout: { killSwitches: optional }');
    await check(app('order', call), '');
  });

  it('accepts a flag, a helper of the profile, and a setting that is a flag', async () => {
    const within = (test: string): string => `    if ${test}:\n    ${call}`;
    await check(app('order', within('flags.get_boolean_value("ops-tax", True)')));
    await check(app('order', within('may_call("tax")')));
    await check(app('order', within('os.environ["TAX_ENABLED"] == "1"')));
  });

  it('finds the one call of several that is open', () =>
    check(
      app(
        '[|order|]',
        `    if flags.get_boolean_value("ops-tax", True):\n    ${call}\n    requests.post("https://bank.example.com", timeout=2)`,
      ),
    ));

  it('accepts a route that calls nobody', () => check(app('order', '    print("paid")')));
});
