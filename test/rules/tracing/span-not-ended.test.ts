import { spanNotEnded } from '../../../src/rules/tracing/span-not-ended.ts';
import { check, checkFix, checkNoFix } from '../../support/check.ts';

const python = (body: string): string => `from opentelemetry import trace

tracer = trace.get_tracer(__name__)


def charge(gateway, order):
${body}`;

const typescript = (body: string): string => `import { trace } from '@opentelemetry/api';

const tracer = trace.getTracer('shop');

${body}`;

const go = (body: string): string => `package main

import (
	"context"

	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("shop")

func charge(ctx context.Context, order Order) error {
${body}}
`;

describe('span-not-ended', () => {
  it('leaves alone what is ended at last, or handed on', async () => {
    await check(
      spanNotEnded,
      'typescript',
      typescript(`export function charge(order: Order, response: Response): void {
  const span = tracer.startSpan('charge');
  response.on('finish', () => span.end());
}
export function refund(order: Order): void {
  const span = tracer.startSpan('refund');
  try {
    if (!order.paid) return;
    order.refund();
  } finally {
    span.end();
  }
}
`),
    );
  });

  it('leaves alone a span that a function around it holds', async () => {
    const source = (outside: string, sign: string): string => `package main

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"
)

var tracer = otel.Tracer("shop")

func charge(ctx context.Context) {
	${outside}
	retry(func() error {
		${sign}
		span.AddEvent("charge")
		return pay(inner)
	})
	${outside.startsWith('var span') ? 'span.End()' : ''}
}
`;
    await check(
      spanNotEnded,
      'go',
      source('var span trace.Span', 'inner := ctx\n\t\tinner, span = tracer.Start(ctx, "charge")'),
    );
    await check(spanNotEnded, 'go', source('', 'inner, span := [|tracer.Start|](ctx, "charge")'));
  });

  it('leaves alone a tracer of the repository, which may end what it starts', async () => {
    await check(
      spanNotEnded,
      'typescript',
      `import { tracer } from './tracing.js';

export const charge = (order: Order) => tracer.startActiveSpan('charge', (span) => order.charge());
`,
    );
  });

  it('makes it a block in Python', async () => {
    await checkFix(
      spanNotEnded,
      'python',
      python(`    span = tracer.start_span("charge", kind=trace.SpanKind.CLIENT)
    if order.total == 0:
        span.set_attribute("free", True)
        return None

    return gateway.charge(order)
`),
      python(`    with tracer.start_as_current_span("charge", kind=trace.SpanKind.CLIENT) as span:
        if order.total == 0:
            span.set_attribute("free", True)
            return None

        return gateway.charge(order)
`),
    );
  });

  it('takes the old end away in Python', async () => {
    await checkFix(
      spanNotEnded,
      'python',
      python(`    span = tracer.start_span("charge")
    if order.total == 0:
        return None
    gateway.charge(order)
    span.end()
`),
      python(`    with tracer.start_as_current_span("charge") as span:
        if order.total == 0:
            return None
        gateway.charge(order)
`),
    );
  });

  it('puts the end into a finally in TypeScript', async () => {
    await checkFix(
      spanNotEnded,
      'typescript',
      typescript(`export function charge(order: Order): Receipt | null {
  const span = tracer.startSpan('charge');
  if (order.total === 0) {
    return null;
  }
  const receipt = order.charge();
  span.end();
  return receipt;
}
`),
      typescript(`export function charge(order: Order): Receipt | null {
  const span = tracer.startSpan('charge');
  try {
    if (order.total === 0) {
      return null;
    }
    const receipt = order.charge();
    return receipt;
  } finally {
    span.end();
  }
}
`),
    );
  });

  it('gives the span a name where the function takes none', async () => {
    await checkFix(
      spanNotEnded,
      'typescript',
      typescript(`export const sweep = () =>
  tracer.startActiveSpan('sweep', async () => {
    await work();
  });
`),
      typescript(`export const sweep = () =>
  tracer.startActiveSpan('sweep', async (span) => {
    try {
      await work();
    } finally {
      span.end();
    }
  });
`),
    );
  });

  it('offers nothing where the end would come before the work is done', async () => {
    await checkNoFix(
      spanNotEnded,
      'typescript',
      typescript(`export const sweep = () =>
  [|tracer.startActiveSpan|]('sweep', async (span) => {
    return work();
  });
`),
    );
  });

  it('defers the end in Go', async () => {
    await checkFix(
      spanNotEnded,
      'go',
      go(`	ctx, span := tracer.Start(ctx, "charge")
	if order.Free {
		return nil
	}
	err := order.Charge(ctx)
	span.End()
	return err
`),
      go(`	ctx, span := tracer.Start(ctx, "charge")
	defer span.End()
	if order.Free {
		return nil
	}
	err := order.Charge(ctx)
	return err
`),
    );
    await checkFix(
      spanNotEnded,
      'go',
      go(`	ctx, _ = order.With(ctx)
	ctx, _ := tracer.Start(ctx, "charge")
	return order.Charge(ctx)
`),
      go(`	ctx, _ = order.With(ctx)
	ctx, span := tracer.Start(ctx, "charge")
	defer span.End()
	return order.Charge(ctx)
`),
    );
  });

  it('offers nothing in a loop, where a deferred end would wait for the function', async () => {
    await checkNoFix(
      spanNotEnded,
      'go',
      go(`	for _, line := range order.Lines {
		_, span := [|tracer.Start|](ctx, "line")
		span.AddEvent(line.Name)
	}
	return nil
`),
    );
  });
});
