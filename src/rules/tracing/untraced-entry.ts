/** Work that production is asked to do and that no trace shows, in a service that traces the rest. */
import { traceFunctionFix } from '../../fixes/traceFunction.ts';
import { instrumentationsOf, isCovered } from '../../knowledge/instrumentations.ts';
import type { EntryFact, Facts } from '../../model/facts.ts';
import { defineRule, type FileContext } from '../../model/rule.ts';
import { contains } from '../../model/text.ts';
import { isReviewed } from '../logging/reviewed.ts';
import { bringsAll, showsInstrumentation, tracedLaunch } from './instrumented.ts';
import { tracedGo, tracedNode, tracedRuby, tracedSpring } from './tracedServices.ts';

export const untracedEntry = defineRule({
  id: 'untraced-entry',
  area: 'tracing',
  severity: 'information',
  scope: 'file',
  summary: 'A route, job or consumer of a traced service that no instrumentation covers and no span wraps.',
  why:
    'Auto-instrumentation covers the frameworks that it has a package for. A job of a queue that has none starts with nothing ' +
    'around it: its database calls are traces of their own without a name, its failures are in no trace, and the request that ' +
    'asked for it ends where it was queued.\n\n' +
    'The finding is made where production starts the service with OpenTelemetry active, its manifest shows which ' +
    'instrumentations are installed, none of them covers the framework, and neither a span nor a helper of the repository ' +
    'stands in the handler. In languages whose programs start OpenTelemetry themselves the manifest shows that too: a ' +
    'module of Go that requires SDK, exporter and instrumentations, the Spring Boot starter, gems and crates. Agents of ' +
    'the JVM cover nearly all there is. Agents of vendors cover their frameworks by themselves. Where a launch is not instrumented at ' +
    'all, the launch is the finding and this rule is silent.',
  fixes:
    'In Python a function of a file that has a tracer is wrapped by its decorator. Elsewhere there is none: the ' +
    'instrumentation package is usually the better answer.',
  examples: {
    python: {
      bad: {
        Procfile: 'worker: opentelemetry-instrument python worker.py\n',
        'requirements.txt':
          'opentelemetry-distro\nopentelemetry-exporter-otlp\nopentelemetry-instrumentation-redis\ndramatiq\n',
        'worker.py': `import dramatiq
from opentelemetry import trace

tracer = trace.get_tracer(__name__)


@dramatiq.actor
def [|settle|](order_id):
    order = load(order_id)
    order.settle()


dramatiq.run()
`,
      },
      good: {
        Procfile: 'worker: opentelemetry-instrument python worker.py\n',
        'requirements.txt':
          'opentelemetry-distro\nopentelemetry-exporter-otlp\nopentelemetry-instrumentation-redis\ndramatiq\n',
        'worker.py': `import dramatiq
from opentelemetry import trace

tracer = trace.get_tracer(__name__)


@dramatiq.actor
@tracer.start_as_current_span("settle")
def settle(order_id):
    order = load(order_id)
    order.settle()


dramatiq.run()
`,
      },
    },
    javascript: {
      bad: {
        Procfile: 'worker: node --require @opentelemetry/auto-instrumentations-node/register worker.js\n',
        'package.json':
          '{ "dependencies": { "@opentelemetry/api": "1", "@opentelemetry/auto-instrumentations-node": "1", "bullmq": "5" } }\n',
        'worker.js': `const { Worker } = require('bullmq');

new [|Worker('settlements'|], async (job) => {
  await settle(job.data);
});
`,
      },
      good: {
        Procfile: 'worker: node --require @opentelemetry/auto-instrumentations-node/register worker.js\n',
        'package.json':
          '{ "dependencies": { "@opentelemetry/api": "1", "@opentelemetry/auto-instrumentations-node": "1", "bullmq": "5", "bullmq-otel": "1" } }\n',
        'worker.js': `const { Worker } = require('bullmq');
const { BullMQOtel } = require('bullmq-otel');

new Worker(
  'settlements',
  async (job) => {
    await settle(job.data);
  },
  { telemetry: new BullMQOtel('settlements') },
);
`,
      },
    },
    typescript: {
      bad: {
        ...tracedNode('worker.ts', 'bullmq'),
        'worker.ts': typescript("[|Worker('settlements'|]", ['  await settle(job.data);']),
      },
      good: {
        ...tracedNode('worker.ts', 'bullmq'),
        'worker.ts': typescript("Worker('settlements'", [
          "  await tracer.startActiveSpan('settle', async (span) => {",
          '    await settle(job.data).finally(() => span.end());',
          '  });',
        ]),
      },
    },
    go: {
      bad: {
        ...tracedGo('github.com/hibiken/asynq v0.24.1'),
        'worker.go': go('[|mux.HandleFunc("order:settle"|], settle)', []),
      },
      good: {
        ...tracedGo('github.com/hibiken/asynq v0.24.1'),
        'worker.go': go('mux.HandleFunc("order:settle", settle)', [
          'ctx, span := tracer.Start(ctx, "settle")',
          'defer span.End()',
        ]),
      },
    },
    java: {
      bad: { ...tracedSpring(), 'src/main/java/shop/Settlements.java': java('[|settle|]', []) },
      good: { ...tracedSpring(), 'src/main/java/shop/Settlements.java': java('settle', ['@WithSpan("settle")']) },
    },
    kotlin: {
      bad: { ...tracedSpring(), 'src/main/kotlin/shop/Settlements.kt': kotlin('[|settle|]') },
      good: { ...tracedSpring(true), 'src/main/kotlin/shop/Settlements.kt': kotlin('settle') },
    },
    ruby: {
      bad: { ...tracedRuby('bundle exec sidekiq', 'rack'), 'app/jobs/settle_job.rb': ruby('[|perform|]') },
      good: { ...tracedRuby('bundle exec sidekiq', 'rack', 'sidekiq'), 'app/jobs/settle_job.rb': ruby('perform') },
    },
  },
  check(context) {
    const { path, text, facts, service } = context;
    if (facts.entries.length === 0 || service === null || !isReviewed(context)) return [];
    const launch = tracedLaunch(context, service);
    if (launch === null || !showsInstrumentation(context, service, launch) || hasMiddleware(context)) return [];
    return facts.entries.flatMap((entry) => {
      if (isCovered(facts.ecosystem, entry, service.packages, bringsAll(launch, facts.ecosystem)) !== false) return [];
      if (entry.handler === -1 || isTraced(context, entry)) return [];
      const fix = traceFunctionFix({ path, text, facts }, entry);
      return [
        {
          file: path,
          range: entry.header,
          message: `${entry.name} runs outside of every trace: nothing that ${service.name} installs traces ${entry.framework}, and no span wraps it`,
          evidence: launch.telemetry.evidence.slice(0, 1),
          fixes: fix === null ? [] : [fix],
        },
      ];
    });
  },
});

