import assert from 'node:assert/strict';
import { telemetryEnvMissing } from '../../../src/rules/launch/telemetry-env-missing.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';
import type { Files } from '../../support/memoryRepository.ts';

const app: Files = {
  'services/api/package.json':
    '{ "name": "api", "dependencies": { "@opentelemetry/auto-instrumentations-node": "^0.81.0" } }\n',
  'services/api/server.js': "require('http').createServer().listen(8080);\n",
  'services/api/Dockerfile':
    'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "--require", "@opentelemetry/auto-instrumentations-node/register", "server.js"]\n',
};
const pod = (...lines: readonly string[]): Files => ({
  ...app,
  'deploy/production/api.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n      containers:\n' +
    `        - name: api\n          image: example.com/api:1.0.0\n${lines.map((line) => `          ${line}\n`).join('')}`,
});
const compose = (...lines: readonly string[]): Files => ({
  ...app,
  'compose.production.yaml': `services:\n  api:\n    build: services/api\n${lines.map((line) => `    ${line}\n`).join('')}`,
});

const found = (files: Files, path: string): Files => ({
  ...files,
  [path]: (files[path] ?? '').replace(/(name: |^ {2})api(?=\n {10}|:)/m, '$1[|api|]'),
});

async function silent(files: Files): Promise<void> {
  assert.deepEqual(await checkRepository(telemetryEnvMissing, files), []);
}

describe('telemetry-env-missing', () => {
  it('says where what a process emits goes', async () => {
    const [finding] = await checkRepository(telemetryEnvMissing, found(compose(), 'compose.production.yaml'));
    assert.equal(
      finding?.message,
      'api starts OpenTelemetry and has no OTEL_EXPORTER_OTLP_ENDPOINT: what it emits is sent to a collector in its own ' +
        'container, where there is none',
    );
    assert.deepEqual(finding?.fixes, []);
  });

  it('finds a container of a pod', () =>
    checkRepository(telemetryEnvMissing, found(pod(), 'deploy/production/api.yaml')));

  it('gives a process the name that the manifest has, and keeps its comments', async () => {
    const fixed = await fixFirst(
      telemetryEnvMissing,
      pod(
        '# Where the collector is.',
        'env:',
        '  # by its service',
        '  - name: OTEL_EXPORTER_OTLP_ENDPOINT',
        '    value: http://collector:4318 # HTTP',
      ),
    );
    assert.ok(
      fixed['deploy/production/api.yaml']?.includes(
        '          env:\n            # by its service\n            - name: OTEL_SERVICE_NAME\n              value: api\n' +
          '            - name: OTEL_EXPORTER_OTLP_ENDPOINT\n              value: http://collector:4318 # HTTP\n',
      ),
      fixed['deploy/production/api.yaml'],
    );
  });

  it('adds a block of variables where a service has none', async () => {
    const files = compose();
    const fixed = await fixFirst(telemetryEnvMissing, {
      ...files,
      'compose.production.yaml':
        `${files['compose.production.yaml']}  worker:\n    build: services/api\n    environment:\n` +
        '      OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4318\n      OTEL_SERVICE_NAME: worker\n',
    });
    assert.match(
      fixed['compose.production.yaml'] ?? '',
      /^services:\n {2}api:\n {4}environment:\n {6}OTEL_EXPORTER_OTLP_ENDPOINT: http:\/\/collector:4318\n {4}build: services\/api\n/,
    );
  });

  describe('is silent', () => {
    it('where a file of variables is out of sight', () => silent(compose('env_file: /etc/api.env')));
    it('where a secret may bring it', () => silent(pod('envFrom:', '  - secretRef:', '      name: api')));
    it('where a collector runs beside it', () => silent(withCollector()));
    it('where nothing is to be sent', () =>
      silent(
        compose(
          'environment:',
          '  OTEL_TRACES_EXPORTER: none',
          '  OTEL_METRICS_EXPORTER: none',
          '  OTEL_LOGS_EXPORTER: none',
        ),
      ));
    it('where code asks for a variable that nobody sets', () =>
      silent({
        'package.json': '{ "name": "shop", "dependencies": { "@sentry/node": "^9.0.0" } }\n',
        'server.js':
          "require('@sentry/node').init({ dsn: process.env.SENTRY_DSN });\nrequire('http').createServer().listen(8080);\n",
        Dockerfile: 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
        'compose.production.yaml': 'services:\n  api:\n    build: .\n',
      }));
  });
});

function withCollector(): Files {
  const files = pod();
  return {
    ...files,
    'deploy/production/api.yaml': `${files['deploy/production/api.yaml']}        - name: collector\n          image: otel/opentelemetry-collector:0.130.0\n`,
  };
}
