/** From the documentation of each framework: annotations, functional routes, and the interfaces that containers call. */
import { capital, entryClass, entryForm, entryRow, lower, routeForm, sameFor, upper, verbForms } from '../entry.ts';
import type { EntryTable } from '../entry.ts';

const consumer = entryForm('consumer', {
  targetKeys: ['topics', 'queues', 'value', 'destination', 'topicPattern', 'stream', 'channel'],
});
const cron = entryForm('schedule', { target: -1, targetKeys: ['cron', 'every', 'fixedRate', 'fixedDelay'] });
const servlet = Object.fromEntries(
  ['Get', 'Post', 'Put', 'Delete', 'Head', 'Options'].map((verb) => [
    `do${verb}`,
    routeForm(verb.toUpperCase(), { target: -1 }),
  ]),
);

export const jvmEntries: EntryTable = {
  ecosystem: 'jvm',
  rows: [
    entryRow({
      framework: 'spring',
      modules: ['org.springframework.web.bind.annotation'],
      annotations: {
        ...verbForms((verb) => `${capital(verb)}Mapping`, { targetKeys: ['value', 'path'] }, [
          'get',
          'post',
          'put',
          'patch',
          'delete',
        ]),
        RequestMapping: routeForm('ANY', { targetKeys: ['value', 'path'], methodKeys: ['method'] }),
      },
    }),
    entryRow({
      framework: 'spring-kafka',
      modules: ['org.springframework.kafka'],
      annotations: { KafkaListener: consumer },
    }),
    entryRow({
      framework: 'spring-amqp',
      modules: ['org.springframework.amqp'],
      annotations: { RabbitListener: consumer },
    }),
    entryRow({
      framework: 'spring-jms',
      modules: ['org.springframework.jms'],
      annotations: { JmsListener: consumer },
    }),
    entryRow({
      framework: 'spring-sqs',
      modules: ['io.awspring.cloud'],
      annotations: { SqsListener: consumer },
    }),
    entryRow({
      framework: 'spring-pulsar',
      modules: ['org.springframework.pulsar'],
      annotations: { PulsarListener: consumer },
    }),
    entryRow({
      framework: 'spring-messaging',
      modules: ['org.springframework.messaging', 'org.springframework.cloud.stream'],
      annotations: sameFor(['StreamListener', 'MessageMapping'], consumer),
    }),
    entryRow({
      framework: 'spring-scheduling',
      modules: ['org.springframework.scheduling'],
      annotations: { Scheduled: cron },
    }),
    entryRow({
      framework: 'jax-rs',
      modules: ['javax.ws.rs', 'jakarta.ws.rs'],
      annotations: verbForms(upper, { target: -1, targetKeys: [], targetFrom: 'Path' }),
    }),
    entryRow({
      framework: 'micronaut',
      modules: ['io.micronaut.http.annotation'],
      annotations: verbForms(capital, { targetKeys: ['value', 'uri'] }),
    }),
    entryRow({
      framework: 'micronaut-messaging',
      modules: ['io.micronaut'],
      annotations: { Topic: consumer, Queue: consumer },
    }),
    entryRow({
      framework: 'micronaut-scheduling',
      modules: ['io.micronaut.scheduling'],
      annotations: { Scheduled: cron },
    }),
    entryRow({
      framework: 'quarkus',
      modules: ['io.quarkus'],
      annotations: { Scheduled: cron },
    }),
    entryRow({
      framework: 'microprofile-messaging',
      modules: ['org.eclipse.microprofile.reactive.messaging'],
      annotations: { Incoming: consumer },
    }),
    entryRow({
      framework: 'xxl-job',
      modules: ['com.xxl.job'],
      annotations: { XxlJob: entryForm('job') },
    }),
    entryRow({
      framework: 'quartz',
      modules: ['org.quartz'],
      classes: [
        entryClass({
          bases: [
            'org.quartz.Job',
            'org.springframework.scheduling.quartz.QuartzJobBean',
            'org.quartz.InterruptableJob',
          ],
          methods: sameFor(['execute', 'executeInternal'], entryForm('job', { target: -1 })),
        }),
      ],
    }),
    entryRow({
      framework: 'rocketmq',
      modules: ['org.apache.rocketmq'],
      classes: [
        entryClass({
          bases: ['org.apache.rocketmq.spring.core.RocketMQListener'],
          methods: { onMessage: entryForm('consumer', { target: -1 }) },
        }),
      ],
    }),
    entryRow({
      framework: 'jms',
      modules: ['javax.jms', 'jakarta.jms'],
      classes: [
        entryClass({
          bases: ['javax.jms.MessageListener', 'jakarta.jms.MessageListener'],
          methods: { onMessage: entryForm('consumer', { target: -1 }) },
        }),
      ],
    }),
    entryRow({
      framework: 'servlet',
      modules: ['javax.servlet', 'jakarta.servlet'],
      classes: [
        entryClass({
          bases: ['javax.servlet.http.HttpServlet', 'jakarta.servlet.http.HttpServlet'],
          looseBase: /Servlet$/,
          methods: { ...servlet, service: routeForm('ANY', { target: -1 }) },
        }),
      ],
    }),
    entryRow({
      framework: 'aws-lambda',
      modules: ['com.amazonaws.services.lambda'],
      classes: [
        entryClass({
          bases: [
            'com.amazonaws.services.lambda.runtime.RequestHandler',
            'com.amazonaws.services.lambda.runtime.RequestStreamHandler',
          ],
          methods: { handleRequest: entryForm('consumer', { target: -1 }) },
        }),
      ],
    }),
    entryRow({
      framework: 'javalin',
      modules: ['io.javalin'],
      receivers: ['io.javalin.Javalin.create()', 'new io.javalin.Javalin()'],
      derive: ['start', ...Object.keys(verbForms(lower))],
      methods: verbForms(lower),
    }),
    entryRow({
      framework: 'spark',
      modules: ['spark.Spark'],
      receivers: ['spark.Spark'],
      methods: verbForms(lower),
    }),
    entryRow({
      framework: 'ktor',
      modules: ['io.ktor.server.routing', 'io.ktor.server', 'io.ktor.routing'],
      functions: Object.fromEntries(
        ['get', 'post', 'put', 'patch', 'delete'].map((verb) => [
          `io.ktor.server.routing.${verb}`,
          routeForm(verb.toUpperCase(), { least: 1 }),
        ]),
      ),
    }),
  ],
};
