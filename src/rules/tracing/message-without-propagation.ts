/** A message without the trace it belongs to: what is done with it hangs below nothing. */
import { hasBundle, instrumentationsOf } from '../../knowledge/instrumentations.ts';
import { messageRows, propagation, type MessageRow } from '../../knowledge/messaging.ts';
import type { CallFact } from '../../model/facts.ts';
import type { Launch, Service } from '../../model/production.ts';
import { defineRule, type Draft } from '../../model/rule.ts';
import { isReviewed } from '../logging/reviewed.ts';
import { bringsAll, showsInstrumentation, tracedLaunch } from './instrumented.ts';
import { tracedGo, tracedNode, tracedSpring } from './tracedServices.ts';

export const messageWithoutPropagation = defineRule({
  id: 'message-without-propagation',
  area: 'tracing',
  severity: 'information',
  scope: 'file',
  summary: 'A message is sent or taken without the trace context, by a library that nothing instruments.',
  why:
    'A trace goes on behind a queue only if its context travels in the message. Instrumentations do that for the libraries ' +
    'they know; through a Redis list, a stream, or a library without one, the trace ends at the sender, and what the consumer ' +
    'does begins another that nobody can find from the request.\n\n' +
    'The finding is made where production traces the service with OpenTelemetry, the manifest shows the instrumentations, ' +
    'none of them is for the library, and the file speaks nowhere of a propagator, of `traceparent` or of links.',
  fixes: 'There is none: what carries the context is a decision about the format of the message, on both sides.',
  examples: {
    python: {
      bad: {
        Procfile: 'web: opentelemetry-instrument python app.py\n',
        'requirements.txt':
          'opentelemetry-distro\nopentelemetry-exporter-otlp\nopentelemetry-instrumentation-flask\nredis\n',
        'app.py': `import json

import redis

events = redis.Redis()


def announce(order):
    [|events.xadd|]("orders", {"order": json.dumps(order)})
`,
      },
      good: {
        Procfile: 'web: opentelemetry-instrument python app.py\n',
        'requirements.txt':
          'opentelemetry-distro\nopentelemetry-exporter-otlp\nopentelemetry-instrumentation-flask\nredis\n',
        'app.py': `import json

import redis
from opentelemetry import propagate

events = redis.Redis()


def announce(order):
    carrier = {}
    propagate.inject(carrier)
    events.xadd("orders", {"order": json.dumps(order), **carrier})
`,
      },
    },
    javascript: {
      bad: {
        Procfile: 'web: node --require ./tracing.js server.js\n',
        'package.json':
          '{ "dependencies": { "@opentelemetry/api": "1", "@opentelemetry/sdk-node": "0.2", "@opentelemetry/instrumentation-http": "0.2", "@aws-sdk/client-sqs": "3" } }\n',
        'tracing.js': `const { NodeSDK } = require('@opentelemetry/sdk-node');
const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');

new NodeSDK({ instrumentations: [new HttpInstrumentation()] }).start();
`,
        'server.js': `const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');

const queue = new SQSClient({});

async function announce(order) {
  await queue.send([|new SendMessageCommand|]({ QueueUrl: 'orders', MessageBody: JSON.stringify(order) }));
}

module.exports = { announce };
`,
      },
      good: {
        Procfile: 'web: node --require ./tracing.js server.js\n',
        'package.json':
          '{ "dependencies": { "@opentelemetry/api": "1", "@opentelemetry/sdk-node": "0.2", "@opentelemetry/instrumentation-aws-sdk": "0.2", "@aws-sdk/client-sqs": "3" } }\n',
        'tracing.js': `const { NodeSDK } = require('@opentelemetry/sdk-node');
const { AwsInstrumentation } = require('@opentelemetry/instrumentation-aws-sdk');

new NodeSDK({ instrumentations: [new AwsInstrumentation()] }).start();
`,
        'server.js': `const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');

const queue = new SQSClient({});

async function announce(order) {
  await queue.send(new SendMessageCommand({ QueueUrl: 'orders', MessageBody: JSON.stringify(order) }));
}

module.exports = { announce };
`,
      },
    },
    typescript: {
      bad: {
        ...tracedNode('server.ts', 'redis'),
        'server.ts': typescript('', ["  await [|events.xAdd|]('orders', '*', { order: JSON.stringify(order) });"]),
      },
      good: {
        ...tracedNode('server.ts', 'redis'),
        'server.ts': typescript("import { context, propagation } from '@opentelemetry/api';\n", [
          '  const carrier: Record<string, string> = {};',
          '  propagation.inject(context.active(), carrier);',
          "  await events.xAdd('orders', '*', { order: JSON.stringify(order), ...carrier });",
        ]),
      },
    },
    go: {
      bad: {
        ...tracedGo('github.com/segmentio/kafka-go v0.4.47'),
        'publisher.go': go([], ['return [|p.orders.WriteMessages|](ctx, kafka.Message{Value: order})']),
      },
      good: {
        ...tracedGo('github.com/segmentio/kafka-go v0.4.47'),
        'publisher.go': go(
          ['go.opentelemetry.io/otel', 'go.opentelemetry.io/otel/propagation'],
          [
            'carrier := propagation.MapCarrier{}',
            'otel.GetTextMapPropagator().Inject(ctx, carrier)',
            'return p.orders.WriteMessages(ctx, kafka.Message{Value: order, Headers: headersOf(carrier)})',
          ],
        ),
      },
    },
    java: {
      bad: { ...tracedSpring(), 'src/main/java/shop/Orders.java': java('[|rabbit.convertAndSend|]') },
      good: { ...tracedSpring(true), 'src/main/java/shop/Orders.java': java('rabbit.convertAndSend') },
    },
  },
  check(context) {
    const { path, text, facts, service } = context;
    if (service === null || !isReviewed(context)) return [];
    const rows = messageRows.filter(({ ecosystem }) => ecosystem === facts.ecosystem);
    const found = facts.calls.flatMap((call) => {
      const row = rows.find(({ sends, takes }) => fits(sends, call) || fits(takes, call));
      return row === undefined ? [] : [{ call, row }];
    });
    if (found.length === 0 || propagation.test(text)) return [];
    const launch = tracedLaunch(context, service);
    if (launch === null || !showsInstrumentation(context, service, launch)) return [];
    return found.flatMap(({ call, row }): Draft[] => {
      if (isPropagated(row, service, launch)) return [];
      const start = call.constructs ? call.range.start : call.calleeRange.start;
      const what = fits(row.sends, call)
        ? `this message goes to ${row.library} without its trace: what the consumer does is in no trace of the request`
        : `this message is taken from ${row.library} without its trace: what is done here is in no trace of the sender`;
      return [{ file: path, range: { start, end: call.calleeRange.end }, message: what }];
    });
  },
});

