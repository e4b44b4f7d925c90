/** What a repository wrote down about how its changes get to production. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rulesFor, type Policy } from '../../src/model/policy.ts';
import { parseProfile } from '../../src/profile/parse.ts';
import { policyOf } from '../../src/profile/policy/policy.ts';
import { knownNames } from '../../src/engine/knownNames.ts';

const rulesOfThumb = `# Shop

## Deployment Rules

- main branch = production source of truth
- Direct push to main is prohibited; PRs required
- PR CI must pass: lint + type-check + tests (80% coverage) + docker build + trivy security scan
- Staging deploys automatically on merge to main
- Production deploys require manual approval (GitHub Environment with required reviewers)
- Smoke tests run after every deploy (staging and production)
- Deploys wait until the ECS service is stable in every environment
- Rollback procedure: redeploy previous image tag via workflow_dispatch
- All GitHub Actions are pinned to a full commit SHA
- Images are tagged with the commit SHA, not just \`latest\`
- Migrations run before the new version of the application

## Infrastructure

- Runtime: ECS Fargate (service: shop-api, cluster: shop-cluster)
- Health check endpoint: /health
- Readiness endpoint: /ready
`;

function policyIn(text: string, path = 'CLAUDE.md', profile: string | null = null): Policy {
  const loaded = profile === null ? null : parseProfile('prodaware.yaml', profile, knownNames).profile;
  return policyOf(loaded, [{ path, text }]);
}

const lineOf = (text: string, { start }: { readonly start: number }): number => text.slice(0, start).split('\n').length;

describe('the deployment policy', () => {
  it('is read from rules that people wrote down, each with its line', () => {
    const policy = policyIn(rulesOfThumb);
    assert.deepEqual(
      policy.gates.map(({ value, evidence }) => [value.type, value.coverage, lineOf(rulesOfThumb, evidence.range)]),
      [
        ['lint', null, 7],
        ['type-check', null, 7],
        ['unit-test', 80, 7],
        ['container-build', null, 7],
        ['vulnerability-scan', null, 7],
      ],
    );
    const { staging, production } = policy;
    assert.equal(staging.trigger?.value, 'merge');
    assert.equal(staging.approval, null);
    assert.equal(production.approval?.value, 'required');
    assert.equal(production.trigger, null, 'a manual approval is no manual start');
    assert.deepEqual(
      [staging.smoke?.value, production.smoke?.value],
      [
        ['/health', '/ready'],
        ['/health', '/ready'],
      ],
    );
    assert.deepEqual([staging.wait?.value, production.wait?.value], [true, true]);
    assert.equal(production.rollback?.value, 'redeploy previous image tag via workflow_dispatch');
    assert.equal(policy.actions?.value, 'sha');
    assert.equal(policy.immutableImages?.value, true);
    assert.deepEqual(policy.order?.value, ['migrate', 'app']);
    assert.deepEqual(policy.contradictions, []);
  });

  it('is understood in the ways people put it', () => {
    const gates = (text: string): unknown => policyIn(text).gates.map(({ value }) => value.type);
    assert.deepEqual(gates('Lint, type checks and tests must all pass before a PR can be merged.'), [
      'lint',
      'type-check',
      'unit-test',
    ]);
    assert.deepEqual(gates('## Required checks\n\n- linting\n- integration tests\n'), ['lint', 'integration-test']);
    assert.equal(policyIn('Coverage minimum is 85%.').gates[0]?.value.coverage, 85);
    assert.deepEqual(policyIn('CI must pass: a trivy image scan (HIGH, CRITICAL).').gates[0]?.value.severities, [
      'HIGH',
      'CRITICAL',
    ]);
    assert.equal(policyIn('The `main` branch auto-deploys to staging.').staging.branch?.value, 'main');
    assert.equal(policyIn('Commits to `main` are automatically deployed to staging.').staging.trigger?.value, 'merge');
    assert.equal(policyIn('Production deployments are manual promotions.').production.trigger?.value, 'manual');
    assert.equal(policyIn('Never deploy the `latest` tag of an image.').immutableImages?.value, true);
  });

  it('says nothing where a document doubts, shows, or speaks of something else', () => {
    const silent: readonly (readonly [path: string, text: string])[] = [
      ['CLAUDE.md', 'PRs should pass lint and tests.'],
      ['CLAUDE.md', '```\nCI must pass: lint\n```'],
      ['CLAUDE.md', 'Run the smoke tests locally.'],
      ['examples/shop/CLAUDE.md', rulesOfThumb],
      ['templates/DEPLOYMENT.md', rulesOfThumb],
      // A README tells what the product does, below its title.
      ['README.md', '# Deploybot\n\nProduction deploys require manual approval.\n'],
    ];
    const none = policyOf(null, []);
    for (const [path, text] of silent) assert.deepEqual(policyIn(text, path), none, `${path}: ${text.slice(0, 60)}`);
  });

  it('takes from a README what stands below headings about deployment', () => {
    const text = '# Shop\n\nA shop.\n\n## Deployment\n\nProduction deploys require manual approval.\n';
    assert.equal(policyIn(text, 'README.md').production.approval?.value, 'required');
  });

  it('is what the profile says where both speak, and says that they differ', () => {
    const profile =
      'version: 1\npipeline:\n  production: { approval: none, smoke: [/up] }\n  pullRequest: { gates: [{ tests: { coverage: 90 } }] }\n';
    const policy = policyIn(rulesOfThumb, 'CLAUDE.md', profile);
    assert.equal(policy.production.approval?.value, 'none');
    assert.deepEqual(policy.production.smoke?.value, ['/up']);
    assert.equal(policy.staging.trigger?.value, 'merge', 'the profile is silent there');
    assert.deepEqual(
      policy.gates.map(({ value }) => value.type),
      ['unit-test'],
    );
    assert.deepEqual(
      policy.contradictions.map(({ about, profile: one, document }) => [about, one.value, document.value]),
      [
        ['approval of the production deploy', 'none', 'required'],
        ['coverage of the tests', '90 %', '80 %'],
      ],
    );
  });

  it('speaks of environments by their usual names', () => {
    const policy = policyIn('Production deploys require manual approval.');
    assert.equal(rulesFor(policy, 'prod').approval?.value, 'required');
    assert.equal(rulesFor(policy, 'preview').approval, null);
    assert.equal(rulesFor(policy, null).approval, null);
  });

  it('never fails', () => {
    const words = [
      'PRs',
      'must pass',
      ':',
      'lint',
      '80%',
      'coverage',
      'deploy',
      '`main`',
      'merge to',
      '(',
      '#',
      '\n- ',
    ];
    const text = fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 8 })), { maxLength: 60 });
    fc.assert(fc.property(text, (parts) => void policyIn(parts.join(' '))));
  });
});
