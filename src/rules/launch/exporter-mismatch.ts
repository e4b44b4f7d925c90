/** The exporter speaks one protocol, and the port it sends to another: everything is made, and nothing arrives. */
import {
  defaultOtlpProtocols,
  ecosystemOfLanguage,
  otlpEndpoint,
  otlpPorts,
  otlpProtocol,
  otlpSignals,
  type OtlpProtocol,
  type OtlpSignal,
} from '../../knowledge/telemetry/otlp.ts';
import { addVariable } from '../../fixes/manifestKeys.ts';
import type { Fix } from '../../model/finding.ts';
import type { Launch, Service, Variable } from '../../model/production.ts';
import { defineRule, type Draft, type ProductionContext } from '../../model/rule.ts';
import { provisionOf } from '../../production/providedVariables.ts';
import { missingExporter, type MissingExporter } from './exporterPackage.ts';
import { declarationOf, launchEvidence, reviewedLaunches } from './launches.ts';

const python = {
  'requirements.txt': 'flask\nopentelemetry-distro\nopentelemetry-exporter-otlp\n',
  'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n\nif __name__ == "__main__":\n    app.run()\n',
  Dockerfile: 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD ["opentelemetry-instrument", "python", "app.py"]\n',
};
const node = {
  'package.json':
    '{ "name": "api", "dependencies": { "@opentelemetry/auto-instrumentations-node": "^0.81.0", "express": "^5.0.0" } }\n',
  'server.js': "require('express')().listen(8080);\n",
  Dockerfile:
    'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "--require", "@opentelemetry/auto-instrumentations-node/register", "server.js"]\n',
};
const compose = (...variables: readonly string[]): string =>
  `services:\n  api:\n    build: .\n    environment:\n${variables.map((line) => `      ${line}\n`).join('')}`;

export const exporterMismatch = defineRule({
  id: 'exporter-mismatch',
  area: 'launch',
  severity: 'error',
  scope: 'production',
  summary: 'Telemetry is sent in another protocol than the port it is sent to speaks.',
  why:
    'A collector listens for OTLP over gRPC on port 4317 and over HTTP on 4318. An exporter that speaks the other one gets ' +
    'errors, which the SDK writes to its own log at most; the service is well, and every span is thrown away. An endpoint ' +
    'for one signal (`OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`) is taken as it is: without `/v1/traces` an exporter over HTTP ' +
    'sends to a path that does not exist.\n\n' +
    'It is reported where variables alone set up the exporter (a wrapper, an agent, a preload) and say both, or say the ' +
    'port and nothing can set the protocol, so that the default of the language holds: gRPC in Python, HTTP in Node. Other ' +
    'ports, and exporters that code makes, are left alone. `opentelemetry-instrument` of Python wants the exporter of the ' +
    'protocol installed: with the one for HTTP alone and the default of gRPC it makes no SDK at all.',
  fixes:
    'The protocol becomes the one of the port; where none is set, the port becomes the one of the protocol. An endpoint for ' +
    'one signal gets its path. It wants a look: the collector may have only one of its ports open.',
  examples: {
    python: {
      bad: { ...python, 'compose.production.yaml': compose('OTEL_EXPORTER_OTLP_ENDPOINT: [|http://collector:4318|]') },
      good: { ...python, 'compose.production.yaml': compose('OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4317') },
    },
    javascript: {
      bad: {
        ...node,
        'compose.production.yaml': compose(
          'OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4318',
          'OTEL_EXPORTER_OTLP_PROTOCOL: [|grpc|]',
        ),
      },
      good: {
        ...node,
        'compose.production.yaml': compose(
          'OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4318',
          'OTEL_EXPORTER_OTLP_PROTOCOL: http/protobuf',
        ),
      },
    },
  },
  check(context) {
    const seen = new Set<string>();
    return reviewedLaunches(context.production).flatMap(({ service, launch }) => {
      const exporter = missingExporter(context, service, launch);
      if (exporter !== null) return [draftOfExporter(context, service, launch, exporter)];
      return isByVariables(launch)
        ? draftsOf(context, service, launch).filter((draft) => {
            // Services may share a block of variables, and signals an endpoint.
            const key = `${draft.file}:${draft.range.start}`;
            return !seen.has(key) && seen.add(key);
          })
        : [];
    });
  },
});

function draftOfExporter(
  context: ProductionContext,
  service: Service,
  launch: Launch,
  { place, spoken, installed, value }: MissingExporter,
): Draft {
  const declaration = declarationOf(launch);
  const text = declaration === null ? undefined : context.source(declaration.file)?.text;
  const isSet = launch.variables.some(({ name }) => name === otlpProtocol);
  const edit =
    declaration === null || text === undefined || isSet
      ? null
      : addVariable({ ...declaration, text }, { name: otlpProtocol, value });
  return {
    file: place.file,
    range: place.range,
    message:
      `telemetry of ${service.name} is to be sent over ${label(spoken)}${isSet ? '' : ', which is the default here'}, and only ` +
      `${installed} is installed: the SDK is not made, and nothing is sent`,
    service: service.name,
    environment: launch.environment,
    evidence: [launchEvidence(launch)],
    fixes: edit === null ? [] : [{ title: `Set ${otlpProtocol} to ${value}`, safety: 'review', edits: [edit] }],
    fault: `${service.name}:${launch.environment}:exporter`,
  };
}

