/** Spans of libraries of the JVM: how each is started, what ends it. From the libraries' own documentation. */
import { spanForm, tracerName } from '../span.ts';
import type { SpanForm } from '../span.ts';

export const jvmSpans: readonly SpanForm[] = [
  spanForm({
    vendor: 'opentelemetry',
    ecosystem: 'jvm',
    method: 'startSpan',
    path: /^(?:new )?io\.opentelemetry\..*\.startSpan$/,
    receiver: /spanBuilder\b|span\w*builder$/i,
    end: 'returned',
    name: -1,
    nameCall: 'spanBuilder',
    ends: ['end'],
  }),
  spanForm({
    vendor: 'micrometer',
    ecosystem: 'jvm',
    method: 'observe',
    receiver: /Observation\b|observation$/,
    end: 'callback',
    name: -1,
    nameCall: 'createNotStarted',
    recordsErrors: true,
  }),
  spanForm({
    vendor: 'micrometer',
    ecosystem: 'jvm',
    method: 'start',
    receiver: /^Observation$|createNotStarted\(/,
    end: 'returned',
    nameCall: 'createNotStarted',
    ends: ['stop'],
  }),
  spanForm({
    vendor: 'brave',
    ecosystem: 'jvm',
    method: 'start',
    receiver: /\b(?:nextSpan|newTrace|newChild|joinSpan)\(/,
    end: 'returned',
    name: -1,
    nameCall: 'name',
    ends: ['end', 'finish'],
  }),
  spanForm({
    vendor: 'brave',
    ecosystem: 'jvm',
    method: 'startScopedSpan',
    receiver: tracerName,
    end: 'returned',
    ends: ['end', 'finish'],
  }),
  spanForm({
    vendor: 'xray',
    ecosystem: 'jvm',
    method: 'beginSubsegment',
    receiver: /^AWSXRay$/,
    end: 'ambient',
    ends: ['endSubsegment', 'close', 'end'],
  }),
];
