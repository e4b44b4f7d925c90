import assert from 'node:assert/strict';
import { telemetryLostAtLaunch } from '../../../src/rules/launch/telemetry-lost-at-launch.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';
import { review, type Files } from '../../support/memoryRepository.ts';

const app = 'from aiohttp import web\n\napp = web.Application()\n\nif __name__ == "__main__":\n    web.run_app(app)\n';
const readme = '# api\n\n```sh\nopentelemetry-instrument python my_app.py\n```\n';
const requirements = 'aiohttp\nopentelemetry-distro\nopentelemetry-exporter-otlp\n';

/** A documented service and what production does with it. */
const service = (production: Files, source = app): Files => ({
  'README.md': readme,
  'requirements.txt': requirements,
  'my_app.py': source,
  ...production,
});
const found = app.replace('from aiohttp import web', '[|from aiohttp import web|]');
const supervisord = (command: string, more = ''): string =>
  `[program:api]\ndirectory=/srv/api\ncommand=${command}\n${more}`;

const procmgr = `version: 1
managers:
  - name: ProcMgr
    files: deploy/*.json
    format: json
    processes: $.processes[*]
    environment: production
    fields: { name: name, command: cmd, directory: cwd }
`;

async function silent(files: Files): Promise<void> {
  assert.deepEqual(await checkRepository(telemetryLostAtLaunch, files), []);
}

