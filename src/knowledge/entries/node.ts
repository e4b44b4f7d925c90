/** From the documentation of each framework. */
import { capital, entryClass, entryForm, entryRow, lower, routeForm, sameFor, verbForms } from '../entry.ts';
import type { EntryTable } from '../entry.ts';

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];
const router = { ...verbForms(lower), del: routeForm('DELETE'), all: routeForm('ANY') };
const routerName = /^_?(?:app|router|server|fastify|\w+(?:Router|App))$/;
const options = {
  handler: 0,
  handlerKeys: ['handler'],
  target: -1,
  targetKeys: ['url', 'path'],
  methodKeys: ['method'],
  least: 1,
};
const topic = entryForm('consumer');

export const nodeEntries: EntryTable = {
  ecosystem: 'node',
  rows: [
    entryRow({
      framework: 'express',
      modules: ['express', 'express-promise-router'],
      receivers: [
        'express()',
        'express.default()',
        'express.express()',
        'express.Router()',
        'new express.Router()',
        'new express.Application()',
        'new express.Express()',
        'new express.IRouter()',
        'new express-serve-static-core.Express()',
        'new express-serve-static-core.Application()',
        'new express-serve-static-core.Router()',
        'express-promise-router()',
        'polka()',
        'restify.createServer()',
      ],
      looseName: routerName,
      looseParameters: /^_?req(?:uest)?,_?res(?:ponse)?(?:,_?next)?$/,
      derive: ['route', 'all', ...verbs],
      methods: router,
    }),
    entryRow({
      framework: 'fastify',
      modules: ['fastify', '@fastify/autoload'],
      receivers: ['fastify()', 'fastify.fastify()', 'new fastify.FastifyInstance()'],
      looseName: routerName,
      looseParameters: /^_?req(?:uest)?,_?(?:reply|rep)$/,
      derive: ['withTypeProvider', 'register'],
      methods: { ...verbForms(lower), all: routeForm('ANY'), route: routeForm(null, options) },
    }),
    entryRow({
      framework: 'koa',
      modules: ['koa', '@koa/router', 'koa-router'],
      receivers: [
        'new koa-router()',
        'new @koa/router()',
        'koa-router()',
        '@koa/router()',
        'new @koa/router.Router()',
        'new koa-router.Router()',
      ],
      looseName: routerName,
      derive: ['prefix'],
      methods: router,
    }),
    entryRow({
      framework: 'hono',
      modules: ['hono'],
      receivers: ['new hono.Hono()', 'new @hono/zod-openapi.OpenAPIHono()'],
      derive: [...verbs, 'basePath', 'route', 'use', 'all'],
      methods: { ...verbForms(lower), all: routeForm('ANY'), openapi: routeForm(null) },
    }),
    entryRow({
      framework: 'hapi',
      modules: ['@hapi/hapi'],
      receivers: ['@hapi/hapi.server()', 'new @hapi/hapi.Server()', '@hapi/hapi.Server()'],
      methods: { route: routeForm(null, options) },
    }),
    entryRow({
      framework: 'elysia',
      modules: ['elysia'],
      receivers: ['new elysia.Elysia()'],
      derive: [...verbs, 'use', 'group'],
      methods: verbForms(lower),
    }),
    // Routers that a repository makes itself: method, path and handler together say a route.
    entryRow({
      framework: 'router',
      receivers: ['*'],
      methods: { route: routeForm(null, { ...options, needs: ['method', 'handler'] }) },
    }),
    entryRow({
      framework: 'router',
      receivers: ['*'],
      methods: { route: routeForm(null, { target: 1, methodAt: 0, least: 3 }) },
    }),
    entryRow({
      framework: 'nestjs',
      modules: ['@nestjs/common'],
      annotations: {
        ...verbForms(capital, { least: 0 }),
        All: routeForm('ANY', { least: 0 }),
        Sse: routeForm('GET', { least: 0 }),
      },
    }),
    entryRow({
      framework: 'nestjs-microservices',
      modules: ['@nestjs/microservices'],
      annotations: { MessagePattern: topic, EventPattern: topic, GrpcMethod: routeForm(null, { least: 0 }) },
    }),
    entryRow({
      framework: 'nestjs-schedule',
      modules: ['@nestjs/schedule'],
      annotations: sameFor(['Cron', 'Interval', 'Timeout'], entryForm('schedule')),
    }),
    entryRow({
      framework: 'nestjs-bull',
      modules: ['@nestjs/bull', '@nestjs/bullmq'],
      annotations: { Process: entryForm('job') },
      classes: [
        entryClass({ bases: ['@nestjs/bullmq.WorkerHost'], methods: { process: entryForm('job', { target: -1 }) } }),
      ],
    }),
    entryRow({
      framework: 'routing-controllers',
      modules: [
        'routing-controllers',
        'tsoa',
        '@tsoa/runtime',
        '@overnightjs/core',
        'inversify-express-utils',
        'ts-express-decorators',
        '@tsed/common',
        '@tsed/schema',
      ],
      annotations: {
        ...verbForms(capital, { least: 0 }),
        ...verbForms((verb) => `http${capital(verb)}`, { least: 0 }),
      },
    }),
    entryRow({
      framework: 'next',
      modules: ['next/server'],
      signatures: verbs.map((verb) => ({
        name: new RegExp(`^${verb.toUpperCase()}$`),
        header: /./,
        exported: true,
        form: routeForm(verb.toUpperCase(), { target: -1 }),
      })),
    }),
    entryRow({
      framework: 'next',
      modules: ['next'],
      signatures: [
        {
          name: /./,
          header: /\w+\s*:\s*NextApiRequest\s*,\s*\w+\s*:\s*NextApiResponse/,
          exported: true,
          form: routeForm('ANY', { target: -1 }),
        },
      ],
    }),
    entryRow({
      framework: 'bullmq',
      modules: ['bullmq'],
      functions: { 'new bullmq.Worker': entryForm('job', { handler: 1, least: 2 }) },
    }),
    entryRow({
      framework: 'bull',
      modules: ['bull', 'bee-queue', 'kue'],
      receivers: ['new bull()', 'bull()', 'new bull.Queue()', 'new bee-queue()', 'kue.createQueue()'],
      methods: { process: entryForm('job') },
    }),
    entryRow({
      framework: 'agenda',
      modules: ['agenda', '@hokify/agenda'],
      receivers: ['new agenda()', 'new agenda.Agenda()', 'new @hokify/agenda.Agenda()'],
      looseName: /^agenda$/,
      methods: { define: entryForm('job', { least: 2 }) },
    }),
    entryRow({
      framework: 'pg-boss',
      modules: ['pg-boss'],
      receivers: ['new pg-boss()', 'new pg-boss.PgBoss()'],
      looseName: /^boss$/,
      methods: { work: entryForm('job', { least: 2 }) },
    }),
    entryRow({
      framework: 'node-cron',
      modules: ['node-cron', 'cron'],
      functions: {
        'node-cron.schedule': entryForm('schedule', { handler: 1, least: 2 }),
        'new cron.CronJob': entryForm('schedule', { handler: 1, least: 2 }),
        'cron.CronJob.from': entryForm('schedule', {
          target: -1,
          targetKeys: ['cronTime'],
          handler: 0,
          handlerKeys: ['onTick'],
        }),
        'new croner.Cron': entryForm('schedule', { least: 2 }),
        'new croner': entryForm('schedule', { least: 2 }),
      },
    }),
    entryRow({
      framework: 'node-schedule',
      modules: ['node-schedule'],
      functions: { 'node-schedule.scheduleJob': entryForm('schedule', { least: 2 }) },
    }),
    entryRow({
      framework: 'kafkajs',
      modules: ['kafkajs'],
      receivers: ['new kafkajs.Kafka().consumer()', 'new kafkajs.Consumer()'],
      looseName: /consumer$/i,
      methods: { run: entryForm('consumer', { target: -1, handler: 0, handlerKeys: ['eachMessage', 'eachBatch'] }) },
    }),
    entryRow({
      framework: 'amqplib',
      modules: ['amqplib', 'amqplib/callback_api', 'amqp-connection-manager'],
      receivers: [
        'amqplib.connect().createChannel()',
        'amqplib.connect().createConfirmChannel()',
        'new amqplib.Channel()',
      ],
      looseName: /channel(?:Wrapper)?$/i,
      methods: { consume: entryForm('consumer', { handler: 1, least: 2 }) },
    }),
    entryRow({
      framework: 'sqs-consumer',
      modules: ['sqs-consumer'],
      functions: {
        'sqs-consumer.Consumer.create': entryForm('consumer', {
          target: -1,
          targetKeys: ['queueUrl'],
          handler: 0,
          handlerKeys: ['handleMessage', 'handleMessageBatch'],
        }),
      },
    }),
    entryRow({
      framework: 'aws-lambda',
      signatures: [
        {
          name: /^handler$/,
          header: /(?:\(\s*|^\s*(?:async\s+)?)_?event\b/,
          exported: true,
          form: entryForm('consumer', { target: -1 }),
        },
      ],
    }),
    entryRow({
      framework: 'firebase-functions',
      modules: ['firebase-functions'],
      functions: {
        ...sameFor(
          [
            'firebase-functions.https.onRequest',
            'firebase-functions/v2/https.onRequest',
            'firebase-functions/https.onRequest',
            '@google-cloud/functions-framework.http',
          ],
          routeForm('ANY', { target: -1, least: 1 }),
        ),
        ...sameFor(
          ['firebase-functions.https.onCall', 'firebase-functions/v2/https.onCall', 'firebase-functions/https.onCall'],
          routeForm('POST', { target: -1, least: 1 }),
        ),
        'firebase-functions/v2/scheduler.onSchedule': entryForm('schedule', { least: 2 }),
        '@google-cloud/functions-framework.cloudEvent': entryForm('consumer', { least: 2 }),
      },
    }),
    entryRow({
      framework: 'azure-functions',
      modules: ['@azure/functions'],
      functions: {
        '@azure/functions.app.http': routeForm(null, { handler: 1, handlerKeys: ['handler'], methodKeys: ['methods'] }),
        '@azure/functions.app.timer': entryForm('schedule', { handler: 1, handlerKeys: ['handler'], least: 2 }),
        '@azure/functions.app.serviceBusQueue': entryForm('consumer', {
          handler: 1,
          handlerKeys: ['handler'],
          least: 2,
        }),
        '@azure/functions.app.storageQueue': entryForm('consumer', { handler: 1, handlerKeys: ['handler'], least: 2 }),
      },
    }),
  ],
};
