/** The web process is started with telemetry, and the worker beside it, out of the same package, without. */
import { wrapFix } from '../../fixes/command.ts';
import { vendorLabel, vendorSignals } from '../../fixes/startTelemetry.ts';
import type { Launch, Service } from '../../model/production.ts';
import { defineRule, type Draft, type ProductionContext } from '../../model/rule.ts';
import { launchIdentity, launchLocation, reviewedLaunches, shortCommand, signalText } from './launches.ts';
import { instrumentedSibling, type InstrumentedSibling } from './siblings.ts';
import { strippedChildren, type StrippedChild } from './strippedChildren.ts';
import { lostPromise } from './telemetry-lost-at-launch.ts';

const python = {
  'requirements.txt': 'celery\nddtrace\nflask\ngunicorn\n',
  'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n',
  'tasks.py': 'from celery import Celery\n\napp = Celery("tasks")\n',
};
const node = {
  'package.json': '{ "name": "shop", "dependencies": { "dd-trace": "^5.0.0", "express": "^5.0.0" } }\n',
  'server.js': "require('express')().listen(8080);\n",
  'worker.js': "setInterval(() => require('./jobs').next(), 1000);\n",
  'jobs.js': 'exports.next = () => undefined;\n',
};

export const siblingNotInstrumented = defineRule({
  id: 'sibling-not-instrumented',
  area: 'launch',
  severity: 'warning',
  scope: 'production',
  summary: 'One process of a package is started with telemetry, and another without.',
  why:
    'Telemetry that is part of a command line holds for that command line. The wrapper was put before the web server, and ' +
    'the worker, the consumer or the scheduler, which runs the same code with the same packages, has a command of its own: ' +
    'a trace ends where the task is queued, and the half of the work that fails at night is not seen.\n\n' +
    'It is reported when one environment starts two programs of the same package by the same launcher, one of them with a ' +
    'wrapper, a flag or an agent, and the other without any telemetry. What runs once and ends, and what only looks on ' +
    '(flower, a console), is left alone. Telemetry that an initialiser starts is the matter of entry-not-instrumented.\n\n' +
    'Within a program of Node the same happens where it starts a worker thread with `execArgv: []`, or a process with ' +
    '`env: {}`: flags and variables are handed on unless that takes them away.',
  fixes:
    'The words that start telemetry for the one are put into the command of the other. It wants a look: it changes what ' +
    'production runs. Where a variable starts it there is no fix. A thread or a process of Node gets the flags, or the variables, of its ' +
    'parent again.',
  examples: {
    python: {
      bad: {
        ...python,
        Procfile: 'web: ddtrace-run gunicorn app:app\nworker: [|celery -A tasks worker|]\n',
      },
      good: {
        ...python,
        Procfile: 'web: ddtrace-run gunicorn app:app\nworker: ddtrace-run celery -A tasks worker\n',
      },
    },
    javascript: {
      bad: {
        ...node,
        Procfile: 'web: node --require dd-trace/init server.js\nworker: [|node worker.js|]\n',
      },
      good: {
        ...node,
        Procfile: 'web: node --require dd-trace/init server.js\nworker: node --require dd-trace/init worker.js\n',
      },
    },
  },
  check: (context) =>
    reviewedLaunches(context.production).flatMap(({ service, launch }) => {
      const children = strippedChildren(context, service, launch).map((child) => draftOfChild(service, launch, child));
      if (children.length > 0) return children;
      if (lostPromise(launch) !== null || launch.promises.some(({ kind }) => kind === 'dead-initialiser')) return [];
      const sibling = instrumentedSibling(context.production, service, launch);
      return sibling === null ? [] : [draftOf(context, service, launch, sibling)];
    }),
});

function draftOfChild(service: Service, launch: Launch, child: StrippedChild): Draft {
  const { place, what, vendor, lacks, evidence, fix } = child;
  return {
    file: place.file,
    range: place.range,
    message: `${what} is started without ${lacks}, by which ${service.name} loads ${vendorLabel(vendor)}: it emits no ${signalText(vendorSignals(vendor))}`,
    service: service.name,
    environment: launch.environment,
    evidence,
    fixes: [fix],
    fault: `${service.root}:${place.file}:${place.range.start}:child`,
  };
}

function draftOf(context: ProductionContext, service: Service, launch: Launch, sibling: InstrumentedSibling): Draft {
  const vendor = sibling.launch.telemetry.vendor ?? '';
  const by = sibling.words.length > 0 ? sibling.words.join(' ') : vendorLabel(vendor);
  const fix = wrapFix(launch, sibling, (file) => context.source(file)?.text);
  return {
    ...launchLocation(launch),
    message:
      `"${shortCommand(launch.argv)}" is started without ${by}, which "${shortCommand(sibling.launch.argv)}" beside it ` +
      `has: it emits no ${signalText(vendorSignals(vendor))}`,
    service: service.name,
    environment: launch.environment,
    evidence: [
      { ...launchLocation(sibling.launch), label: 'starts with telemetry' },
      ...sibling.launch.telemetry.evidence,
    ],
    fixes: fix === null ? [] : [fix],
    fault: launchIdentity(service, launch),
  };
}
