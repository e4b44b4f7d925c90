import assert from 'node:assert/strict';
import { callInitialiserFix } from '../../src/fixes/callInitialiser.ts';
import { startInCodeFix } from '../../src/fixes/startTelemetry.ts';
import type { Launch, Word } from '../../src/model/production.ts';
import type { SourceFile } from '../../src/model/source.ts';
import { applyEdits } from '../../src/model/text.ts';
import { editedFile } from '../support/editedFile.ts';

async function sourcesOf(files: Readonly<Record<string, string>>): Promise<Map<string, SourceFile>> {
  const sources = new Map<string, SourceFile>();
  for (const [path, text] of Object.entries(files)) {
    const known = /\.(?:py|[cm]?[jt]s)$/.test(path);
    sources.set(path, known ? await editedFile(path, text) : { path, text, facts: null });
  }
  return sources;
}

async function started(
  path: string,
  text: string,
  vendor: string,
  others: Readonly<Record<string, string>> = {},
): Promise<string | null> {
  const sources = await sourcesOf({ ...others, [path]: text });
  const source = sources.get(path);
  assert.ok(source);
  const fix = startInCodeFix(source, vendor, (file) => sources.get(file));
  return fix === null ? null : applyEdits(text, fix.edits);
}

describe('telemetry started in the entry point', () => {
  it('comes before the imports of Python, behind the docstring', async () =>
    assert.equal(
      await started('app.py', '"""The api."""\n\nfrom flask import Flask\n', 'opentelemetry'),
      '"""The api."""\n\nfrom opentelemetry.instrumentation.auto_instrumentation import initialize\n\ninitialize()\n\nfrom flask import Flask\n',
    ));
  it('is the first import of a module', async () =>
    assert.equal(
      await started('server.ts', "import express from 'express';\n\nexpress();\n", 'opentelemetry'),
      "import '@opentelemetry/auto-instrumentations-node/register';\nimport express from 'express';\n\nexpress();\n",
    ));
  it('is the first thing that is required, behind the hash bang, in the quotes of the file', async () =>
    assert.equal(
      await started(
        'server.js',
        '#!/usr/bin/env node\nconst express = require("express")\n\nexpress()\n',
        'opentelemetry',
      ),
      '#!/usr/bin/env node\n\nrequire("@opentelemetry/auto-instrumentations-node/register")\nconst express = require("express")\n\nexpress()\n',
    ));
  it('asks the package how a file without imports loads modules', async () => {
    const esm = { 'package.json': '{ "type": "module" }' };
    assert.match((await started('server.js', 'run();\n', 'opentelemetry', esm)) ?? '', /^import '@/);
    assert.match((await started('server.js', 'run();\n', 'opentelemetry')) ?? '', /^require\('@/);
  });
  it('uses the name the module has already', async () =>
    assert.equal(
      await started(
        'server.ts',
        "import * as Monitor from '@sentry/node';\n\nMonitor.captureMessage('up');\n",
        'sentry',
      ),
      "Monitor.init({ dsn: process.env.SENTRY_DSN });\n\nimport * as Monitor from '@sentry/node';\n\nMonitor.captureMessage('up');\n",
    ));
  it('is not offered when the file needs its names for something else', async () =>
    assert.equal(await started('app.py', 'def initialize():\n    pass\n', 'opentelemetry'), null));
  it('is not offered for a vendor that nobody knows', async () =>
    assert.equal(await started('app.py', 'x = 1\n', 'acme'), null));
});

const word = (value: string): Word => ({
  file: 'Procfile',
  range: { start: 0, end: 0 },
  value,
  style: 'words',
  exact: true,
  dynamic: false,
});

async function called(
  files: Readonly<Record<string, string>>,
  entry: string,
  holder: string,
  command: string,
  directory: string | null = '.',
): Promise<string | null> {
  const sources = await sourcesOf(files);
  const source = sources.get(entry);
  const initialisation = sources.get(holder)?.facts?.telemetry[0];
  assert.ok(source && initialisation, 'the initialiser is not seen');
  // Only what the fix reads of a launch.
  const launch = {
    argv: command.split(' ').map(word),
    directory,
    entryPoint: { file: entry, symbol: null, asMain: !command.includes(':') },
  } as unknown as Launch;
  const fix = callInitialiserFix(source, { file: holder, range: initialisation.range }, launch, '.', (path) =>
    sources.get(path),
  );
  return fix === null ? null : applyEdits(source.text, fix.edits);
}

const initialiser =
  'from opentelemetry import trace\n\n\ndef start(PARAMETERS):\n    trace.set_tracer_provider(make())\n';

describe('an initialiser that the entry point does not reach', () => {
  it('is imported and called first', async () =>
    assert.equal(
      await called(
        { 'telemetry.py': initialiser.replace('PARAMETERS', ''), 'app.py': 'import flask\n' },
        'app.py',
        'telemetry.py',
        'python app.py',
      ),
      'from telemetry import start\n\nstart()\n\nimport flask\n',
    ));
  it('is named as the process finds it', async () => {
    const files = { 'shop/telemetry.py': initialiser.replace('PARAMETERS', ''), 'shop/app.py': 'import flask\n' };
    assert.match(
      (await called(files, 'shop/app.py', 'shop/telemetry.py', 'python shop/app.py')) ?? '',
      /^from telemetry import start\n/,
    );
    assert.match(
      (await called(files, 'shop/app.py', 'shop/telemetry.py', 'gunicorn shop.app:app')) ?? '',
      /^from shop\.telemetry import start\n/,
    );
    assert.match(
      (await called(files, 'shop/app.py', 'shop/telemetry.py', 'python -m shop.app')) ?? '',
      /^from shop\.telemetry import start\n/,
    );
  });
  it('is only imported when that is enough', async () =>
    assert.equal(
      await called(
        {
          'telemetry.py': 'from opentelemetry import trace\n\ntrace.set_tracer_provider(make())\n',
          'app.py': 'import flask\n',
        },
        'app.py',
        'telemetry.py',
        'python app.py',
      ),
      'import telemetry\nimport flask\n',
    ));
  it('is not called when it needs arguments', async () =>
    assert.equal(
      await called(
        { 'telemetry.py': initialiser.replace('PARAMETERS', 'app'), 'app.py': 'import flask\n' },
        'app.py',
        'telemetry.py',
        'python app.py',
      ),
      null,
    ));
  it('is imported as the file imports its neighbours', async () => {
    const telemetry =
      "import { NodeSDK } from '@opentelemetry/sdk-node';\n\nexport function start() {\n  const sdk = new NodeSDK();\n  sdk.start();\n}\n";
    assert.equal(
      await called(
        { 'src/telemetry.ts': telemetry, 'src/server.ts': "import { log } from './log';\n\nlog();\n" },
        'src/server.ts',
        'src/telemetry.ts',
        'node dist/server.js',
      ),
      "import { start } from './telemetry';\n\nstart();\n\nimport { log } from './log';\n\nlog();\n",
    );
    assert.match(
      (await called(
        { 'src/telemetry.ts': telemetry, 'src/server.ts': "import { log } from './log.js';\n\nlog();\n" },
        'src/server.ts',
        'src/telemetry.ts',
        'node dist/server.js',
      )) ?? '',
      /^import \{ start \} from '\.\/telemetry\.js';\n/,
    );
  });
});
