/** Telemetry is started, and a variable that it needs is not among those that production gives the process. */
import { addVariable } from '../../fixes/manifestKeys.ts';
import { vendorLabel } from '../../fixes/startTelemetry.ts';
import type { Evidence, Fix } from '../../model/finding.ts';
import type { Launch, Service, Variable } from '../../model/production.ts';
import { defineRule, type Draft, type ProductionContext } from '../../model/rule.ts';
import type { Location } from '../../model/text.ts';
import { declarationOf, launchEvidence, launchIdentity, reviewedLaunches } from './launches.ts';
import { missingOf, type Missing } from './missingVariables/missingOf.ts';
import { siblingWith } from './missingVariables/siblingWith.ts';

const wrapped = {
  'requirements.txt': 'flask\nopentelemetry-distro\nopentelemetry-exporter-otlp\n',
  'app.py': 'from flask import Flask\n\napp = Flask(__name__)\napp.run()\n',
  'worker.py': 'from shop import consume\n\nconsume()\n',
  'shop.py': 'def consume():\n    pass\n',
  Dockerfile:
    'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["opentelemetry-instrument", "python"]\nCMD ["app.py"]\n',
};
const compose = (worker: string, ...more: readonly string[]): string =>
  'services:\n  api:\n    build: .\n    environment:\n      OTEL_SERVICE_NAME: api\n' +
  `      OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4317\n  ${worker}:\n    build: .\n    command: ["worker.py"]\n` +
  `    environment:\n${more.map((line) => `      ${line}\n`).join('')}      OTEL_SERVICE_NAME: worker\n`;
const sentry = {
  'package.json': '{ "name": "shop", "dependencies": { "@sentry/node": "^9.0.0" } }\n',
  'instrument.js': "require('@sentry/node').init({ dsn: process.env.SENTRY_DSN });\n",
  'server.js': "require('./instrument');\n\nrequire('http').createServer().listen(8080);\n",
  'worker.js': "require('./instrument');\n\nsetInterval(() => {}, 1000);\n",
  Dockerfile: 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["node"]\nCMD ["server.js"]\n',
};
const services = (worker: string, ...more: readonly string[]): string =>
  `services:\n  api:\n    build: .\n    environment:\n      - SENTRY_DSN=\${SENTRY_DSN}\n  ${worker}:\n    build: .\n` +
  `    command: ["worker.js"]\n    environment:\n${more.map((line) => `      ${line}\n`).join('')}      - QUEUE=orders\n`;

export const telemetryEnvMissing = defineRule({
  id: 'telemetry-env-missing',
  area: 'launch',
  severity: 'information',
  scope: 'production',
  summary: 'A variable that telemetry needs is not among those that production gives the process.',
  why:
    'An exporter that is not told where to send takes its default, which is the container it is in; an agent without its key ' +
    'and a Sentry without its address keep silent. Nothing fails, and the service looks as if nothing happened in it. A ' +
    'second process of an image is where it is forgotten: its manifest has an environment of its own.\n\n' +
    'It is reported for containers whose whole environment is in sight: no env file, secret, config map or base image that ' +
    'could bring the variable, nothing that reads one when the process starts, no collector beside it. For telemetry that ' +
    'code starts only where a variable is set it is reported only where another process of the same file has that variable: ' +
    'telemetry that nobody turned on is no fault. A process without a name is reported where it is told where to send, ' +
    'or where its code gives the SDK of Node a resource in which no name stands.',
  fixes:
    'The variable is set as the other process has it; a missing name of the service becomes the name that the manifest has. ' +
    'Comments and formatting stay. It wants a look: what is sent from now on costs. Where nobody says what to set, there is ' +
    'no fix.',
  examples: {
    python: {
      bad: { ...wrapped, 'compose.production.yaml': compose('[|worker|]') },
      good: {
        ...wrapped,
        'compose.production.yaml': compose('worker', 'OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4317'),
      },
    },
    javascript: {
      bad: { ...sentry, 'compose.production.yaml': services('[|worker|]') },
      good: { ...sentry, 'compose.production.yaml': services('worker', '- SENTRY_DSN=${SENTRY_DSN}') },
    },
  },
  check: (context) =>
    reviewedLaunches(context.production).flatMap(({ service, launch }) => {
      const declaration = declarationOf(launch);
      if (declaration === null) return [];
      return missingOf(context, service, launch, declaration).map((missing) =>
        draftOf(context, service, launch, declaration, missing),
      );
    }),
});

function draftOf(
  context: ProductionContext,
  service: Service,
  launch: Launch,
  declaration: Location,
  missing: Missing,
): Draft {
  const { name, vendor, why, value, evidence } = missing;
  const other = value === undefined ? siblingWith(context.production, launch, declaration, name) : null;
  const said = value ?? (other === null ? null : writtenValue(context, other));
  const fix = said === null ? null : fixOf(context, declaration, name, said);
  const more: Evidence[] =
    other === null ? [] : [{ file: other.file, range: other.range, label: 'another process has it' }];
  return {
    ...declaration,
    message: `${service.name} starts ${vendorLabel(vendor)} and has no ${name}: ${why}`,
    service: service.name,
    environment: launch.environment,
    evidence: [...more, ...evidence.slice(0, 1), launchEvidence(launch)],
    fixes: fix === null ? [] : [fix],
    fault: `${launchIdentity(service, launch)}:${name}`,
  };
}

/** What is written for a variable, where that can be written again: its value, or the variable it stands for. */
function writtenValue(context: ProductionContext, { name, value, file, range }: Variable): string | null {
  if (value !== null) return value;
  const text = context.source(file)?.text.slice(range.start, range.end) ?? '';
  const written = text.replace(/^["']|["']$/g, '').replace(new RegExp(`^${name}=`), '');
  return /^\$\{?\w+[^\s"'{}]*\}?$/.test(written) ? written : null;
}

function fixOf(context: ProductionContext, declaration: Location, name: string, value: string): Fix | null {
  const text = context.source(declaration.file)?.text;
  const edit = text === undefined ? null : addVariable({ ...declaration, text }, { name, value });
  return edit === null ? null : { title: `Set ${name} to ${value}`, safety: 'review', edits: [edit] };
}
