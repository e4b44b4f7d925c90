/** Ways to lose telemetry that several rules of the launch area share: green threads, children, names, senders, tools. */
import assert from 'node:assert/strict';
import type { Rule } from '../../../src/model/rule.ts';
import { duplicateTelemetry } from '../../../src/rules/launch/duplicate-telemetry.ts';
import { instrumentationTooLate } from '../../../src/rules/launch/instrumentation-too-late.ts';
import { siblingNotInstrumented } from '../../../src/rules/launch/sibling-not-instrumented.ts';
import { telemetryEnvMissing } from '../../../src/rules/launch/telemetry-env-missing.ts';
import { telemetryNotFlushed } from '../../../src/rules/launch/telemetry-not-flushed.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';
import type { Files } from '../../support/memoryRepository.ts';

async function silent(rule: Rule, files: Files): Promise<void> {
  assert.deepEqual(await checkRepository(rule, files), []);
}

async function says(rule: Rule, files: Files, expected: RegExp): Promise<void> {
  const [finding] = await checkRepository(rule, files);
  assert.match(finding?.message ?? '', expected);
}

describe('instrumentation-too-late: green threads', () => {
  const files = (command: string, more: Files = {}): Files => ({
    'requirements.txt': 'flask\ngunicorn\ngevent\nopentelemetry-distro\nopentelemetry-exporter-otlp\n',
    'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n',
    Dockerfile: 'FROM python:3.12\nWORKDIR /app\nCOPY . .\n',
    'compose.production.yaml': `services:\n  api:\n    build: .\n    environment:\n      OTEL_SERVICE_NAME: api\n    command: opentelemetry-instrument ${command}\n`,
    ...more,
  });

  it('finds gevent behind the wrapper, and lets it go first', async () => {
    await says(
      instrumentationTooLate,
      files('gunicorn -k [|gevent|] app:app'),
      /workers of gunicorn with gevent replace threads, sockets and TLS after/,
    );
    const fixed = await fixFirst(instrumentationTooLate, files('gunicorn -k gevent app:app'));
    assert.match(fixed['compose.production.yaml'] ?? '', /GEVENT_PATCH: patch_all\n/);
  });
  it('finds it in the file of gunicorn', () =>
    says(
      instrumentationTooLate,
      files('gunicorn app:app', { 'gunicorn.conf.py': "[|worker_class = 'gevent'|]\n" }),
      /workers of gunicorn/,
    ));
  it('is silent where the variable is set', () => {
    const composed = files('gunicorn -k gevent app:app')['compose.production.yaml'] ?? '';
    return silent(instrumentationTooLate, {
      ...files(''),
      'compose.production.yaml': composed.replace(
        'OTEL_SERVICE_NAME: api',
        'OTEL_PYTHON_AUTO_INSTRUMENTATION_EXPERIMENTAL_GEVENT_PATCH: patch_all',
      ),
    });
  });
  it('is silent about threads', () => silent(instrumentationTooLate, files('gunicorn -k gthread app:app')));
  it('is silent where an agent that knows gevent traces', () => {
    const composed = files('gunicorn -k gevent app:app')['compose.production.yaml'] ?? '';
    return silent(instrumentationTooLate, {
      ...files(''),
      'compose.production.yaml': composed.replace('opentelemetry-instrument', 'ddtrace-run'),
    });
  });
});

describe('sibling-not-instrumented: children of Node', () => {
  const files = (server: string, command = 'node --require dd-trace/init server.js'): Files => ({
    'package.json': '{ "name": "api", "dependencies": { "dd-trace": "^5.0.0" } }\n',
    'server.js': `const { Worker } = require('worker_threads');\nconst { fork } = require('child_process');\n${server}\nrequire('http').createServer().listen(8080);\n`,
    'job.js': 'setInterval(() => {}, 1000);\n',
    Procfile: `web: ${command}\n`,
  });

  it('hands the flags on again', async () => {
    await says(
      siblingNotInstrumented,
      files("new Worker('./job.js', { [|execArgv: []|] });"),
      /this worker is started without the flags of the command, by which web loads Datadog/,
    );
    const fixed = await fixFirst(siblingNotInstrumented, files("new Worker('./job.js', { execArgv: [] });"));
    assert.match(fixed['server.js'] ?? '', /\{ execArgv: process\.execArgv \}/);
  });
  it('finds a process without variables', () =>
    says(
      siblingNotInstrumented,
      files("fork('./job.js', [], { [|env: {}|] });", 'NODE_OPTIONS="--require dd-trace/init" node server.js'),
      /this process is started without NODE_OPTIONS/,
    ));
  it('is silent where they are handed on', () =>
    silent(siblingNotInstrumented, files("new Worker('./job.js', { execArgv: process.execArgv });")));
  it('is silent where flags go and variables load telemetry', () =>
    silent(
      siblingNotInstrumented,
      files("fork('./job.js', [], { execArgv: [] });", 'NODE_OPTIONS="--require dd-trace/init" node server.js'),
    ));
  it('is silent where the child starts its own', () =>
    silent(siblingNotInstrumented, {
      ...files("require('./job');\nnew Worker('./job.js', { execArgv: [] });"),
      'job.js': "require('dd-trace').init();\n",
    }));
});

