/** Telemetry is started, then the process forks: what sends it stays behind in the parent. */
import { forkingServers, type ForkingServer } from '../../knowledge/forking.ts';
import { removeWordFix } from '../../fixes/command.ts';
import type { Launch, Service, TelemetryPath, Word } from '../../model/production.ts';
import { defineRule, type Draft, type ProductionContext } from '../../model/rule.ts';
import { baseName, launchEvidence, launchIdentity, launchLocation, reviewedLaunches } from './launches.ts';

const initialiser =
  'from opentelemetry import trace\nfrom opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter\n' +
  'from opentelemetry.sdk.trace import TracerProvider\nfrom opentelemetry.sdk.trace.export import BatchSpanProcessor\n\n\n' +
  'def start_telemetry():\n    provider = TracerProvider()\n' +
  '    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))\n    trace.set_tracer_provider(provider)\n';

const files = {
  'requirements.txt': 'flask\ngunicorn\nopentelemetry-sdk\nopentelemetry-exporter-otlp\n',
  'telemetry.py': initialiser,
  'app.py':
    'from telemetry import start_telemetry\n\nstart_telemetry()\n\nfrom flask import Flask\n\napp = Flask(__name__)\n',
};

export const forkUnsafeTelemetry = defineRule({
  id: 'fork-unsafe-telemetry',
  area: 'launch',
  severity: 'warning',
  scope: 'production',
  summary: 'OpenTelemetry is started before the server forks its workers.',
  why:
    'A batch processor and a metric reader each have a thread, and an exporter over gRPC has several and locks: `fork` ' +
    'copies the memory and none of the threads. Depending on versions, workers then send nothing, hang in the exporter, or ' +
    'send the same metrics under one name. OpenTelemetry asks for the SDK to be started in each worker.\n\n' +
    'It is reported for `gunicorn --preload`, for workers of Celery with the pool they have by default, and for uWSGI with ' +
    'several processes and without `lazy-apps`, where the program starts the SDK itself with something that sends in the ' +
    'background, and nothing of the program or of the server’s configuration is run after the fork. Agents of vendors look ' +
    'after forks by themselves.',
  fixes:
    'For gunicorn `--preload` goes, so that each worker loads the program, and starts telemetry, by itself; that costs ' +
    'memory, and wants a look. The initialiser can stand in `post_fork` instead. For the others there is no fix: whether ' +
    'the module is imported by other processes, which need it there, is yours to know.',
  examples: {
    python: {
      bad: { ...files, Procfile: 'web: [|gunicorn --preload --workers 4 app:app|]\n' },
      good: { ...files, Procfile: 'web: gunicorn --workers 4 app:app\n' },
    },
  },
  check: (context) =>
    reviewedLaunches(context.production).flatMap(({ service, launch }) => {
      const draft = draftOf(context, service, launch);
      return draft === null ? [] : [draft];
    }),
});

function draftOf(context: ProductionContext, service: Service, launch: Launch): Draft | null {
  const server = serverOf(launch.argv);
  if (server === null) return null;
  const path = launch.telemetry.paths.find((one) => isInParent(one, context));
  if (path === undefined) return null;
  const values = launch.argv.slice(1).map((word) => word.value);
  const options = launch.variables.find(({ name }) => name === 'GUNICORN_CMD_ARGS');
  // What a variable holds that is not known here may be any of it.
  if (launch.argv.some((word) => word.dynamic && word.value.startsWith('$')) || options?.value === null) return null;
  if (server.subcommand !== null && !values.includes(server.subcommand)) return null;
  if (values.some((value) => server.safeFlags.test(value))) return null;

  const configurations = configurationsOf(context, launch);
  const texts = [...service.modules, ...configurations].map((file) => context.source(file)?.text ?? '');
  if (texts.some((text) => server.hooks.test(text))) return null;
  const many = server.manyFlags;
  if (
    many !== null &&
    ![...values, ...configurations.map((file) => context.source(file)?.text ?? '')].some((text) => many.test(text))
  )
    return null;

  const flag = launch.argv.find((word) => isLoading(server, word));
  const inConfiguration = configurations.find((file) => server.loadingSetting?.test(context.source(file)?.text ?? ''));
  const needsLoading = server.loadingFlags.length > 0;
  if (needsLoading && flag === undefined && inConfiguration === undefined) return null;
  const fix = flag === undefined ? null : removeWordFix(flag, (file) => context.source(file)?.text);
  return {
    ...launchLocation(launch),
    message:
      `${server.name} loads ${launch.entryPoint?.file ?? 'the program'} and then forks its workers: OpenTelemetry is ` +
      `started before that, and what sends is not whole in them; start it in ${server.instead}`,
    service: service.name,
    environment: launch.environment,
    evidence: [...path.evidence, launchEvidence(launch)],
    fixes: fix === null ? [] : [fix],
    fault: launchIdentity(service, launch),
  };
}

/** The server that the command is, also as `python -m`. */
function serverOf(argv: readonly Word[]): ForkingServer | null {
  const [first] = argv;
  const module = argv.findIndex((word) => word.value === '-m');
  const name = module > 0 ? (argv[module + 1]?.value ?? '') : baseName(first?.value ?? '');
  return forkingServers.find((server) => server.name === name) ?? null;
}

function isLoading(server: ForkingServer, { value }: Word): boolean {
  return server.loadingFlags.some((flag) => value === flag || value.startsWith(`${flag}=`));
}

/** Started by the program itself, with something that sends from a thread. */
function isInParent(path: TelemetryPath, context: ProductionContext): boolean {
  if (path.vendor !== 'opentelemetry' || path.mechanism !== 'in-code') return false;
  if (path.state !== 'active' && path.state !== 'conditional') return false;
  return path.evidence.some(({ file }) =>
    /\b(?:BatchSpanProcessor|PeriodicExportingMetricReader|BatchLogRecordProcessor)\b/.test(
      context.source(file)?.text ?? '',
    ),
  );
}

/** Files that configure the server: named on its command line, or at their usual place. */
function configurationsOf(context: ProductionContext, launch: Launch): string[] {
  const names = new Set(launch.argv.map((word) => baseName(word.value.replace(/^.*=/, ''))));
  return [...context.production.sources.keys()].filter((file) => {
    const name = baseName(file);
    return /\.(?:py|ini|ya?ml|json|toml|xml)$/.test(name) && (names.has(name) || name === 'gunicorn.conf.py');
  });
}
