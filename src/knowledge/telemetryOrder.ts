/**
 * What has to be loaded after telemetry has started: libraries that are changed while they are loaded, and what was taken
 * out of one before stays as it was. From the instrumentations' own documentation:
 * https://opentelemetry.io/docs/languages/js/getting-started/nodejs/, https://github.com/open-telemetry/opentelemetry-js/blob/main/doc/esm-support.md,
 * https://docs.datadoghq.com/tracing/trace_collection/automatic_instrumentation/dd_libraries/nodejs/, https://docs.sentry.io/platforms/javascript/guides/node/install/
 */

/** Vendors whose SDK for Node changes libraries while they are loaded; what Node itself brings is changed at any time. */
export const patchingVendors: ReadonlySet<string> = new Set([
  'opentelemetry',
  'datadog',
  'newrelic',
  'elastic',
  'sentry',
  'applicationinsights',
]);

/** Packages of Node that those vendors trace, and that nothing else traces for them. */
export const patchedPackages: ReadonlySet<string> = new Set([
  'express',
  'koa',
  'fastify',
  '@hapi/hapi',
  'restify',
  '@nestjs/core',
  'pg',
  'mysql',
  'mysql2',
  'mysql2/promise',
  'mongodb',
  'mongoose',
  'ioredis',
  'redis',
  'kafkajs',
  'amqplib',
  'graphql',
  'knex',
  'tedious',
  'oracledb',
  'cassandra-driver',
  'memcached',
  '@grpc/grpc-js',
]);

/** Calls of OpenTelemetry for Node that change libraries before the SDK starts: making an instrumentation turns it on. */
export const instrumentingCalls =
  /(?:^|\.)(?:[A-Z]\w*Instrumentation|getNodeAutoInstrumentations|registerInstrumentations|registerOTel)$/;

/** What makes a program of ES modules traceable, although its imports are linked before any of it runs. */
export const moduleHooks =
  /\bimport-in-the-middle\b|createAddHookMessageChannel|instrumentation\/hook\.mjs|loader-hook\.mjs|dd-trace\/(?:initialize|register|loader-hook)|esm-loader|elastic-apm-node\/loader/;
export const hookFlags = /^(?:--import|--loader|--experimental-loader|-r|--require)(?:=|$)/;
/** Tools that put a program into one file, or make modules of another kind of it. */
export const bundlers =
  /"(?:esbuild|tsup|webpack|vite|rollup|parcel|@vercel\/ncc|rolldown|tsdown|unbuild|bunchee|microbundle|@rspack\/core|pkgroll|vite-node|nx|@nx\/[\w-]+)"\s*:/;

/** A class of Python that an instrumentor puts another one in place of: who imported its name before keeps the old one. */
export interface ReplacedClass {
  readonly module: string;
  readonly names: readonly string[];
  /** Paths of the calls that replace it. */
  readonly calls: RegExp;
  /** Text of the program by which an application of its own is instrumented, whatever its class. */
  readonly otherwise: RegExp;
}

const automatically = 'auto_instrumentation\\.(?:initialize|sitecustomize)';
const replaced = (module: string, instrumentor: string, ...names: readonly string[]): ReplacedClass => ({
  module,
  names,
  calls: new RegExp(`(?:${instrumentor}\\(\\)\\.instrument|${automatically})$`),
  otherwise: /instrument_app|OpenTelemetryMiddleware|asgi_app\s*=|FalconInstrumentor\(\)\.instrument\([^)]/,
});

/** https://opentelemetry-python-contrib.readthedocs.io/en/latest/ */
export const replacedClasses: readonly ReplacedClass[] = [
  replaced('flask', 'FlaskInstrumentor', 'Flask'),
  replaced('fastapi', 'FastAPIInstrumentor', 'FastAPI'),
  replaced('falcon', 'FalconInstrumentor', 'App', 'API'),
];

/**
 * A preload that starts OpenTelemetry in Node and hooks `require` alone: in a program of ES modules it traces what Node
 * itself brings. Seen with version 0.81 of the package; later ones may bring the hook.
 * https://github.com/open-telemetry/opentelemetry-js/blob/main/doc/esm-support.md
 */
export const requireOnlyPreload = {
  module: /@opentelemetry\/auto-instrumentations-node\/register/,
  version: /"@opentelemetry\/auto-instrumentations-node"\s*:\s*"[^"\d]*0\.(\d+)\./,
  until: 81,
  hook: '--experimental-loader=@opentelemetry/instrumentation/hook.mjs',
} as const;
