/** New behaviour on a risky path goes to everybody at once, and comes back only by a deploy. */
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import { contains, type Range } from '../../model/text.ts';
import { orders } from './exampleServices.ts';
import { isIn, isNewFunction, lastName, newBehaviour, type NewBehaviour } from './newBehaviour.ts';
import { guardedRegions, isGuarded } from './questions.ts';
import { entryTitle, isOutside, requirementFor } from './required.ts';
import { wrapInFlag } from './wrapInFlag.ts';

const profile = `version: 1
flags:
  provider: openfeature
  require: [{ paths: ["app.py", "server.ts"] }]
`;

const pythonBefore = `import requests
from flask import Flask
from openfeature import api

app = Flask(__name__)
flags = api.get_client()


@app.post("/orders")
def order():
    if flags.get_boolean_value("new-prices", False):
        price()
    return {}


app.run()
`;

const typescriptBefore = `import { OpenFeature } from '@openfeature/server-sdk';
import axios from 'axios';
import express from 'express';

const app = express();
const flags = OpenFeature.getClient();

app.post('/orders', async (request, response) => {
  if (await flags.getBooleanValue('new-prices', false)) await price(request.body);
  response.json({});
});

app.listen(8080);
`;

/** A change that adds statements to a route. */
function change(language: keyof typeof orders, added: readonly string[]): Record<string, string> {
  const { file, surroundings, code } = orders[language];
  return { ...surroundings(''), [`before:${file}`]: code([]), [file]: code(added) };
}

export const unflaggedChange = defineRule({
  id: 'unflagged-change',
  area: 'flags',
  severity: 'warning',
  scope: 'file',
  summary: 'A change adds behaviour to a risky path, and no feature flag stands in front of it.',
  why:
    'Without a flag the new code reaches all users in the moment of the deploy. If it goes wrong, the only way back is ' +
    'another deploy, and everything else that was released with it goes back too.\n\n' +
    'It is asked for in the paths that the profile names under `flags.require`, and only of what a change adds: a new ' +
    'route, job or consumer, a new branch on one that was there, a new or changed call to another system or write. Code behind a ' +
    'flag check of any provider, behind a helper that the profile or the repository itself has, or behind a setting ' +
    'that is a flag by its name is left alone, as are branches that only refuse a request, log lines, and new functions ' +
    'that nothing in the file calls, migrations and tests. Where there is no base to compare with, nothing is said.',
  fixes:
    'A statement that is new by itself goes behind a check that is asked as the file asks one already, with a key after ' +
    'the function. It wants a look: the key is a suggestion, and the flag has to be made. Elsewhere there is no fix, ' +
    'since where the old behaviour ends is for whoever knows it.',
  examples: {
    python: {
      bad: {
        'prodaware.yaml': profile,
        Procfile: 'web: python app.py\n',
        'before:app.py': pythonBefore,
        'app.py': pythonBefore.replace(
          '    return {}\n',
          '    [|requests.post|]("https://tax.example.com/quote", timeout=2)\n    return {}\n',
        ),
      },
      good: {
        'prodaware.yaml': profile,
        Procfile: 'web: python app.py\n',
        'before:app.py': pythonBefore,
        'app.py': pythonBefore.replace(
          '    return {}\n',
          '    if flags.get_boolean_value("new-tax", False):\n        requests.post("https://tax.example.com/quote", timeout=2)\n    return {}\n',
        ),
      },
    },
    typescript: {
      bad: {
        'prodaware.yaml': profile,
        Procfile: 'web: tsx server.ts\n',
        'package.json': '{ "name": "server", "type": "module" }\n',
        'before:server.ts': typescriptBefore,
        'server.ts': typescriptBefore.replace(
          '\napp.listen',
          "\n[|app.post('/refunds'|], async (request, response) => {\n  await refund(request.body);\n  response.json({});\n});\n\napp.listen",
        ),
      },
      good: {
        'prodaware.yaml': profile,
        Procfile: 'web: tsx server.ts\n',
        'package.json': '{ "name": "server", "type": "module" }\n',
        'before:server.ts': typescriptBefore,
        'server.ts': typescriptBefore.replace(
          '\napp.listen',
          "\napp.post('/refunds', async (request, response) => {\n  if (!(await flags.getBooleanValue('refunds', false))) {\n    response.status(404).end();\n    return;\n  }\n  await refund(request.body);\n  response.json({});\n});\n\napp.listen",
        ),
      },
    },
    javascript: {
      bad: change('javascript', [
        "await [|axios.post|]('https://tax.example.com/quote', request.body, { timeout: 2000 });",
      ]),
      good: change('javascript', [
        "if (await flags.getBooleanValue('new-tax', false)) {",
        "  await axios.post('https://tax.example.com/quote', request.body, { timeout: 2000 });",
        '}',
      ]),
    },
    go: {
      bad: change('go', [
        'response, err := [|client.Post|]("https://tax.example.com/quote", "text/plain", c.Request.Body)',
        'keep(response, err)',
      ]),
      good: change('go', [
        'if isNew, _ := flags.BooleanValue(c, "new-tax", false, openfeature.EvaluationContext{}); isNew {',
        '\tresponse, err := client.Post("https://tax.example.com/quote", "text/plain", c.Request.Body)',
        '\tkeep(response, err)',
        '}',
      ]),
    },
    java: {
      bad: change('java', ['[|http.postForObject|]("https://tax.example.com/quote", order, Quote.class);']),
      good: change('java', [
        'if (flags.getBooleanValue("new-tax", false)) {',
        '  http.postForObject("https://tax.example.com/quote", order, Quote.class);',
        '}',
      ]),
    },
  },
  check(context) {
    const { changed, path, profile: loaded } = context;
    if (changed === null || changed.length === 0 || isOutside(path)) return [];
    const requirement = requirementFor(loaded, path);
    if (requirement === null) return [];
    const regions = guardedRegions(context);
    const groups = new Map<number, NewBehaviour[]>();
    for (const one of newBehaviour(context)) {
      if (isBehind(context, one, regions)) continue;
      groups.set(one.function, [...(groups.get(one.function) ?? []), one]);
    }
    return [...groups.values()].flatMap((group): Draft[] => {
      const [first] = group;
      if (first === undefined) return [];
      const fix = group.length === 1 && first.call !== null ? wrapInFlag(context, first.call) : null;
      return [
        {
          file: path,
          range: first.range,
          message: `${what(context, first)} behind no flag: if it goes wrong in production, the only way back is a deploy`,
          evidence: [
            requirement,
            ...group.slice(1, 4).map(({ range }) => ({ file: path, range, label: 'this is new too' })),
          ],
          fixes: fix === null ? [] : [fix],
        },
      ];
    });
  },
});

