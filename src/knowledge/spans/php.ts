/** Spans of libraries of PHP: how each is started, what ends it. From the libraries' own documentation. */
import { spanForm } from '../span.ts';
import type { SpanForm } from '../span.ts';

export const phpSpans: readonly SpanForm[] = [
  spanForm({
    vendor: 'opentelemetry',
    ecosystem: 'php',
    method: 'startSpan',
    receiver: /spanBuilder\b|builder$/i,
    end: 'returned',
    name: -1,
    nameCall: 'spanBuilder',
    ends: ['end'],
  }),
  spanForm({
    vendor: 'datadog',
    ecosystem: 'php',
    method: 'start_span',
    path: /DDTrace\\start_span$/,
    end: 'ambient',
    ends: ['close_span'],
  }),
  spanForm({
    vendor: 'sentry',
    ecosystem: 'php',
    method: 'startTransaction',
    path: /Sentry\\startTransaction$/,
    end: 'returned',
    ends: ['finish'],
  }),
  spanForm({
    vendor: 'sentry',
    ecosystem: 'php',
    method: 'trace',
    path: /Sentry\\trace$/,
    end: 'callback',
    recordsErrors: true,
  }),
];
