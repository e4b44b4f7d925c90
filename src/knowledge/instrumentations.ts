/**
 * Which packages put a span around the work that a framework hands out, as the OpenTelemetry projects document their
 * instrumentations (opentelemetry-python-contrib `bootstrap_gen`, opentelemetry-js-contrib `auto-instrumentations-node`).
 * Agents of vendors cover their frameworks by themselves and have no rows here.
 */

export interface FrameworkInstrumentation {
  readonly ecosystem: string;
  /** Rows of `knowledge/entries`. */
  readonly frameworks: readonly string[];
  /** Packages of which one is enough; empty where there is none for the framework. */
  readonly packages: readonly string[];
}

/** What an ecosystem has of instrumentation as a whole. */
export interface InstrumentationBundle {
  readonly ecosystem: string;
  /** Begins of the names of all packages of instrumentation. */
  readonly prefixes: readonly string[];
  /** Packages that bring the instrumentations of `covers` with them. */
  readonly packages: readonly string[];
  /** Packages that those bring, as `FrameworkInstrumentation.packages` has them. */
  readonly covers: readonly string[];
  /** Text of a build step that installs what fits what is installed. */
  readonly installer: string | null;
}

const python = (frameworks: readonly string[], ...names: readonly string[]): FrameworkInstrumentation => ({
  ecosystem: 'python',
  frameworks,
  packages: names.map((name) => `opentelemetry-instrumentation-${name}`),
});

const node = (frameworks: readonly string[], ...packages: readonly string[]): FrameworkInstrumentation => ({
  ecosystem: 'node',
  frameworks,
  packages,
});

const http = '@opentelemetry/instrumentation-http';

export const frameworkInstrumentations: readonly FrameworkInstrumentation[] = [
  python(['flask'], 'flask', 'wsgi'),
  python(['django', 'rest-framework'], 'django', 'wsgi', 'asgi'),
  python(['fastapi'], 'fastapi', 'asgi', 'starlette'),
  python(['starlette'], 'starlette', 'asgi'),
  python(['quart'], 'asgi'),
  python(['aiohttp'], 'aiohttp-server'),
  python(['tornado'], 'tornado'),
  python(['falcon'], 'falcon', 'wsgi', 'asgi'),
  python(['pyramid'], 'pyramid', 'wsgi'),
  python(['bottle'], 'wsgi'),
  python(['celery'], 'celery'),
  python(['pika'], 'pika'),
  { ecosystem: 'python', frameworks: ['rq', 'dramatiq', 'huey', 'arq', 'procrastinate', 'apscheduler'], packages: [] },
  // A server span is made by the instrumentation of the protocol, whatever framework takes the request.
  node(['express', 'koa', 'hapi', 'router', 'nestjs', 'routing-controllers', 'hono', 'elysia'], http),
  node(['fastify'], http, '@fastify/otel', '@opentelemetry/instrumentation-fastify'),
  node(['amqplib'], '@opentelemetry/instrumentation-amqplib'),
  node(['kafkajs'], '@opentelemetry/instrumentation-kafkajs'),
  node(['sqs-consumer'], '@opentelemetry/instrumentation-aws-sdk'),
  node(['bullmq', 'nestjs-bull'], 'bullmq-otel', '@appsignal/opentelemetry-instrumentation-bullmq'),
  node(
    ['bull', 'agenda', 'pg-boss', 'node-cron', 'node-schedule', 'nestjs-schedule'],
    '@opentelemetry/instrumentation-cron',
  ),
];

export const instrumentationBundles: readonly InstrumentationBundle[] = [
  {
    ecosystem: 'python',
    prefixes: ['opentelemetry-instrumentation-'],
    packages: [],
    covers: [],
    installer: 'opentelemetry-bootstrap',
  },
  {
    ecosystem: 'node',
    prefixes: ['@opentelemetry/instrumentation-'],
    packages: ['@opentelemetry/auto-instrumentations-node'],
    covers: [
      http,
      '@opentelemetry/instrumentation-amqplib',
      '@opentelemetry/instrumentation-aws-lambda',
      '@opentelemetry/instrumentation-aws-sdk',
      '@opentelemetry/instrumentation-kafkajs',
    ],
    installer: null,
  },
];

/** Names of packages that may bring instrumentation of their own, which a manifest does not show. */
export const privateInstrumentation: RegExp =
  /telemetry|tracing|tracer|observab|instrument|otel|logfire|openinference|traceloop|apm\b|vercel\/otel|hyperdx|honeycomb|lightstep|uptrace|signoz|dynatrace|azure-monitor|splunk/i;

/** The projects' own packages, whose parts are known. */
export const publicInstrumentation: RegExp =
  /^(?:@opentelemetry\/|opentelemetry-(?:api|sdk|distro|exporter|instrumentation|semantic|proto|propagator|util)\b)/;

/** Whether a framework's work is covered by the packages of a service; null where nothing here knows. */
export function isCovered(
  ecosystem: string,
  framework: string,
  packages: readonly string[],
  isComplete: boolean,
): boolean | null {
  const row = frameworkInstrumentations.find(
    (one) => one.ecosystem === ecosystem && one.frameworks.includes(framework),
  );
  const bundle = instrumentationBundles.find((one) => one.ecosystem === ecosystem);
  if (row === undefined || bundle === undefined) return null;
  if (row.packages.some((name) => packages.includes(name))) return true;
  const hasBundle = isComplete || bundle.packages.some((name) => packages.includes(name));
  if (hasBundle && ecosystem === 'python') return row.packages.length > 0;
  return hasBundle && row.packages.some((name) => bundle.covers.includes(name));
}