describe('telemetry-lost-at-launch', () => {
  it('stands at the entry point and at the launch line, each with the other and with the promise', async () => {
    const files = service(
      {
        'prodaware.yaml': procmgr,
        'deploy/api.json': '{ "processes": [{ "name": "api", "cmd": "[|python my_app.py|]", "cwd": "." }] }\n',
      },
      found,
    );
    const [launch, entry] = await checkRepository(telemetryLostAtLaunch, files);
    assert.ok(launch && entry);
    assert.equal(launch.fault, entry.fault);
    assert.equal(
      entry.message,
      'production starts this without opentelemetry-instrument: ProcMgr runs "python my_app.py", so it emits no traces, metrics or logs',
    );
    assert.deepEqual(
      entry.evidence.map(({ file }) => file),
      ['deploy/api.json', 'README.md'],
    );
    assert.deepEqual(
      launch.evidence.map(({ file }) => file),
      ['my_app.py', 'README.md'],
    );
    assert.deepEqual([entry.environment, entry.severity], ['production', 'error']);
  });

  it('is mended at either place', async () => {
    const files = service({ 'deploy/production/supervisord.conf': supervisord('python my_app.py') });
    const atEntry = await fixFirst(telemetryLostAtLaunch, files, 'my_app.py');
    assert.equal(
      atEntry['my_app.py'],
      `from opentelemetry.instrumentation.auto_instrumentation import initialize\n\ninitialize()\n\n${app}`,
    );
    const atLaunch = await fixFirst(telemetryLostAtLaunch, files, 'deploy/production/supervisord.conf');
    assert.equal(
      atLaunch['deploy/production/supervisord.conf'],
      supervisord('opentelemetry-instrument python my_app.py'),
    );
  });

  it('stands at the launch line behind what the platform puts before the command', () =>
    checkRepository(
      telemetryLostAtLaunch,
      service({ 'deploy/production/supervisord.conf': supervisord('[|env TZ=UTC python my_app.py|]') }, found),
    ).then(() => undefined));

  it('speaks of launches whose environment nobody says only where production has none', async () => {
    const dockerfile = 'FROM python:3\nWORKDIR /app\nCOPY . .\n';
    const compose = 'services:\n  api:\n    build: .\n    command: python my_app.py\n';
    const marked = compose.replace('python my_app.py', '[|python my_app.py|]');
    const [finding] = await checkRepository(
      telemetryLostAtLaunch,
      service({ Dockerfile: dockerfile, 'compose.yaml': marked }, found),
    );
    assert.equal(finding?.environment, 'unknown');
    await silent(
      service({
        Dockerfile: dockerfile,
        'compose.yaml': compose,
        'deploy/production/supervisord.conf': supervisord('opentelemetry-instrument python my_app.py'),
      }),
    );
  });

  describe('is silent', () => {
    it('in other environments', () =>
      silent(service({ 'deploy/staging/supervisord.conf': supervisord('python my_app.py') })));
    it('where the code starts it', () =>
      silent(
        service(
          { 'deploy/production/supervisord.conf': supervisord('python my_app.py') },
          `from opentelemetry.instrumentation.auto_instrumentation import initialize\n\ninitialize()\n\n${app}`,
        ),
      ));
    it('where something outside the repository injects it', () =>
      silent(
        service({
          'prodaware.yaml': 'version: 1\ntelemetry:\n  vendor: opentelemetry\n  injectedBy: [operator]\n',
          'deploy/production/supervisord.conf': supervisord('python my_app.py'),
        }),
      ));
    it('where a variable switches it off', () =>
      silent(
        service({
          'deploy/production/supervisord.conf': supervisord(
            'opentelemetry-instrument python my_app.py',
            'environment=OTEL_SDK_DISABLED="true"\n',
          ),
        }),
      ));
    it('where nobody promised any', () =>
      silent({ 'my_app.py': app, 'deploy/production/supervisord.conf': supervisord('python my_app.py') }));
    it('where the document speaks of something else', () =>
      silent({
        'README.md': '# api\n\n```sh\nopentelemetry-instrument python other.py\n```\n',
        'other.py': app,
        'my_app.py': app,
        'deploy/production/supervisord.conf': supervisord('python my_app.py'),
      }));
    it('about what runs once and ends', () =>
      silent(
        service({
          Procfile: 'web: opentelemetry-instrument python my_app.py\nrelease: python my_app.py\n',
        }),
      ));
  });

  describe('with an image', () => {
    const image: Files = {
      'services/api/Dockerfile':
        'FROM node:22\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["node", "--require", "dd-trace/init"]\nCMD ["server.js"]\n',
      'services/api/package.json': '{ "name": "api", "dependencies": { "dd-trace": "^5.0.0" } }\n',
      'services/api/server.js': "const http = require('http');\n\nhttp.createServer().listen(8080);\n",
    };
    const pod = (command: string): string =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\n  namespace: production\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n          image: example.com/api:1\n${command}`;

    it('repeats the flags behind the interpreter of a list', async () => {
      const files = { ...image, 'deploy/api.yaml': pod('          command: ["node", "server.js"]\n') };
      const fixed = await fixFirst(telemetryLostAtLaunch, files, 'deploy/api.yaml');
      assert.equal(
        fixed['deploy/api.yaml'],
        pod('          command: ["node", "--require", "dd-trace/init", "server.js"]\n'),
      );
    });
    it('repeats the flags as items of a block list', async () => {
      const files = {
        ...image,
        'deploy/api.yaml': pod('          command:\n            - node\n            - server.js\n'),
      };
      const fixed = await fixFirst(telemetryLostAtLaunch, files, 'deploy/api.yaml');
      assert.equal(
        fixed['deploy/api.yaml'],
        pod(
          '          command:\n            - node\n            - --require\n            - dd-trace/init\n            - server.js\n',
        ),
      );
    });
    it('repeats the flags in compose', async () => {
      const files = {
        ...image,
        'compose.production.yaml':
          'services:\n  api:\n    build: services/api\n    entrypoint: node server.js\n    environment:\n      DD_AGENT_HOST: agent\n',
      };
      const fixed = await fixFirst(telemetryLostAtLaunch, files, 'compose.production.yaml');
      assert.match(fixed['compose.production.yaml'] ?? '', /entrypoint: node --require dd-trace\/init server\.js\n/);
    });
    it('is silent where only the arguments are replaced', () =>
      silent({ ...image, 'deploy/api.yaml': pod('          args: ["server.js"]\n') }));
    it('names the variable that is lost by its vendor', async () => {
      const files: Files = {
        ...image,
        'services/api/Dockerfile':
          'FROM node:22\nWORKDIR /app\nCOPY . .\nENV NODE_OPTIONS="--require dd-trace/init"\nCMD ["node", "server.js"]\n',
        'deploy/api.yaml': pod(
          '          env:\n            - name: NODE_OPTIONS\n              value: --max-old-space-size=512\n',
        ),
      };
      const { findings } = await review(files);
      const own = findings.filter(({ rule }) => rule === 'telemetry-lost-at-launch');
      assert.deepEqual(
        own.map(({ file }) => file),
        ['services/api/Dockerfile', 'services/api/server.js'],
      );
    });
  });
});
