/** From opentelemetry-js-contrib (`auto-instrumentations-node`) and the frameworks' own documentation. */
import { instrumentationTable, type FrameworkInstrumentation } from './instrumentation.ts';

const http = '@opentelemetry/instrumentation-http';

/** What `auto-instrumentations-node` brings, of what the rows name. */
const bundled: readonly string[] = [
  http,
  '@opentelemetry/instrumentation-amqplib',
  '@opentelemetry/instrumentation-aws-lambda',
  '@opentelemetry/instrumentation-aws-sdk',
  '@opentelemetry/instrumentation-kafkajs',
];

const row = (frameworks: readonly string[], ...packages: readonly string[]): FrameworkInstrumentation => ({
  frameworks,
  kinds: null,
  packages,
  inBundle: packages.some((name) => bundled.includes(name)),
});

export const nodeInstrumentations = instrumentationTable({
  ecosystem: 'node',
  prefixes: ['@opentelemetry/instrumentation-'],
  bundles: ['@opentelemetry/auto-instrumentations-node'],
  known: /^@opentelemetry\//,
  frameworks: [
    // A server span is made by the instrumentation of the protocol, whatever framework takes the request.
    row(['express', 'koa', 'hapi', 'router', 'nestjs', 'routing-controllers', 'hono', 'elysia'], http),
    row(['fastify'], http, '@fastify/otel', '@opentelemetry/instrumentation-fastify'),
    row(['amqplib'], '@opentelemetry/instrumentation-amqplib'),
    row(['kafkajs'], '@opentelemetry/instrumentation-kafkajs'),
    row(['sqs-consumer'], '@opentelemetry/instrumentation-aws-sdk'),
    row(['bullmq', 'nestjs-bull'], 'bullmq-otel', '@appsignal/opentelemetry-instrumentation-bullmq'),
    row(
      ['bull', 'agenda', 'pg-boss', 'node-cron', 'node-schedule', 'nestjs-schedule'],
      '@opentelemetry/instrumentation-cron',
    ),
  ],
});
