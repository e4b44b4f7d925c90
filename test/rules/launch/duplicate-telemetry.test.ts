import assert from 'node:assert/strict';
import { duplicateTelemetry } from '../../../src/rules/launch/duplicate-telemetry.ts';
import { checkRepository } from '../../support/check.ts';
import type { Files } from '../../support/memoryRepository.ts';

const python = (start: string, wrapper = 'opentelemetry-instrument '): Files => ({
  'requirements.txt': 'flask\nopentelemetry-distro\nopentelemetry-exporter-otlp\n',
  'app.py':
    'from opentelemetry import trace, _logs\nfrom opentelemetry.sdk._logs import LoggerProvider\nfrom opentelemetry.sdk.trace import TracerProvider\n' +
    `from flask import Flask\n\n${start}\napp = Flask(__name__)\napp.run()\n`,
  Procfile: `web: ${wrapper}python app.py\n`,
});
const sentry = (version: string, options = ''): Files => ({
  'package.json': `{ "name": "api", "dependencies": { "@sentry/node": "${version}", "@opentelemetry/sdk-node": "^0.223.0" } }\n`,
  'server.js':
    "const Sentry = require('@sentry/node');\nconst { NodeSDK } = require('@opentelemetry/sdk-node');\n\n" +
    `[|Sentry.init({ dsn: 'https://key@sentry.example.com/1', tracesSampleRate: 1${options} })|];\n\nconst sdk = new NodeSDK();\nsdk.start();\n`,
  Procfile: 'web: node server.js\n',
});
const unmarked = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replaceAll(/\[\||\|\]/g, '')]));

async function silent(files: Files): Promise<void> {
  assert.deepEqual(await checkRepository(duplicateTelemetry, files), []);
}

describe('duplicate-telemetry', () => {
  it('says that the provider of the code is refused behind a wrapper', async () => {
    const [finding] = await checkRepository(
      duplicateTelemetry,
      python('[|trace.set_tracer_provider(TracerProvider())|]'),
    );
    assert.equal(
      finding?.message,
      'web starts OpenTelemetry twice, by opentelemetry-instrument and here: the second provider is refused, and what the ' +
        'code says of exporters, sampling and the service holds for nothing',
    );
  });

  it('finds an SDK beside a Sentry that has one', () => checkRepository(duplicateTelemetry, sentry('^9.0.0')));

  it('finds two wrappers of different vendors', () =>
    checkRepository(duplicateTelemetry, {
      ...python(''),
      Procfile: 'web: ddtrace-run [|opentelemetry-instrument|] python app.py\n',
    }));

  describe('is silent', () => {
    it('where only the code starts it', () => silent(python('trace.set_tracer_provider(TracerProvider())', '')));
    it('where the code has log records of its own', () =>
      silent(python('_logs.set_logger_provider(LoggerProvider())')));
    it('where Sentry is told of the SDK', () => silent(unmarked(sentry('^9.0.0', ', skipOpenTelemetrySetup: true'))));
    it('for a Sentry that has no OpenTelemetry', () => silent(unmarked(sentry('^7.100.0'))));
    it('where the file that is preloaded is imported, too', () =>
      silent({
        'package.json': '{ "name": "api", "dependencies": { "@opentelemetry/sdk-node": "^0.223.0" } }\n',
        'tracing.js':
          "const { NodeSDK } = require('@opentelemetry/sdk-node');\n\nconst sdk = new NodeSDK();\nsdk.start();\n",
        'server.js': "require('./tracing');\nrequire('http').createServer().listen(8080);\n",
        Procfile: 'web: node --require ./tracing.js server.js\n',
      }));
  });
});
