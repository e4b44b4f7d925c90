/** `opentelemetry-instrument` starts telemetry in the first process, and the work is done by others that it starts anew. */
import { removeWordFix } from '../../../fixes/command.ts';
import {
  pinnedInstrumentation,
  spawningServers,
  staysForChildrenSince,
  type SpawningServer,
} from '../../../knowledge/telemetryUnread.ts';
import type { Fix } from '../../../model/finding.ts';
import type { Launch, TelemetryPath, Word } from '../../../model/production.ts';
import type { ProductionContext } from '../../../model/rule.ts';
import type { Location } from '../../../model/text.ts';
import { baseName } from '../launches.ts';
import type { Ignored } from './ignored.ts';

export function lostInChildren(context: ProductionContext, launch: Launch): Ignored | null {
  const path = wrapped(launch);
  if (path === null || !isPinnedBefore(context)) return null;
  const lost = ofServer(launch) ?? (launch.environment === 'production' ? ofDebugger(context, launch) : null);
  if (lost === null) return null;
  return {
    place: lost.place,
    why:
      `${lost.what} is started anew, without the PYTHONPATH by which opentelemetry-instrument of this version is loaded: ` +
      lost.instead,
    evidence: path.evidence.slice(0, 1),
    fix: lost.fix?.(context) ?? null,
  };
}

interface Lost {
  readonly place: Location;
  readonly what: string;
  readonly instead: string;
  readonly fix?: (context: ProductionContext) => Fix | null;
}

/** The wrapper alone starts it. */
function wrapped({ telemetry }: Launch): TelemetryPath | null {
  const started = telemetry.paths.filter(({ state }) => state === 'active' || state === 'conditional');
  const [path] = started;
  const isWrapper = ({ vendor, mechanism }: TelemetryPath): boolean =>
    vendor === 'opentelemetry' && mechanism === 'wrapper';
  return path !== undefined && started.every(isWrapper) ? path : null;
}

/** The version is said, and all that say it are old enough. */
function isPinnedBefore({ production }: ProductionContext): boolean {
  const versions = [...production.sources.values()].flatMap(({ text }) =>
    [...text.matchAll(pinnedInstrumentation)].map((match) => Number(match[1])),
  );
  return versions.length > 0 && versions.every((minor) => minor < staysForChildrenSince);
}

function ofServer({ argv, environment, variables }: Launch): Lost | null {
  const at = argv[1]?.value === '-m' ? 2 : 0;
  const name = baseName(argv[at]?.value ?? '');
  const server = spawningServers.find((one) => one.name === name);
  const [first] = argv;
  const rest = argv.slice(at + 1);
  if (server === undefined || first === undefined) return null;
  if (server.subcommand !== null && !rest.some(({ value }) => value === server.subcommand)) return null;
  const reload = rest.find(({ value }) => server.reloadFlags.includes(value));
  if (reload !== undefined && environment === 'production') {
    const fix = (context: ProductionContext): Fix | null => removeWordFix(reload, (file) => context.source(file)?.text);
    return { place: reload, what: `with ${reload.value} the server`, instead: 'production needs no reload', fix };
  }
  const several = severalOf(server, rest, first);
  if (several !== null) return { place: several, what: `each worker of ${name}`, instead };
  const count = variables.find((variable) => variable.name === server.countVariable);
  if (count !== undefined && Number(count.value) > 1 && !rest.some((word) => isCount(server, word)))
    return { place: count, what: `each worker of ${name}`, instead };
  return null;
}

const instead =
  'a version since 0.63b0, gunicorn with workers of uvicorn, or initialize() where the application is made';

const isCount = ({ countOptions }: SpawningServer, { value }: Word): boolean =>
  countOptions.some((option) => value === option || value.startsWith(`${option}=`));

function severalOf(server: SpawningServer, rest: readonly Word[], first: Word): Location | null {
  if (server.name === 'hypercorn') {
    const at = rest.findIndex(({ value }) => value === '--workers' || value === '-w');
    return rest[at + 1]?.value === '0' && at >= 0 ? null : first;
  }
  const at = rest.findIndex((word) => isCount(server, word));
  const word = rest[at];
  if (word === undefined) return null;
  const value = word.value.includes('=') ? word.value.replace(/^[^=]*=/, '') : (rest[at + 1]?.value ?? '');
  return Number(value) > 1 ? word : null;
}

/** `app.run(debug=True)` in the program that is started: its reloader starts it again. */
function ofDebugger(context: ProductionContext, { entryPoint }: Launch): Lost | null {
  const source = entryPoint?.asMain === true ? context.source(entryPoint.file) : undefined;
  if (source?.facts?.imports.some(({ module }) => module === 'flask' || module.startsWith('flask.')) !== true)
    return null;
  for (const call of source.facts.calls) {
    const debug = call.arguments.find(({ keyword, value }) => keyword === 'debug' && /^true$/i.test(value ?? ''));
    if (debug === undefined || !call.callee.endsWith('.run')) continue;
    if (call.arguments.some(({ keyword }) => keyword === 'use_reloader' || keyword === null)) return null;
    const { range } = debug;
    const edits = [{ file: source.path, range: { start: range.end, end: range.end }, text: ', use_reloader=False' }];
    return {
      place: { file: source.path, range },
      what: 'with debug the server',
      instead: 'production needs no reload',
      fix: () => ({ title: 'Leave the reloader out', safety: 'review', edits }),
    };
  }
  return null;
}
