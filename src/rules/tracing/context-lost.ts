/** Code that runs for a request without its context: its spans belong to no trace, and nothing cancels it. */
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import { isReviewed } from '../logging/reviewed.ts';
import { lostInGo } from './contextLost/go.ts';
import { lostOnJvm } from './contextLost/jvm.ts';
import { lostInPython } from './contextLost/python.ts';
import { tracedSpring } from './tracedServices.ts';

export const contextLost = defineRule({
  id: 'context-lost',
  area: 'tracing',
  severity: 'information',
  scope: 'file',
  summary: 'Code that works for a request is called without its context, so its spans are in no trace.',
  why:
    'A span finds its parent through the context. Where a call is given a fresh one (`context.Background()`), or runs in a ' +
    'thread that nobody handed it to, the trace of the request ends there: the slow query or the failed call is a trace of ' +
    'its own that nobody finds from the request. In Go it also outlives the request, since nothing cancels it.\n\n' +
    'Go: a fresh context in a call to another system or in the start of a span, inside a function that is given one; what is ' +
    'deferred, started with `go`, tidies up, or has a comment about it is left alone. Python: a pool of threads or an ' +
    'executor inside a span of OpenTelemetry, where the manifest shows that threads are not instrumented and the file copies ' +
    'no context. Java: an executor that the file makes, or the common pool, inside a span, in a service that starts ' +
    'OpenTelemetry by its packages; agents carry the context into executors. In Node it follows by itself.',
  fixes:
    'Go: the context that the function is given. It ends the call with the request, so it wants a look. Python: the function ' +
    'is run in a copy of the present context. Java: the task is wrapped in it.',
  examples: {
    go: {
      bad: `package main

import (
	"context"
	"database/sql"
	"net/http"
	"time"
)

func orders(database *sql.DB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		deadline, cancel := context.WithTimeout(r.Context(), time.Second)
		defer cancel()
		rows, err := database.QueryContext([|context.Background()|], "select id from orders")
		write(deadline, w, rows, err)
	}
}
`,
      good: `package main

import (
	"context"
	"database/sql"
	"net/http"
	"time"
)

func orders(database *sql.DB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		deadline, cancel := context.WithTimeout(r.Context(), time.Second)
		defer cancel()
		rows, err := database.QueryContext(r.Context(), "select id from orders")
		write(deadline, w, rows, err)
	}
}
`,
    },
    python: {
      bad: {
        Procfile: 'web: python app.py\n',
        'requirements.txt': 'opentelemetry-sdk\nopentelemetry-exporter-otlp\n',
        'app.py': python('[|pool.submit|](price, order)', ''),
      },
      good: {
        Procfile: 'web: python app.py\n',
        'requirements.txt': 'opentelemetry-sdk\nopentelemetry-exporter-otlp\n',
        'app.py': python('pool.submit(contextvars.copy_context().run, price, order)', 'import contextvars\n'),
      },
    },
    java: {
      bad: { ...tracedSpring(), 'src/main/java/shop/Quotes.java': java('[|pool.submit|](() -> price(order))', false) },
      good: {
        ...tracedSpring(),
        'src/main/java/shop/Quotes.java': java('pool.submit(Context.current().wrap(() -> price(order)))', true),
      },
    },
  },
  check(context) {
    if (!isReviewed(context)) return [];
    return losses[context.facts.ecosystem]?.(context) ?? [];
  },
});

const losses: Readonly<Record<string, (context: FileContext) => Draft[]>> = {
  go: lostInGo,
  python: lostInPython,
  jvm: lostOnJvm,
};

/** A handler that hands work to a pool. */
function python(submit: string, imports: string): string {
  return `import concurrent.futures
${imports}
from opentelemetry import trace

tracer = trace.get_tracer(__name__)
pool = concurrent.futures.ThreadPoolExecutor()


def quote(order):
    with tracer.start_as_current_span("quote"):
        return ${submit}
`;
}

function java(submit: string, wraps: boolean): string {
  return `package shop;

${wraps ? 'import io.opentelemetry.context.Context;\n' : ''}import io.opentelemetry.instrumentation.annotations.WithSpan;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class Quotes {
  private final ExecutorService pool = Executors.newFixedThreadPool(4);

  @WithSpan
  Future<Price> quote(Order order) {
    return ${submit};
  }
}
`;
}
