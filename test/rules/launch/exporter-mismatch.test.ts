import assert from 'node:assert/strict';
import { exporterMismatch } from '../../../src/rules/launch/exporter-mismatch.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';
import type { Files } from '../../support/memoryRepository.ts';

const app = 'from flask import Flask\n\napp = Flask(__name__)\n\nif __name__ == "__main__":\n    app.run()\n';
const service = (environment: readonly string[], more: Files = {}): Files => ({
  'requirements.txt': 'flask\nopentelemetry-distro\nopentelemetry-exporter-otlp\n',
  'app.py': app,
  Dockerfile: 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD ["opentelemetry-instrument", "python", "app.py"]\n',
  'compose.production.yaml': `services:\n  api:\n    build: .\n    environment:\n${environment.map((line) => `      ${line}\n`).join('')}`,
  ...more,
});

async function silent(files: Files): Promise<void> {
  assert.deepEqual(await checkRepository(exporterMismatch, files), []);
}

describe('exporter-mismatch', () => {
  it('says what speaks what', async () => {
    const [finding] = await checkRepository(
      exporterMismatch,
      service(['OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4317', 'OTEL_EXPORTER_OTLP_PROTOCOL: [|http/protobuf|]']),
    );
    assert.equal(
      finding?.message,
      'telemetry of api is sent over HTTP to port 4317, which speaks gRPC: nothing arrives',
    );
  });

  it('puts the path behind an endpoint for one signal', async () => {
    const fixed = await fixFirst(
      exporterMismatch,
      service([
        'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: http://collector:4318/',
        'OTEL_EXPORTER_OTLP_PROTOCOL: http/protobuf',
      ]),
    );
    assert.match(fixed['compose.production.yaml'] ?? '', /TRACES_ENDPOINT: http:\/\/collector:4318\/v1\/traces\n/);
  });

  describe('is silent', () => {
    it('where port and protocol fit', () =>
      silent(
        service(['OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4318', 'OTEL_EXPORTER_OTLP_PROTOCOL: http/protobuf']),
      ));
    it('where something out of sight may set the protocol', () =>
      silent({
        ...service(['OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4318']),
        'compose.production.yaml':
          'services:\n  api:\n    build: .\n    env_file: /etc/api.env\n    environment:\n      OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4318\n',
      }));
    it('for another port', () =>
      silent(
        service(['OTEL_EXPORTER_OTLP_ENDPOINT: https://otlp.example.com:443', 'OTEL_EXPORTER_OTLP_PROTOCOL: grpc']),
      ));
    it('where the program makes its exporter itself', () =>
      silent(
        service(['OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4318'], {
          Dockerfile: 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]\n',
          'app.py':
            'from opentelemetry import trace\nfrom opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter\n' +
            'from opentelemetry.sdk.trace import TracerProvider\nfrom opentelemetry.sdk.trace.export import BatchSpanProcessor\n\n' +
            `provider = TracerProvider()\nprovider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))\ntrace.set_tracer_provider(provider)\n${app}`,
        }),
      ));
    it('where another exporter is chosen', () =>
      silent(
        service([
          'OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4318',
          'OTEL_TRACES_EXPORTER: console',
          'OTEL_METRICS_EXPORTER: none',
          'OTEL_LOGS_EXPORTER: none',
        ]),
      ));
  });

  describe('of an exporter that is not installed', () => {
    const files = (exporter: string, variables = 'LEVEL: info'): Files => ({
      'requirements.txt': `flask\nopentelemetry-distro\n${exporter}\n`,
      'app.py': 'from flask import Flask\n\napp = Flask(__name__)\napp.run()\n',
      Dockerfile: 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["opentelemetry-instrument", "python", "app.py"]\n',
      'compose.production.yaml': `services:\n  api:\n    build: .\n    environment:\n      ${variables}\n`,
    });

    it('says so, and sets the protocol of the one that is', async () => {
      const fixed = await fixFirst(exporterMismatch, files('opentelemetry-exporter-otlp-proto-http'));
      assert.match(fixed['compose.production.yaml'] ?? '', /OTEL_EXPORTER_OTLP_PROTOCOL: http\/protobuf\n/);
    });
    it('is silent where both are', async () =>
      assert.deepEqual(await checkRepository(exporterMismatch, files('opentelemetry-exporter-otlp')), []));
    it('is silent where the protocol is that of the one that is', async () => {
      const variables = 'OTEL_EXPORTER_OTLP_PROTOCOL: http/protobuf';
      const own = files('opentelemetry-exporter-otlp-proto-http', variables);
      assert.deepEqual(await checkRepository(exporterMismatch, own), []);
    });
  });
});
