/**
 * The policy and the three workflows of a small shop: nothing is found as they stand, and exactly one thing, at the right
 * line, for each single gate that is taken away or made unable to fail.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Finding } from '../../../src/model/finding.ts';
import { lineIndex } from '../../../src/model/text.ts';
import { rules } from '../../../src/rules/index.ts';
import { review, type Files } from '../../support/memoryRepository.ts';

const folder = new URL('../../fixtures/delivery/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, folder), 'utf8');

const [verify, staging, production] = ['verify', 'deploy-staging', 'deploy-production'].map(
  (name) => `.github/workflows/${name}.yml`,
) as [string, string, string];

const workflows: Files = Object.fromEntries(
  [verify, staging, production, 'package.json'].map((path) => [path, read(path)]),
);

const { 'package.json': _, ...alone } = workflows;
const documents: Files = { 'CLAUDE.md': read('CLAUDE.md') };
const profile: Files = { 'prodaware.yaml': read('prodaware.yaml') };

const policies: Readonly<Record<string, Files>> = {
  'the profile': { ...workflows, ...profile },
  'CLAUDE.md': { ...workflows, ...documents },
  'both of them': { ...workflows, ...profile, ...documents },
  'CLAUDE.md, where the scripts are not at hand': { ...alone, ...documents },
};

interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly rule: string;
  /** A text of the line that the finding stands on, in the mutated file. */
  readonly at: string;
  /** The file that speaks of it: the others say nothing. */
  readonly only?: string;
}

const step = (file: string, name: string): string => {
  const text = workflows[file] ?? '';
  const start = text.indexOf(`      - name: ${name}\n`);
  const end = text.indexOf('\n\n', start);
  return end < 0 ? text.slice(start) : text.slice(start, end + 2);
};

const line = (file: string, part: string): string =>
  `${(workflows[file] ?? '').split('\n').find((one) => one.includes(part)) ?? ''}\n`;

function gone(name: string, file: string, from: string, rule: string, at: string): Mutation {
  return { name, file, from, to: '', rule, at };
}

const tolerant = '        continue-on-error: true\n';

/** `continue-on-error` on a step. */
function tolerated(file: string, name: string): Mutation {
  const head = `      - name: ${name}\n`;
  return {
    name: `${name} of ${file} is tolerated`,
    file,
    from: head,
    to: head + tolerant,
    rule: 'gate-not-blocking',
    at: 'continue-on-error: true',
  };
}

/** `|| true` behind a command. */
function swallowed(file: string, command: string): Mutation {
  return {
    name: `${command} in ${file} is followed by || true`,
    file,
    from: `${command}\n`,
    to: `${command} || true\n`,
    rule: 'gate-not-blocking',
    at: `${command} || true`,
  };
}

const tests = `npm test -- --coverage --coverageThreshold='{"global":{"lines":80}}'`;
const curls = (file: string): string[] => (workflows[file] ?? '').match(/curl --fail.*/g) ?? [];

const ofDeploy = (file: string): Mutation[] => {
  const wait = /aws ecs wait services-stable.*/.exec(workflows[file] ?? '')?.[0] ?? '';
  return [
    gone(
      `the wait of ${file} is gone`,
      file,
      step(file, 'Until it is stable'),
      'deploy-not-awaited',
      'aws ecs update-service',
    ),
    swallowed(file, wait),
    tolerated(file, 'Until it is stable'),
    gone(
      `the smoke test of ${file} is gone`,
      file,
      step(file, 'Ask it'),
      'deploy-without-smoke-test',
      'aws ecs update-service',
    ),
    tolerated(file, 'Ask it'),
    ...curls(file).flatMap((curl, index, all): Mutation[] => [
      swallowed(file, curl),
      {
        name: `${curl} in ${file} has no --fail`,
        file,
        from: curl,
        to: curl.replace(' --fail', ''),
        rule: 'gate-not-blocking',
        at: curl.replace(' --fail', ''),
      },
      gone(`${curl} in ${file} is gone`, file, line(file, curl), 'deploy-without-smoke-test', all[1 - index] ?? ''),
    ]),
  ];
};

