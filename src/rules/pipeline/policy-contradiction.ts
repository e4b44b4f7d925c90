/** The profile and a document say different things of one deploy: whoever follows the other one is surprised. */
import { defineRule } from '../../model/rule.ts';

const profile = (approval: string): string => `version: 1
pipeline:
  production:
    approval: ${approval}
`;
const deployment = (text: string): string => `# Deployment\n\n${text}\n`;
const workflow = `name: CI
on: [pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm test
`;

export const policyContradiction = defineRule({
  id: 'policy-contradiction',
  area: 'pipeline',
  severity: 'warning',
  scope: 'pipeline',
  summary: 'The profile and a document say different things of how changes get to production.',
  why:
    'People and assistants follow the document they have open. Where DEPLOYMENT.md asks for an approval and ' +
    '`prodaware.yaml` says that there is none, one of the two is out of date, and pipelines are reviewed against the ' +
    'profile only.\n\nOnly plain statements count: one line that says one thing, in a document of this repository about ' +
    'its own deploys. Where the profile is silent, the document holds and there is nothing to contradict.',
  fixes: 'There is none: which of the two is right is for people to say.',
  examples: {
    'github-actions': {
      bad: {
        'prodaware.yaml': profile('[|none|]'),
        'DEPLOYMENT.md': deployment('Production deploys require approval by the platform team.'),
        '.github/workflows/ci.yml': workflow,
      },
      good: {
        'prodaware.yaml': profile('required'),
        'DEPLOYMENT.md': deployment('Production deploys require approval by the platform team.'),
        '.github/workflows/ci.yml': workflow,
      },
    },
  },
  check({ policy }) {
    return policy.contradictions.map(({ about, profile: declared, document }) => ({
      file: declared.evidence.file,
      range: declared.evidence.range,
      message: `${about}: the profile says ${declared.value}, ${document.evidence.file} says ${document.value}`,
      evidence: [{ ...document.evidence, label: 'the document says' }],
    }));
  },
});
