/** Spans of libraries of Rust: how each is started, what ends it. From the libraries' own documentation. */
import { spanForm, tracerName } from '../span.ts';
import type { SpanForm } from '../span.ts';

export const rustSpans: readonly SpanForm[] = [
  ...['span!', 'trace_span!', 'debug_span!', 'info_span!', 'warn_span!', 'error_span!'].map((method) =>
    spanForm({ vendor: 'tracing', ecosystem: 'rust', method, receiver: /^$|^tracing$/, end: 'dropped' }),
  ),
  ...['start', 'start_with_context'].map((method) =>
    spanForm({ vendor: 'opentelemetry', ecosystem: 'rust', method, receiver: tracerName, end: 'dropped', least: 1 }),
  ),
  spanForm({ vendor: 'opentelemetry', ecosystem: 'rust', method: 'in_span', receiver: /./, end: 'callback' }),
];
