/** Spans of libraries of .NET: how each is started, what ends it. From the libraries' own documentation. */
import { spanForm, tracerName } from '../span.ts';
import type { SpanForm } from '../span.ts';

export const dotnetSpans: readonly SpanForm[] = [
  spanForm({
    vendor: 'opentelemetry',
    ecosystem: 'dotnet',
    method: 'StartActivity',
    path: /ActivitySource(?:\(\))?\.StartActivity$/,
    receiver: /source$/i,
    end: 'returned',
    ends: ['Dispose', 'Stop', 'DisposeAsync'],
  }),
  ...['StartActiveSpan', 'StartSpan', 'StartRootSpan'].map((method) =>
    spanForm({
      vendor: 'opentelemetry',
      ecosystem: 'dotnet',
      method,
      receiver: tracerName,
      end: 'returned',
      ends: ['Dispose', 'End'],
    }),
  ),
  spanForm({
    vendor: 'datadog',
    ecosystem: 'dotnet',
    method: 'StartActive',
    receiver: /Tracer\.Instance$|tracer$/,
    end: 'returned',
    ends: ['Dispose', 'Close'],
  }),
  spanForm({
    vendor: 'sentry',
    ecosystem: 'dotnet',
    method: 'StartTransaction',
    receiver: /SentrySdk$|hub$/i,
    end: 'returned',
    ends: ['Finish'],
  }),
];
