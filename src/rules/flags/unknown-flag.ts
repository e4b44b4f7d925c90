/** A key that no manifest has is a flag that nobody can turn: production gets the default for ever. */
import type { Evidence, Fix } from '../../model/finding.ts';
import type { FlagCheckFact } from '../../model/facts.ts';
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import { isTestPath } from '../paths.ts';
import { asking } from './exampleServices.ts';
import { counted, definitionsOf, manifestsFor, nearestKey } from './manifests.ts';
import { questionsOf } from './questions.ts';

/** A list that is not all there is shows a typing error only: this few letters, in a key this long. */
const slip = 2;
const longEnough = 6;

const manifest = `{
  "$schema": "https://flagd.dev/schema/v0/flags.json",
  "flags": {
    "new-checkout": {
      "state": "ENABLED",
      "variants": { "on": true, "off": false },
      "defaultVariant": "off",
      "targeting": { "if": [{ "ends_with": [{ "var": "email" }, "@example.com"] }, "on"] }
    }
  }
}
`;

export const unknownFlag = defineRule({
  id: 'unknown-flag',
  area: 'flags',
  severity: 'information',
  scope: 'file',
  summary: 'Code asks for a feature flag that the manifest of flags does not have.',
  why:
    'A provider that does not know a key answers with the default and says nothing. The rollout that was planned never ' +
    'starts, or, worse, the switch that should turn something off in an incident turns nothing. It shows on the day ' +
    'somebody needs the flag.\n\n' +
    'Keys are compared with the manifests that the repository has (flagd, the OpenFeature manifest, GO Feature Flag, ' +
    'Flipt, FF4J, one file per flag under `config/feature_flags`) and with the one that the profile names as ' +
    '`flags.manifest`. Copies and partial lists (exports of Unleash or LaunchDarkly, `appsettings.json`) only show a ' +
    'typing error. Keys that are made at run time, tests, and flags of a provider that has no manifest here are left alone.',
  fixes:
    'The nearest key that there is, where two letters or fewer lie between. It wants a look: the flag may also be missing ' +
    'from the manifest.',
  examples: {
    python: {
      bad: {
        Procfile: 'web: python app.py\n',
        'flags.flagd.json': manifest,
        'app.py': `from openfeature import api

client = api.get_client()


def checkout(cart):
    if client.get_boolean_value([|"new-chekout"|], False):
        return cart.pay()
    return cart.pay_the_old_way()
`,
      },
      good: {
        Procfile: 'web: python app.py\n',
        'flags.flagd.json': manifest,
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
      bad: { ...asking.javascript(`[|'new-chekout'|]`), 'flags.flagd.json': manifest },
      good: { ...asking.javascript(`'new-checkout'`), 'flags.flagd.json': manifest },
    },
    typescript: {
      bad: { ...asking.typescript(`[|'new-chekout'|]`), 'flags.flagd.json': manifest },
      good: { ...asking.typescript(`'new-checkout'`), 'flags.flagd.json': manifest },
    },
    go: {
      bad: { ...asking.go(`[|"new-chekout"|]`), 'flags.flagd.json': manifest },
      good: { ...asking.go(`"new-checkout"`), 'flags.flagd.json': manifest },
    },
    java: {
      bad: { ...asking.java(`[|"new-chekout"|]`), 'flags.flagd.json': manifest },
      good: { ...asking.java(`"new-checkout"`), 'flags.flagd.json': manifest },
    },
    kotlin: {
      bad: { ...asking.kotlin(`[|"new-chekout"|]`), 'flags.flagd.json': manifest },
      good: { ...asking.kotlin(`"new-checkout"`), 'flags.flagd.json': manifest },
    },
    csharp: {
      bad: { ...asking.csharp(`[|"new-chekout"|]`), 'flags.flagd.json': manifest },
      good: { ...asking.csharp(`"new-checkout"`), 'flags.flagd.json': manifest },
    },
  },
  check(context) {
    const { path, production } = context;
    if (production.flagManifests.length === 0 || isTestPath(path)) return [];
    return questionsOf(context).flatMap((check) => findingOf(context, check));
  },
});

function findingOf(context: FileContext, check: FlagCheckFact): Draft[] {
  const { key, keyRange } = check;
  if (key === null) return [];
  const manifests = manifestsFor(context, check);
  if (manifests.length === 0 || definitionsOf(manifests, key).length > 0) return [];
  const complete = manifests.filter((one) => one.complete);
  const near = nearestKey(manifests, key);
  const isSlip = near !== null && near.distance <= slip && key.length >= longEnough;
  if (complete.length === 0 && !isSlip) return [];
  const fix = isSlip ? keyFix(context, check, near.flag.key) : null;
  const hint = near === null ? '' : `, did you mean \`${near.flag.key}\`?`;
  const shown = near === null ? complete[0] : near.manifest;
  const evidence: Evidence[] =
    shown === undefined
      ? []
      : [
          {
            file: shown.file,
            range: near === null ? (shown.flags[0]?.range ?? { start: 0, end: 1 }) : near.flag.range,
            label: near === null ? 'the flags there are' : 'a flag there is',
          },
        ];
  return [
    {
      file: context.path,
      range: keyRange ?? check.range,
      message: `\`${key}\` is not among ${counted(manifests)}: ${consequence(check)}${hint}`,
      evidence,
      fixes: fix === null ? [] : [fix],
    },
  ];
}

/** What production gets. */
function consequence(check: FlagCheckFact): string {
  if (check.default !== 'given') return 'in production it is always off';
  const value = check.defaultValue;
  return `production always gets the default${value === null || value === '' ? '' : ` (${value})`}`;
}

/** The key, where it is written out at the call. */
function keyFix({ path, text }: FileContext, { key, keyRange }: FlagCheckFact, wanted: string): Fix | null {
  if (key === null || keyRange === null || !/^[\w.:/-]+$/.test(wanted)) return null;
  const written = text.slice(keyRange.start, keyRange.end);
  const at = written.indexOf(key);
  const around = at === -1 ? '' : written.slice(0, at) + written.slice(at + key.length);
  if (!/^(?:[a-z]{0,2}(["'`])!?\1|@?"")$/i.test(around)) return null;
  const start = keyRange.start + at;
  return {
    title: `Ask for ${wanted}`,
    safety: 'review',
    edits: [{ file: path, range: { start, end: start + key.length }, text: wanted }],
  };
}
