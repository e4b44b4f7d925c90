/** What a process does that production sees: the work it takes, what it measures, asks and calls, and how it starts. */
import type { Range } from '../text.ts';
import type { ArgumentFact, Placed } from './code.ts';

/** Where work comes in from outside: what production is asked to do. */
export interface EntryFact extends Placed {
  readonly kind: 'route' | 'job' | 'consumer' | 'schedule';
  /** Row of `knowledge/entries`: `flask`, `express`, `celery`, … */
  readonly framework: string;
  /** HTTP method in capitals, `ANY` for all; null for what is no route and where it is unknown. */
  readonly method: string | null;
  /** Path, topic, queue, job name or cron expression as written, null where it is no literal. */
  readonly target: string | null;
  /** Name people know it by: the function's, else the target. */
  readonly name: string;
  /** Index into `functions` of what handles it; -1 where it is elsewhere. */
  readonly handler: number;
  /** Decorators, annotations and middleware around it, as written. */
  readonly guards: readonly string[];
  /** Where a finding about it stands: the function's name, else the registration. */
  readonly header: Range;
}

/** A span that code starts by itself. */
export interface SpanFact extends Placed {
  /** Row of `knowledge/spans`: `opentelemetry`, `datadog`, … */
  readonly vendor: string;
  /** Index into `calls`, -1 for a decorator. */
  readonly call: number;
  readonly name: 'constant' | 'interpolated' | 'unknown';
  readonly nameRange: Range | null;
  /** `scoped` ends by itself (callback, `with`, decorator); `manual` must be ended. */
  readonly form: 'scoped' | 'manual';
  /** Name of the variable that holds it, null where there is none. */
  readonly variable: string | null;
  /**
   * For manual spans: `always` (`defer`, `finally`, disposed), `sometimes` (a way out of the function skips it), `never`,
   * `unknown` (handed on). Scoped spans are `always`.
   */
  readonly ended: 'always' | 'sometimes' | 'never' | 'unknown';
  /** Code that runs inside it. */
  readonly covers: Range;
  /** Errors are recorded on it: by its library's scoped form, or by a call on it. */
  readonly recordsErrors: boolean;
}

export interface MetricFact extends Placed {
  /** Row of `knowledge/metrics`. */
  readonly vendor: string;
  /** Index into `calls`, -1 for a decorator. */
  readonly call: number;
  readonly operation: 'create' | 'record';
  readonly name: 'constant' | 'interpolated' | 'unknown';
  readonly nameRange: Range | null;
  /** Labels or attributes that are given, with the kind of their value. */
  readonly attributes: readonly { readonly key: string; readonly range: Range; readonly kind: ArgumentFact['kind'] }[];
}

/** A question to a feature flag provider, or to a helper of the repository. */
export interface FlagCheckFact extends Placed {
  /** Row of `knowledge/flags`: `launchdarkly`, `openfeature`, …; `helper` where shape and name alone say so. */
  readonly provider: string;
  /** Index into `calls`, -1 where it is no call (`flags.newCheckout`, a decorator). */
  readonly call: number;
  /** Null where the key is made at run time. */
  readonly key: string | null;
  readonly keyRange: Range | null;
  /** `absent`: the form takes a default and none is given; `none`: the form takes none. */
  readonly default: 'given' | 'absent' | 'none';
  /** Literal value of the default, null where it is no literal. */
  readonly defaultValue: string | null;
  /** Where a default goes; -1 where the form takes none or has one. */
  readonly defaultInsertAt: number;
  /** Code that runs only when the flag says so; empty where the answer goes elsewhere. */
  readonly guards: readonly Range[];
}

export interface OutboundCallFact extends Placed {
  /** Index into `calls`. */
  readonly call: number;
  readonly kind: 'http' | 'database' | 'queue' | 'cache' | 'cloud' | 'rpc' | 'process';
  /** Row of `knowledge/outbound`: `requests`, `axios`, `net/http`, … */
  readonly library: string;
  /**
   * `set`: given here or on the client in this file; `none`: the library waits for ever and nothing is given;
   * `default`: the library has a limit of its own; `unknown`: the client is made elsewhere.
   */
  readonly timeout: 'set' | 'none' | 'default' | 'unknown';
  /** Host or URL as written, null where it is no literal. */
  readonly target: string | null;
}

export interface SignalHandlerFact extends Placed {
  /** `SIGTERM`, `SIGINT`, … */
  readonly signal: string;
  readonly call: number;
  /** Index into `functions` of what handles it, -1 where it is elsewhere. */
  readonly handler: number;
}

export interface EnvironmentReadFact extends Placed {
  readonly name: string;
  readonly default: string | null;
  /** Fails or is asserted when it is not set. */
  readonly required: boolean;
}

export interface TelemetryInitialisationFact extends Placed {
  /** `opentelemetry`, `datadog`, `newrelic`, `sentry`, …: a row of `knowledge/telemetry`. */
  readonly vendor: string;
  readonly signals: readonly Signal[];
  /** Index into `calls`, or -1 when importing alone starts it. */
  readonly call: number;
  readonly order: number;
}

export type Signal = 'traces' | 'metrics' | 'logs' | 'errors';

/** The file can be started as a program: a main guard, a listen call, a framework's run. */
export interface EntryMarkerFact {
  readonly range: Range;
  readonly kind: 'main-guard' | 'listen' | 'run' | 'application';
}