describe('telemetry-env-missing: a resource without a name', () => {
  const files = (resource: string, variable = 'LEVEL: info'): Files => ({
    'package.json': '{ "name": "api", "dependencies": { "@opentelemetry/sdk-node": "^0.200.0" } }\n',
    'tracing.js': `const { NodeSDK } = require('@opentelemetry/sdk-node');\nconst { resourceFromAttributes } = require('@opentelemetry/resources');\nnew NodeSDK({ traceExporter: exporter('http://collector'), ${resource} }).start();\n`,
    'server.js': "require('./tracing');\n",
    Dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
    'compose.production.yaml': `services:\n  api:\n    build: .\n    environment:\n      ${variable}\n      OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4318\n`,
  });
  const bare = "resource: resourceFromAttributes({ 'deployment.environment.name': 'production' })";

  it('sets the name of the process', async () => {
    const fixed = await fixFirst(telemetryEnvMissing, files(bare));
    assert.match(fixed['compose.production.yaml'] ?? '', /OTEL_SERVICE_NAME: api\n/);
  });
  it('is silent where the resource has one', () =>
    silent(telemetryEnvMissing, files("resource: resourceFromAttributes({ 'service.name': 'api' })")));
  it('is silent where the SDK has one', () => silent(telemetryEnvMissing, files(`${bare}, serviceName: 'api'`)));
  it('is silent where a variable has one', () => silent(telemetryEnvMissing, files(bare, 'OTEL_SERVICE_NAME: api')));
  it('is silent where the SDK has its own resource', () => silent(telemetryEnvMissing, files('autoDetect: true')));
});

describe('telemetry-not-flushed: spans that are sent one by one', () => {
  const python = (more: string): Files => ({
    'requirements.txt': 'flask\ngunicorn\nopentelemetry-sdk\nopentelemetry-exporter-otlp\n',
    'app.py': `from flask import Flask\nfrom opentelemetry import trace\nfrom opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter\nfrom opentelemetry.sdk.trace import TracerProvider\nfrom opentelemetry.sdk.trace.export import SimpleSpanProcessor\n\nprovider = TracerProvider()\nprovider.add_span_processor(${more})\ntrace.set_tracer_provider(provider)\napp = Flask(__name__)\n`,
    Procfile: 'web: gunicorn app:app\n',
  });

  it('sends in batches', async () => {
    await says(
      telemetryNotFlushed,
      python('[|SimpleSpanProcessor|](OTLPSpanExporter())'),
      /each request of web waits until its spans are sent/,
    );
    const fixed = await fixFirst(telemetryNotFlushed, python('SimpleSpanProcessor(OTLPSpanExporter())'));
    assert.match(fixed['app.py'] ?? '', /import BatchSpanProcessor\n[^]*add_span_processor\(BatchSpanProcessor\(/);
  });
  it('finds the syncer of Go', () =>
    says(
      telemetryNotFlushed,
      {
        'go.mod': 'module example.com/shop\n\ngo 1.24\n\nrequire go.opentelemetry.io/otel/sdk v1.38.0\n',
        'main.go':
          'package main\n\nimport (\n\t"context"\n\t"net/http"\n\n\t"go.opentelemetry.io/otel"\n\t"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"\n\tsdktrace "go.opentelemetry.io/otel/sdk/trace"\n)\n\nfunc main() {\n\texporter, _ := otlptracehttp.New(context.Background())\n\tprovider := sdktrace.NewTracerProvider([|sdktrace.WithSyncer|](exporter))\n\totel.SetTracerProvider(provider)\n\tdefer provider.Shutdown(context.Background())\n\thttp.ListenAndServe(":8080", nil)\n}\n',
        Procfile: 'web: shop\n',
      },
      /each request of web waits/,
    ));
  it('is silent where spans are shown and not sent', () =>
    silent(telemetryNotFlushed, python('SimpleSpanProcessor(ConsoleSpanExporter())')));
  it('is silent where one of two is chosen', () => {
    const files = python(
      'SimpleSpanProcessor(OTLPSpanExporter()) if DEBUG else BatchSpanProcessor(OTLPSpanExporter())',
    );
    return silent(telemetryNotFlushed, files);
  });
});

describe('duplicate-telemetry: tools of the JVM', () => {
  const files = (script: string): Files => ({
    'pom.xml': '<project><groupId>shop</groupId><artifactId>api</artifactId><version>1</version></project>\n',
    'src/main/java/shop/App.java': 'package shop;\n\nclass App {\n  public static void main(String[] a) {}\n}\n',
    'start.sh': `#!/bin/sh\n${script}\nexec java -jar /app/api.jar\n`,
    Dockerfile:
      'FROM eclipse-temurin:21\nWORKDIR /app\nCOPY target/api.jar start.sh ./\n' +
      'ENV JAVA_TOOL_OPTIONS=-javaagent:/app/opentelemetry-javaagent.jar\nCMD ["./start.sh"]\n',
  });

  it('are called without the agent', async () => {
    await says(
      duplicateTelemetry,
      files('[|keytool|] -importcert -file /certs/ca.pem'),
      /calls keytool under JAVA_TOOL_OPTIONS/,
    );
    const fixed = await fixFirst(duplicateTelemetry, files('keytool -importcert -file /certs/ca.pem'));
    assert.match(fixed['start.sh'] ?? '', /\nJAVA_TOOL_OPTIONS= keytool -importcert/);
  });
  it('is silent where the script takes the variable away', () =>
    silent(duplicateTelemetry, files('env -u JAVA_TOOL_OPTIONS keytool -importcert')));
  it('is silent about comments', () => silent(duplicateTelemetry, files('# then keytool -importcert')));
});
