/** Whether the last batch of a process is lost when its launcher stops it, by the ways that each language has. */
import { exitOnSignal, shutDownOnSignal } from '../../../fixes/flushOnSignal.ts';
import {
  batchingSdks,
  droppedGuards,
  frozenLaunchers,
  functionFlushes,
  nodeRunners,
  pythonBatches,
  pythonRunners,
  recycledWorkers,
} from '../../../knowledge/telemetryEnds.ts';
import type { Evidence, Fix } from '../../../model/finding.ts';
import type { Launch, Service, TelemetryPath } from '../../../model/production.ts';
import type { ProductionContext } from '../../../model/rule.ts';
import type { SourceFile } from '../../../model/source.ts';
import { contains, lineStart, type Location } from '../../../model/text.ts';
import { baseName, entryRange } from '../launches.ts';

export interface Lost {
  readonly place: Location;
  readonly message: string;
  readonly fix: Fix | null;
  readonly evidence?: readonly Evidence[];
}

export function lostAtEnd(context: ProductionContext, service: Service, launch: Launch): readonly Lost[] {
  const program = programOf(context, service, launch);
  if (program === null) return [];
  if (program.ecosystem === 'rust') return rust(program);
  const lost = ofProgram(program);
  return lost === null ? [] : [lost];
}

function ofProgram(program: Program): Lost | null {
  const { launch } = program;
  const { ecosystem } = program;
  if (frozenLaunchers.has(launch.launcher)) return frozen(program);
  if (ecosystem === 'node') return node(program);
  if (ecosystem === 'python') return recycled(program) ?? python(program);
  return ecosystem === 'go' ? go(program) : null;
}

interface Program {
  readonly service: Service;
  readonly launch: Launch;
  readonly entry: SourceFile;
  readonly ecosystem: string;
  /** Files of the program whose text is at hand. */
  readonly files: readonly SourceFile[];
  /** OpenTelemetry that is started, or may be. */
  readonly paths: readonly TelemetryPath[];
  source(path: string): SourceFile | undefined;
}

function programOf(context: ProductionContext, service: Service, launch: Launch): Program | null {
  const entry = launch.entryPoint === null ? undefined : context.source(launch.entryPoint.file);
  const facts = entry?.facts;
  if (entry === undefined || facts == null) return null;
  const paths = launch.telemetry.paths.filter(({ state }) => state === 'active' || state === 'conditional');
  const evidence = paths.flatMap((path) => path.evidence.map(({ file }) => file));
  const files = [...new Set([entry.path, ...evidence, ...service.modules])].flatMap(
    (path) => context.source(path) ?? [],
  );
  const source = (path: string): SourceFile | undefined => context.source(path);
  return { service, launch, entry, ecosystem: facts.ecosystem, files, paths, source };
}

const openTelemetry = ({ paths }: Program): readonly TelemetryPath[] =>
  paths.filter(({ vendor }) => vendor === 'opentelemetry');
const inCode = (program: Program): readonly TelemetryPath[] =>
  openTelemetry(program).filter(({ mechanism }) => mechanism === 'in-code' || mechanism === 'runtime-flag');

/** Where code starts an SDK that sends in batches. */
function batching(program: Program, batches: RegExp): { readonly file: SourceFile; readonly place: Evidence } | null {
  for (const path of inCode(program)) {
    for (const place of path.evidence) {
      const file = program.source(place.file);
      if (file?.facts != null && batches.test(file.text)) return { file, place };
    }
  }
  return null;
}

function node(program: Program): Lost | null {
  const sdk = batchingSdks.find(({ ecosystem }) => ecosystem === 'node');
  const started = sdk === undefined ? null : batching(program, sdk.batches);
  if (sdk === undefined || started === null) return registered(program);
  const { launch, files } = program;
  const { signal } = launch.stop;
  if (program.service.packages.some((name) => nodeRunners.has(name))) return null;
  const fix = shutDownOnSignal(started.file, started.place.range.start, signal);
  const enders = files.filter(({ text }) => sdk.ends.test(text));
  if (enders.length === 0) {
    const message = `${signal} ends ${program.service.name} with what its OpenTelemetry has not sent: nothing shuts the SDK down`;
    return { place: started.place, message, fix };
  }
  return otherSignal(program, started, fix);
}

