/** A name or a label that is another one for each user or request: nothing can be grouped by it, and each costs. */
import { lowCardinalityNameFix } from '../../fixes/lowCardinalityName.ts';
import { isFewKey, isPerThing, isPerThingKey, isUserId } from '../../knowledge/cardinality.ts';
import type { MetricFact, SpanFact } from '../../model/facts.ts';
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import { isReviewed } from '../logging/reviewed.ts';
import { expressionsIn } from './writtenNames.ts';

export const highCardinalityName = defineRule({
  id: 'high-cardinality-name',
  area: 'tracing',
  severity: 'information',
  scope: 'file',
  summary: 'The name of a span or metric, or a metric label, holds an id, an address or a user.',
  why:
    'Names are what traces and metrics are grouped by. A span name with an order number in it makes one group per order: there ' +
    'is no latency of "refund", only of each refund. For metrics it is worse: every value of a label is a time series of its ' +
    'own that the store keeps in memory, so a label with user ids grows until the store falls over or the bill is noticed.\n\n' +
    'Only what is evidently different each time is found: ids of users, requests and things, e-mail addresses, addresses of ' +
    'requests. Ids of what there are few of (tenants, regions, shards, plugins) are left alone, and so are attributes of ' +
    'spans, which may hold anything.',
  fixes:
    'Where the id is the last part of a span name that is written there, the name loses it and the span gets it as an ' +
    'attribute. It changes what dashboards group by, so it wants a look. What a metric is to be grouped by instead is for ' +
    'whoever reads it.',
  examples: {
    python: {
      bad: `from opentelemetry import trace
from prometheus_client import Counter

tracer = trace.get_tracer(__name__)
REFUNDS = Counter("refunds_total", "Refunds", ["reason", "customer"])


def refund(order):
    with tracer.start_as_current_span([|f"refund {order.id}"|]):
        REFUNDS.labels(reason=order.reason, customer=[|order.customer.email|]).inc()
        order.refund()
`,
      good: `from opentelemetry import trace
from prometheus_client import Counter

tracer = trace.get_tracer(__name__)
REFUNDS = Counter("refunds_total", "Refunds", ["reason"])


def refund(order):
    with tracer.start_as_current_span("refund", attributes={"order.id": order.id}):
        REFUNDS.labels(reason=order.reason).inc()
        order.refund()
`,
    },
    typescript: {
      bad: `import { metrics, trace } from '@opentelemetry/api';

const tracer = trace.getTracer('checkout');
const requests = metrics.getMeter('checkout').createCounter('requests');

export function serve(request: Request, userId: string): void {
  requests.add(1, { method: request.method, userId: [|userId|] });
  const span = tracer.startSpan([|\`serve \${request.url}\`|]);
  span.end();
}
`,
      good: `import { metrics, trace } from '@opentelemetry/api';

const tracer = trace.getTracer('checkout');
const requests = metrics.getMeter('checkout').createCounter('requests');

export function serve(request: Request, route: string): void {
  requests.add(1, { method: request.method, route });
  const span = tracer.startSpan(\`serve \${route}\`, { attributes: { 'url.full': request.url } });
  span.end();
}
`,
    },
    go: {
      bad: `package main

import (
	"context"
	"fmt"

	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("checkout")

func refund(ctx context.Context, orderID string) {
	_, span := tracer.Start(ctx, [|fmt.Sprintf("refund %s", orderID)|])
	defer span.End()
}
`,
      good: `package main

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
)

var tracer = otel.Tracer("checkout")

func refund(ctx context.Context, orderID string) {
	_, span := tracer.Start(ctx, "refund", trace.WithAttributes(attribute.String("order.id", orderID)))
	defer span.End()
}
`,
    },
    javascript: {
      bad: `const { trace } = require('@opentelemetry/api');
const { Counter } = require('prom-client');

const tracer = trace.getTracer('checkout');
const refunds = new Counter({ name: 'refunds_total', help: 'Refunds', labelNames: ['reason', 'customer'] });

function refund(order) {
  tracer.startActiveSpan([|\`refund \${order.id}\`|], (span) => {
    refunds.inc({ reason: order.reason, customer: [|order.customer.email|] });
    span.end();
  });
}
`,
      good: `const { trace } = require('@opentelemetry/api');
const { Counter } = require('prom-client');

const tracer = trace.getTracer('checkout');
const refunds = new Counter({ name: 'refunds_total', help: 'Refunds', labelNames: ['reason'] });

function refund(order) {
  tracer.startActiveSpan('refund', { attributes: { 'order.id': order.id } }, (span) => {
    refunds.inc({ reason: order.reason });
    span.end();
  });
}
`,
    },
    java: {
      bad: java(
        '[|"refund " + order.getId()|]',
        '"reason", order.getReason(), "customer", [|order.getCustomer().getEmail()|]',
      ),
      good: java('"refund"', '"reason", order.getReason()'),
    },
    csharp: {
      bad: csharp('[|$"refund {order.Id}"|]', 'new("reason", order.Reason), new("customer", [|order.Customer.Email|])'),
      good: csharp('"refund"', 'new("reason", order.Reason)'),
    },
  },
  check(context) {
    const { facts } = context;
    if (!isReviewed(context)) return [];
    return [
      ...facts.spans.flatMap((span) => nameOfSpan(context, span)),
      ...facts.metrics.flatMap((metric) => [...nameOfMetric(context, metric), ...labels(context, metric)]),
    ];
  },
});

