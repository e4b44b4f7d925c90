import { spanErrorNotRecorded } from '../../../src/rules/tracing/span-error-not-recorded.ts';
import { check, checkFix } from '../../support/check.ts';

const python = (imports: string, body: string): string => `import logging

${imports}
logger = logging.getLogger(__name__)
tracer = trace.get_tracer(__name__)


def charge(order):
${body}`;

const plain = 'from opentelemetry import trace\n';
const withStatus = 'from opentelemetry import trace\nfrom opentelemetry.trace import StatusCode\n';

const typescript = (handler: string): string => `import { SpanStatusCode, trace } from '@opentelemetry/api';
import pino from 'pino';

const log = pino();
const tracer = trace.getTracer('shop');

export const charge = (order: Order) =>
  tracer.startActiveSpan('charge', async (span) => {
    try {
      await order.charge();
    } ${handler}
    span.end();
  });
`;

const go = (handler: string): string => `package main

import (
	"context"
	"log/slog"

	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("shop")

func charge(ctx context.Context, order Order) bool {
	ctx, span := tracer.Start(ctx, "charge")
	defer span.End()
	err := order.Charge(ctx)
${handler}
	return true
}
`;

describe('span-error-not-recorded', () => {
  it('leaves alone an error that leaves the span', async () => {
    await check(
      spanErrorNotRecorded,
      'python',
      python(
        plain,
        `    with tracer.start_as_current_span("charge"):
        try:
            order.charge()
        except CardError:
            logger.exception("charge failed")
            raise
`,
      ),
    );
  });

  it('leaves alone a handler outside of the span, which has recorded the error by then', async () => {
    await check(
      spanErrorNotRecorded,
      'python',
      python(
        plain,
        `    try:
        with tracer.start_as_current_span("charge"):
            order.charge()
    except CardError:
        logger.exception("charge failed")
        return False
`,
      ),
    );
  });

  it('leaves alone what its author takes for no error, and what only tidies up', async () => {
    await check(
      spanErrorNotRecorded,
      'python',
      python(
        plain,
        `    with tracer.start_as_current_span("charge"):
        try:
            order.charge()
        except CardError:
            logger.warning("charged later")
            return False
        try:
            order.close()
        except OSError:
            logger.exception("not closed")
`,
      ),
    );
  });

  it('leaves alone a failure after which the operation goes on', async () => {
    await check(
      spanErrorNotRecorded,
      'python',
      python(
        plain,
        `    with tracer.start_as_current_span("charge"):
        try:
            order.price()
        except PriceError:
            logger.exception("old price")
        order.charge()
        order.ship()
`,
      ),
    );
  });

  it('leaves alone a handler that tells the span, in any way', async () => {
    for (const told of [
      'span.setStatus({ code: SpanStatusCode.ERROR });',
      'span.recordException(error as Error);',
      'fail(span, error);',
      'recordOnSpan(error);',
    ]) {
      await check(
        spanErrorNotRecorded,
        'typescript',
        typescript(`catch (error) {
      ${told}
      log.error({ err: error }, 'charge failed');
    }`),
      );
    }
  });

  it('leaves alone a handler that tells the present span by its context', async () => {
    await check(
      spanErrorNotRecorded,
      'go',
      go(`	if err != nil {
		slog.Error("charge failed", "err", err)
		observability.SetStatusErrorf(ctx, "charge failed: %s", err)
		return false
	}`),
    );
  });

  it('leaves alone a span whose end is told an error that its author keeps', async () => {
    const failed = `	if err != nil {
		slog.Error("charge failed", "err", err)
		return false
	}`;
    const deferred = 'defer func() { tracing.EndSpan(span, spanErr) }()';
    await check(spanErrorNotRecorded, 'go', go(failed).replace('defer span.End()', deferred));
    await check(spanErrorNotRecorded, 'go', go(failed.replace('if err', '[|if err').replace('nil {', 'nil|] {')));
  });

  it('leaves alone a failure after which another way is tried', async () => {
    await check(
      spanErrorNotRecorded,
      'go',
      go(`	if err != nil {
		slog.Error("charge failed", "err", err)
		return chargeLater(ctx, order)
	}`),
    );
  });

  it('records on the present span where it has no name', async () => {
    await checkFix(
      spanErrorNotRecorded,
      'python',
      python(
        plain,
        `    with tracer.start_as_current_span("charge"):
        try:
            order.charge()
        except CardError:
            logger.exception("charge failed")
            return False
`,
      ),
      python(
        withStatus,
        `    with tracer.start_as_current_span("charge"):
        try:
            order.charge()
        except CardError as error:
            trace.get_current_span().record_exception(error)
            trace.get_current_span().set_status(StatusCode.ERROR)
            logger.exception("charge failed")
            return False
`,
      ),
    );
  });

  it('uses the import that the file has', async () => {
    await checkFix(
      spanErrorNotRecorded,
      'typescript',
      typescript(`catch (error) {
      log.error({ err: error }, 'charge failed');
    }`),
      typescript(`catch (error) {
      span.recordException(error as Error);
      span.setStatus({ code: SpanStatusCode.ERROR });
      log.error({ err: error }, 'charge failed');
    }`),
    );
  });
});