const flushing = /\b(?:shutdown|forceFlush)\b/i;

/** It is shut down, on another signal than the launcher sends. */
function otherSignal(
  { launch, files, service }: Program,
  { file, place }: { readonly file: SourceFile; readonly place: Evidence },
  fix: Fix | null,
): Lost | null {
  const { signal } = launch.stop;
  const handlers = (file.facts?.signalHandlers ?? []).filter(({ range }) =>
    flushing.test(file.text.slice(range.start, range.end)),
  );
  const [first] = handlers;
  if (first === undefined || handlers.some((handler) => handler.signal === signal)) return null;
  // Whoever names the signal may handle it, and who waits for the end of the program ends telemetry there.
  if (files.some(({ text }) => text.includes(signal) || /\bbeforeExit\b/.test(text))) return null;
  return {
    place: { file: file.path, range: first.range },
    message: `${launch.launcher} stops ${service.name} by ${signal}, and its telemetry is shut down on ${first.signal}: what it has not sent is lost`,
    fix,
    evidence: [place],
  };
}

/** The preload takes the signal, sends what there is, and leaves the process running: nothing else ends it. */
function registered(program: Program): Lost | null {
  const { launch, files, service, entry } = program;
  const path = openTelemetry(program).find(
    ({ mechanism, evidence }) =>
      mechanism === 'runtime-flag' && evidence.every((place) => program.source(place.file)?.facts == null),
  );
  const own = path?.evidence[0];
  if (path === undefined || own === undefined || launch.stop.signal !== 'SIGTERM') return null;
  if (path.state !== 'active' || !/auto-instrumentations-node/.test(textOf(program, own))) return null;
  if (service.packages.some((name) => nodeRunners.has(name))) return null;
  if (files.some(({ text }) => /SIGTERM|enableShutdownHooks|\bsignals\b/i.test(text))) return null;
  if (!files.some(({ facts }) => facts?.entryMarkers.some(({ kind }) => kind === 'listen') === true)) return null;
  const seconds = Math.round(launch.stop.graceMilliseconds / 1000);
  return {
    place: { file: entry.path, range: entryRange(entry) },
    message:
      `on SIGTERM the telemetry of ${service.name} is shut down and the server is not: it runs without telemetry until it is ` +
      `killed after ${seconds} s`,
    fix: null,
    evidence: [own],
  };
}

function textOf(program: Program, { file, range }: Location): string {
  const text = program.source(file)?.text ?? '';
  return text.slice(Math.max(0, range.start), range.end);
}

/** A program of its own, which nobody stops but the signal. */
function python(program: Program): Lost | null {
  const { launch, entry, files, service } = program;
  if (launch.stop.signal !== 'SIGTERM' || launch.entryPoint?.asMain !== true) return null;
  if (!/^python[\d.]*$/.test(baseName(launch.argv[0]?.value ?? ''))) return null;
  const isWrapped = openTelemetry(program).some(
    ({ mechanism, state }) => mechanism === 'wrapper' && state === 'active',
  );
  if (!isWrapped && batching(program, pythonBatches) === null) return null;
  if (files.length < service.modules.length || files.some(({ text }) => pythonRunners.test(text))) return null;
  return {
    place: { file: entry.path, range: entryRange(entry) },
    message: `SIGTERM ends ${service.name} without running what is to run at its exit: OpenTelemetry does not send its last batch`,
    fix: exitOnSignal(entry),
    evidence: openTelemetry(program)[0]?.evidence ?? [],
  };
}

/** Workers of a pool that are replaced after some tasks. */
function recycled(program: Program): Lost | null {
  const { launch, files, service } = program;
  const { names, subcommand, flag, ends } = recycledWorkers;
  const values = launch.argv.map(({ value }) => value);
  const word = launch.argv.find(({ value }) => flag.test(value));
  if (word === undefined || !values.some((value) => names.test(baseName(value))) || !values.includes(subcommand)) {
    return null;
  }
  if (openTelemetry(program).length === 0 || files.some(({ text }) => ends.test(text))) return null;
  return {
    place: { file: word.file, range: word.range },
    message: `workers of ${service.name} end after some tasks without sending what their OpenTelemetry has in hand`,
    fix: null,
  };
}

