import assert from 'node:assert/strict';
import { libraryNotInstrumented } from '../../../src/rules/launch/library-not-instrumented.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';
import type { Files } from '../../support/memoryRepository.ts';

const python = (library: string, ...packages: readonly string[]): Files => ({
  'requirements.txt': `flask\n${['opentelemetry-distro', 'opentelemetry-exporter-otlp', ...packages].join('\n')}\n`,
  'app.py': `${library}\nfrom flask import Flask\n\napp = Flask(__name__)\n`,
  Procfile: 'web: opentelemetry-instrument gunicorn app:app\n',
});
const node = (instrumentations: string, library: string): Files => ({
  'package.json':
    '{ "name": "api", "dependencies": { "@opentelemetry/sdk-node": "^0.223.0", "@opentelemetry/auto-instrumentations-node": "^0.81.0", "@opentelemetry/instrumentation-http": "^0.223.0", "@prisma/client": "^6.0.0", "pg": "^8.0.0" } }\n',
  'tracing.js':
    "const { NodeSDK } = require('@opentelemetry/sdk-node');\n" +
    "const { getNodeAutoInstrumentations } = require('@opentelemetry/auto-instrumentations-node');\n" +
    "const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');\n\n" +
    `const sdk = new NodeSDK({ instrumentations: [${instrumentations}] });\nsdk.start();\n` +
    "process.on('SIGTERM', () => sdk.shutdown().finally(() => process.exit(0)));\n",
  'server.js': `require('./tracing');\n${library}\n`,
  Procfile: 'web: node server.js\n',
});

async function silent(files: Files): Promise<void> {
  assert.deepEqual(await checkRepository(libraryNotInstrumented, files), []);
}

describe('library-not-instrumented', () => {
  it('says which package is missing', async () => {
    const [finding] = await checkRepository(
      libraryNotInstrumented,
      python('[|import psycopg2|]', 'opentelemetry-instrumentation-flask'),
    );
    assert.equal(
      finding?.message,
      'web is traced, and its queries by psycopg2 are in no trace: it has no opentelemetry-instrumentation-psycopg2',
    );
  });

  it('adds the package in the version that the others have', async () => {
    const fixed = await fixFirst(
      libraryNotInstrumented,
      python('import redis', 'opentelemetry-instrumentation-flask==0.60b0  # of one version'),
    );
    assert.match(
      fixed['requirements.txt'] ?? '',
      /\nopentelemetry-instrumentation-redis==0\.60b0 {2}# of one version\nopentelemetry-instrumentation-flask==0\.60b0/,
    );
  });

  it('turns the instrumentor on where code names them', async () => {
    const fixed = await fixFirst(libraryNotInstrumented, {
      'requirements.txt':
        'flask\nredis\nopentelemetry-sdk\nopentelemetry-exporter-otlp\nopentelemetry-instrumentation-flask\n',
      'telemetry.py':
        'from opentelemetry import trace\nfrom opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter\n' +
        'from opentelemetry.instrumentation.flask import FlaskInstrumentor\nfrom opentelemetry.sdk.trace import TracerProvider\n' +
        'from opentelemetry.sdk.trace.export import BatchSpanProcessor\n\n\ndef start():\n    provider = TracerProvider()\n' +
        '    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))\n    trace.set_tracer_provider(provider)\n' +
        '    FlaskInstrumentor().instrument()\n',
      'app.py':
        'from telemetry import start\n\nstart()\n\nimport redis\nfrom flask import Flask\n\napp = Flask(__name__)\ncache = redis.Redis()\n',
      Procfile: 'web: gunicorn app:app\n',
    });
    assert.match(
      fixed['telemetry.py'] ?? '',
      /import FlaskInstrumentor\nfrom opentelemetry\.instrumentation\.redis import RedisInstrumentor\n[^]* {4}FlaskInstrumentor\(\)\.instrument\(\)\n {4}RedisInstrumentor\(\)\.instrument\(\)\n$/,
    );
    assert.match(fixed['requirements.txt'] ?? '', /opentelemetry-instrumentation-redis\n/);
  });

  it('knows what the bundle of Node does not have', () =>
    checkRepository(
      libraryNotInstrumented,
      node('getNodeAutoInstrumentations()', "const { PrismaClient } = [|require('@prisma/client')|];\nrequire('pg');"),
    ));

  it('finds a wrapper that has no exporter', async () => {
    const [finding] = await checkRepository(libraryNotInstrumented, {
      'requirements.txt': 'flask\nopentelemetry-distro\nopentelemetry-instrumentation-flask\n',
      'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n',
      Procfile: 'web: [|opentelemetry-instrument|] gunicorn app:app\n',
    });
    assert.match(finding?.message ?? '', /has no opentelemetry-exporter-otlp: without its exporter/);
  });

  it('finds a wrapper that has no distribution', () =>
    checkRepository(libraryNotInstrumented, {
      'requirements.txt': 'flask\nopentelemetry-exporter-otlp\nopentelemetry-instrumentation-flask\n',
      'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n',
      Procfile: 'web: [|opentelemetry-instrument|] gunicorn app:app\n',
    }));

  describe('is silent', () => {
    it('where another exporter is chosen', () =>
      silent({
        'requirements.txt': 'flask\nopentelemetry-distro\nopentelemetry-instrumentation-flask\n',
        'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n',
        Procfile: 'web: opentelemetry-instrument --traces_exporter console gunicorn app:app\n',
      }));
    it('where the bundle has it', () => silent(node('getNodeAutoInstrumentations()', "require('pg');")));
    it('where the build installs what fits', () =>
      silent({
        ...python('import redis', 'opentelemetry-instrumentation-flask'),
        Dockerfile: 'FROM python:3.12-slim\nRUN opentelemetry-bootstrap -a install\nCMD ["python", "app.py"]\n',
      }));
    it('for a driver below an ORM that is traced', () =>
      silent(python('import psycopg2', 'opentelemetry-instrumentation-sqlalchemy')));
    it('where a distribution brings its own', () => silent(python('import redis', 'azure-monitor-opentelemetry')));
    it('for a library that nothing imports', () =>
      silent(python('import json', 'opentelemetry-instrumentation-flask', 'redis')));
    it('where the context is handed on by hand', () =>
      silent(
        python(
          'import httpx\nfrom opentelemetry.propagate import inject\n\ninject({})',
          'opentelemetry-instrumentation-flask',
        ),
      ));
  });
});
