/**
 * A service is documented, or built, to start with telemetry, and production starts it without: the code is right, the
 * instrumentation is right, and production emits nothing.
 */
import { wrapFix } from '../../fixes/command.ts';
import { startInCodeFix, vendorLabel, vendorSignals } from '../../fixes/startTelemetry.ts';
import type { Evidence, Fix } from '../../model/finding.ts';
import type { Launch, Service, TelemetryPromise } from '../../model/production.ts';
import { defineRule, type Draft, type ProductionContext } from '../../model/rule.ts';
import {
  entryRange,
  ignoredPath,
  launchEvidence,
  launchIdentity,
  launchLocation,
  reviewedLaunches,
  runs,
  signalText,
  starter,
} from './launches.ts';

export const telemetryLostAtLaunch = defineRule({
  id: 'telemetry-lost-at-launch',
  area: 'launch',
  severity: 'error',
  scope: 'production',
  summary: 'Production starts a service without the telemetry wrapper or flag that it is meant to start with.',
  why:
    'Telemetry that lives in the command line (`opentelemetry-instrument`, `ddtrace-run`, `node --require …/register`) is ' +
    'only there when that command line is the one that runs. A process manager with a command of its own, or a manifest ' +
    'whose `command` replaces the ENTRYPOINT of the image, leaves it out. Nothing fails: the service works, and its ' +
    'traces, metrics and logs are missing on the day they are needed.\n\n' +
    'It is reported when somebody says that the wrapper is there (a documented command, a layer of the image that is ' +
    'overridden) and nothing on the way from the launch line into the code starts telemetry. It is silent for launches of ' +
    'other environments, where telemetry is switched off by a variable, and where the profile says that something outside ' +
    'the repository injects it (`telemetry.injectedBy`).',
  fixes:
    'At the launch line: puts the promised words there. At the entry point: starts the same telemetry in the code, as the ' +
    'first thing that runs. Either mends both places. Both want a look: they change what production runs, and the packages ' +
    'must be installed where it runs.',
  examples: {
    python: {
      bad: {
        'README.md': '# api\n\n```sh\nopentelemetry-instrument python app.py\n```\n',
        'requirements.txt': 'aiohttp\nopentelemetry-distro\nopentelemetry-exporter-otlp\n',
        'app.py':
          '"""The api."""\n\n[|from aiohttp import web|]\n\napp = web.Application()\n\nif __name__ == "__main__":\n    web.run_app(app)\n',
        'deploy/production/supervisord.conf': '[program:api]\ndirectory=/srv/api\ncommand=[|python app.py|]\n',
      },
      good: {
        'README.md': '# api\n\n```sh\nopentelemetry-instrument python app.py\n```\n',
        'requirements.txt': 'aiohttp\nopentelemetry-distro\nopentelemetry-exporter-otlp\n',
        'app.py':
          '"""The api."""\n\nfrom aiohttp import web\n\napp = web.Application()\n\nif __name__ == "__main__":\n    web.run_app(app)\n',
        'deploy/production/supervisord.conf':
          '[program:api]\ndirectory=/srv/api\ncommand=opentelemetry-instrument python app.py\n',
      },
    },
    javascript: {
      bad: {
        'services/api/package.json':
          '{ "name": "api", "dependencies": { "@opentelemetry/auto-instrumentations-node": "^0.81.0", "express": "^5.0.0" } }\n',
        'services/api/Dockerfile':
          'FROM node:22-slim\nWORKDIR /app\nCOPY . .\n' +
          'ENTRYPOINT ["node", "--require", "@opentelemetry/auto-instrumentations-node/register"]\nCMD ["server.js"]\n',
        'services/api/server.js':
          "[|const express = require('express');|]\n\nexpress().listen(8080);\nprocess.on('SIGTERM', () => process.exit(0));\n",
        'deploy/production/api.yaml':
          'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n      containers:\n' +
          '        - name: api\n          image: example.com/api:1.0.0\n          command: [|["node", "server.js"]|]\n' +
          '          env:\n            - name: OTEL_SERVICE_NAME\n              value: api\n            - name: OTEL_EXPORTER_OTLP_ENDPOINT\n              value: http://collector:4318\n',
      },
      good: {
        'services/api/package.json':
          '{ "name": "api", "dependencies": { "@opentelemetry/auto-instrumentations-node": "^0.81.0", "express": "^5.0.0" } }\n',
        'services/api/Dockerfile':
          'FROM node:22-slim\nWORKDIR /app\nCOPY . .\n' +
          'ENTRYPOINT ["node", "--require", "@opentelemetry/auto-instrumentations-node/register"]\nCMD ["server.js"]\n',
        'services/api/server.js':
          "const express = require('express');\n\nexpress().listen(8080);\nprocess.on('SIGTERM', () => process.exit(0));\n",
        'deploy/production/api.yaml':
          'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n      containers:\n' +
          '        - name: api\n          image: example.com/api:1.0.0\n          args: ["server.js"]\n' +
          '          env:\n            - name: OTEL_SERVICE_NAME\n              value: api\n            - name: OTEL_EXPORTER_OTLP_ENDPOINT\n              value: http://collector:4318\n',
      },
    },
  },
  check: (context) =>
    reviewedLaunches(context.production).flatMap(({ service, launch }) => {
      const promise = lostPromise(launch);
      return promise === null ? [] : draftsOf(context, service, launch, promise);
    }),
});

