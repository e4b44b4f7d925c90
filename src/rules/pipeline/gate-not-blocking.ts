/** A gate that runs and cannot fail: the pipeline is green whatever it finds. */
import { addThresholdFix } from '../../fixes/pipelines/coverage.ts';
import { strengthenFix } from '../../fixes/pipelines/strengthen.ts';
import type { Evidence, Fix } from '../../model/finding.ts';
import type { Gate } from '../../model/pipeline.ts';
import { defineRule, type Draft } from '../../model/rule.ts';
import { titleOfType } from './requiredGates.ts';
import { weakGatesOf, type WeakGate } from './weakGates.ts';

export const gateNotBlocking = defineRule({
  id: 'gate-not-blocking',
  area: 'pipeline',
  severity: 'warning',
  scope: 'pipeline',
  summary: 'A gate runs, and the pipeline is green whatever it finds.',
  why:
    'A check that cannot fail looks like one that passed. A scanner without an exit code, `continue-on-error`, `|| true`, ' +
    '`allow_failure` or `curl` without `--fail` turn the gate that the policy counts on into a line of output that ' +
    'nobody reads.\n\n' +
    'With a policy it is reported for each gate that the policy asks for and that nothing else in the pipelines enforces. ' +
    'Without one it is reported only where nothing else can be meant: a probe after a deploy that succeeds on an error ' +
    'answer, and tests that are told to pass while no other job runs any that can fail. It is silent where findings go to ' +
    'a server that may refuse the merge by itself (code scanning, a quality gate, a status of coverage), and where an ' +
    'expression decides.',
  fixes:
    'What keeps the gate from failing is taken away, or what it needs for that is added: an exit code, `--fail`, a ' +
    'threshold of coverage. They want a look: what was tolerated so far stops the pipeline from then on.',
  examples: {
    'github-actions': {
      bad: {
        'prodaware.yaml': 'version: 1\npipeline:\n  pullRequest:\n    gates: [tests, scan]\n',
        '.github/workflows/ci.yml': `on:
  pull_request:
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pytest [||| true|]
      - uses: [|aquasecurity/trivy-action@0.30.0|]
        with:
          scan-type: fs
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\npipeline:\n  pullRequest:\n    gates: [tests, scan]\n',
        '.github/workflows/ci.yml': `on:
  pull_request:
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pytest
      - uses: aquasecurity/trivy-action@0.30.0
        with:
          scan-type: fs
          exit-code: '1'
`,
      },
    },
    'gitlab-ci': {
      bad: {
        'prodaware.yaml': 'version: 1\npipeline:\n  pullRequest:\n    gates: [lint, scan]\n',
        '.gitlab-ci.yml': `lint:
  script:
    - ruff check .
  [|allow_failure: true|]

scan:
  script:
    - [|trivy fs .|]
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\npipeline:\n  pullRequest:\n    gates: [lint, scan]\n',
        '.gitlab-ci.yml': `lint:
  script:
    - ruff check .

scan:
  script:
    - trivy fs --exit-code 1 .
`,
      },
    },
  },
  check(context) {
    const byPlace = new Map<string, WeakGate[]>();
    for (const weak of weakGatesOf(context)) {
      const { file, range } = placeOf(weak.gate);
      const key = `${file}:${range.start}`;
      byPlace.set(key, [...(byPlace.get(key) ?? []), weak]);
    }
    return [...byPlace.values()].flatMap((weak): Draft[] => {
      const [first] = weak;
      if (first === undefined) return [];
      const fix = fixOf(weak, context.text);
      return [
        {
          ...placeOf(first.gate),
          message: messageOf(weak),
          environment: first.stage,
          evidence: evidenceOf(weak),
          fixes: fix === null ? [] : [fix],
        },
      ];
    });
  },
});

const placeOf = (gate: Gate): Pick<Draft, 'file' | 'range'> => {
  const { file, range } = gate.weakness ?? gate;
  return { file, range };
};

function messageOf(weak: readonly WeakGate[]): string {
  const [first] = weak;
  if (first?.lacks !== undefined) {
    return `${first.gate.tool} fails on ${first.gate.severities.join(', ')} only: ${first.lacks.join(', ')} gets through, and the policy says it must not`;
  }
  const names = [...new Set(weak.map(({ gate }) => titleOfType(gate.type)))];
  const last = names.at(-1) ?? '';
  const said = names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
  return `the pipeline is green whatever the ${said} ${verbOf(names)}: ${first?.gate.why ?? ''}`;
}

const verbOf = (names: readonly string[]): string =>
  names.length === 1 && names[0]?.endsWith('tests') !== true ? 'finds' : 'find';

function evidenceOf(weak: readonly WeakGate[]): Evidence[] {
  const found = new Map<string, Evidence>();
  for (const { gate, stated } of weak) {
    const own: Evidence[] = gate.weakness === null ? [] : [{ file: gate.file, range: gate.range, label: gate.tool }];
    for (const one of [...(stated === null ? [] : [stated]), ...own, ...gate.evidence]) {
      found.set(`${one.file}:${one.range.start}`, one);
    }
  }
  return [...found.values()];
}

function fixOf(weak: readonly WeakGate[], text: (path: string) => string | undefined): Fix | null {
  const [first] = weak;
  if (first === undefined || first.lacks !== undefined) return null;
  const { gate, coverage } = first;
  if (gate.type === 'coverage' && gate.weakness === null && coverage !== null)
    return addThresholdFix(gate, coverage, text);
  return strengthenFix(gate, text);
}
