/** A call to another system that nothing can turn off takes production along when that system misbehaves. */
import type { FunctionFact, OutboundCallFact } from '../../model/facts.ts';
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import { contains } from '../../model/text.ts';
import { orders } from './exampleServices.ts';
import { guardedRegions, isGuarded } from './questions.ts';
import { entryTitle, isOutside, isProbe, requirementFor } from './required.ts';

const profile = `version: 1
flags:
  require: [{ paths: ["app.py", "server.ts"] }]
rollout:
  killSwitches: required
`;

const nodeCall = "await axios.post('https://tax.example.com/quote', request.body, { timeout: 2000 });";
const goCall = [
  'response, err := client.Post("https://tax.example.com/quote", "application/json", c.Request.Body)',
  'keep(response, err)',
];
const javaCall = 'http.postForObject("https://tax.example.com/quote", order, Quote.class);';

function killSwitch(language: keyof typeof orders, body: readonly string[], header?: string): Record<string, string> {
  const { file, surroundings, code } = orders[language];
  return { ...surroundings('rollout:\n  killSwitches: required\n'), [file]: code(body, header) };
}

export const missingKillSwitch = defineRule({
  id: 'missing-kill-switch',
  area: 'flags',
  severity: 'warning',
  scope: 'file',
  summary: 'A risky path calls another system, and no flag can turn the call off.',
  why:
    'When the other side answers slowly, wrongly, or twice, whoever is on call needs to stop calling it now. Without a ' +
    'switch around the call the only way is a change, a review, a build and a deploy, in the middle of the incident.\n\n' +
    'It is asked for where the profile says `rollout.killSwitches: required`, in the paths of `flags.require`, for calls ' +
    'over HTTP, RPC and queues that a route, job or consumer makes itself. A flag check of any provider, a helper of ' +
    'the repository or of the profile, and a condition on a setting that is a flag by its name all count.',
  fixes: 'There is none: what happens instead of the call is a decision about the product.',
  examples: {
    python: {
      bad: {
        'prodaware.yaml': profile,
        Procfile: 'web: python app.py\n',
        'app.py': `import requests
from flask import Flask

app = Flask(__name__)


@app.post("/orders")
def [|order|]():
    requests.post("https://tax.example.com/quote", timeout=2)
    return {}


app.run()
`,
      },
      good: {
        'prodaware.yaml': profile,
        Procfile: 'web: python app.py\n',
        'app.py': `import requests
from flask import Flask
from openfeature import api

app = Flask(__name__)
flags = api.get_client()


@app.post("/orders")
def order():
    if flags.get_boolean_value("ops-tax-service", True):
        requests.post("https://tax.example.com/quote", timeout=2)
    return {}


app.run()
`,
      },
    },
    typescript: {
      bad: {
        'prodaware.yaml': profile,
        Procfile: 'web: tsx server.ts\n',
        'package.json': '{ "name": "server", "type": "module" }\n',
        'server.ts': `import axios from 'axios';
import express from 'express';

const app = express();

[|app.post('/orders'|], async (request, response) => {
  await axios.post('https://tax.example.com/quote', request.body, { timeout: 2000 });
  response.json({});
});

app.listen(8080);
`,
      },
      good: {
        'prodaware.yaml': profile,
        Procfile: 'web: tsx server.ts\n',
        'package.json': '{ "name": "server", "type": "module" }\n',
        'server.ts': `import { OpenFeature } from '@openfeature/server-sdk';
import axios from 'axios';
import express from 'express';

const app = express();
const flags = OpenFeature.getClient();

app.post('/orders', async (request, response) => {
  if (await flags.getBooleanValue('ops-tax-service', true)) {
    await axios.post('https://tax.example.com/quote', request.body, { timeout: 2000 });
  }
  response.json({});
});

app.listen(8080);
`,
      },
    },
    javascript: {
      bad: killSwitch('javascript', [nodeCall], "[|app.post('/orders'|]"),
      good: killSwitch('javascript', [
        "if (await flags.getBooleanValue('ops-tax-service', true)) {",
        `  ${nodeCall}`,
        '}',
      ]),
    },
    go: {
      bad: killSwitch('go', goCall, '[|r.POST("/orders"|]'),
      good: killSwitch('go', [
        'if isOn, _ := flags.BooleanValue(c, "ops-tax-service", true, openfeature.EvaluationContext{}); isOn {',
        ...goCall.map((line) => `\t${line}`),
        '}',
      ]),
    },
    java: {
      bad: killSwitch('java', [javaCall], '[|order|]'),
      good: killSwitch('java', ['if (flags.getBooleanValue("ops-tax-service", true)) {', `  ${javaCall}`, '}']),
    },
  },
  check(context) {
    const { facts, path, profile: loaded } = context;
    if (loaded?.value.rollout?.killSwitches !== 'required' || isOutside(path)) return [];
    const requirement = requirementFor(loaded, path);
    if (requirement === null) return [];
    const regions = guardedRegions(context);
    const wanted = loaded.locate(['rollout', 'killSwitches']);
    return facts.entries.flatMap((entry): Draft[] => {
      const handler = facts.functions[entry.handler];
      if (handler === undefined || isProbe(entry.target ?? entry.name) || isGuarded(handler.range, regions)) return [];
      const call = outboundIn(context, handler).find((one) => !isGuarded(one.range, regions));
      if (call === undefined) return [];
      const name = facts.calls[call.call]?.callee ?? call.library;
      return [
        {
          file: path,
          range: entry.header,
          message: `no flag can turn off ${name} in ${entryTitle(entry)}: when it misbehaves in production, the only way to stop calling it is a deploy`,
          evidence: [
            { file: path, range: call.range, label: 'the call' },
            ...(wanted === null ? [] : [{ file: loaded.file, range: wanted, label: 'the profile wants a switch' }]),
          ],
        },
      ];
    });
  },
});

const risky: ReadonlySet<OutboundCallFact['kind']> = new Set(['http', 'queue', 'rpc', 'cloud']);

/** Calls that the handler makes itself, or a function in it. */
function outboundIn({ facts }: FileContext, handler: FunctionFact): OutboundCallFact[] {
  return facts.outboundCalls.filter(({ kind, range }) => risky.has(kind) && contains(handler.body, range));
}