/** OpenTelemetry that is started and configured from outside the code. */
function isByVariables({ telemetry }: Launch): boolean {
  const active = telemetry.paths.filter(({ vendor, state }) => vendor === 'opentelemetry' && state === 'active');
  const isOutside = active.every(({ mechanism }) => mechanism !== 'in-code');
  // A file that is preloaded makes its exporters itself: then there is more to it than the flag.
  return active.length > 0 && isOutside && active.every(({ evidence }) => evidence.every(({ file }) => !isCode(file)));
}

const isCode = (file: string): boolean => /\.(?:py|[cm]?[jt]s|java|kt|rb|php)$/.test(file) && !/config/.test(file);

function draftsOf(context: ProductionContext, service: Service, launch: Launch): Draft[] {
  return otlpSignals.flatMap((signal) => {
    const draft = draftOf(context, service, launch, signal);
    return draft === null ? [] : [draft];
  });
}

function draftOf(context: ProductionContext, service: Service, launch: Launch, signal: OtlpSignal): Draft | null {
  const of = (name: string): Variable | null => launch.variables.find((variable) => variable.name === name) ?? null;
  const exporter = of(signal.exporter);
  if (exporter !== null && exporter.value?.split(',').includes('otlp') !== true) return null;
  const own = of(signal.endpoint);
  const endpoint = own ?? of(otlpEndpoint);
  const port = /^\w+:\/\/[^/]+:(\d+)(\/.*)?$/.exec(endpoint?.value ?? '');
  const spoken = otlpPorts.get(port?.[1] ?? '');
  if (endpoint === null || port === null || spoken === undefined) return null;
  const set = of(signal.protocol) ?? of(otlpProtocol);
  const protocol = set === null ? byDefault(service, launch, signal) : protocolOf(set.value);
  if (protocol === null) return null;
  const common = {
    service: service.name,
    environment: launch.environment,
    fault: `${service.name}:${launch.environment}:${endpoint.file}:${endpoint.range.start}`,
  };
  const text = (variable: Variable): string => context.source(variable.file)?.text ?? '';
  if (protocol !== spoken) {
    const wanted = spoken === 'grpc' ? 'grpc' : 'http/protobuf';
    const place = set ?? endpoint;
    const fix =
      set === null
        ? replaced(endpoint, `:${port[1]}`, `:${portOf(protocol)}`, text(endpoint))
        : replaced(set, set.value ?? '', wanted, text(set));
    const says =
      set === null ? `is sent over ${label(protocol)}, which is the default here,` : `is sent over ${label(protocol)}`;
    return {
      file: place.file,
      range: place.range,
      ...common,
      message: `telemetry of ${service.name} ${says} to port ${port[1]}, which speaks ${label(spoken)}: nothing arrives`,
      evidence: [{ file: endpoint.file, range: endpoint.range, label: 'it is sent there' }, launchEvidence(launch)],
      fixes: fix === null ? [] : [fix],
    };
  }
  const path = port[2] ?? '';
  if (own === null || protocol !== 'http' || (path !== '' && path !== '/')) return null;
  const value = own.value ?? '';
  const fix = replaced(own, value, value.replace(/\/$/, '') + signal.path, text(own));
  return {
    file: own.file,
    range: own.range,
    ...common,
    message: `${signal.signal} of ${service.name} are sent to ${value}, which is taken as it is and lacks ${signal.path}: nothing arrives`,
    evidence: [launchEvidence(launch)],
    fixes: fix === null ? [] : [fix],
  };
}

/** Only where nothing that is out of sight can set it. */
function byDefault(service: Service, launch: Launch, signal: OtlpSignal): OtlpProtocol | null {
  const names = [signal.protocol, otlpProtocol];
  if (names.some((name) => provisionOf(service, launch, name).state !== 'missing')) return null;
  return defaultOtlpProtocols.get(ecosystemOfLanguage.get(service.language ?? '') ?? '') ?? null;
}

function protocolOf(value: string | null): OtlpProtocol | null {
  if (value === 'grpc') return 'grpc';
  return value !== null && /^http\/(?:protobuf|json)$/.test(value) ? 'http' : null;
}

const label = (protocol: OtlpProtocol): string => (protocol === 'grpc' ? 'gRPC' : 'HTTP');
const portOf = (protocol: OtlpProtocol): string => [...otlpPorts].find(([, spoken]) => spoken === protocol)?.[0] ?? '';

/** A part of a variable's value, where it is written once in the place of the variable. */
function replaced(variable: Variable, from: string, to: string, text: string): Fix | null {
  const { file, range } = variable;
  const written = text.slice(range.start, range.end);
  const at = written.indexOf(from);
  if (from === '' || at < 0 || written.includes(from, at + 1)) return null;
  const start = range.start + at;
  const edits = [{ file, range: { start, end: start + from.length }, text: to }];
  return { title: `Change it to ${variable.value?.replace(from, to) ?? to}`, safety: 'review', edits };
}
