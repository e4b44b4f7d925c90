/** Two things start telemetry in one process, and one of them is refused or gets in the way of the other. */
import { removeStatementFix } from '../../fixes/removeStatement.ts';
import { edited, vendorLabel } from '../../fixes/startTelemetry.ts';
import {
  rivalMechanisms,
  rivals,
  sentryOnOpenTelemetry,
  twiceStarted,
  type TwiceStarted,
} from '../../knowledge/duplicateTelemetry.ts';
import type { Fix } from '../../model/finding.ts';
import type { Launch, Service, TelemetryPath } from '../../model/production.ts';
import { defineRule, type Draft, type ProductionContext } from '../../model/rule.ts';
import { overlaps, type Location } from '../../model/text.ts';
import { inTools } from './twice/inTools.ts';
import type { Twice } from './twice/twice.ts';
import { launchEvidence, launchIdentity, reviewedLaunches } from './launches.ts';

const python = {
  'requirements.txt': 'ddtrace\nflask\n',
  Procfile: 'web: ddtrace-run python app.py\n',
};
const app = 'from flask import Flask\n\napp = Flask(__name__)\napp.run()\n';
const node = {
  'package.json':
    '{ "name": "api", "dependencies": { "@opentelemetry/auto-instrumentations-node": "^0.81.0", "@opentelemetry/sdk-node": "^0.223.0" } }\n',
  'server.js': "require('./tracing');\n\nrequire('http').createServer().listen(8080);\n",
};
const tracing = (start: string): string =>
  "const { NodeSDK } = require('@opentelemetry/sdk-node');\n" +
  "const { getNodeAutoInstrumentations } = require('@opentelemetry/auto-instrumentations-node');\n\n" +
  `const sdk = new NodeSDK({ instrumentations: [getNodeAutoInstrumentations()] });\n\n${start};\n` +
  "process.on('SIGTERM', () => sdk.shutdown().finally(() => process.exit(0)));\n";
const java = {
  'pom.xml':
    '<project><modelVersion>4.0.0</modelVersion><groupId>shop</groupId><artifactId>api</artifactId><version>1</version></project>\n',
  'src/main/java/shop/App.java':
    'package shop;\n\npublic class App {\n  public static void main(String[] arguments) {\n    new Server().run();\n  }\n}\n',
};
const dockerfile = (...agents: readonly string[]): string =>
  `FROM eclipse-temurin:21\nWORKDIR /app\nCOPY target/api.jar agents/ ./\nCMD ["java", ${agents.join(', ')}, "-jar", "api.jar"]\n`;

export const duplicateTelemetry = defineRule({
  id: 'duplicate-telemetry',
  area: 'launch',
  severity: 'information',
  scope: 'production',
  summary: 'Telemetry is started twice in one process, and one of the two is refused or breaks the other.',
  why:
    'A process has one tracer provider. Where a wrapper or a preload has set one up, the SDK that the code starts is refused ' +
    'with a line in a log: its exporters, its sampling and its name of the service hold for nothing, and in Node every ' +
    'library is patched twice. Sentry for Node starts an OpenTelemetry of its own since its version 8. Agents of two ' +
    'vendors change the same classes, which neither of them supports.\n\n' +
    'It is reported where both are seen to run on one launch: from outside and in the code for OpenTelemetry and Datadog, ' +
    'two agents, wrappers or preloads of different vendors, and Sentry beside an SDK of OpenTelemetry that it is not told ' +
    'of. Two vendors that code starts side by side are left alone, as that is how one changes from one to the other.\n\n' +
    'JAVA_TOOL_OPTIONS is read by every JVM: a script that calls `keytool` or `jcmd` before it starts the program loads the ' +
    'agent for those too, which takes seconds each time and sends what they do in the name of the service.',
  fixes:
    'Where the code says nothing that the wrapper does not say, the line in the code goes. A tool of the JVM is called ' +
    'without the variable. Where which of the two is meant ' +
    'is yours to know, there is no fix.',
  examples: {
    python: {
      bad: { ...python, 'app.py': `[|import ddtrace.auto|]\n${app}` },
      good: { ...python, 'app.py': app },
    },
    javascript: {
      bad: {
        ...node,
        'tracing.js': tracing('[|sdk.start()|]'),
        Procfile: 'web: node --require @opentelemetry/auto-instrumentations-node/register server.js\n',
      },
      good: { ...node, 'tracing.js': tracing('sdk.start()'), Procfile: 'web: node server.js\n' },
    },
    java: {
      bad: {
        ...java,
        Dockerfile: dockerfile('"-javaagent:opentelemetry-javaagent.jar"', '[|"-javaagent:dd-java-agent.jar"|]'),
      },
      good: { ...java, Dockerfile: dockerfile('"-javaagent:opentelemetry-javaagent.jar"') },
    },
  },
  check(context) {
    const seen = new Set<string>();
    return reviewedLaunches(context.production).flatMap(({ service, launch }) => {
      const twice =
        ofOneVendor(context, launch) ??
        ofRivals(launch) ??
        besideSentry(context, service, launch) ??
        inTools(context, launch);
      if (twice === null) return [];
      // Launches share their programs.
      const key = `${twice.place.file}:${twice.place.range.start}`;
      return seen.has(key) ? [] : (seen.add(key), [draftOf(service, launch, twice)]);
    });
  },
});