const wrapsHandlers = /middleware|interceptor|handler|wrap|tracing|telemetry|otel|instrument/i;

/** The repository has a function of its own that may stand around every handler, registered somewhere else. */
function hasMiddleware({ text, facts, conventions }: FileContext): boolean {
  if (instrumentationsOf(facts.ecosystem)?.byMiddleware !== true) return false;
  if (/\.(?:Use|With|wrap|layer)\([^)]*(?:trac|otel|telemetry|instrument|span)/i.test(text)) return true;
  return (conventions?.helpers ?? []).some(
    ({ kind, ecosystem, name }) => kind === 'span' && ecosystem === facts.ecosystem && wrapsHandlers.test(name),
  );
}

const soundsLikeTracing = /span|trac(?:e|ing)|instrument|telemetry|otel/i;

/** A span, a decorator or a helper stands around the work, or something that sounds like one. */
function isTraced({ text, facts, conventions }: FileContext, entry: EntryFact): boolean {
  const handler = facts.functions[entry.handler];
  if (handler === undefined) return true;
  const registered = text.slice(entry.range.start, Math.min(entry.range.end, handler.range.start));
  if (entry.range.start < handler.range.start && soundsLikeTracing.test(registered)) return true;
  if ([...handler.decorators, ...entry.guards].some((decorator) => soundsLikeTracing.test(decorator))) return true;
  if (facts.spans.some(({ covers, range }) => contains(covers, handler.body) || contains(handler.range, range)))
    return true;
  if (facts.spans.some(({ range }) => contains(entry.range, range))) return true;
  return callsTracing(
    facts,
    entry,
    conventions?.helpers.filter(({ kind }) => kind === 'span').map(({ name }) => name) ?? [],
  );
}

function callsTracing({ calls, functions }: Facts, entry: EntryFact, helpers: readonly string[]): boolean {
  const handler = functions[entry.handler];
  return calls.some(({ callee, range }) => {
    if (handler === undefined || !(contains(handler.range, range) || contains(entry.range, range))) return false;
    const name = /[\w$]+$/.exec(callee)?.[0] ?? callee;
    return helpers.includes(name) || soundsLikeTracing.test(callee);
  });
}

function typescript(made: string, body: readonly string[]): string {
  return `import { trace } from '@opentelemetry/api';
import { Worker, type Job } from 'bullmq';

const tracer = trace.getTracer('settlements');

new ${made}, async (job: Job) => {
${body.join('\n')}
});
`;
}

function go(registration: string, span: readonly string[]): string {
  return `package main

import (
	"context"

	"github.com/hibiken/asynq"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("settlements")

func register(mux *asynq.ServeMux) {
	${registration}
}

func settle(ctx context.Context, task *asynq.Task) error {
${[...span, 'return settleOrder(ctx, task.Payload())'].map((line) => `\t${line}\n`).join('')}}
`;
}

function java(name: string, annotations: readonly string[]): string {
  return `package shop;

import io.opentelemetry.instrumentation.annotations.WithSpan;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.stereotype.Component;

@Component
class Settlements {
  @RabbitListener(queues = "settlements")
${[...annotations, `void ${name}(Order order) {`].map((line) => `  ${line}\n`).join('')}    order.settle();
  }
}
`;
}

function kotlin(name: string): string {
  return `package shop

import org.springframework.amqp.rabbit.annotation.RabbitListener
import org.springframework.stereotype.Component

@Component
class Settlements {
    @RabbitListener(queues = ["settlements"])
    fun ${name}(order: Order) {
        order.settle()
    }
}
`;
}

function ruby(name: string): string {
  return `class SettleJob
  include Sidekiq::Job

  def ${name}(order_id)
    Order.find(order_id).settle
  end
end
`;
}
