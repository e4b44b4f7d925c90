/** Code of others that may be another tomorrow runs where it can do harm. */
import {
  namedByBranch,
  ownCollection,
  ownerFiles,
  ownerSaid,
  ownPublishers,
  ownWithUnpinned,
  versionLike,
  volatile,
} from '../../knowledge/actionPins.ts';
import type { Fix } from '../../model/finding.ts';
import type { ActionUse, PipelineJob } from '../../model/pipeline.ts';
import type { Stated } from '../../model/policy.ts';
import { defineRule, type Draft, type PipelineContext } from '../../model/rule.ts';

export const unpinnedAction = defineRule({
  id: 'unpinned-action',
  area: 'pipeline',
  severity: 'warning',
  scope: 'pipeline',
  summary: 'A job that deploys or holds secrets runs whatever others publish next.',
  why:
    'An action that is named by a branch is another program with every push of its publisher, and it runs with the ' +
    'credentials of the job: it can read them, and it can deploy. Actions have been taken over that way more than once.\n\n' +
    'Without a policy only what moves by its name is reported (`@main`, `@master`, `@volatile`, no version at all), of ' +
    'others than those who run the system or own the repository, in jobs that deploy or are given secrets. Versions are left ' +
    'alone. A policy that asks for versions, or for commits (`pipeline.actions`), holds for every job, and where a document ' +
    'says so for those of strangers. Actions whose branch only says what they ' +
    'install are left alone unless the policy asks for commits.',
  fixes:
    'Where the repository uses the same action elsewhere by a commit or a version, that is taken over. What a branch stands ' +
    'for today no file says.',
  examples: {
    'github-actions': {
      bad: {
        '.github/workflows/deploy.yml': `on:
  push:
    branches: [main]
jobs:
  production:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: [|acme/setup-cluster@main|]
        with:
          token: \${{ secrets.CLUSTER_TOKEN }}
      - run: kubectl apply -f deploy/
`,
      },
      good: {
        '.github/workflows/deploy.yml': `on:
  push:
    branches: [main]
jobs:
  production:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: acme/setup-cluster@v2.3.1
        with:
          token: \${{ secrets.CLUSTER_TOKEN }}
      - run: kubectl apply -f deploy/
`,
      },
    },
    circleci: {
      bad: {
        '.circleci/config.yml': `version: 2.1
orbs:
  deployer: [|acme/deployer@volatile|]
jobs:
  production:
    docker:
      - image: cimg/base:2025.01
    steps:
      - deployer/login
      - run: kubectl apply -f deploy/
workflows:
  release:
    jobs:
      - production
`,
      },
      good: {
        '.circleci/config.yml': `version: 2.1
orbs:
  deployer: acme/deployer@2.4.0
jobs:
  production:
    docker:
      - image: cimg/base:2025.01
    steps:
      - deployer/login
      - run: kubectl apply -f deploy/
workflows:
  release:
    jobs:
      - production
`,
      },
    },
    'gitlab-ci': {
      bad: {
        'prodaware.yaml': 'version: 1\npipeline:\n  actions: version\n',
        '.gitlab-ci.yml': `include:
  - [|component: gitlab.example.com/acme/deploy@~latest|]

test:
  script:
    - pytest
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\npipeline:\n  actions: version\n',
        '.gitlab-ci.yml': `include:
  - component: gitlab.example.com/acme/deploy@2.4.0

test:
  script:
    - pytest
`,
      },
    },
  },
  check(context) {
    const { pipelines, policy } = context;
    const pinned = pinsOf(context);
    const owners = ownersOf(context);
    const seen = new Set<string>();
    return pipelines.pipelines.flatMap((pipeline) =>
      pipeline.jobs.flatMap((job) =>
        job.uses.flatMap((use): Draft[] => {
          const key = `${use.file}:${use.range.start}`;
          if (seen.has(key) || !isFault(use, job, policy.actions, owners)) return [];
          seen.add(key);
          return [draftOf(use, job, policy.actions, pinned)];
        }),
      ),
    );
  },
});

function isFault(
  use: ActionUse,
  job: PipelineJob,
  stated: Stated<'sha' | 'version'> | null,
  owners: ReadonlySet<string>,
): boolean {
  if (use.name.startsWith('./') || use.kind === 'sha' || use.reference?.includes('$') === true) return false;
  const name = use.name.toLowerCase();
  // Whoever writes such a rule down in a document means strangers.
  const isTrusted = ownPublishers.test(name) && stated?.from !== 'profile';
  if (isTrusted || owners.has(ownerOf(use))) return false;
  if (stated?.value === 'sha') return true;
  if (use.kind === 'version') return false;
  if (namedByBranch.test(name) || (use.reference !== null && versionLike.test(use.reference))) return false;
  if (stated !== null) return true;
  const moves = use.kind === 'none' || volatile.test(use.reference ?? '');
  return moves && (job.deploys.length > 0 || job.secrets);
}

const ownerOf = ({ name }: ActionUse): string => name.toLowerCase().split('/')[0] ?? '';

/** Owners whose actions are as much the repository's own as its scripts are. */
function ownersOf({ pipelines, text }: PipelineContext): Set<string> {
  const uses = pipelines.pipelines.flatMap(({ jobs }) => jobs.flatMap((job) => job.uses));
  const owners = new Set(uses.filter(({ name }) => ownCollection.test(name)).map(ownerOf));
  const telling = [...pipelines.pipelines.flatMap(({ files }) => files), ...ownerFiles];
  for (const written of telling.map((path) => text(path) ?? '')) {
    for (const pattern of ownerSaid) {
      for (const [, owner = ''] of written.matchAll(pattern)) owners.add(owner.toLowerCase());
    }
  }
  const moving = new Map<string, Set<string>>();
  for (const use of uses) {
    const names = moving.get(ownerOf(use)) ?? new Set<string>();
    if (use.kind === 'branch' || use.kind === 'none') names.add(use.name);
    moving.set(ownerOf(use), names);
  }
  for (const [owner, names] of moving) if (names.size >= ownWithUnpinned) owners.add(owner);
  return owners;
}

/** Versions and commits by which the repository uses actions, by their name. */
function pinsOf({ pipelines }: PipelineContext): Map<string, ActionUse[]> {
  const found = new Map<string, ActionUse[]>();
  for (const use of pipelines.pipelines.flatMap(({ jobs }) => jobs.flatMap(({ uses }) => uses))) {
    if (use.kind !== 'sha' && use.kind !== 'version') continue;
    found.set(use.name, [...(found.get(use.name) ?? []), use]);
  }
  return found;
}

function draftOf(
  use: ActionUse,
  job: PipelineJob,
  stated: Stated<'sha' | 'version'> | null,
  pins: ReadonlyMap<string, readonly ActionUse[]>,
): Draft {
  const isMoving = use.kind !== 'version';
  const harm = job.deploys.length > 0 ? 'deploys' : 'is given secrets';
  const what = isMoving ? 'is whatever its publisher pushes next' : 'is a version, which its publisher may move';
  const why =
    stated === null
      ? `and job ${job.name} ${harm}`
      : `and the policy asks for ${stated.value === 'sha' ? 'commits' : 'versions'}`;
  const shown = use.reference === null ? use.name : `${use.name}@${use.reference}`;
  const known = (pins.get(use.name) ?? []).filter(({ kind }) => kind === 'sha' || stated?.value !== 'sha');
  const references = [...new Set(known.flatMap(({ reference }) => reference ?? []))];
  const [only, ...others] = references;
  const fix = only === undefined || others.length > 0 ? null : pinFix(use, only);
  return {
    file: use.file,
    range: use.range,
    message: `${shown} ${what}, ${why}`,
    evidence: stated === null ? [] : [stated.evidence],
    fixes: fix === null ? [] : [fix],
  };
}

/** The reference stands at the end of what is used, inside of its quotes. */
function pinFix({ file, range, name, reference }: ActionUse, pin: string): Fix | null {
  const length = `${name}@${reference ?? ''}`.length;
  if (reference === null || range.end - range.start !== length) return null;
  const at = { start: range.end - reference.length, end: range.end };
  return { title: `Use ${pin}, as elsewhere here`, safety: 'review', edits: [{ file, range: at, text: pin }] };
}
