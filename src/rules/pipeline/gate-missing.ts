/** The policy counts on a gate that no pipeline has, or has too late. */
import { addGateFix } from '../../fixes/pipelines/addGate.ts';
import type { Evidence, Fix } from '../../model/finding.ts';
import type { Pipeline, PipelineJob } from '../../model/pipeline.ts';
import { defineRule, type Draft, type PipelineContext } from '../../model/rule.ts';
import type { Location } from '../../model/text.ts';
import { requirementsOf, runsBeforeMerge, titleOfType, unseenParts, type Requirement } from './requiredGates.ts';
import { isJudgedElsewhere } from './weakGates.ts';

export const gateMissing = defineRule({
  id: 'gate-missing',
  area: 'pipeline',
  severity: 'warning',
  scope: 'pipeline',
  summary: 'The policy asks for a gate before a merge that no pipeline has.',
  why:
    'Everybody who reads the policy believes that a change was checked, and nothing checked it. It is reported at the job ' +
    'that runs the other gates of a change, or at the line of the policy where no job does; a gate that runs only after ' +
    'the merge is reported where it stands.\n\n' +
    'It is silent where the files do not show everything: pipelines that include what is of elsewhere, systems that are ' +
    'not read, and coverage that a server compares.',
  fixes:
    'Where the project has a command for the gate (a script of package.json, a target of the Makefile, a tool among its ' +
    'packages, what the language brings along) or one image to build and to scan, a step that runs it is added behind the ' +
    'last gate of a job that has installed what it needs, else a job of its own that does so. GitHub Actions and GitLab ' +
    'CI. It wants a look: the step may belong elsewhere.',
  examples: {
    'github-actions': {
      bad: {
        'prodaware.yaml': 'version: 1\npipeline:\n  pullRequest:\n    gates: [lint, tests]\n',
        'package.json': '{ "scripts": { "lint": "eslint .", "test": "vitest run" } }\n',
        '.github/workflows/ci.yml': `on:
  pull_request:
jobs:
  [|check|]:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm ci
      - run: npm test
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\npipeline:\n  pullRequest:\n    gates: [lint, tests]\n',
        'package.json': '{ "scripts": { "lint": "eslint .", "test": "vitest run" } }\n',
        '.github/workflows/ci.yml': `on:
  pull_request:
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm ci
      - run: npm test
      - run: npm run lint
`,
      },
    },
    'gitlab-ci': {
      bad: {
        'prodaware.yaml': 'version: 1\npipeline:\n  pullRequest:\n    gates: [types, tests]\n',
        '.gitlab-ci.yml': `[|test|]:
  script:
    - pytest
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\npipeline:\n  pullRequest:\n    gates: [types, tests]\n',
        '.gitlab-ci.yml': `test:
  script:
    - pytest
    - mypy shop
`,
      },
    },
  },
  check(context) {
    if (context.pipelines.pipelines.length === 0) return [];
    const requirements = requirementsOf(context);
    const hidden = unseenParts(context.pipelines);
    const missing = requirements.filter(
      (requirement) =>
        requirement.before.length === 0 &&
        !requirement.later.some(isJudgedElsewhere) &&
        !isWithin(requirement, requirements),
    );
    if (hidden) return [];
    const home = homeOf(requirements, context);
    // Where a change meets no gate at all before it is merged, that is one fault.
    const late = home === null ? missing.filter(({ later }) => later.length > 0) : [];
    const others = missing.filter((requirement) => !late.includes(requirement));
    return [...tooLate(late), ...others.map((requirement) => absent(requirement, home, context))];
  },
});

/** Coverage is of tests: where they are missing, that is what is said. */
function isWithin({ type, stated }: Requirement, all: readonly Requirement[]): boolean {
  const isTest = (one: Requirement): boolean => one.stated === stated || one.type.endsWith('-test');
  return type === 'coverage' && all.some((one) => one.type !== type && isTest(one) && one.before.length === 0);
}

function tooLate(late: readonly Requirement[]): Draft[] {
  const [first] = late;
  const carrier = first?.later[0];
  if (first === undefined || carrier === undefined) return [];
  const { job } = carrier;
  const names = [...new Set(late.map(({ type }) => titleOfType(type)))].join(', ');
  const when = [...new Set(job.events.map(({ name }) => name.replace(/_/g, ' ')))].join(', ');
  return [
    {
      file: job.file,
      range: job.range,
      message: `no change meets a gate before it is merged, and the policy asks for: ${names}; job ${job.name} runs on ${when || 'other occasions'}`,
      evidence: [...new Map(late.map(({ stated }) => [stated.evidence.range.start, stated.evidence])).values()],
    },
  ];
}

const isPlural = (type: Requirement['type']): boolean => titleOfType(type).endsWith('tests');

function absent({ type, stated, later }: Requirement, home: Home | null, context: PipelineContext): Draft {
  const evidence: Evidence[] = [
    stated.evidence,
    ...later
      .slice(0, 1)
      .map(({ gate }) => ({ file: gate.file, range: gate.range, label: 'it runs here, after the merge' })),
  ];
  const place: Location = home === null ? stated.evidence : { file: home.job.file, range: home.job.range };
  const fix: Fix | null = home === null ? null : addGateFix({ ...stated.value, type }, homesOf(home, context), context);
  const where =
    home === null ? 'no pipeline' : `neither job ${home.job.name} nor another${later.length > 0 ? ' of its kind' : ''}`;
  const written = stated.value.name === titleOfType(type) ? '' : ` (${stated.value.name})`;
  return {
    file: place.file,
    range: place.range,
    message: `the policy asks for ${articleOf(type)}${titleOfType(type)}${written} before a merge, and ${where} runs ${isPlural(type) ? 'any' : 'one'}`,
    evidence,
    fixes: fix === null ? [] : [fix],
    fault: type,
  };
}

function articleOf(type: Requirement['type']): string {
  if (isPlural(type) || type === 'coverage') return '';
  return /^[aeiou]/.test(titleOfType(type)) ? 'an ' : 'a ';
}

interface Home {
  readonly job: PipelineJob;
  readonly pipeline: Pipeline;
}

/** Other jobs that a change has to pass come behind the one that runs most gates. */
function homesOf(home: Home, { pipelines }: PipelineContext): Home[] {
  const others = pipelines.pipelines.flatMap((pipeline) =>
    pipeline.jobs.flatMap((job) =>
      job !== home.job && job.gates.length > 0 && runsBeforeMerge(job, pipeline) ? [{ job, pipeline }] : [],
    ),
  );
  return [home, ...others];
}

/** The job that runs most of the gates that a change has to pass; null where none runs any. */
function homeOf(requirements: readonly Requirement[], { pipelines }: PipelineContext): Home | null {
  const wanted = new Map<PipelineJob, number>();
  for (const { before } of requirements) {
    for (const { job } of before)
      if (job.trigger.length > 0 || job.events.length > 0) wanted.set(job, (wanted.get(job) ?? 0) + 1);
  }
  let best: (Home & { readonly score: number }) | null = null;
  for (const pipeline of pipelines.pipelines) {
    for (const job of pipeline.jobs) {
      if (!runsBeforeMerge(job, pipeline) || job.gates.length === 0) continue;
      const score = (wanted.get(job) ?? 0) * 100 + job.gates.length;
      if (best === null || score > best.score) best = { job, pipeline, score };
    }
  }
  return best;
}
