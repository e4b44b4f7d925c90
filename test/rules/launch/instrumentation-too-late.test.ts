import assert from 'node:assert/strict';
import { instrumentationTooLate } from '../../../src/rules/launch/instrumentation-too-late.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';
import type { Files } from '../../support/memoryRepository.ts';

const manifest = (more = ''): string =>
  `{ "name": "api", ${more}"dependencies": { "@opentelemetry/sdk-node": "^0.223.0", "@opentelemetry/auto-instrumentations-node": "^0.81.0", "express": "^5.0.0" } }\n`;
const start =
  'const sdk = new NodeSDK({ instrumentations: [getNodeAutoInstrumentations()] });\nsdk.start();\n' +
  "process.on('SIGTERM', () => sdk.shutdown().finally(() => process.exit(0)));\n";
const required =
  "const { NodeSDK } = require('@opentelemetry/sdk-node');\n" +
  `const { getNodeAutoInstrumentations } = require('@opentelemetry/auto-instrumentations-node');\n\n${start}`;
const imported =
  "import { NodeSDK } from '@opentelemetry/sdk-node';\n" +
  `import { getNodeAutoInstrumentations } from '@opentelemetry/auto-instrumentations-node';\n\n${start}`;

const commonJs = (...lines: readonly string[]): Files => ({
  'package.json': manifest(),
  'tracing.js': required,
  'server.js': `${lines.join('\n')}\n`,
  Procfile: 'web: node server.js\n',
});
const modules = (command: string, more: Files = {}): Files => ({
  'package.json': manifest('"type": "module", '),
  'tracing.js': imported,
  'server.js': "[|import './tracing.js';|]\nimport express from 'express';\n\nexpress().listen(8080);\n",
  Procfile: `web: ${command}\n`,
  ...more,
});
const unmarked = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replaceAll(/\[\||\|\]/g, '')]));

async function silent(files: Files): Promise<void> {
  assert.deepEqual(await checkRepository(instrumentationTooLate, unmarked(files)), []);
}

describe('instrumentation-too-late', () => {
  it('moves the line that starts telemetry behind what it may read, and before the library', async () => {
    const fixed = await fixFirst(
      instrumentationTooLate,
      commonJs(
        "require('dotenv').config();",
        "const express = require('express');",
        "require('./tracing');",
        '',
        'express();',
      ),
    );
    assert.equal(
      fixed['server.js'],
      "require('dotenv').config();\nrequire('./tracing');\nconst express = require('express');\n\nexpress();\n",
    );
  });

  it('follows imports to what loads the library', async () => {
    const [finding] = await checkRepository(instrumentationTooLate, {
      ...commonJs("require('./routes');", "require('./tracing');"),
      'routes.js': "const express = [|require('express')|];\n\nmodule.exports = express.Router();\n",
    });
    assert.equal(
      finding?.message,
      'web loads express before it starts OpenTelemetry, which does not trace what was loaded before',
    );
  });

  it('knows that imports come before the calls of their file', () =>
    checkRepository(instrumentationTooLate, {
      'package.json': manifest(),
      'server.ts': `${imported.replace('\n\n', "\n[|import express from 'express';|]\n\n")}\nexpress().listen(8080);\n`,
      Procfile: 'web: tsx server.ts\n',
    }));

  it('follows a function that starts it', () =>
    checkRepository(instrumentationTooLate, {
      ...commonJs("const express = [|require('express')|];", "const { start } = require('./start');", '', 'start();'),
      'start.js': `exports.start = function start() {\n  require('./tracing');\n};\n`,
    }));

  it('preloads what starts it in a program of ES modules', async () => {
    const files = modules('node server.js');
    await checkRepository(instrumentationTooLate, files);
    const fixed = await fixFirst(instrumentationTooLate, unmarked(files));
    assert.equal(
      fixed['Procfile'],
      'web: node --experimental-loader=@opentelemetry/instrumentation/hook.mjs --import ./tracing.js server.js\n',
    );
  });

  describe('is silent', () => {
    it('where telemetry comes first', () =>
      silent(commonJs("require('./tracing');", "const express = require('express');", 'express();')));
    it('for what Node itself brings', () =>
      silent(commonJs("const http = require('http');", "require('./tracing');", 'http.createServer();')));
    it('where the library is loaded in a function', () =>
      silent(commonJs("const load = () => require('express');", "require('./tracing');", 'load()();')));
    it('where a program of ES modules is preloaded', () => silent(modules('node --import ./tracing.js server.js')));
    it('where the modules have hooks', () =>
      silent(
        modules('node server.js', {
          'tracing.js': `import { register } from 'node:module';\n\nregister('@opentelemetry/instrumentation/hook.mjs', import.meta.url);\n\n${imported}`,
        }),
      ));
    it('for a type', () =>
      silent({
        'package.json': manifest(),
        'tracing.ts': imported,
        'server.ts':
          "import { Pool } from 'pg';\nimport './tracing';\n\nexport function serve(pool: Pool): void {\n  void pool;\n}\n",
        Procfile: 'web: tsx server.ts\n',
      }));
    it('where Python instruments the application itself', () =>
      silent({
        'requirements.txt': 'flask\nopentelemetry-sdk\nopentelemetry-instrumentation-flask\n',
        'app.py':
          'from flask import Flask\nfrom opentelemetry import trace\nfrom opentelemetry.instrumentation.flask import FlaskInstrumentor\n' +
          'from opentelemetry.sdk.trace import TracerProvider\n\ntrace.set_tracer_provider(TracerProvider())\napp = Flask(__name__)\n' +
          'FlaskInstrumentor().instrument_app(app)\n',
        Procfile: 'web: gunicorn app:app\n',
      }));
  });

  describe('of a preload that hooks require alone', () => {
    const files = (command: string, more = '"type": "module", '): Files => ({
      'package.json': `{ "name": "api", ${more}"dependencies": { "@opentelemetry/auto-instrumentations-node": "^0.60.0", "express": "^5.0.0" } }\n`,
      'server.js': "import express from 'express';\n\nexpress().listen(8080);\n",
      Procfile: `web: ${command}\n`,
    });
    const register = '--import @opentelemetry/auto-instrumentations-node/register';

    it('adds the hook for ES modules', async () => {
      const fixed = await fixFirst(instrumentationTooLate, files(`node ${register} server.js`));
      assert.match(
        fixed['Procfile'] ?? '',
        /node --experimental-loader=@opentelemetry\/instrumentation\/hook\.mjs --import/,
      );
    });
    it('is silent where the hook is there', async () => {
      const own = files(`node --experimental-loader=@opentelemetry/instrumentation/hook.mjs ${register} server.js`);
      assert.deepEqual(await checkRepository(instrumentationTooLate, own), []);
    });
    it('is silent about CommonJS', async () =>
      assert.deepEqual(
        await checkRepository(instrumentationTooLate, {
          ...files(`node ${register} server.js`, ''),
          'server.js': "require('express')().listen(8080);\n",
        }),
        [],
      ));
  });
});
