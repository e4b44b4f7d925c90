/** A span that is started and not ended is never exported: what it covers is missing from every trace. */
import { endSpanFix } from '../../fixes/endSpan.ts';
import type { Facts, SpanFact } from '../../model/facts.ts';
import { defineRule } from '../../model/rule.ts';
import type { Range } from '../../model/text.ts';
import { isReviewed } from '../logging/reviewed.ts';

export const spanNotEnded = defineRule({
  id: 'span-not-ended',
  area: 'tracing',
  severity: 'information',
  scope: 'file',
  summary: 'A span is started and not ended on every way out, so it is never exported.',
  why:
    'A span goes to the exporter when it ends. One that never ends is kept in memory and then lost: the operation is missing ' +
    'from the trace, and its children hang below a parent that nobody sees. Where only one way out forgets it, it is the ' +
    'early return or the failure, so the traces that are missing are the ones that were looked for.\n\n' +
    'A span is left alone when it ends by itself (`with`, a callback that the library ends, `using`), when it is ended in a ' +
    '`finally` or by `defer`, and when it is handed on to code that may end it: passed, returned, stored, or used in a ' +
    'function that runs later.',
  fixes:
    'Go: `defer span.End()` behind the start. C#: `using`. Python: the block of `with`. JavaScript, TypeScript, Java and PHP: ' +
    'a `try` around what follows, with the end in its `finally`. A line that is only added is safe; what moves code wants a ' +
    'look.',
  examples: {
    python: {
      bad: `from opentelemetry import trace

tracer = trace.get_tracer(__name__)


def charge(gateway, order):
    span = [|tracer.start_span|]("charge")
    span.set_attribute("order.total", order.total)
    if order.total == 0:
        return None
    receipt = gateway.charge(order.card, order.total)
    span.end()
    return receipt
`,
      good: `from opentelemetry import trace

tracer = trace.get_tracer(__name__)


def charge(gateway, order):
    with tracer.start_as_current_span("charge") as span:
        span.set_attribute("order.total", order.total)
        if order.total == 0:
            return None
        receipt = gateway.charge(order.card, order.total)
        return receipt
`,
    },
    javascript: {
      bad: `const { trace } = require('@opentelemetry/api');

const tracer = trace.getTracer('checkout');

function total(basket) {
  return [|tracer.startActiveSpan|]('total', (span) => {
    span.setAttribute('lines', basket.lines.length);
    const sum = basket.sum();
    return sum;
  });
}

module.exports = { total };
`,
      good: `const { trace } = require('@opentelemetry/api');

const tracer = trace.getTracer('checkout');

function total(basket) {
  return tracer.startActiveSpan('total', (span) => {
    try {
      span.setAttribute('lines', basket.lines.length);
      return basket.sum();
    } finally {
      span.end();
    }
  });
}

module.exports = { total };
`,
    },
    typescript: {
      bad: `import { trace } from '@opentelemetry/api';

const tracer = trace.getTracer('checkout');

export async function charge(gateway: Gateway, order: Order): Promise<Receipt | null> {
  const span = [|tracer.startSpan|]('charge');
  if (order.total === 0) {
    return null;
  }
  const receipt = await gateway.charge(order.card, order.total);
  span.end();
  return receipt;
}
`,
      good: `import { trace } from '@opentelemetry/api';

const tracer = trace.getTracer('checkout');

export async function charge(gateway: Gateway, order: Order): Promise<Receipt | null> {
  const span = tracer.startSpan('charge');
  try {
    if (order.total === 0) {
      return null;
    }
    return await gateway.charge(order.card, order.total);
  } finally {
    span.end();
  }
}
`,
    },
    go: {
      bad: `package main

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
)

var tracer = otel.Tracer("checkout")

func charge(ctx context.Context, gateway Gateway, order Order) error {
	ctx, span := [|tracer.Start|](ctx, "charge")
	span.SetAttributes(attribute.Int("order.total", order.Total))
	return gateway.Charge(ctx, order.Card, order.Total)
}
`,
      good: `package main

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
)

var tracer = otel.Tracer("checkout")

func charge(ctx context.Context, gateway Gateway, order Order) error {
	ctx, span := tracer.Start(ctx, "charge")
	defer span.End()
	span.SetAttributes(attribute.Int("order.total", order.Total))
	return gateway.Charge(ctx, order.Card, order.Total)
}
`,
    },
    java: {
      bad: `package shop;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;

class Payments {
    private final Tracer tracer;

    Payments(Tracer tracer) {
        this.tracer = tracer;
    }

    Receipt charge(Gateway gateway, Order order) {
        Span span = [|tracer.spanBuilder("charge").startSpan|]();
        if (order.total() == 0) {
            return null;
        }
        Receipt receipt = gateway.charge(order.card(), order.total());
        span.end();
        return receipt;
    }
}
`,
      good: `package shop;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;

class Payments {
    private final Tracer tracer;

    Payments(Tracer tracer) {
        this.tracer = tracer;
    }

    Receipt charge(Gateway gateway, Order order) {
        Span span = tracer.spanBuilder("charge").startSpan();
        try {
            if (order.total() == 0) {
                return null;
            }
            return gateway.charge(order.card(), order.total());
        } finally {
            span.end();
        }
    }
}
`,
    },
    csharp: {
      bad: `using System.Diagnostics;

class Payments
{
    static readonly ActivitySource Source = new("shop");

    Receipt Charge(Gateway gateway, Order order)
    {
        var activity = [|Source.StartActivity|]("charge");
        activity?.SetTag("order.total", order.Total);
        return gateway.Charge(order.Card, order.Total);
    }
}
`,
      good: `using System.Diagnostics;

class Payments
{
    static readonly ActivitySource Source = new("shop");

    Receipt Charge(Gateway gateway, Order order)
    {
        using var activity = Source.StartActivity("charge");
        activity?.SetTag("order.total", order.Total);
        return gateway.Charge(order.Card, order.Total);
    }
}
`,
    },
  },
  check(context) {
    const { path, text, facts } = context;
    if (!isReviewed(context)) return [];
    return facts.spans
      .filter(({ ended }) => ended === 'never' || ended === 'sometimes')
      .map((span) => {
        const fix = endSpanFix({ path, text, facts }, span);
        return {
          file: path,
          range: startOf(text, facts, span),
          message:
            span.ended === 'never'
              ? 'this span never ends: it is never exported, and what it covers is missing from the trace'
              : 'a way out of here skips the end of this span: it is never exported then, which is when it is looked for',
          fixes: fix === null ? [] : [fix],
        };
      });
  },
});

/** The callee, or its last name where it goes over several lines. */
function startOf(text: string, { calls }: Facts, { call, range }: SpanFact): Range {
  const callee = calls[call]?.calleeRange ?? range;
  const written = text.slice(callee.start, callee.end);
  return written.includes('\n')
    ? { start: callee.end - (/\w+$/.exec(written)?.[0].length ?? 0), end: callee.end }
    : callee;
}
