/**
 * What becomes of telemetry that waits to be sent when a process ends. Exporters in batches keep what was emitted in the
 * last seconds, and hand it over when the SDK is shut down: somebody has to ask for that.
 * https://opentelemetry.io/docs/specs/otel/trace/sdk/#shutdown, https://opentelemetry.io/docs/specs/otel/metrics/sdk/#shutdown
 */
export interface BatchingSdk {
  readonly ecosystem: string;
  /** Text of the file that starts it by which it sends in batches. */
  readonly batches: RegExp;
  /** Text of the program by which somebody ends it, or takes care of that. */
  readonly ends: RegExp;
}

/** SDKs of OpenTelemetry that code starts, and that nothing ends by itself. */
export const batchingSdks: readonly BatchingSdk[] = [
  {
    ecosystem: 'node',
    batches: /\bnew (?:\w+\.)?(?:NodeSDK|BatchSpanProcessor|BatchLogRecordProcessor|PeriodicExportingMetricReader)\b/,
    ends: /\b(?:shutdown|forceFlush|stopSdk|asyncDispose)\b/i,
  },
  {
    ecosystem: 'go',
    batches: /\b(?:WithBatcher|NewBatchSpanProcessor|NewPeriodicReader|NewBatchProcessor)\(/,
    ends: /\b(?:Shutdown|ForceFlush)\b/,
  },
];

/** Of Python `atexit` ends it, which a signal that nobody handles does not run. */
export const pythonBatches = /\b(?:BatchSpanProcessor|BatchLogRecordProcessor|PeriodicExportingMetricReader)\b/;

/**
 * What handles SIGTERM for a program of Python, as a server or a pool of workers does, or code that hands it to them. Named
 * in code, each is taken for running.
 */
export const pythonRunners =
  /\b(?:SIGTERM|Signals|signal\.signal|add_signal_handler|uvicorn|hypercorn|granian|gunicorn|celery|dramatiq|rq|huey|arq|twisted|reactor|run_app|sanic|robyn|litestar|streamlit|gradio|airflow|dagster|prefect|locust|nameko|temporalio|aiorun|daphne|ray|gevent|eventlet|hypercorn|execute_from_command_line|uwsgi|aiogram|apscheduler|procrastinate|faststream|taskiq|scrapy|dask|mcp|fastmcp|tornado|bentoml|click_threading|supervisor|force_flush|shutdown)\b/;

/** Packages of Node that handle signals for a server, or are a server that does. */
export const nodeRunners: ReadonlySet<string> = new Set([
  '@godaddy/terminus',
  'lightship',
  'stoppable',
  'http-terminator',
  'close-with-grace',
  'fastify-cli',
  'fastify-graceful-shutdown',
  'fastify-plugin-graceful-shutdown',
  'http-graceful-shutdown',
  'node-graceful-shutdown',
  'graceful-http',
  'node-cleanup',
  'exit-hook',
  'async-exit-hook',
  'signal-exit',
  'death',
  'moleculer',
  'next',
  'nuxt',
  'apollo-server',
  'apollo-server-express',
  '@apollo/server',
  '@keystone-6/core',
  '@strapi/strapi',
  'meteor',
  '@hapi/hapi',
  '@hapipal/hpal',
  'egg',
  '@adonisjs/core',
  'sails',
  '@medusajs/medusa',
  '@sveltejs/adapter-node',
  'graphile-worker',
  'pg-boss',
]);

/**
 * Workers that end their processes after some tasks, which runs nothing at their exit: what they have not sent is lost.
 * https://github.com/open-telemetry/opentelemetry-python-contrib/issues/4916
 */
export const recycledWorkers = {
  names: /^celery$/,
  subcommand: 'worker',
  flag: /^--max-tasks-per-child(?:=\d+)?$/,
  ends: /\b(?:worker_process_shutdown|force_flush|shutdown)\b/,
} as const;

/** Launchers of functions that are frozen between two calls: what is in a batch then waits for the next one, or for ever. */
export const frozenLaunchers: ReadonlySet<string> = new Set(['lambda', 'serverless', 'sam']);

/** What hands over a batch before a function is frozen. */
export const functionFlushes =
  /force_?flush|shutdown|AwsLambda|aws[-_]lambda|SimpleSpanProcessor|InstrumentHandler|otellambda|wrapHandler/i;

/** Rust: calls whose result has to be kept, as it ends telemetry when it is dropped. https://docs.rs/sentry/latest/sentry/fn.init.html */
export const droppedGuards: ReadonlySet<string> = new Set(['sentry::init', 'tracing_appender::non_blocking']);

/**
 * Processors that send each span by itself, in Python, Ruby and Go while the request waits, and are meant for looking at
 * spans on a desk: https://opentelemetry.io/docs/specs/otel/trace/sdk/#simple-processor
 */
export const singleSenders: readonly {
  readonly ecosystem: string;
  /** Path of the call. */
  readonly path: RegExp;
  readonly name: string;
  /** What sends in batches in its place; null where its arguments are others. */
  readonly batching: string | null;
  /** The request waits until it is sent. */
  readonly waits: boolean;
}[] = [
  {
    ecosystem: 'python',
    path: /^opentelemetry\.sdk\.trace\.export\.SimpleSpanProcessor$/,
    name: 'SimpleSpanProcessor',
    batching: 'BatchSpanProcessor',
    waits: true,
  },
  {
    ecosystem: 'node',
    path: /^@opentelemetry\/(?:sdk-trace-(?:base|node)|tracing)\.SimpleSpanProcessor$/,
    name: 'SimpleSpanProcessor',
    batching: 'BatchSpanProcessor',
    waits: false,
  },
  {
    ecosystem: 'go',
    path: /^go\.opentelemetry\.io\/otel\/sdk\/trace\.WithSyncer$/,
    name: 'WithSyncer',
    batching: 'WithBatcher',
    waits: true,
  },
];
/** Text of a file by which one of several is chosen, or spans are shown and not sent. */
export const choosesProcessor =
  /Batch(?:Span)?Processor|WithBatcher|ConsoleSpanExporter|InMemory|stdouttrace|\bif\b[^\n]*(?:debug|development|local|test)/i;
/** What is sent over the network. */
export const sendsSpans = /OTLP|otlp|Jaeger|Zipkin|CloudTrace|AzureMonitor|Collector/;
