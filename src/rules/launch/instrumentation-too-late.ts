/** Telemetry is started in code after the libraries were loaded that it is to trace. */
import { wrapFix } from '../../fixes/command.ts';
import { addVariable } from '../../fixes/manifestKeys.ts';
import { importFirstFix, moveImportFix } from '../../fixes/startFirst.ts';
import { vendorLabel } from '../../fixes/startTelemetry.ts';
import { requireOnlyPreload } from '../../knowledge/telemetryOrder.ts';
import type { Fix } from '../../model/finding.ts';
import type { Launch, Service } from '../../model/production.ts';
import { defineRule, type Draft, type ProductionContext } from '../../model/rule.ts';
import { declarationOf, launchEvidence, launchIdentity, reviewedLaunches } from './launches.ts';
import { latePatch, type LatePatch } from './order/latePatch.ts';
import { unhooked, type Unhooked } from './order/unhooked.ts';
import { lateOf, type Late } from './order/lateOf.ts';

const node = {
  'package.json':
    '{ "name": "api", "dependencies": { "@opentelemetry/sdk-node": "^0.223.0", "@opentelemetry/auto-instrumentations-node": "^0.81.0", "express": "^5.0.0" } }\n',
  'tracing.js':
    "const { NodeSDK } = require('@opentelemetry/sdk-node');\n" +
    "const { getNodeAutoInstrumentations } = require('@opentelemetry/auto-instrumentations-node');\n\n" +
    'const sdk = new NodeSDK({ instrumentations: [getNodeAutoInstrumentations()] });\nsdk.start();\n' +
    "process.on('SIGTERM', () => sdk.shutdown().finally(() => process.exit(0)));\n",
  Procfile: 'web: node server.js\n',
};
const module = {
  'package.json':
    '{ "name": "api", "type": "module", "dependencies": { "@sentry/node": "^9.0.0", "express": "^5.0.0" } }\n',
  'instrument.ts':
    "import * as Sentry from '@sentry/node';\n\nSentry.init({ dsn: 'https://key@sentry.example.com/1', tracesSampleRate: 1 });\n",
  'server.ts': "[|import './instrument.ts';|]\nimport express from 'express';\n\nexpress().listen(8080);\n",
};
const python = {
  'requirements.txt': 'flask\nopentelemetry-sdk\nopentelemetry-exporter-otlp\nopentelemetry-instrumentation-flask\n',
  'telemetry.py':
    'from opentelemetry import trace\nfrom opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter\n' +
    'from opentelemetry.instrumentation.flask import FlaskInstrumentor\nfrom opentelemetry.sdk.trace import TracerProvider\n' +
    'from opentelemetry.sdk.trace.export import BatchSpanProcessor\n\nprovider = TracerProvider()\n' +
    'provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))\ntrace.set_tracer_provider(provider)\n' +
    'FlaskInstrumentor().instrument()\n',
  Procfile: 'web: gunicorn app:app\n',
};

export const instrumentationTooLate = defineRule({
  id: 'instrumentation-too-late',
  area: 'launch',
  severity: 'information',
  scope: 'production',
  summary: 'Telemetry is started after the libraries that it is to trace were loaded.',
  why:
    'Instrumentation of Node changes a library while it is loaded: an `express` that was required before is served without ' +
    'a span. An import of ES modules stands before everything else of its file, wherever it is written, so that a call ' +
    'below the imports comes after all of them; and in a program of ES modules all imports are linked before the first ' +
    'one runs, so that only `--import` comes in time, and of `@opentelemetry/auto-instrumentations-node/register` (to its ' +
    'version 0.81) only beside the loader hook. In Python an instrumentor puts its own class in the place of ' +
    '`flask.Flask`, and whoever has imported the name keeps the old one. Nothing fails: there are traces, of other parts.\n\n' +
    'It is reported where the way from the entry point shows both, in the order in which they are evaluated. What Node itself ' +
    'brings, like `http`, is changed at any time. Programs that a bundler has put into one file are left alone, and so is ' +
    'what is loaded in functions.\n\n' +
    'The other way round it fails too: workers of gunicorn and celery with gevent or eventlet replace threads, sockets and ' +
    'TLS when they start, and `opentelemetry-instrument` has loaded them long before.',
  fixes:
    'The line that imports what starts telemetry goes before the one that loads the library, and a program of ES modules ' +
    'gets `--import`. Both want a look: what stood between may have set up what telemetry reads. Where a call starts it, ' +
    'there is no fix: it needs a file of its own. For gevent the variable is set by which it goes first.',
  examples: {
    javascript: {
      bad: {
        ...node,
        'server.js': "const express = [|require('express')|];\nrequire('./tracing');\n\nexpress().listen(8080);\n",
      },
      good: {
        ...node,
        'server.js': "require('./tracing');\nconst express = require('express');\n\nexpress().listen(8080);\n",
      },
    },
    typescript: {
      bad: { ...module, Procfile: 'web: tsx server.ts\n' },
      good: {
        ...module,
        'server.ts': module['server.ts'].replaceAll(/\[\||\|\]/g, ''),
        Procfile: 'web: tsx --import ./instrument.ts server.ts\n',
      },
    },
    python: {
      bad: { ...python, 'app.py': '[|from flask import Flask|]\n\nimport telemetry\n\napp = Flask(__name__)\n' },
      good: { ...python, 'app.py': 'import telemetry\n\nfrom flask import Flask\n\napp = Flask(__name__)\n' },
    },
  },
  check(context) {
    const seen = new Set<string>();
    return reviewedLaunches(context.production).flatMap(({ service, launch }) => {
      const late = lateOf(context, service, launch);
      const patch = latePatch(context, service, launch);
      if (patch !== null) return [draftOfPatch(context, service, launch, patch)];
      if (late === null) {
        const bare = unhooked(context, service, launch);
        return bare === null ? [] : [draftOfUnhooked(context, service, launch, bare)];
      }
      // Launches share their programs.
      const key = `${late.place.file}:${late.place.range.start}`;
      return seen.has(key) ? [] : (seen.add(key), [draftOf(context, service, launch, late)]);
    });
  },
});

