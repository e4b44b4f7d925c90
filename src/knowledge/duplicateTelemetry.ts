/** Telemetry that is started twice in one process, and what comes of it; from the documentation of each. */
import type { Mechanism } from '../model/production.ts';

/** One vendor, started from outside of the code and in it. */
export interface TwiceStarted {
  readonly vendor: string;
  readonly ecosystem: string;
  readonly outside: readonly Mechanism[];
  /** What the code starts it by, as its text has it. */
  readonly code: RegExp;
  readonly effect: string;
  /** The code says the same as what starts it from outside, and can go. */
  readonly sameInCode: boolean;
}

export const twiceStarted: readonly TwiceStarted[] = [
  {
    // opentelemetry-python: "Overriding of current TracerProvider is not allowed"
    vendor: 'opentelemetry',
    ecosystem: 'python',
    outside: ['wrapper', 'environment'],
    code: /\bset_(?:tracer|meter)_provider\b|\bconfigure_(?:azure_monitor|opentelemetry)\b|\blogfire\.configure\b|\binitialize\b/,
    effect:
      'the second provider is refused, and what the code says of exporters, sampling and the service holds for nothing',
    sameInCode: false,
  },
  {
    // opentelemetry-js: "Attempted duplicate registration of API: trace"; instrumentations are applied twice.
    vendor: 'opentelemetry',
    ecosystem: 'node',
    outside: ['runtime-flag'],
    code: /\bNodeSDK\b|\bNodeTracerProvider\b|\bBasicTracerProvider\b|\bregisterOTel\b|\buseAzureMonitor\b/,
    effect:
      'the second SDK is refused, what it says of exporters and sampling holds for nothing, and libraries are patched twice',
    sameInCode: false,
  },
  {
    // https://ddtrace.readthedocs.io/en/stable/basic_usage.html: not together with ddtrace-run
    vendor: 'datadog',
    ecosystem: 'python',
    outside: ['wrapper', 'environment'],
    code: /\bddtrace\.(?:auto|bootstrap\.sitecustomize)\b/,
    effect: 'its tracer is not made for being started by both',
    sameInCode: true,
  },
];

/**
 * Vendors whose agents change the same libraries while they are loaded: none of them supports another one beside it.
 * https://docs.newrelic.com/docs/apm/new-relic-apm/getting-started/introduction-apm/, https://docs.datadoghq.com/tracing/trace_collection/
 */
export const rivals: ReadonlySet<string> = new Set([
  'opentelemetry',
  'datadog',
  'newrelic',
  'elastic',
  'appdynamics',
  'dynatrace',
  'instana',
  'skywalking',
  'pinpoint',
  'glowroot',
  'scout',
]);
export const rivalMechanisms: ReadonlySet<Mechanism> = new Set<Mechanism>([
  'wrapper',
  'runtime-flag',
  'environment',
  'agent',
]);

/**
 * Sentry for Node starts an OpenTelemetry SDK of its own since its version 8:
 * https://docs.sentry.io/platforms/javascript/guides/node/opentelemetry/custom-setup/
 */
export const sentryOnOpenTelemetry = {
  packages:
    /"(@sentry\/(?:node|nestjs|nextjs|bun|remix|aws-serverless|google-cloud-serverless|sveltekit|astro|nuxt))"\s*:\s*"[^"\d]*(\d+)/,
  since: 8,
  /** Text by which the two are put together. */
  together: /skipOpenTelemetrySetup|SentrySpanProcessor|@sentry\/opentelemetry|SentryPropagator/,
} as const;

/** A line of a script that calls a tool of the JDK, which is a JVM of its own; the first group is what stands before it. */
export const jvmTools =
  /^(?![ \t]*#)((?:[ \t]*|.*?(?:&&|\|\||;|\bif|!)[ \t]+))((?:[\w./${}-]*\/)?(?:keytool|jcmd|jstack|jmap|jstat|jarsigner|jps|jinfo))(?=[ \t])/m;
