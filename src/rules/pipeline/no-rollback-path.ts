/** The policy counts on a way back through the pipeline, and the pipeline has none. */
import { defineRule, type Draft } from '../../model/rule.ts';
import { targetsOf, titleOf, type Target } from './targets.ts';

export const noRollbackPath = defineRule({
  id: 'no-rollback-path',
  area: 'pipeline',
  severity: 'warning',
  scope: 'pipeline',
  summary: 'The policy counts on bringing an older version back, and no pipeline can do it.',
  why:
    'A bad release is taken back in minutes where an older version can be chosen: by an input of the deploy, by a job that ' +
    'rolls back. Where the pipeline deploys only what was just built, the way back is a revert, a review and a build, ' +
    'while production is down.\n\n' +
    'It is reported where the policy says that a release is taken back through the pipeline (an older version or tag is ' +
    'deployed again) and the pipeline that deploys to production has no input for a version and no command that rolls ' +
    'back. It is silent where the policy names another way (a revert, a command that a person runs), where the deploy ' +
    'rolls back by itself, and on GitLab where the job of an older pipeline deploys its own image again.',
  fixes: 'None: how an older version is chosen is for people to decide.',
  examples: {
    'github-actions': {
      bad: {
        'prodaware.yaml': 'version: 1\npipeline:\n  production:\n    rollback: redeploy-previous-tag\n',
        '.github/workflows/production.yml': `on:
  workflow_dispatch:
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - run: |
          [|kubectl set image deployment/shop shop=registry.example.com/shop:$GITHUB_SHA|]
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\npipeline:\n  production:\n    rollback: redeploy-previous-tag\n',
        '.github/workflows/production.yml': `on:
  workflow_dispatch:
    inputs:
      image_tag:
        required: true
        type: string
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - run: |
          kubectl set image deployment/shop shop=registry.example.com/shop:\${{ inputs.image_tag }}
`,
      },
    },
    'gitlab-ci': {
      bad: {
        'prodaware.yaml': 'version: 1\npipeline:\n  production:\n    rollback: redeploy-previous-tag\n',
        '.gitlab-ci.yml': `production:
  script:
    - [|kubectl set image deployment/shop shop=registry.example.com/shop:latest|]
  environment: production
  when: manual
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\npipeline:\n  production:\n    rollback: redeploy-previous-tag\n',
        '.gitlab-ci.yml': `production:
  script:
    - kubectl set image deployment/shop shop=registry.example.com/shop:$CI_COMMIT_SHA
  environment: production
  when: manual
`,
      },
    },
  },
  check(context) {
    const said = new Set<Target['pipeline']>();
    return targetsOf(context).flatMap((target): Draft[] => {
      const { pipeline, deploy, rules, stage } = target;
      const { rollback } = rules;
      if (stage !== 'production' || rollback === null || !throughPipeline(rollback.value)) return [];
      if (pipeline.rollback || said.has(pipeline) || comesBack(target)) return [];
      said.add(pipeline);
      return [
        {
          file: deploy.file,
          range: deploy.range,
          message: `no older version can be chosen for ${titleOf(target)}, and the policy takes a bad release back that way`,
          environment: stage,
          evidence: [rollback.evidence],
          fault: pipeline.system,
        },
      ];
    });
  },
});

const older = /re-?deploy|re-?run|previous|older|last|workflow|dispatch|pipeline|\btag\b|\bjob\b/i;
const otherwise = /revert|\bkubectl\b|\bhelm\b|by hand|manually|console|runbook|dashboard|\bssh\b|rollout undo/i;

/** The way back that is meant is a run of the pipeline. */
function throughPipeline(rollback: string): boolean {
  return older.test(rollback) && (/workflow|dispatch|pipeline/i.test(rollback) || !otherwise.test(rollback));
}

const byItself = /--atomic\b|--rollback-on-failure\b|circuit|auto-?rollback/i;

function comesBack({ pipeline, commands }: Target): boolean {
  if (commands.some(({ command }) => byItself.test(command ?? ''))) return true;
  // The platform keeps its releases, and anybody may choose one.
  if (commands.some(({ platform }) => keepsReleases.has(platform))) return true;
  if (pipeline.system === 'github-actions') return false;
  // A job of an older run deploys its own image again, unless its name means another by now.
  return !commands.some(({ images }) => images.length > 0 && images.every(({ moving }) => moving));
}

const keepsReleases: ReadonlySet<string> = new Set([
  'heroku',
  'vercel',
  'netlify',
  'cloudflare',
  'fly',
  'kamal',
  'capistrano',
]);