function fits(pattern: RegExp | null, { path, constructs }: CallFact): boolean {
  return pattern !== null && path !== null && pattern.test(constructs ? `new ${path}` : path);
}

function isPropagated({ packages, ecosystem, inBundle }: MessageRow, service: Service, launch: Launch): boolean {
  if (packages.some((name) => service.packages.includes(name))) return true;
  const table = instrumentationsOf(ecosystem);
  return inBundle && table !== null && hasBundle(table, service.packages, bringsAll(launch, ecosystem));
}

function typescript(imports: string, body: readonly string[]): string {
  return `${imports}import { createClient } from 'redis';

const events = createClient();

export async function announce(order: Order): Promise<void> {
${body.join('\n')}
}
`;
}

function go(modules: readonly string[], body: readonly string[]): string {
  const imports = ['github.com/segmentio/kafka-go', ...modules].map((name) => `\t"${name}"\n`).join('');
  return `package main

import (
	"context"

${imports})

type publisher struct {
	orders *kafka.Writer
}

func (p *publisher) announce(ctx context.Context, order []byte) error {
${body.map((line) => `\t${line}\n`).join('')}}
`;
}

function java(send: string): string {
  return `package shop;

import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.stereotype.Service;

@Service
class Orders {
  private final RabbitTemplate rabbit;

  Orders(RabbitTemplate rabbit) {
    this.rabbit = rabbit;
  }

  void announce(Order order) {
    ${send}("orders", order);
  }
}
`;
}
