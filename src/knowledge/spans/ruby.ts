/** Spans of libraries of Ruby: how each is started, what ends it. From the libraries' own documentation. */
import { spanForm, tracerName } from '../span.ts';
import type { SpanForm } from '../span.ts';

export const rubySpans: readonly SpanForm[] = [
  spanForm({
    vendor: 'opentelemetry',
    ecosystem: 'ruby',
    method: 'in_span',
    receiver: /./,
    end: 'callback',
    recordsErrors: true,
  }),
  ...['start_span', 'start_root_span'].map((method) =>
    spanForm({
      vendor: 'opentelemetry',
      ecosystem: 'ruby',
      method,
      receiver: tracerName,
      end: 'returned',
      ends: ['finish'],
    }),
  ),
  spanForm({
    vendor: 'datadog',
    ecosystem: 'ruby',
    method: 'trace',
    receiver: /Datadog(?:::|\.)(?:Tracing|tracer)$/,
    end: 'callback',
    recordsErrors: true,
  }),
  spanForm({
    vendor: 'sentry',
    ecosystem: 'ruby',
    method: 'with_child_span',
    receiver: /(?:^|\b)Sentry$/,
    end: 'callback',
    name: -1,
    nameKeys: ['op', 'description'],
    recordsErrors: true,
  }),
  spanForm({
    vendor: 'newrelic',
    ecosystem: 'ruby',
    method: 'in_transaction',
    receiver: /NewRelic::Agent::Tracer$/,
    end: 'callback',
    recordsErrors: true,
  }),
];
