/** Code that runs for a request without its context: its spans belong to no trace, and nothing cancels it. */
import { goContextParameters, goContextTakers, outlives, detachedOnPurpose } from '../../knowledge/detached.ts';
import { pythonKeepsContext, pythonThreadInstrumentation, pythonThreads } from '../../knowledge/detached.ts';
import { neededImport, parseImportLine } from '../../fixes/imports.ts';
import { insertion } from '../../fixes/insert.ts';
import type { ArgumentFact, CallFact, FunctionFact } from '../../model/facts.ts';
import type { Fix } from '../../model/finding.ts';
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import { contains, lineStart } from '../../model/text.ts';
import { isReviewed } from '../logging/reviewed.ts';
import { tracedLaunch } from './instrumented.ts';

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
    'no context. In Node the context follows by itself, and Java agents carry it into executors.',
  fixes:
    'Go: the context that the function is given. It ends the call with the request, so it wants a look. Python: the function ' +
    'is run in a copy of the present context.',
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
  },
  check(context) {
    if (!isReviewed(context)) return [];
    if (context.facts.ecosystem === 'go') return inGo(context);
    return context.facts.ecosystem === 'python' ? inPython(context) : [];
  },
});

function inGo({ path, text, facts }: FileContext): Draft[] {
  const outward = new Set([...facts.outboundCalls, ...facts.spans].map(({ call }) => call));
  return facts.calls.flatMap((call, index): Draft[] => {
    const fresh = call.arguments.find(isFresh);
    if (fresh === undefined || !(outward.has(index) || goContextTakers.test(call.callee))) return [];
    const given = contextAt(text, facts.functions, call);
    if (given === null || isDetached(text, facts.functions, call)) return [];
    return [
      {
        file: path,
        range: fresh.range,
        message: `${given} is at hand and this call does not get it: what it does is in no trace of the request, and nothing cancels it`,
        fixes: [
          {
            title: `Pass ${given} on`,
            safety: 'review',
            edits: [{ file: path, range: fresh.range, text: given }],
          },
        ].filter(() => keepsImport(text, given)) as Fix[],
      },
    ];
  });
}

function isFresh({ kind, value }: ArgumentFact): boolean {
  return kind === 'call' && (value === 'context.Background' || value === 'context.TODO');
}

/** The import of `context` must stay in use, or the file does not compile. */
function keepsImport(text: string, given: string): boolean {
  return /^\w+$/.test(given) || (text.match(/\bcontext\.\w/g) ?? []).length > 1;
}

/** The context that a function around the call is given, as an expression. */
function contextAt(text: string, functions: readonly FunctionFact[], call: CallFact): string | null {
  for (let at = call.function, level = 0; at >= 0 && level < 10; at = functions[at]?.parent ?? -1, level++) {
    const one = functions[at];
    if (one === undefined) return null;
    const header = text.slice(one.range.start, Math.min(one.body.start, one.range.start + 1000));
    for (const { type, expression } of goContextParameters) {
      const name = type.exec(header)?.[1];
      if (name !== undefined && name !== '_' && one.parameters.includes(name))
        return expression.replace('{name}', name);
    }
  }
  return null;
}

const spanLinks = /\.(?:AddLink|LinkFromContext|WithLinks)\(/;

/** It runs on by itself, tidies up, or its author says that it is meant so. */
function isDetached(text: string, functions: readonly FunctionFact[], call: CallFact): boolean {
  const start = lineStart(text, call.statement.start);
  if (call.detached || /^\s*(?:go|defer)\b/.test(text.slice(start, call.range.start))) return true;
  const above = text.slice(lineStart(text, Math.max(0, start - 1)), start);
  const line = text.slice(start, call.range.end + 200).split('\n')[0] ?? '';
  for (const written of [above, line]) {
    const comment = /\/\/(.*)/.exec(written)?.[1];
    if (comment !== undefined && detachedOnPurpose.test(comment)) return true;
  }
  // After the end of a context another one must be used.
  if (
    /Done\(\)|ctx\.Err\(\)|Canceled|DeadlineExceeded/.test(
      text.slice(Math.max(0, call.range.start - 400), call.range.start),
    )
  )
    return true;
  for (let at = call.function, level = 0; at >= 0 && level < 10; at = functions[at]?.parent ?? -1, level++) {
    const one = functions[at];
    if (one === undefined) return false;
    // A trace of its own that a link ties to the request is meant so.
    if (spanLinks.test(text.slice(one.body.start, one.body.end))) return true;
    const before = text.slice(Math.max(0, one.range.start - 60), one.range.start);
    if (
      outlives.test(one.name) ||
      /(?:\bgo|\bdefer|\.Go\(|\.Cleanup\(|AfterFunc\([^()]*|sync\.Once\w*\(|\.Do\()\s*$/.test(before)
    )
      return true;
  }
  return false;
}

function inPython(context: FileContext): Draft[] {
  const { path, text, facts, service } = context;
  const spans = facts.spans.filter(({ vendor }) => vendor === 'opentelemetry');
  if (service === null || spans.length === 0 || pythonKeepsContext.test(text)) return [];
  const { packages } = service;
  const isShown = packages.includes('opentelemetry-sdk') || packages.includes('opentelemetry-api');
  if (!isShown || packages.includes(pythonThreadInstrumentation) || packages.includes('opentelemetry-distro'))
    return [];
  const launches = tracedLaunch(context, service);
  if (launches !== null && launches.telemetry.mechanism !== 'in-code') return [];
  return facts.calls.flatMap((call): Draft[] => {
    const way = call.path === null ? undefined : pythonThreads.find((one) => one.path.test(call.path ?? ''));
    const isInSpan = spans.some(
      ({ covers, function: around }) => contains(covers, call.range) && around === call.function,
    );
    if (way === undefined || !isInSpan) return [];
    const fix = copiedContext(context, call, way.function);
    return [
      {
        file: path,
        range: call.calleeRange,
        message: 'the thread does not get the context of this span: what it does is in no trace of the request',
        fixes: fix === null ? [] : [fix],
      },
    ];
  });
}

function copiedContext({ path, text, facts }: FileContext, call: CallFact, at: number): Fix | null {
  const run = call.arguments[at];
  const line = parseImportLine(facts, 'import contextvars');
  const needed = line === null ? null : neededImport({ path, text, facts }, line);
  if (run === undefined || run.keyword !== null || run.kind === 'spread' || needed === null) return null;
  const edit = insertion(path, run.range.start, `${needed.local ?? 'contextvars'}.copy_context().run, `);
  return {
    title: 'Run it in a copy of the present context',
    safety: 'safe',
    edits: needed.edit === null ? [edit] : [needed.edit, edit],
  };
}

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