/** A function that is frozen when it has answered. */
function frozen(program: Program): Lost | null {
  const sdk = batchingSdks.find(({ ecosystem }) => ecosystem === program.ecosystem);
  const started = batching(program, sdk?.batches ?? pythonBatches);
  if (started === null || program.files.some(({ text }) => functionFlushes.test(text))) return null;
  if (program.paths.some(({ mechanism }) => mechanism === 'wrapper')) return null;
  return {
    place: started.place,
    message: `${program.service.name} is frozen when it has answered: what its OpenTelemetry has not sent waits for the next call, or is lost`,
    fix: null,
  };
}

function go(program: Program): Lost | null {
  const sdk = batchingSdks.find(({ ecosystem }) => ecosystem === 'go');
  const started = sdk === undefined ? null : batching(program, sdk.batches);
  if (sdk === undefined || started === null) return null;
  const { entry, service, launch } = program;
  const skipped = skippedDefer(entry);
  if (skipped !== null) {
    const message = `log.Fatal ends ${service.name} without running this: what its OpenTelemetry has not sent is lost`;
    return { place: { file: entry.path, range: skipped }, message, fix: null, evidence: [started.place] };
  }
  if (program.files.some(({ text }) => sdk.ends.test(text)) || handsOn(started.file, started.place)) return null;
  return {
    place: started.place,
    message: `${launch.stop.signal} ends ${service.name} with what its OpenTelemetry has not sent: nothing shuts the provider down`,
    fix: null,
  };
}

/** `defer provider.Shutdown(ctx)` in a function whose last statement never returns. */
function skippedDefer({ text, facts }: SourceFile): { readonly start: number; readonly end: number } | null {
  for (const call of facts?.calls ?? []) {
    const owner = facts?.functions[call.function];
    const lead = text.slice(lineStart(text, call.statement.start), call.statement.end);
    if (owner?.name !== 'main' || !call.callee.endsWith('.Shutdown') || !/^\s*defer\b/.test(lead)) continue;
    const body = text.slice(owner.body.start, owner.body.end).replace(/[\s}]+$/, '');
    const last = body.slice(body.lastIndexOf('\n') + 1);
    // It is a statement of the function itself, as the other one is.
    if (/^[ \t]*/.exec(last)?.[0] !== /^[ \t]*/.exec(lead)?.[0]) continue;
    if (!/^\s*log\.Fatal(?:ln|f)?\(.*(?:ListenAndServe|Serve|Listen|Run|Start)\w*\(/.test(last)) continue;
    if (/\bsignal\.Notify/.test(text)) continue;
    const start = lineStart(text, call.statement.start) + (/^\s*/.exec(lead)?.[0].length ?? 0);
    return { start, end: call.statement.end };
  }
  return null;
}

/** The provider, or what ends it, is given to whoever called: that may be out of sight. */
function handsOn({ text, facts }: SourceFile, { range }: Location): boolean {
  const owner = facts?.functions.findLast((one) => contains(one.range, range));
  if (owner === undefined) return true;
  const header = text.slice(owner.range.start, owner.body.start);
  const results =
    header.slice(header.lastIndexOf(')') + 1).trim() || (/\)\s*\(([^()]*)\)\s*\{?\s*$/.exec(header)?.[1] ?? '');
  return !/^(?:error|\w+ error)?\s*\{?$/.test(results);
}

/** `let _ = sentry::init(…)`: nobody holds what is to end it. */
function rust({ entry, service }: Program): Lost[] {
  const { text, facts } = entry;
  return (facts?.calls ?? []).flatMap((call): Lost[] => {
    if (!droppedGuards.has(call.path ?? '')) return [];
    const lead = text.slice(Math.max(0, call.range.start - 200), call.range.start);
    const before = /\blet\s+(_)\s*(?::[^=]+)?=\s*$/.exec(lead);
    if (before === null) return [];
    const start = call.range.start - before[0].length + before[0].indexOf('_');
    const range = { start, end: start + 1 };
    const edits = [{ file: entry.path, range, text: '_guard' }];
    return [
      {
        place: { file: entry.path, range },
        message: `what ${call.path} gives is dropped at once, and with it the telemetry of ${service.name}`,
        fix: { title: 'Keep it as _guard', safety: 'review', edits },
      },
    ];
  });
}
