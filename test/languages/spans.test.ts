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
});
