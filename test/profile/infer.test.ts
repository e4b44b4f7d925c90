import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Launch, Production, Service, Word } from '../../src/model/production.ts';
import type { Profile } from '../../src/model/profile.ts';
import { inferProfile, initialProfile } from '../../src/profile/infer.ts';
import { parseProfile } from '../../src/profile/parse.ts';
import { readProse } from '../../src/profile/prose.ts';
import { showProfile } from '../../src/profile/show.ts';
import { writeProfile } from '../../src/profile/write.ts';

const supervisord = '[program:api]\ndirectory=services/api\ncommand=ddtrace-run python my_app.py\n';
const here = (needle: string): { file: string; range: { start: number; end: number } } => {
  const start = supervisord.indexOf(needle);
  return { file: 'deploy/supervisord.conf', range: { start, end: start + needle.length } };
};
const word = (value: string): Word => ({ value, style: 'words', exact: true, dynamic: false, ...here(value) });

const launch: Launch = {
  service: 'api',
  environment: 'production',
  launcher: 'supervisord',
  name: 'api',
  argv: [word('python'), word('my_app.py')],
  prefixes: [{ words: [word('ddtrace-run')], name: 'ddtrace-run', kind: 'telemetry', clearsEnvironment: false }],
  directory: 'services/api',
  variables: [],
  openVariables: [],
  entryPoint: { file: 'services/api/my_app.py', symbol: null, asMain: true },
  unresolved: null,
  missingTarget: null,
  commandLocation: here('command='),
  evidence: [{ ...here('[program:api]'), label: 'production runs this' }],
  stop: { signal: 'SIGTERM', graceMilliseconds: 10_000 },
  probes: [],
  oneShot: false,
  telemetry: {
    state: 'active',
    signals: ['traces'],
    vendor: 'datadog',
    mechanism: 'wrapper',
    reason: null,
    evidence: [{ ...here('ddtrace-run'), label: 'wrapper' }],
    paths: [],
  },
  promises: [],
};

function service(changes: Partial<Service> = {}): Service {
  const health = { liveness: null, readiness: null };
  return {
    name: 'api',
    root: 'services/api',
    language: 'python',
    launches: [launch],
    health,
    loggers: [],
    flags: [],
    packages: [],
    modules: [],
    ...changes,
  };
}

function productionOf(...services: Service[]): Production {
  const sources = new Map([
    ['deploy/supervisord.conf', { path: 'deploy/supervisord.conf', text: supervisord, facts: null }],
  ]);
  return { profile: null, services, sources, faults: [], flagManifests: [], key: '' };
}

const claudeFile = `# Project

## Deployment Rules
- main branch = production source of truth
- Direct push to main is prohibited; PRs required
- PR CI must pass: lint + type-check + tests (80% coverage) + docker build + trivy security scan
- Staging deploys automatically on merge to main
- Production deploys require manual approval (GitHub Environment with required reviewers)
- Smoke tests run after every deploy (staging and production)
- Rollback procedure: redeploy previous image tag via workflow_dispatch

## Infrastructure
- Health check endpoint: /health
- Readiness endpoint: \`/ready\`
`;

