/** What a process did when it started and no longer does: taking signals, starting its telemetry. */
import type { SignalHandlerFact, TelemetryInitialisationFact } from '../../../model/facts.ts';
import { launchesOf } from '../../../model/production.ts';
import { statementAround } from './logs.ts';
import type { GuardKind, Loss } from './loss.ts';
import { isTouched, textAt, type Comparison, type Pair } from './sides.ts';
import { isDead } from './work.ts';

export const lostSignalHandlers: GuardKind = (comparison) =>
  comparison.pairs.flatMap((pair) => {
    if (pair.before === null) return [];
    return pair.before.facts.signalHandlers.flatMap((handler) => ofSignal(comparison, pair, handler) ?? []);
  });

export const lostInitialisations: GuardKind = (comparison) =>
  comparison.pairs.flatMap((pair) => {
    if (pair.before === null) return [];
    return pair.before.facts.telemetry.flatMap((start) => ofStart(comparison, pair, start) ?? []);
  });

/** Signals by which a process is asked to end, so that taking them is how it ends in good order. */
const ending = new Set(['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP']);
const takesSignals =
  /SIGTERM|SIGINT|signal\.(?:Notify|NotifyContext|signal)|add_signal_handler|addShutdownHook|ctrl_c|shutdown_?signal|graceful|terminus|enableShutdownHooks|on_?exit|atexit|Signal\.trap/i;

function ofSignal(comparison: Comparison, pair: Pair, handler: SignalHandlerFact): Loss | null {
  const { before, after } = pair;
  if (before === null || after === null || !ending.has(handler.signal) || !isTouched(pair, handler.range)) return null;
  if (isDead(before, handler)) return null;
  // The process is the one it was: it starts in this file, before and after.
  if (before.facts.entryMarkers.length === 0 || after.facts.entryMarkers.length === 0) return null;
  const isTaken = comparison.pairs.some(
    (one) =>
      one.after?.facts.signalHandlers.some(({ signal }) => signal === handler.signal) === true ||
      takesSignals.test(one.added),
  );
  if (isTaken) return null;
  return {
    kind: 'signal',
    from: pair,
    guard: handler.range,
    to: pair,
    range: null,
    message: `${handler.signal} is not handled any more: at each deploy the process ends in the middle of what it does`,
    statement: statementAround(before, handler.range),
    supersedes: [],
  };
}

const startsTelemetry =
  /opentelemetry|otel|sentry|datadog|dd-?trace|newrelic|elastic-?apm|honeycomb|instrument|appinsights|applicationinsights|telemetry|tracing|rollbar|bugsnag|honeybadger|appsignal|instana|airbrake/i;

function ofStart(comparison: Comparison, pair: Pair, start: TelemetryInitialisationFact): Loss | null {
  const { before, after } = pair;
  if (before === null || after === null || !isTouched(pair, start.range) || isDead(before, start)) return null;
  if (comparison.pairs.some(({ added }) => startsTelemetry.test(added))) return null;
  if (comparison.pairs.some((one) => one.after?.facts.telemetry.some(({ vendor }) => vendor === start.vendor) === true))
    return null;
  // The code around it still runs: a process that starts here, or the function that started it.
  const owner = before.facts.functions[start.function]?.name;
  const stands =
    start.function === -1
      ? after.facts.entryMarkers.length > 0 || isLoaded(comparison, after.path)
      : after.facts.functions.some(({ name }) => name === owner);
  if (!stands) return null;
  // What production starts around the process may do it as well.
  const isStarted = launchesOf(comparison.change.after).some(({ launch }) =>
    launch.telemetry.paths.some(({ vendor, state }) => vendor === start.vendor && state === 'active'),
  );
  if (isStarted) return null;
  const signals = start.signals.join(', ');
  return {
    kind: 'telemetry',
    from: pair,
    guard: start.range,
    to: pair,
    range: null,
    message: `${start.vendor} is not started any more: what this process does leaves no ${signals === '' ? 'telemetry' : signals} in production`,
    statement:
      statementAround(before, start.range) ?? (textAt(before, start.range).includes('\n') ? null : start.range),
    supersedes: ['entry-not-instrumented', 'telemetry-lost-at-launch'],
  };
}

/** A process of production evaluates the file. */
function isLoaded({ change }: Comparison, path: string): boolean {
  return change.after.services.some(({ modules }) => modules.includes(path));
}