/** A flag stands in front of it, in it where it is a whole entry, or in front of all that calls the function it is in. */
function isBehind(context: FileContext, one: NewBehaviour, regions: readonly Range[]): boolean {
  const { facts } = context;
  if (isGuarded(one.code, regions) || (one.entry !== null && isGuarded(one.entry.range, regions))) return true;
  // A handler that asks at all decides for itself what is behind the flag.
  if (one.kind === 'entry') return regions.some((region) => contains(one.code, region));
  if (one.entry !== null) return false;
  const within = facts.functions[one.function];
  if (within === undefined || !isNewFunction(context, within)) return false;
  const callers = facts.calls.filter(
    (call) =>
      lastName(call) === within.name &&
      !isIn(facts, call.function, one.function) &&
      !contains(within.range, call.range),
  );
  // Who calls it is not to be seen here, and may ask.
  return callers.every(({ range }) => isGuarded(range, regions));
}

function what({ facts }: FileContext, one: NewBehaviour): string {
  const title = one.entry === null ? (facts.functions[one.function]?.name ?? 'this file') : entryTitle(one.entry);
  const where = title === '<anonymous>' ? 'here' : `in ${title}`;
  switch (one.kind) {
    case 'entry':
      return `${title === '<anonymous>' ? 'this' : title} is new and`;
    case 'branch':
      return `this branch ${where} is new and`;
    case 'call':
      return `the call of ${one.call?.callee ?? 'another system'} ${where} is new or changed, and`;
    case 'write':
      return `the write ${one.call?.callee ?? ''} ${where} is new or changed, and`;
  }
}
