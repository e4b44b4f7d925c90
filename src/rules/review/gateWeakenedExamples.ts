/** Examples of gates that a change makes toothless. */
import type { Example } from '../../model/rule.ts';
import { changeOf } from '../changeExamples.ts';

const workflow = '.github/workflows/ci.yml';

const github = (lint: string): string => `on:
  pull_request:
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: ${lint}
      - run: pytest
`;

const gitlab = (threshold: number | string): string => `test:
  script:
    - coverage run -m pytest
    - ${threshold}
`;

export const gateWeakenedExamples: Readonly<Record<string, Example>> = {
  'github-actions': {
    bad: changeOf(workflow, github('ruff check .'), github('ruff check . [||| true|]'), {}),
    good: changeOf(workflow, github('ruff check .'), github('ruff check src'), {}),
  },
  'gitlab-ci': {
    bad: changeOf(
      '.gitlab-ci.yml',
      gitlab('coverage report --fail-under=80'),
      gitlab('[|coverage report --fail-under=60|]'),
      {},
    ),
    good: changeOf(
      '.gitlab-ci.yml',
      gitlab('coverage report --fail-under=80'),
      gitlab('coverage report --fail-under=85'),
      {},
    ),
  },
};