function draftOf(service: Service, launch: Launch, { place, other, message, fix }: Twice): Draft {
  return {
    ...place,
    message: `${service.name} ${message}`,
    service: service.name,
    environment: launch.environment,
    evidence: [{ file: other.file, range: other.range, label: 'the other one' }, launchEvidence(launch)],
    fixes: fix === null ? [] : [fix],
    fault: `${launchIdentity(service, launch)}:twice`,
  };
}

const running = ({ telemetry }: Launch): readonly TelemetryPath[] =>
  telemetry.paths.filter(({ state }) => state === 'active');

function ofOneVendor(context: ProductionContext, launch: Launch): Twice | null {
  const paths = running(launch);
  for (const row of twiceStarted) {
    const outside = paths.find(
      ({ vendor, mechanism, evidence }) =>
        vendor === row.vendor &&
        row.outside.includes(mechanism) &&
        !evidence.some((place) => isSource(context, place, row)),
    );
    const other = outside?.evidence[0];
    if (other === undefined) continue;
    for (const { vendor, mechanism, evidence } of paths) {
      const place = evidence.find((one) => isSource(context, one, row));
      if (vendor !== row.vendor || mechanism !== 'in-code' || place === undefined) continue;
      const message = `starts ${vendorLabel(vendor)} twice, by ${other.label} and here: ${row.effect}`;
      return { place, other, message, fix: row.sameInCode ? removed(context, place) : null };
    }
  }
  return null;
}

/** The place is in code, and what starts it there is what the row speaks of. */
function isSource(context: ProductionContext, { file, range }: Location, { code, ecosystem }: TwiceStarted): boolean {
  const source = context.source(file);
  if (source?.facts?.ecosystem !== ecosystem) return false;
  const around = source.text.slice(range.start, range.end);
  return code.test(around) || (/\.(?:start|register)\b/.test(around) && code.test(source.text));
}

function removed(context: ProductionContext, { file, range }: Location): Fix | null {
  const source = context.source(file);
  const target = source === undefined ? null : edited(source);
  const imported = target?.facts.imports.find((one) => overlaps(one.range, range));
  const fix = target === null || imported === undefined ? null : removeStatementFix(target, imported.range);
  return fix === null ? null : { ...fix, title: 'Take it out of the code' };
}

/** Two vendors that are both loaded from outside of the code. */
function ofRivals(launch: Launch): Twice | null {
  const paths = running(launch).filter(
    ({ vendor, mechanism, signals }) =>
      rivals.has(vendor) && rivalMechanisms.has(mechanism) && signals.includes('traces'),
  );
  const places = paths
    .flatMap(({ vendor, evidence }) => evidence.slice(0, 1).map((place) => ({ vendor, place })))
    .sort((one, other) => (one.place.file === other.place.file ? one.place.range.start - other.place.range.start : 0));
  const [first] = places;
  const second = places.find(({ vendor }) => vendor !== first?.vendor);
  if (first === undefined || second === undefined) return null;
  const message =
    `is started with ${vendorLabel(first.vendor)} and with ${vendorLabel(second.vendor)}: both change the same libraries, ` +
    'which neither supports';
  return { place: second.place, other: first.place, message, fix: null };
}

function besideSentry(context: ProductionContext, service: Service, launch: Launch): Twice | null {
  const paths = launch.telemetry.paths.filter(
    ({ state, mechanism }) => (state === 'active' || state === 'conditional') && mechanism === 'in-code',
  );
  const sentry = paths.find(({ vendor }) => vendor === 'sentry')?.evidence[0];
  const own = paths.find(({ vendor }) => vendor === 'opentelemetry')?.evidence[0];
  if (sentry === undefined || own === undefined) return null;
  const file = context.source(sentry.file);
  if (file?.facts?.ecosystem !== 'node' || !isOnOpenTelemetry(context, service)) return null;
  const { together } = sentryOnOpenTelemetry;
  if (service.modules.some((path) => together.test(context.source(path)?.text ?? ''))) return null;
  const message =
    'starts OpenTelemetry twice where both are on: Sentry starts one of its own unless it is told to leave that ' +
    '(skipOpenTelemetrySetup), and the second one is refused';
  return { place: sentry, other: own, message, fix: null };
}

function isOnOpenTelemetry(context: ProductionContext, { root }: Service): boolean {
  const { packages, since } = sentryOnOpenTelemetry;
  const manifest = context.source(root === '.' ? 'package.json' : `${root}/package.json`);
  return Number(packages.exec(manifest?.text ?? '')?.[2] ?? 0) >= since;
}
