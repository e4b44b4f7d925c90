/** Spans that code starts by itself: source text in, what becomes of each span out. */
import assert from 'node:assert/strict';
import { at, factsOf, source, type Name } from './render.ts';

async function spans(name: Name, text: string): Promise<string[]> {
  const written = source(text);
  const facts = await factsOf(name, written);
  return facts.spans.map((span) =>
    [
      span.vendor,
      span.form,
      span.name,
      `${at(written, span.nameRange)}`,
      span.variable ?? '-',
      span.ended,
      span.recordsErrors ? 'records errors' : 'records nothing',
    ].join(' '),
  );
}

const ended = async (name: Name, text: string): Promise<string[]> =>
  (await factsOf(name, source(text))).spans.map((span) => span.ended);

describe('spans', () => {
  describe('in Python', () => {
    it('end with their block, or with the function they decorate', async () => {
      assert.deepEqual(
        await spans(
          'python',
          `
          from opentelemetry import trace
          from ddtrace import tracer as dd
          import sentry_sdk

          tracer = trace.get_tracer(__name__)

          @tracer.start_as_current_span("refund")
          def refund(order):
              with tracer.start_as_current_span(f"refund {order.id}") as span, lock:
                  work(span)

          @dd.wrap()
          async def pay(stack):
              with dd.trace("pay"):
                  pass
              stack.enter_context(sentry_sdk.start_span(op="db"))
          `,
        ),
        [
          'opentelemetry scoped constant null - always records errors',
          'opentelemetry scoped interpolated f"refund {order.id}" span always records errors',
          'datadog scoped unknown null - always records errors',
          'datadog scoped constant "pay" - always records errors',
          'sentry scoped constant "db" - always records errors',
        ],
      );
    });

    it('must be ended by hand, on every way out', async () => {
      const start = 'span = tracer.start_span("charge")';
      assert.deepEqual(
        await ended(
          'python',
          `
          def never(tracer, order):
              ${start}
              span.set_attribute("order", order.id)
              return order.charge()

          def plainly(tracer, order):
              ${start}
              order.charge()
              span.end()

          def at_last(tracer, order):
              ${start}
              try:
                  return order.charge()
              finally:
                  span.end()

          def skipped(tracer, order):
              ${start}
              if order.paid:
                  return None
              order.charge()
              span.end()

          def each(tracer, order):
              ${start}
              if order.paid:
                  span.end()
                  return None
              order.charge()
              span.end()

          def failing(tracer, order):
              ${start}
              try:
                  order.charge()
                  span.end()
              except CardError:
                  log(order)

          def handed(tracer, order):
              ${start}
              order.charge(span)

          def kept(self, tracer, order):
              self.span = tracer.start_span("charge")

          def given(tracer, order):
              ${start}
              return span

          def entered(tracer, order):
              ${start}
              with trace.use_span(span, end_on_exit=True):
                  order.charge()

          def either(tracer, order):
              if order.paid:
                  ${start}
              else:
                  return None
              span.end()

          def looped(tracer, orders):
              for order in orders:
                  ${start}
                  if order.paid:
                      continue
                  span.end()
          `,
        ),
        [
          'never',
          'always',
          'always',
          'sometimes',
          'always',
          'sometimes',
          'unknown',
          'unknown',
          'unknown',
          'always',
          'always',
          'sometimes',
        ],
      );
    });
  });

  describe('in TypeScript', () => {
    it('are given to a function that must end them', async () => {
      assert.deepEqual(
        await spans(
          'typescript',
          `
          import { trace } from '@opentelemetry/api';
          import * as Sentry from '@sentry/node';

          const tracer = trace.getTracer('shop');

          export function refund(order: Order) {
            return tracer.startActiveSpan(\`refund \${order.id}\`, async (span) => {
              try {
                return await order.refund();
              } catch (error) {
                span.recordException(error as Error);
                throw error;
              } finally {
                span.end();
              }
            });
          }

          export const charge = (order: Order) =>
            tracer.startActiveSpan('charge', (span) => {
              if (order.paid) return null;
              const result = order.charge();
              span.end();
              return result;
            });

          export const check = () => tracer.startActiveSpan('check', (span) => work());
          export const ask = () => tracer.startActiveSpan('ask', (span) => work(span));
          export const trial = () => Sentry.startSpan({ name: 'trial' }, () => work());
          `,
        ),
        [
          'opentelemetry manual interpolated `refund ${order.id}` span always records errors',
          "opentelemetry manual constant 'charge' span sometimes records nothing",
          "opentelemetry manual constant 'check' span never records nothing",
          "opentelemetry manual constant 'ask' span unknown records nothing",
          "sentry scoped constant 'trial' - always records errors",
        ],
      );
    });

    it('must be ended by hand', async () => {
      assert.deepEqual(
        await ended(
          'typescript',
          `
          function never() {
            const span: Span = tracer.startSpan('a');
            work();
          }
          function later(res) {
            const span = tracer.startSpan('a');
            res.on('finish', () => span.end());
          }
          function reference(res) {
            const span = tracer.startSpan('a');
            res.on('finish', span.end);
          }
          function promised() {
            const span = tracer.startSpan('a');
            return work().finally(() => span.end());
          }
          function inContext() {
            const span = tracer.startSpan('a');
            const result = context.with(trace.setSpan(context.active(), span), () => work());
            span.end();
            return result;
          }
          function thrown(order) {
            const span = tracer.startSpan('a');
            if (!order) throw new Error('none');
            span.setAttribute('a', 1).end();
          }
          function kept() {
            const spans = { root: tracer.startSpan('a') };
            return spans;
          }
          function dropped() {
            tracer.startSpan('a');
          }
          `,
        ),
        ['never', 'unknown', 'unknown', 'always', 'always', 'sometimes', 'unknown', 'never'],
      );
    });
  });

  it('in Go must be ended by hand', async () => {
    assert.deepEqual(
      await spans(
        'go',
        `
        package shop

        import (
        	"context"
        	"fmt"

        	"go.opentelemetry.io/otel"
        	"go.opentelemetry.io/otel/trace"
        )

        var tracer = otel.Tracer("shop")

        type Store struct {
        	tracer trace.Tracer
        }

        func (s *Store) Charge(ctx context.Context, order Order) error {
        	ctx, span := s.tracer.Start(ctx, "charge")
        	defer span.End()
        	return order.Charge(ctx)
        }

        func refund(ctx context.Context, order Order) error {
        	ctx, span := tracer.Start(ctx, fmt.Sprintf("refund %s", order.ID))
        	if err := order.Refund(ctx); err != nil {
        		span.RecordError(err)
        		return err
        	}
        	span.End()
        	return nil
        }

        func open(ctx context.Context) (context.Context, trace.Span) {
        	return tracer.Start(ctx, "open")
        }

        func blind(ctx context.Context) error {
        	ctx, _ = tracer.Start(ctx, "blind")
        	return work(ctx)
        }

        func each(ctx context.Context, done func()) {
        	_, span := tracer.Start(ctx, "each")
        	defer func() {
        		done()
        		span.End()
        	}()
        }
        `,
      ),
      [
        'opentelemetry manual constant "charge" span always records nothing',
        'opentelemetry manual interpolated fmt.Sprintf("refund %s", order.ID) span sometimes records errors',
        'opentelemetry manual constant "open" - unknown records nothing',
        'opentelemetry manual constant "blind" - never records nothing',
        'opentelemetry manual constant "each" span always records nothing',
      ],
    );
  });

  it('in Java end in a finally, or with the method they are declared on', async () => {
    assert.deepEqual(
      await spans(
        'java',
        `
        package shop;

        import io.opentelemetry.api.trace.Span;
        import io.opentelemetry.api.trace.Tracer;
        import io.opentelemetry.context.Scope;
        import io.opentelemetry.instrumentation.annotations.WithSpan;

        class Payments {
            private final Tracer tracer;

            @WithSpan("refund")
            void refund(Order order) {
                order.refund();
            }

            void charge(Order order) {
                Span span = tracer.spanBuilder("charge").setParent(order.context()).startSpan();
                try (Scope scope = span.makeCurrent()) {
                    order.charge();
                } catch (CardException e) {
                    span.recordException(e);
                    throw e;
                } finally {
                    span.end();
                }
            }

            void settle(Order order) {
                Span span = tracer.spanBuilder("settle " + order.id()).startSpan();
                if (order.isFree()) {
                    return;
                }
                order.settle();
                span.end();
            }
        }
        `,
      ),
      [
        'opentelemetry scoped constant null - always records errors',
        'opentelemetry manual constant "charge" span always records errors',
        'opentelemetry manual interpolated "settle " + order.id() span sometimes records nothing',
      ],
    );
  });

  it('in C# end with their block', async () => {
    assert.deepEqual(
      await spans(
        'csharp',
        `
        using System.Diagnostics;

        class Payments
        {
            static readonly ActivitySource Source = new("shop");

            void Charge(Order order)
            {
                using var activity = Source.StartActivity("charge");
                order.Charge();
            }

            void Refund(Order order)
            {
                using (var activity = Source.StartActivity("refund"))
                {
                    order.Refund();
                }
            }

            void Settle(Order order)
            {
                var activity = Source.StartActivity("settle");
                activity?.SetTag("order", order.Id);
                order.Settle();
            }
        }
        `,
      ),
      [
        'opentelemetry manual constant "charge" activity always records nothing',
        'opentelemetry manual constant "refund" activity always records nothing',
        'opentelemetry manual constant "settle" activity never records nothing',
      ],
    );
  });
});
