/** What a process did when it started and no longer does: taking signals, starting its telemetry. */
import type { SignalHandlerFact, TelemetryInitialisationFact } from '../../../model/facts.ts';
import { launchesOf } from '../../../model/production.ts';
import { statementAround } from './told.ts';
import type { GuardKind, Loss } from './loss.ts';
import { isTouched, textAt, type Comparison, type Pair, type Side } from './sides.ts';
import { isDead, workIn } from './work.ts';

export const lostSignalHandlers: GuardKind = (comparison) =>
  comparison.pairs.flatMap((pair) => {
    if (pair.before === null) return [];
    const lost = pair.before.facts.signalHandlers.filter((handler) => isLost(comparison, pair, handler));
    const [first] = lost;
    if (first === undefined) return [];
    const names = [...new Set(lost.map(({ signal }) => signal))].join(' and ');
    return [
      {
        kind: 'signal',
        from: pair,
        guard: first.range,
        to: pair,
        range: null,
        message: `${names} ${names.includes(' ') ? 'are' : 'is'} not handled any more: at each deploy the process ends in the middle of what it does`,
        statement: lost.length === 1 ? statementAround(pair.before, first.range) : null,
        supersedes: [],
      },
    ];
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

function isLost(comparison: Comparison, pair: Pair, handler: SignalHandlerFact): boolean {
  const { before, after } = pair;
  if (before === null || after === null || !ending.has(handler.signal) || !isTouched(pair, handler.range)) return false;
  if (isDead(before, handler)) return false;
  // The process is the one it was: it starts in this file, before and after.
  if (before.facts.entryMarkers.length === 0 || after.facts.entryMarkers.length === 0) return false;
  if (!isNeeded(before, after, handler)) return false;
  return !comparison.pairs.some(
    (one) =>
      one.after?.facts.signalHandlers.some(({ signal }) => signal === handler.signal) === true ||
      takesSignals.test(one.added),
  );
}

/** What it brought to an end is still there; where its work is gone, it is needed no more. */
function isNeeded(before: Side, after: Side, { handler }: SignalHandlerFact): boolean {
  const own = before.facts.functions[handler];
  if (own === undefined) return true;
  if (own.name !== '<anonymous>' && after.facts.functions.some(({ name }) => name === own.name)) return true;
  const work = workIn(before, own.body);
  return (
    work.length === 0 ||
    work.some(({ callee }) => {
      const root = /^[\w$]+/.exec(callee)?.[0] ?? callee;
      return new RegExp(`(?<![\\w$.])${root.replaceAll('$', '\\$')}\\s*[.(\\[]`).test(after.text);
    })
  );
}

const startsTelemetry =
  /opentelemetry|otel|sentry|datadog|dd-?trace|newrelic|elastic-?apm|honeycomb|instrument|appinsights|applicationinsights|telemetry|tracing|rollbar|bugsnag|honeybadger|appsignal|instana|airbrake|prom(?:etheus|[-_]client)|metrics|micrometer|statsd/i;

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
