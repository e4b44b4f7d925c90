/** A service that has telemetry in its packages or in its own code, and an entry point that never starts it. */
import { callInitialiserFix } from '../../fixes/callInitialiser.ts';
import { startInCodeFix, vendorLabel } from '../../fixes/startTelemetry.ts';
import type { Fix } from '../../model/finding.ts';
import type { Launch, Service, TelemetryPromise } from '../../model/production.ts';
import { defineRule, type Draft, type ProductionContext } from '../../model/rule.ts';
import type { SourceFile } from '../../model/source.ts';
import {
  entryRange,
  ignoredPath,
  launchEvidence,
  launchIdentity,
  reviewedLaunches,
  runs,
  starter,
} from './launches.ts';
import { instrumentedSibling } from './siblings.ts';
import { lostPromise } from './telemetry-lost-at-launch.ts';

export const entryNotInstrumented = defineRule({
  id: 'entry-not-instrumented',
  area: 'launch',
  severity: 'information',
  scope: 'production',
  summary: 'An entry point that production starts never starts the telemetry the service has.',
  why:
    'An SDK that is installed and not started emits nothing, and an initialiser that only some other entry point imports ' +
    'starts only there: the web process has traces and the worker, the consumer or the second server has none.\n\n' +
    'It is reported when production starts the entry point without any telemetry and the service itself says that it has ' +
    'some: an initialiser that nothing on the way from this entry point imports, a package, or a signal that the profile ' +
    'requires. A service that promises nothing is left alone.',
  fixes:
    'Where the repository has an initialiser that can be imported, it is imported, and called, as the first thing the ' +
    'entry point does; where it has only the package, telemetry is started there in the way the vendor documents. Both ' +
    'want a look, as they change what production runs. For a signal that only the profile asks for there is no fix.',
  examples: {
    python: {
      bad: {
        'requirements.txt': 'aiohttp\nopentelemetry-sdk\nopentelemetry-exporter-otlp\n',
        'telemetry.py':
          'from opentelemetry import trace\nfrom opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter\n' +
          'from opentelemetry.sdk.trace import TracerProvider\nfrom opentelemetry.sdk.trace.export import BatchSpanProcessor\n\n\n' +
          'def start_telemetry():\n    provider = TracerProvider()\n' +
          '    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))\n    trace.set_tracer_provider(provider)\n',
        'app.py':
          '[|from aiohttp import web|]\n\napp = web.Application()\n\nif __name__ == "__main__":\n    web.run_app(app)\n',
        'deploy/production/supervisord.conf': '[program:api]\ndirectory=/srv/api\ncommand=python app.py\n',
      },
      good: {
        'requirements.txt': 'aiohttp\nopentelemetry-sdk\nopentelemetry-exporter-otlp\n',
        'telemetry.py':
          'from opentelemetry import trace\nfrom opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter\n' +
          'from opentelemetry.sdk.trace import TracerProvider\nfrom opentelemetry.sdk.trace.export import BatchSpanProcessor\n\n\n' +
          'def start_telemetry():\n    provider = TracerProvider()\n' +
          '    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))\n    trace.set_tracer_provider(provider)\n',
        'app.py':
          'from telemetry import start_telemetry\n\nstart_telemetry()\n\nfrom aiohttp import web\n\napp = web.Application()\n\n' +
          'if __name__ == "__main__":\n    web.run_app(app)\n',
        'deploy/production/supervisord.conf': '[program:api]\ndirectory=/srv/api\ncommand=python app.py\n',
      },
    },
    typescript: {
      bad: {
        'package.json': '{ "name": "api", "dependencies": { "dd-trace": "^5.0.0", "express": "^5.0.0" } }\n',
        'server.ts': "[|import express from 'express';|]\n\nexpress().listen(8080);\n",
        Procfile: 'web: tsx server.ts\n',
      },
      good: {
        'package.json': '{ "name": "api", "dependencies": { "dd-trace": "^5.0.0", "express": "^5.0.0" } }\n',
        'server.ts': "import 'dd-trace/init';\nimport express from 'express';\n\nexpress().listen(8080);\n",
        Procfile: 'web: tsx server.ts\n',
      },
    },
  },
  check(context) {
    const seen = new Set<string>();
    return reviewedLaunches(context.production).flatMap(({ service, launch }) => {
      const promise = idlePromise(launch);
      // The package starts beside this, from the command line: another rule says so.
      if (promise?.kind === 'package' && instrumentedSibling(context.production, service, launch) !== null) return [];
      const entry = launch.entryPoint === null ? undefined : context.source(launch.entryPoint.file);
      if (promise === null || entry === undefined) return [];
      // Several images, or several manifests, start one program in the same way.
      const key = `${service.name}:${entry.path}:${promise.vendor}`;
      return seen.has(key) ? [] : (seen.add(key), [draftOf(context, service, launch, promise, entry)]);
    });
  },
});

const kinds = ['dead-initialiser', 'package', 'profile'] as const;

function idlePromise(launch: Launch): TelemetryPromise | null {
  if (launch.telemetry.state !== 'inactive' || launch.telemetry.reason === 'disabled') return null;
  if (lostPromise(launch) !== null || ignoredPath(launch) !== null) return null;
  for (const kind of kinds) {
    const promise = launch.promises.find((one) => one.kind === kind);
    if (promise !== undefined) return promise;
  }
  return null;
}

function draftOf(
  context: ProductionContext,
  service: Service,
  launch: Launch,
  promise: TelemetryPromise,
  entry: SourceFile,
): Draft {
  const fix = fixOf(context, service, launch, promise, entry);
  return {
    file: entry.path,
    range: entryRange(entry),
    message: `${starter(launch)} starts this with no telemetry: ${runs(launch)}, and ${reason(promise)}`,
    service: service.name,
    environment: launch.environment,
    evidence: [launchEvidence(launch), { file: promise.file, range: promise.range, label: promise.label }],
    fixes: fix === null ? [] : [fix],
    fault: launchIdentity(service, launch),
  };
}

function reason(promise: TelemetryPromise): string {
  const vendor = vendorLabel(promise.vendor);
  switch (promise.kind) {
    case 'dead-initialiser':
      return `nothing it imports runs the ${vendor} initialiser in ${promise.file}`;
    case 'profile':
      return `the profile expects ${vendor}`;
    case 'package':
    case 'documented':
    case 'lost-layer':
      return `the ${vendor} package is installed and never started`;
  }
}

function fixOf(
  context: ProductionContext,
  service: Service,
  launch: Launch,
  promise: TelemetryPromise,
  entry: SourceFile,
): Fix | null {
  const sources = (path: string): SourceFile | undefined => context.source(path);
  if (promise.kind === 'dead-initialiser') return callInitialiserFix(entry, promise, launch, service.root, sources);
  return promise.kind === 'package' ? startInCodeFix(entry, promise.vendor, sources) : null;
}