function draftOf(context: ProductionContext, service: Service, launch: Launch, late: Late): Draft {
  const { place, start, vendor, asModule } = late;
  const label = vendorLabel(vendor);
  const libraries = listed(late.libraries);
  const fix = asModule ? asPreload(context, launch, late) : earlier(context, launch, late);
  return {
    file: place.file,
    range: place.range,
    message: asModule
      ? `${service.name} is a program of ES modules, whose imports are linked before any of them runs: ${label} does not ` +
        `trace ${libraries} without --import`
      : `${service.name} loads ${libraries} before it starts ${label}, which does not trace what was loaded before`,
    service: service.name,
    environment: launch.environment,
    evidence: [{ file: start.file, range: start.range, label: 'telemetry starts here' }, launchEvidence(launch)],
    fixes: fix === null ? [] : [fix],
    fault: `${launchIdentity(service, launch)}:late`,
  };
}

/** It comes in time, and hooks another kind of modules. */
function draftOfUnhooked(context: ProductionContext, service: Service, launch: Launch, bare: Unhooked): Draft {
  const { hook } = requireOnlyPreload;
  const fix = wrapFix(launch, { words: [hook], placement: 'after-interpreter' }, (file) => context.source(file)?.text);
  return {
    file: bare.place.file,
    range: bare.place.range,
    message:
      `${service.name} is a program of ES modules, and this hooks require alone: what Node brings is traced, ` +
      `and ${listed(bare.libraries)} only with ${hook}`,
    service: service.name,
    environment: launch.environment,
    evidence: [launchEvidence(launch)],
    fixes: fix === null ? [] : [fix],
    fault: `${launchIdentity(service, launch)}:unhooked`,
  };
}

/** The other way round: what telemetry is made of was loaded before it is replaced. */
function draftOfPatch(context: ProductionContext, service: Service, launch: Launch, late: LatePatch): Draft {
  const { place, server, threads, path } = late;
  const declaration = declarationOf(launch);
  const text = declaration === null ? undefined : context.source(declaration.file)?.text;
  const { patch } = threads;
  const edit =
    declaration === null || text === undefined || patch === null ? null : addVariable({ ...declaration, text }, patch);
  return {
    file: place.file,
    range: place.range,
    message:
      `workers of ${server} with ${threads.name} replace threads, sockets and TLS after opentelemetry-instrument has ` +
      `loaded them: what ${service.name} sends may hang or fail` +
      (patch === null ? '' : `; ${patch.name}=${patch.value} lets ${threads.name} go first`),
    service: service.name,
    environment: launch.environment,
    evidence: [...path.evidence.slice(0, 1), launchEvidence(launch)],
    fixes: edit === null || patch === null ? [] : [{ title: `Set ${patch.name}`, safety: 'review', edits: [edit] }],
    fault: `${launchIdentity(service, launch)}:patch`,
  };
}

/** The first few of them. */
function listed(libraries: readonly string[]): string {
  const [first = '', second, third, ...rest] = libraries;
  if (second === undefined) return first;
  if (third === undefined) return `${first} and ${second}`;
  return rest.length === 0 ? `${first}, ${second} and ${third}` : `${first}, ${second} and ${rest.length + 1} more`;
}

function earlier(context: ProductionContext, { entryPoint }: Launch, { evaluation }: Late): Fix | null {
  const entry = entryPoint === null ? undefined : context.source(entryPoint.file);
  const before = evaluation.early[0]?.through;
  const { through } = evaluation;
  return entry === undefined || before == null || through === null ? null : moveImportFix(entry, through, before);
}

const hooks: Readonly<Record<string, readonly string[]>> = {
  opentelemetry: ['--experimental-loader=@opentelemetry/instrumentation/hook.mjs'],
  sentry: [],
};

/** Where a file of its own starts it, and the command names the source itself. */
function asPreload(context: ProductionContext, launch: Launch, { start, vendor }: Late): Fix | null {
  const entry = launch.entryPoint?.file ?? '';
  const flags = hooks[vendor];
  const isDirect = launch.argv.some(({ value }) => entry.endsWith(value.replace(/^\.\//, '')));
  if (flags === undefined || start.file === entry || !isDirect) return null;
  return importFirstFix(launch, start.file, flags, (file) => context.source(file)?.text);
}
