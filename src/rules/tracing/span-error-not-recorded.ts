/** The log says that it failed and the trace says that it went well. */
import { recordErrorFix } from '../../fixes/recordError.ts';
import { loggingSpans, spanErrorCalls } from '../../knowledge/spans.ts';
import type { CallFact, Facts, HandlerFact, SpanFact } from '../../model/facts.ts';
import { defineRule } from '../../model/rule.ts';
import { contains, type Range } from '../../model/text.ts';
import { isReviewed } from '../logging/reviewed.ts';

export const spanErrorNotRecorded = defineRule({
  id: 'span-error-not-recorded',
  area: 'tracing',
  severity: 'information',
  scope: 'file',
  summary: 'An error is stopped inside a span, and the span ends as if nothing had happened.',
  why:
    'Traces are searched by their status: "what failed in the last hour", "which calls to the card service fail". A span that ' +
    'covers a failure and ends without it is counted as a success there, so the error rate of the operation stays at zero ' +
    'while the log is full of errors.\n\n' +
    'Looked at are handlers inside a span that the code starts by itself, whose author treats what they catch as an error (a ' +
    'log line of level error, or nothing at all). A handler is left alone when the error leaves it (what leaves the block of ' +
    'a span is recorded by most libraries, or by whoever handles it), when anything in it speaks to the span, and when the ' +
    'span is marked elsewhere.',
  fixes:
    'The error is recorded and the status set, at the beginning of the handler, in the form that the library of the span ' +
    'has. Nothing else changes.',
  examples: {
    python: {
      bad: `import logging

from opentelemetry import trace

logger = logging.getLogger(__name__)
tracer = trace.get_tracer(__name__)


def charge(gateway, order):
    with tracer.start_as_current_span("charge") as span:
        try:
            gateway.charge(order.card, order.total)
        [|except CardError as error:|]
            logger.exception("charge failed")
            return False
        return True
`,
      good: `import logging

from opentelemetry import trace
from opentelemetry.trace import StatusCode

logger = logging.getLogger(__name__)
tracer = trace.get_tracer(__name__)


def charge(gateway, order):
    with tracer.start_as_current_span("charge") as span:
        try:
            gateway.charge(order.card, order.total)
        except CardError as error:
            span.record_exception(error)
            span.set_status(StatusCode.ERROR)
            logger.exception("charge failed")
            return False
        return True
`,
    },
    typescript: {
      bad: `import { trace } from '@opentelemetry/api';
import pino from 'pino';

const log = pino();
const tracer = trace.getTracer('checkout');

export function charge(gateway: Gateway, order: Order) {
  return tracer.startActiveSpan('charge', async (span) => {
    try {
      await gateway.charge(order.card, order.total);
    } [|catch (error)|] {
      log.error({ err: error }, 'charge failed');
    } finally {
      span.end();
    }
  });
}
`,
      good: `import { SpanStatusCode, trace } from '@opentelemetry/api';
import pino from 'pino';

const log = pino();
const tracer = trace.getTracer('checkout');

export function charge(gateway: Gateway, order: Order) {
  return tracer.startActiveSpan('charge', async (span) => {
    try {
      await gateway.charge(order.card, order.total);
    } catch (error) {
      span.recordException(error as Error);
      span.setStatus({ code: SpanStatusCode.ERROR });
      log.error({ err: error }, 'charge failed');
    } finally {
      span.end();
    }
  });
}
`,
    },
    go: {
      bad: `package main

import (
	"context"
	"log/slog"

	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("checkout")

func sweep(ctx context.Context, orders Orders) {
	ctx, span := tracer.Start(ctx, "sweep")
	defer span.End()
	err := orders.Sweep(ctx)
	[|if err != nil|] {
		slog.Error("sweep failed", "error", err)
	}
}
`,
      good: `package main

import (
	"context"
	"log/slog"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
)

var tracer = otel.Tracer("checkout")

func sweep(ctx context.Context, orders Orders) {
	ctx, span := tracer.Start(ctx, "sweep")
	defer span.End()
	err := orders.Sweep(ctx)
	if err != nil {
		span.RecordError(err)
		span.SetStatus(codes.Error, err.Error())
		slog.Error("sweep failed", "error", err)
	}
}
`,
    },
    java: {
      bad: `package shop;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class Payments {
    private static final Logger log = LoggerFactory.getLogger(Payments.class);
    private final Tracer tracer;

    Payments(Tracer tracer) {
        this.tracer = tracer;
    }

    boolean charge(Gateway gateway, Order order) {
        Span span = tracer.spanBuilder("charge").startSpan();
        try {
            gateway.charge(order.card(), order.total());
            return true;
        } [|catch (CardException e)|] {
            log.error("charge failed", e);
            return false;
        } finally {
            span.end();
        }
    }
}
`,
      good: `package shop;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class Payments {
    private static final Logger log = LoggerFactory.getLogger(Payments.class);
    private final Tracer tracer;

    Payments(Tracer tracer) {
        this.tracer = tracer;
    }

    boolean charge(Gateway gateway, Order order) {
        Span span = tracer.spanBuilder("charge").startSpan();
        try {
            gateway.charge(order.card(), order.total());
            return true;
        } catch (CardException e) {
            span.recordException(e);
            span.setStatus(StatusCode.ERROR);
            log.error("charge failed", e);
            return false;
        } finally {
            span.end();
        }
    }
}
`,
    },
  },
  check(context) {
    const { path, text, facts } = context;
    if (!isReviewed(context) || facts.spans.length === 0) return [];
    if (facts.imports.some(({ module }) => spanLoggers.test(module))) return [];
    return facts.handlers.flatMap((handler) => {
      const span = stopsAnError(facts, handler) ? spanAround(facts, handler) : null;
      if (span === null || loggingSpans.has(span.vendor)) return [];
      if (!endsIt(text, facts, handler, span) || speaksToSpan(text, facts, handler, span)) return [];
      const fix = recordErrorFix({ path, text, facts }, handler, span);
      return [
        {
          file: path,
          range: handler.header,
          message:
            'the error stops here and the span around it ends as a success: traces show no failure of this operation',
          fixes: fix === null ? [] : [fix],
        },
      ];
    });
  },
});