describe('a first profile', () => {
  it('is written from the launches, with the line of every value', () => {
    assert.equal(
      writeProfile(inferProfile(productionOf(service()), [])),
      `# How this repository runs in production, as far as it says so itself.
# Correct what is wrong and add what only you know: editors complete and explain every key.

version: 1

services:
  - name: api # from deploy/supervisord.conf:3
    root: services/api # from deploy/supervisord.conf:3
    entryPoints: [my_app.py] # from deploy/supervisord.conf:3
    launch:
      production:
        manager: supervisord # from deploy/supervisord.conf:1
        command: ddtrace-run python my_app.py # from deploy/supervisord.conf:3
        declaredIn: deploy/supervisord.conf # from deploy/supervisord.conf:3

telemetry:
  vendor: datadog # from deploy/supervisord.conf:3
`,
    );
  });

  it('is written from what the documents say plainly', () => {
    const { profile, citations } = inferProfile(productionOf(service({ launches: [] })), [
      { path: 'CLAUDE.md', text: claudeFile },
    ]);
    assert.deepEqual(profile, {
      version: 1,
      environments: { production: { branch: 'main' }, staging: { branch: 'main' } },
      services: [{ name: 'api', root: 'services/api', health: { liveness: '/health', readiness: '/ready' } }],
      pipeline: {
        pullRequest: { gates: ['lint', 'types', { tests: { coverage: 80 } }, 'container-build', 'scan'] },
        staging: { trigger: 'merge', smoke: ['/health', '/ready'] },
        production: {
          approval: 'required',
          smoke: ['/health', '/ready'],
          rollback: 'redeploy previous image tag via workflow_dispatch',
        },
      },
    });
    const gates = citations.find(({ path }) => path.at(-1) === 'gates');
    assert.deepEqual(gates?.source, { file: 'CLAUDE.md', line: 6 });
  });

  it('takes a process manager that only a document knows', () => {
    const text = 'ProcMgr is our process manager.\n\n## api\nIn production ProcMgr starts `python my_app.py`.\n';
    const { profile } = inferProfile(productionOf(service({ launches: [] })), [{ path: 'DEPLOYMENT.md', text }]);
    assert.deepEqual(profile.services?.[0]?.launch, {
      production: { manager: 'ProcMgr', command: 'python my_app.py', declaredIn: 'DEPLOYMENT.md' },
    });
  });

  it('believes artifacts before documents', () => {
    const documents = [{ path: 'services/api/README.md', text: 'The API runs under systemd.\n' }];
    const { profile } = inferProfile(productionOf(service()), documents);
    assert.equal(profile.services?.[0]?.launch?.['production']?.manager, 'supervisord');
  });

  it('says nothing of what is not agreed', () => {
    const other: Launch = { ...launch, argv: [word('my_app.py')] };
    const { profile } = inferProfile(productionOf(service({ launches: [launch, other] })), []);
    assert.equal(profile.services?.[0]?.launch, undefined);
    const sentry: Launch = { ...launch, telemetry: { ...launch.telemetry, vendor: 'sentry' } };
    assert.equal(inferProfile(productionOf(service({ launches: [launch, sentry] })), []).profile.telemetry, undefined);
  });

  it('asks no service for a vendor that only others have', () => {
    const bare: Launch = { ...launch, telemetry: { ...launch.telemetry, state: 'inactive', vendor: null } };
    const vendorWith = (other: Launch): string | undefined =>
      inferProfile(productionOf(service(), service({ name: 'load', launches: [other] })), []).profile.telemetry?.vendor;
    assert.equal(vendorWith(bare), undefined);
    assert.equal(vendorWith({ ...bare, environment: 'development' }), 'datadog');
  });

  it('gives a statement to the service it is about, or to none', () => {
    const services = [service({ launches: [] }), service({ name: 'mailer', root: 'services/mailer', launches: [] })];
    const health = (path: string, text: string): unknown =>
      inferProfile(productionOf(...services), [{ path, text }]).profile.services?.map(
        (one) => one.health?.liveness ?? null,
      );
    assert.deepEqual(health('README.md', 'Health endpoint: /health\n'), [null, null]);
    assert.deepEqual(health('services/mailer/README.md', 'Health endpoint: /health\n'), [null, '/health']);
    assert.deepEqual(health('DEPLOYMENT.md', '## api\n\nHealth endpoint: /health\n'), ['/health', null]);
  });

  it('is made of everything the repository has to say', async () => {
    const text = await initialProfile({
      production: () => Promise.resolve(productionOf()),
      paths: () => Promise.resolve(['src/app.py', 'AGENTS.md', 'docs/README.md']),
      text: (path) => Promise.resolve(path === 'AGENTS.md' ? 'Production deploys from the `release` branch.\n' : null),
    });
    assert.match(text, /production:\n {4}branch: release # from AGENTS.md:1\n/);
  });
});

describe('prose', () => {
  const said = (text: string): string[] =>
    readProse([{ path: 'README.md', text }], ['systemd']).map(
      ({ file: _file, line: _line, range: _range, about: _about, isPolicy: _isPolicy, ...rest }) =>
        JSON.stringify(rest),
    );

  it('is not taken for a statement where it doubts, plans, forbids or shows', () => {
    const silent = [
      'Staging should deploy on merge to main.',
      'Do not deploy production from the `develop` branch.',
      'We plan to run under systemd.',
      '```\nHealth endpoint: /health\n```',
      '> Health endpoint: /health',
      '| health endpoint | /health |',
      'For local development the service runs under systemd.',
      'Staging and production deploy on merge to main.',
      'The health of the team is at /5 today.',
      'Merges to the repository trigger a chat message.',
    ];
    for (const text of silent) assert.deepEqual(said(text), [], text);
  });

  it('is understood in the ways people put it', () => {
    const branch = '{"kind":"branch","environment":"staging","branch":"main"}';
    const trigger = '{"kind":"trigger","environment":"staging","trigger":"merge"}';
    assert.deepEqual(said('Merges to `main` deploy to staging.'), [branch, trigger]);
    assert.deepEqual(said('* **Staging** is deployed automatically after every merge to main'), [branch, trigger]);
    assert.deepEqual(said('Staging is deployed from the main branch.'), [branch]);
    assert.deepEqual(said('Production is deployed manually.'), [
      '{"kind":"trigger","environment":"production","trigger":"manual"}',
    ]);
    assert.deepEqual(said('Test coverage must be at least 75%.'), [
      '{"kind":"gates","gates":[{"tests":{"coverage":75}}]}',
    ]);
    assert.deepEqual(said('Runs under systemd on every host.'), [
      '{"kind":"manager","environment":"production","manager":"systemd","command":null}',
    ]);
    assert.match(said('The API is started by Systemd.')[0] ?? '', /"manager":"systemd"/);
    assert.deepEqual(said('Liveness probe: `GET /healthz`'), [
      '{"kind":"health","probe":"liveness","path":"/healthz"}',
    ]);
  });

  it('never fails', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), (text) => void readProse([{ path: 'README.md', text }], ['a'])),
    );
  });
});