const mutations: readonly Mutation[] = [
  gone('the linter is gone', verify, step(verify, 'Style'), 'gate-missing', '  verify:'),
  gone('the type check is gone', verify, step(verify, 'Types'), 'gate-missing', '  verify:'),
  gone('the tests are gone', verify, step(verify, 'Tests'), 'gate-missing', '  verify:'),
  gone('the image is not built', verify, step(verify, 'Image'), 'gate-missing', '  verify:'),
  gone('nothing is scanned', verify, step(verify, 'Known vulnerabilities'), 'gate-missing', '  verify:'),
  ...['Style', 'Types', 'Tests', 'Image', 'Known vulnerabilities'].map((name) => tolerated(verify, name)),
  ...['npm run lint', 'npm run type-check', tests].map((command) => swallowed(verify, command)),
  swallowed(verify, 'docker build --target production -t parcels:${{ github.sha }} .'),
  {
    name: 'the whole job is tolerated',
    file: verify,
    from: '  verify:\n',
    to: '  verify:\n    continue-on-error: true\n',
    rule: 'gate-not-blocking',
    at: 'continue-on-error: true',
  },
  {
    name: 'coverage is measured and compared with nothing',
    file: verify,
    from: tests,
    to: 'npm test -- --coverage',
    rule: 'gate-not-blocking',
    at: 'npm test -- --coverage',
  },
  {
    name: 'coverage is not measured',
    file: verify,
    from: tests,
    to: 'npm test',
    rule: 'gate-missing',
    at: '  verify:',
  },
  {
    name: 'coverage is compared with less',
    file: verify,
    from: '"lines":80',
    to: '"lines":60',
    rule: 'coverage-below-policy',
    at: '"lines":60',
  },
  {
    name: 'the scan has no exit code',
    file: verify,
    from: line(verify, 'exit-code'),
    to: '',
    rule: 'gate-not-blocking',
    at: 'aquasecurity/trivy-action',
  },
  {
    name: 'the scan has the exit code 0',
    file: verify,
    from: "exit-code: '1'",
    to: "exit-code: '0'",
    rule: 'gate-not-blocking',
    at: "exit-code: '0'",
  },
  {
    name: 'the scan lets what is high through',
    file: verify,
    from: "'HIGH,CRITICAL'",
    to: "'CRITICAL'",
    rule: 'gate-not-blocking',
    at: 'aquasecurity/trivy-action',
  },
  {
    name: 'the script of the linter swallows what it finds',
    file: 'package.json',
    from: 'eslint .',
    to: 'eslint . || true',
    rule: 'gate-not-blocking',
    at: 'eslint . || true',
  },
  {
    name: 'the gates run after the merge only',
    file: verify,
    from: '  pull_request:\n    branches: [main]',
    to: '  push:\n    branches: [main]',
    rule: 'gate-missing',
    at: '  verify:',
  },
  ...ofDeploy(staging),
  ...ofDeploy(production),
  gone(
    'production has no environment',
    production,
    '    environment: production\n',
    'production-without-approval',
    '  deploy:',
  ),
  {
    name: 'production has no input for a version',
    file: production,
    from: (workflows[production] ?? '').slice(
      (workflows[production] ?? '').indexOf('    inputs:'),
      (workflows[production] ?? '').indexOf('\njobs:'),
    ),
    to: '',
    rule: 'no-rollback-path',
    at: 'aws ecs update-service',
  },
  {
    name: 'production is deployed with each push, without an environment',
    file: production,
    from: '  workflow_dispatch:',
    to: '  push:\n    branches: [main]\n  workflow_dispatch:',
    rule: 'direct-deploy-to-production',
    at: '  deploy:',
    only: 'prodaware.yaml',
  },
];

const own = new Set(rules.filter(({ area }) => area === 'pipeline').map(({ id }) => id));

async function found(files: Files): Promise<readonly Finding[]> {
  const { findings } = await review(files);
  return findings.filter(({ rule }) => own.has(rule));
}

function shown(files: Files, { rule, file, range, message }: Finding): string {
  const text = files[file] ?? '';
  const index = lineIndex(text);
  const { start, end } = index.lineRange(index.positionAt(range.start).line);
  return `${rule} at ${file}: ${text.slice(start, end).trim()} (${message})`;
}

for (const [policy, files] of Object.entries(policies)) {
  describe(`three workflows against ${policy}`, function () {
    this.timeout(20_000);

    it('are as the policy wants them', async () => {
      assert.deepEqual(
        (await found(files)).map((finding) => shown(files, finding)),
        [],
      );
    });

    for (const { name, file, from, to, rule, at, only } of mutations) {
      if ((only !== undefined && files[only] === undefined) || files[file] === undefined) continue;
      it(`say so when ${name}`, async () => {
        const text = files[file] ?? '';
        assert.equal(text.split(from).length, 2, `what is taken away is there once: ${JSON.stringify(from)}`);
        const mutated = { ...files, [file]: text.replace(from, () => to) };
        const findings = await found(mutated);
        const [first] = findings;
        assert.equal(findings.length, 1, findings.map((one) => shown(mutated, one)).join('\n') || 'nothing is found');
        assert.ok(first !== undefined);
        const said = shown(mutated, first);
        assert.ok(said.startsWith(`${rule} at ${file}: `) && said.includes(at.trim()), said);
        assert.ok(first.evidence.length > 0, 'with the line of the policy');
      });
    }
  });
}
