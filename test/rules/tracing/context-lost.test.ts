import assert from 'node:assert/strict';
import { contextLost } from '../../../src/rules/tracing/context-lost.ts';
import { tracedSpring } from '../../../src/rules/tracing/tracedServices.ts';
import { check, checkFix, checkRepository, fixFirst } from '../../support/check.ts';

const go = (body: string, header = 'func orders(ctx context.Context, database *sql.DB) error'): string => `package main

import (
	"context"
	"database/sql"
)

${header} {
${body}}
`;

describe('context-lost', () => {
  it('leaves alone what has no context at hand', async () => {
    await check(
      contextLost,
      'go',
      go(
        '\t_, err := database.ExecContext(context.Background(), "x")\n\treturn err\n',
        'func orders(database *sql.DB) error',
      ),
    );
  });

  it('leaves alone what is meant to outlive the request', async () => {
    for (const body of [
      '\tdefer database.ExecContext(context.Background(), "unlock")\n\treturn nil\n',
      '\tgo func() {\n\t\tdatabase.ExecContext(context.Background(), "audit")\n\t}()\n\treturn nil\n',
      '\t// The context of the request is over by now.\n\t_, err := database.ExecContext(context.Background(), "audit")\n\treturn err\n',
      '\t<-ctx.Done()\n\t_, err := database.ExecContext(context.Background(), "audit")\n\treturn err\n',
    ]) {
      await check(contextLost, 'go', go(body));
    }
    await check(
      contextLost,
      'go',
      go(
        '\t_, err := database.ExecContext(context.Background(), "x")\n\treturn err\n',
        'func shutdown(ctx context.Context, database *sql.DB) error',
      ),
    );
  });

  it('leaves alone a trace of its own that is linked to the request', async () => {
    await check(
      contextLost,
      'go',
      `package main

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"
)

var tracer = otel.Tracer("shop")

func reload(parent context.Context) {
	ctx, span := tracer.Start(context.Background(), "reload")
	defer span.End()
	trace.SpanFromContext(parent).AddLink(trace.LinkFromContext(ctx))
}
`,
    );
  });

  it('passes the context on', async () => {
    await checkFix(
      contextLost,
      'go',
      go('\t_, err := database.ExecContext(context.TODO(), "x")\n\treturn err\n'),
      go('\t_, err := database.ExecContext(ctx, "x")\n\treturn err\n'),
    );
  });

  it('is silent where threads are instrumented, or the launch instruments them', async () => {
    const app = `from concurrent.futures import ThreadPoolExecutor

from opentelemetry import trace

tracer = trace.get_tracer(__name__)
pool = ThreadPoolExecutor()


def quote(order):
    with tracer.start_as_current_span("quote"):
        return pool.submit(price, order)
`;
    await checkRepository(contextLost, {
      Procfile: 'web: python app.py\n',
      'requirements.txt': 'opentelemetry-sdk\nopentelemetry-instrumentation-threading\n',
      'app.py': app,
    });
    await checkRepository(contextLost, {
      Procfile: 'web: opentelemetry-instrument python app.py\n',
      'requirements.txt': 'opentelemetry-sdk\nopentelemetry-exporter-otlp\nopentelemetry-distro\n',
      'app.py': app,
    });
    await checkRepository(contextLost, {
      Procfile: 'web: python app.py\n',
      'requirements.txt': 'opentelemetry-sdk\n',
      'app.py': app.replace('pool.submit', '[|pool.submit|]'),
    });
  });

  it('finds tasks of the common pool on the JVM, and wraps only what stays a Runnable', async () => {
    const files = (body: string) => ({ ...tracedSpring(), 'src/main/java/shop/Quotes.java': quotes(body) });
    const [named] = await checkRepository(contextLost, files('[|CompletableFuture.runAsync|](() -> price(order));'));
    assert.deepEqual(named?.fixes, []);
    const fixed = await fixFirst(contextLost, files('CompletableFuture.runAsync(() -> { price(order); });'));
    assert.match(
      fixed['src/main/java/shop/Quotes.java'] ?? '',
      /runAsync\(Context\.current\(\)\.wrap\(\(\) -> \{ price\(order\); \}\)\);/,
    );
  });

  it('is silent on the JVM where an agent carries the context, and where the pool comes from elsewhere', async () => {
    const lost = 'CompletableFuture.runAsync(() -> price(order));';
    await checkRepository(contextLost, {
      ...tracedSpring(true),
      'src/main/java/shop/Quotes.java': quotes(lost),
    });
    await checkRepository(contextLost, {
      ...tracedSpring(),
      'src/main/java/shop/Quotes.java': quotes('pool.submit(() -> price(order));'),
    });
    await checkRepository(contextLost, {
      ...tracedSpring(),
      'src/main/java/shop/Quotes.java': quotes(lost).replace('  @WithSpan\n', ''),
    });
  });
});

function quotes(body: string): string {
  return `package shop;

import io.opentelemetry.instrumentation.annotations.WithSpan;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

class Quotes {
  private final ExecutorService pool;

  Quotes(ExecutorService pool) {
    this.pool = pool;
  }

  @WithSpan
  void quote(Order order) {
    ${body}
  }
}
`;
}