function held({ text }: FileContext, { name, nameRange }: SpanFact | MetricFact): string | null {
  if (name === 'constant' || nameRange === null) return null;
  return expressionsIn(text.slice(nameRange.start, nameRange.end)).find(isPerThing) ?? null;
}

function nameOfSpan(context: FileContext, span: SpanFact): Draft[] {
  const expression = held(context, span);
  if (expression === null || span.nameRange === null) return [];
  const { path, text, facts } = context;
  const fix = lowCardinalityNameFix({ path, text, facts }, span, expression);
  return [
    {
      file: path,
      range: span.nameRange,
      message: `the name of this span holds ${expression}: every value is a name of its own, so traces cannot be grouped by what was done`,
      fixes: fix === null ? [] : [fix],
    },
  ];
}

function nameOfMetric(context: FileContext, metric: MetricFact): Draft[] {
  const expression = held(context, metric);
  if (expression === null || metric.nameRange === null) return [];
  return [
    {
      file: context.path,
      range: metric.nameRange,
      message: `the name of this metric holds ${expression}: every value is a metric of its own, which no dashboard can show and the store keeps`,
    },
  ];
}

const literal = new Set(['string', 'number', 'boolean', 'null']);

function labels({ path, text }: FileContext, metric: MetricFact): Draft[] {
  return metric.attributes.flatMap(({ key, range, kind }): Draft[] => {
    if (literal.has(kind) || isFewKey(key)) return [];
    const written = text.slice(range.start, range.end);
    // Where users are tenants there are few of them, and which label it is may stand elsewhere.
    if (isUserId(written) && (!isPerThingKey(key) || /tenant/i.test(text))) return [];
    const isEvident = expressionsIn(written).some(isPerThing) || (kind === 'name' && isPerThingKey(key));
    if (!isEvident) return [];
    const name = key === '' ? 'this label' : `the label ${key}`;
    return [
      {
        file: path,
        range,
        message: `${name} has a value for each ${written.length > 40 ? 'user or request' : written}: every one is a time series of its own, until the metrics store is full`,
      },
    ];
  });
}

function java(name: string, tags: string): string {
  return `package shop;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;

class Refunds {
  private final Tracer tracer;
  private final MeterRegistry metrics;

  Refunds(Tracer tracer, MeterRegistry metrics) {
    this.tracer = tracer;
    this.metrics = metrics;
  }

  void refund(Order order) {
    Span span = tracer.spanBuilder(${name}).startSpan();
    try {
      order.refund();
      metrics.counter("refunds", ${tags}).increment();
    } finally {
      span.end();
    }
  }
}
`;
}

function csharp(name: string, tags: string): string {
  return `using System.Diagnostics;
using System.Diagnostics.Metrics;

class Refunds
{
    static readonly ActivitySource Source = new("Shop");
    static readonly Counter<long> RefundCounter = new Meter("Shop").CreateCounter<long>("refunds");

    void Refund(Order order)
    {
        using var activity = Source.StartActivity(${name});
        RefundCounter.Add(1, ${tags});
        order.Refund();
    }
}
`;
}
