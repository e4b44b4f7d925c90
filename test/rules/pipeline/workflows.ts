/** Workflows and policies of a few lines, for tests of rules about pipelines. */
import type { Files } from '../../support/memoryRepository.ts';

/** A workflow of one job that a change meets before it is merged. */
export function checking(steps: string, job = ''): Files {
  return { '.github/workflows/ci.yml': ofJob('pull_request:', 'check', steps, job) };
}

/** A workflow of one job that deploys when main is pushed. */
export function deploying(steps: string, job = '', name = 'production'): Files {
  return { '.github/workflows/deploy.yml': ofJob('push:\n    branches: [main]', name, steps, job) };
}

function ofJob(trigger: string, name: string, steps: string, job: string): string {
  return `on:\n  ${trigger}\njobs:\n  ${name}:\n    runs-on: ubuntu-latest\n${job}    steps:\n      - uses: actions/checkout@v4\n${steps}`;
}

export function policy(pipeline: string): Files {
  return { 'prodaware.yaml': `version: 1\npipeline: ${pipeline}\n` };
}