/** Modules of loggers that put what they log on the present span. */
const spanLoggers = /(?:^|[/.])(?:spanlogger|otelzap|otellogrus|otelslog|ctxzap)\b/;

/** What only tidies up may fail without the operation failing. */
const tidying =
  /(?:^|[._])(?:close|flush|stop|shutdown|cleanup|remove|unlink|unlock|release|rollback|sync|delete_?temp\w*|disconnect|kill)$/i;

/** Go: the operation goes on in another function, which is given the context and whose error is returned. */
const triesAnotherWay = /^return\s+[\w.]+\(\s*\w*(?:ctx|Ctx|[cC]ontext)\b[^()]*\)$/;

/** The operation is over when the handler is: it returns, or nothing follows but the end of the span. */
function endsIt(text: string, { calls }: Facts, handler: HandlerFact, span: SpanFact): boolean {
  const tried = handler.tryBody ?? handler.range;
  const guarded = calls.filter(({ range }) => contains(tried, range));
  if (guarded.length > 0 && guarded.every(({ callee }) => tidying.test(callee))) return false;
  const last = handler.statements.at(-1);
  if (last !== undefined && triesAnotherWay.test(text.slice(last.start, last.end))) return false;
  if (last !== undefined && /^(?:return|throw|raise)\b/.test(text.slice(last.start, last.start + 7))) return true;
  const rest = text.slice(handler.range.end, Math.max(span.covers.end, handler.range.end));
  return /^[\s)};,]*(?:finally\b[^]*|return\b[^\n]*|\w+\.(?:end|finish|End|Finish)\(\);?)?[\s)};,]*$/.test(rest);
}

/** What is caught goes no further, and its author says that it is an error. */
function stopsAnError(facts: Facts, handler: HandlerFact): boolean {
  if (handler.outcome === 'swallowed') return true;
  if (handler.outcome !== 'logged') return false;
  return facts.logCalls.some(
    ({ level, range }) => (level === 'error' || level === 'critical') && contains(handler.body, range),
  );
}

/** The innermost span that runs in the handler's own function and covers it with what it handles. */
function spanAround(facts: Facts, handler: HandlerFact): SpanFact | null {
  const within = handler.form === 'error-check' || handler.form === 'match' ? handler.range : handler.tryBody;
  if (within === null) return null;
  const around = facts.spans.filter(
    (span) =>
      contains(span.covers, within) &&
      contains(span.covers, handler.range) &&
      ownerOf(facts, span) === handler.function &&
      (span.call === -1 || !contains(handler.range, span.range)),
  );
  return around.sort((one, other) => sizeOf(one.covers) - sizeOf(other.covers))[0] ?? null;
}

const sizeOf = ({ start, end }: Range): number => end - start;

/** Index of the function whose code the span covers. */
function ownerOf({ functions }: Facts, { covers, function: around, call }: SpanFact): number {
  const own = functions.findIndex(({ range, body }) => {
    const whole = call === -1 ? body : range;
    return whole.start === covers.start && whole.end === covers.end;
  });
  return own === -1 ? around : own;
}

/** Something in the handler, or behind all handlers, tells the span or hands it to code that may. */
function speaksToSpan(text: string, { calls, handlers }: Facts, handler: HandlerFact, span: SpanFact): boolean {
  const body = text.slice(handler.body.start, handler.body.end);
  if (speaks.test(body.replace(/stack_?trace|traceback|\.trace\(/gi, ''))) return true;
  return calls.some((call) => {
    const { callee, range, calleeRange } = call;
    const { variable, covers } = span;
    if (variable === null || !contains(covers, range)) return false;
    if (endsWithError(text, call, variable)) return true;
    if (!callee.startsWith(variable)) return false;
    const method = /[\w$]+$/.exec(callee)?.[0] ?? '';
    if (!spanErrorCalls.has(method) || /\bOK\b|\bOk\b/.test(text.slice(calleeRange.end, range.end))) return false;
    return !handlers.some((one) => contains(one.body, range));
  });
}

/** A function of the repository is given the span and an error, as `defer func() { end(span, failure) }()` does. */
function endsWithError(text: string, { arguments: given }: CallFact, variable: string): boolean {
  const written = given.map(({ range }) => text.slice(range.start, range.end));
  return written.includes(variable) && written.some((one) => /^[&*]?\w*(?:err(?:or)?|failure|exception)$/i.test(one));
}

/** What in a handler may be about a span. */
const speaks =
  /span|trace|telemetry|segment|transaction|otel|sentry|set_?status_?err|record_?(?:error|exception)|notice_?error/i;