/** What was to start telemetry, where nothing does; a dropped layer before a document, as it is nearer to production. */
export function lostPromise(launch: Launch): TelemetryPromise | null {
  // Telemetry that a variable switches off was started, and somebody wants it off.
  if (launch.telemetry.state !== 'inactive' || launch.telemetry.reason === 'disabled') return null;
  // It is there, and does nothing: another rule says so.
  if (ignoredPath(launch) !== null) return null;
  const promises = (['lost-layer', 'documented'] as const).flatMap((kind) =>
    launch.promises.filter((promise) => promise.kind === kind),
  );
  return promises.find((promise) => promise.words.length > 0) ?? promises[0] ?? null;
}

function draftsOf(context: ProductionContext, service: Service, launch: Launch, promise: TelemetryPromise): Draft[] {
  const common = { service: service.name, environment: launch.environment, fault: launchIdentity(service, launch) };
  const promised: Evidence = { file: promise.file, range: promise.range, label: promise.label };
  const without = promise.words.length > 0 ? shortened(promise.words) : vendorLabel(promise.vendor);
  const effect = `so it emits no ${signalText(vendorSignals(promise.vendor))}`;
  const wrap = wrapFix(launch, promise, (file) => context.source(file)?.text);

  const entry = launch.entryPoint === null ? undefined : context.source(launch.entryPoint.file);
  const start = entry === undefined ? null : startInCodeFix(entry, promise.vendor, (path) => context.source(path));
  const drafts: Draft[] = [];
  const entryLocation = entry === undefined ? null : { file: entry.path, range: entryRange(entry) };
  if (entryLocation !== null) {
    drafts.push({
      ...entryLocation,
      ...common,
      message: `${starter(launch)} starts this without ${without}: ${runs(launch)}, ${effect}`,
      evidence: [launchEvidence(launch), promised],
      fixes: present(start),
    });
  }
  drafts.push({
    ...launchLocation(launch),
    ...common,
    message: `this starts ${service.name} without ${without}, ${effect}`,
    evidence: entryLocation === null ? [promised] : [{ ...entryLocation, label: 'the entry point' }, promised],
    fixes: present(wrap),
  });
  return drafts;
}

function present(fix: Fix | null): Fix[] {
  return fix === null ? [] : [fix];
}

function shortened(words: readonly string[]): string {
  const text = words.join(' ');
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