/** Order of keys means nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([key, inner]) => [key, sorted(inner)])
    .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}

describe('a profile as text', () => {
  it('reads back as what was written, whatever it holds', () => {
    const text = fc.string({ minLength: 1, maxLength: 40 });
    const profiles: fc.Arbitrary<Profile> = fc.record({
      version: fc.constant(1 as const),
      environments: fc.dictionary(text, fc.record({ branch: text, aliases: fc.array(text, { maxLength: 3 }) }), {
        maxKeys: 3,
      }),
      services: fc.uniqueArray(
        fc.record({ name: text, launch: fc.record({ staging: fc.record({ command: text }) }) }),
        {
          maxLength: 3,
          selector: ({ name }) => name,
        },
      ),
    });
    fc.assert(
      fc.property(profiles, text, (profile, file) => {
        const citations = (profile.services ?? []).map((_, index) => ({
          path: ['services', index, 'name'],
          source: { file, line: 1 },
        }));
        const { profile: back, faults } = parseProfile('prodaware.yaml', writeProfile({ profile, citations }));
        assert.deepEqual(faults, []);
        assert.equal(JSON.stringify(sorted(back?.value)), JSON.stringify(sorted(profile)));
      }),
      { numRuns: 200 },
    );
  });

  it('shows what is in effect: the file over what was inferred', () => {
    const { profile } = parseProfile(
      'prodaware.yaml',
      'version: 1\nservices:\n  - name: api\n    launch:\n      production: { manager: ProcMgr }\n  - name: batch\nignore: [vendor/**]\n',
    );
    assert.equal(
      showProfile(productionOf(service(), service({ name: 'mailer', launches: [] })), profile).text,
      `# The profile in effect: what was declared, and what the repository says of itself.

version: 1

services:
  - name: api # from prodaware.yaml:3
    root: services/api # from deploy/supervisord.conf:3
    entryPoints: [my_app.py] # from deploy/supervisord.conf:3
    launch:
      production:
        manager: ProcMgr # from prodaware.yaml:5
        command: ddtrace-run python my_app.py # from deploy/supervisord.conf:3
        declaredIn: deploy/supervisord.conf # from deploy/supervisord.conf:3
  - name: batch # from prodaware.yaml:6
  - name: mailer
    root: services/api

telemetry:
  vendor: datadog # from deploy/supervisord.conf:3

ignore: [vendor/**] # from prodaware.yaml:7
`,
    );
  });
});
