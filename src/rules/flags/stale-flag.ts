/** A flag that answers everybody the same is a branch of code that production never runs. */
import type { BranchFact, FlagCheckFact } from '../../model/facts.ts';
import type { Evidence } from '../../model/finding.ts';
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import { contains } from '../../model/text.ts';
import { isTestPath } from '../paths.ts';
import { asking } from './exampleServices.ts';
import { definitionsOf, manifestsFor, type Defined } from './manifests.ts';
import { questionsOf } from './questions.ts';

const flags = (answer: string): string => `{
  "$schema": "https://flagd.dev/schema/v0/flags.json",
  "flags": {
    "new-checkout": {
      "state": "ENABLED",
      "variants": { "on": true, "off": false },
      ${answer}
    }
  }
}
`;
const everybody = flags('"defaultVariant": "on"');
const some = flags('"defaultVariant": "off",\n      "targeting": { "fractional": [["on", 20], ["off", 80]] }');

export const staleFlag = defineRule({
  id: 'stale-flag',
  area: 'flags',
  severity: 'information',
  scope: 'file',
  summary: 'Code still branches on a feature flag that answers everybody the same.',
  why:
    'A flag that has reached everybody has done its work. What stays behind is code that production never runs and nobody ' +
    'tests, and a switch that turns months-old code back on when somebody touches it.\n\n' +
    'The manifest of the repository must say so: on for everybody, a rollout of a hundred percent, one variant alone, or ' +
    'disabled, so that the default of the code always holds. A flag that is off is waiting for its rollout and is left ' +
    'alone, and so are switches whose name says that they are there to stay (`kill-…`, `disable-…`, `ops-…`), copies of ' +
    'what a server has, and flags that several manifests answer differently. Both answers of a flag running the same code ' +
    'is found without a manifest.',
  fixes: 'There is none: which branch goes, and when, is for whoever owns the flag.',
  examples: {
    python: {
      bad: {
        Procfile: 'web: python app.py\n',
        'flags.flagd.json': everybody,
        'app.py': `from openfeature import api

client = api.get_client()


def checkout(cart):
    if client.get_boolean_value([|"new-checkout"|], False):
        return cart.pay()
    return cart.pay_the_old_way()
`,
      },
      good: {
        Procfile: 'web: python app.py\n',
        'flags.flagd.json': some,
        'app.py': `from openfeature import api

client = api.get_client()


def checkout(cart):
    if client.get_boolean_value("new-checkout", False):
        return cart.pay()
    return cart.pay_the_old_way()
`,
      },
    },
    javascript: {
      bad: { ...asking.javascript(`[|'new-checkout'|]`), 'flags.flagd.json': everybody },
      good: { ...asking.javascript(`'new-checkout'`), 'flags.flagd.json': some },
    },
    typescript: {
      bad: { ...asking.typescript(`[|'new-checkout'|]`), 'flags.flagd.json': everybody },
      good: { ...asking.typescript(`'new-checkout'`), 'flags.flagd.json': some },
    },
    go: {
      bad: { ...asking.go(`[|"new-checkout"|]`), 'flags.flagd.json': everybody },
      good: { ...asking.go(`"new-checkout"`), 'flags.flagd.json': some },
    },
    java: {
      bad: { ...asking.java(`[|"new-checkout"|]`), 'flags.flagd.json': everybody },
      good: { ...asking.java(`"new-checkout"`), 'flags.flagd.json': some },
    },
    kotlin: {
      bad: { ...asking.kotlin(`[|"new-checkout"|]`), 'flags.flagd.json': everybody },
      good: { ...asking.kotlin(`"new-checkout"`), 'flags.flagd.json': some },
    },
    csharp: {
      bad: { ...asking.csharp(`[|"new-checkout"|]`), 'flags.flagd.json': everybody },
      good: { ...asking.csharp(`"new-checkout"`), 'flags.flagd.json': some },
    },
  },
  check(context) {
    if (isTestPath(context.path)) return [];
    return questionsOf(context).flatMap((check): Draft[] => {
      const found = sameForAll(context, check) ?? sameCode(context, check);
      return found === null ? [] : [{ file: context.path, range: check.keyRange ?? check.range, ...found }];
    });
  },
});

/** Names of switches that are meant to stay. */
const permanent =
  /kill|circuit|breaker|emergency|maintenance|fallback|read-?only|throttl|limit|(?:^|[-_.:/])(?:ops?|disable|allow|plan|perm(?:ission)?|entitle\w*)(?:[-_.:/]|$)|^disable[A-Z]/i;

type Found = Pick<Draft, 'message' | 'evidence'>;

function sameForAll(context: FileContext, check: FlagCheckFact): Found | null {
  const { key } = check;
  if (key === null || check.guards.length === 0 || permanent.test(key)) return null;
  const defined = definitionsOf(manifestsFor(context, check), key);
  const [first] = defined;
  if (first === undefined || !defined.every((one) => one.manifest.complete || one.manifest.declared)) return null;
  // A list of what there is does not contradict one that says what it answers.
  const deciding = defined.filter(({ flag }) => flag.state !== 'unknown');
  const [decided] = deciding;
  if (decided === undefined) return null;
  const agree = deciding.every(({ flag }) => flag.state === decided.flag.state && flag.value === decided.flag.value);
  const what = agree ? consequence(check, decided) : null;
  if (what === null) return null;
  const { manifest, flag } = decided;
  const evidence: Evidence[] = [
    {
      file: manifest.file,
      range: flag.stateRange ?? flag.range,
      label: flag.state === 'disabled' ? 'disabled here' : 'the same for everybody',
    },
  ];
  return { message: `\`${key}\` ${what}`, evidence };
}

function consequence(check: FlagCheckFact, { manifest, flag }: Defined): string | null {
  switch (flag.state) {
    case 'on':
      return `is on for everybody in ${manifest.file}: what stands behind the other answer never runs in production`;
    case 'constant':
      return `answers ${flag.value === null ? 'the same' : `\`${flag.value}\``} to everybody in ${manifest.file}: the other branches never run in production`;
    case 'disabled': {
      const value = check.defaultValue === null || check.defaultValue === '' ? '' : ` (${check.defaultValue})`;
      return `is disabled in ${manifest.file}: production always takes the default${value}, and the other branch never runs`;
    }
    default:
      return null;
  }
}

/** Both answers lead to the same. */
function sameCode({ facts, text }: FileContext, check: FlagCheckFact): Found | null {
  if (check.call === -1) return null;
  const own = facts.branches.filter(({ test }) => contains(test, check.range));
  const code = ({ body }: BranchFact): string => text.slice(body.start, body.end).replace(/\s+/g, ' ').trim();
  const negated = own.find((one) => one.negated);
  const plain = own.find(
    (one) => !one.negated && one.test.start === negated?.test.start && one.test.end === negated.test.end,
  );
  if (negated === undefined || plain === undefined || code(plain) !== code(negated)) return null;
  // Only where the flag alone decides: what else is asked may have an effect of its own.
  if (!/[A-Za-z]/.test(code(plain)) || code(plain).length > 20_000) return null;
  const key = check.key === null ? 'this flag' : `\`${check.key}\``;
  return {
    message: `both answers of ${key} run the same code: turning it changes nothing in production`,
    evidence: [],
  };
}
