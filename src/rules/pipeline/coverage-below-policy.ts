/** Coverage is compared with less than what was agreed. */
import { raiseThresholdFix } from '../../fixes/pipelines/coverage.ts';
import { defineRule, type Draft } from '../../model/rule.ts';
import { requirementsOf } from './requiredGates.ts';

export const coverageBelowPolicy = defineRule({
  id: 'coverage-below-policy',
  area: 'pipeline',
  severity: 'warning',
  scope: 'pipeline',
  summary: 'The pipeline lets coverage fall below what the policy asks for.',
  why:
    'The number that decides is the one in the pipeline, not the one in the document. It is reported where every job that ' +
    'compares coverage before a merge does so with less than the policy asks for. Where one job compares with enough, or ' +
    'one with a number that the files do not show, it is silent. Coverage that is compared with nothing is of ' +
    '[gate-not-blocking](gate-not-blocking.md).',
  fixes: 'The number is raised where it stands. It wants a look: a build that passed so far may fail.',
  examples: {
    'github-actions': {
      bad: {
        'prodaware.yaml': 'version: 1\npipeline:\n  pullRequest:\n    gates: [{ tests: { coverage: 80 } }]\n',
        '.github/workflows/ci.yml': `on:
  pull_request:
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: [|pytest --cov=shop --cov-fail-under=60|]
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\npipeline:\n  pullRequest:\n    gates: [{ tests: { coverage: 80 } }]\n',
        '.github/workflows/ci.yml': `on:
  pull_request:
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pytest --cov=shop --cov-fail-under=80
`,
      },
    },
    'gitlab-ci': {
      bad: {
        'prodaware.yaml': 'version: 1\npipeline:\n  pullRequest:\n    gates: [{ tests: { coverage: 80 } }]\n',
        '.gitlab-ci.yml': `test:
  script:
    - coverage run -m pytest
    - [|coverage report --fail-under=75|]
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\npipeline:\n  pullRequest:\n    gates: [{ tests: { coverage: 80 } }]\n',
        '.gitlab-ci.yml': `test:
  script:
    - coverage run -m pytest
    - coverage report --fail-under=80
`,
      },
    },
  },
  check(context) {
    return requirementsOf(context).flatMap(({ type, stated, before }): Draft[] => {
      const wanted = stated.value.coverage;
      if (type !== 'coverage' || wanted === null) return [];
      const comparing = before.map(({ gate }) => gate).filter(({ blocking }) => blocking !== false);
      const [first] = comparing;
      if (first === undefined || comparing.some(({ threshold }) => threshold === null || threshold >= wanted))
        return [];
      return comparing.map((gate) => {
        const fix = raiseThresholdFix(gate, wanted, context.text);
        return {
          file: gate.file,
          range: gate.range,
          message: `the pipeline takes ${gate.threshold} % coverage, and the policy asks for ${wanted} %`,
          evidence: [stated.evidence, ...gate.evidence],
          fixes: fix === null ? [] : [fix],
        };
      });
    });
  },
});
