/** Spans by library: what all ecosystems have, decorators, and what code says to a span. From the libraries' own documentation. */
import type { SpanDecorator, SpanForm } from './span.ts';
import { pythonSpans } from './spans/python.ts';
import { nodeSpans } from './spans/node.ts';
import { goSpans } from './spans/go.ts';
import { jvmSpans } from './spans/jvm.ts';
import { dotnetSpans } from './spans/dotnet.ts';
import { rubySpans } from './spans/ruby.ts';
import { phpSpans } from './spans/php.ts';
import { rustSpans } from './spans/rust.ts';

export const spanForms: readonly SpanForm[] = [
  ...pythonSpans,
  ...nodeSpans,
  ...goSpans,
  ...jvmSpans,
  ...dotnetSpans,
  ...rubySpans,
  ...phpSpans,
  ...rustSpans,
];

const decorator = (
  vendor: string,
  ecosystem: string,
  name: string,
  path: RegExp | null,
  recordsErrors = true,
): SpanDecorator => ({ vendor, ecosystem, name, path, recordsErrors });

export const spanDecorators: readonly SpanDecorator[] = [
  decorator('opentelemetry', 'python', 'start_as_current_span', null),
  decorator('datadog', 'python', 'wrap', /(?:^|\.)tracer\.wrap$/),
  decorator('sentry', 'python', 'trace', /^sentry_sdk\./),
  decorator('logfire', 'python', 'instrument', /^logfire\./),
  decorator('elastic', 'python', 'capture_span', /^elasticapm\./),
  decorator('newrelic', 'python', 'function_trace', /^newrelic\.agent\./),
  decorator('newrelic', 'python', 'background_task', /^newrelic\.agent\./),
  decorator('newrelic', 'python', 'web_transaction', /^newrelic\.agent\./),
  decorator('xray', 'python', 'capture', /xray_recorder\.capture$/),
  decorator('xray', 'python', 'capture_async', /xray_recorder\.capture_async$/),
  decorator('xray', 'python', 'capture_method', /(?:^|\.)tracer\.capture_method$/),
  decorator('xray', 'python', 'capture_lambda_handler', /(?:^|\.)tracer\.capture_lambda_handler$/),
  decorator('opentelemetry', 'node', 'Span', /^nestjs-otel\./),
  decorator('opentelemetry', 'node', 'Traceable', /^nestjs-otel\./),
  decorator('opentelemetry', 'jvm', 'WithSpan', null),
  decorator('micrometer', 'jvm', 'Observed', null),
  decorator('micrometer', 'jvm', 'NewSpan', null),
  decorator('micrometer', 'jvm', 'ContinueSpan', null),
  decorator('datadog', 'jvm', 'Trace', /^datadog\./),
  decorator('newrelic', 'jvm', 'Trace', /^com\.newrelic\./),
  decorator('newrelic', 'dotnet', 'Transaction', null),
  decorator('newrelic', 'dotnet', 'Trace', null),
  decorator('tracing', 'rust', 'instrument', null, false),
  decorator('opentelemetry', 'php', 'WithSpan', null),
];

/** Libraries whose log lines are events of the present span, so that an error in the log is one in the trace. */
export const loggingSpans: ReadonlySet<string> = new Set(['tracing', 'logfire']);

/** Calls on a span that say that what it covers went wrong. */
export const spanErrorCalls: ReadonlySet<string> = new Set([
  'recordException',
  'record_exception',
  'RecordException',
  'AddException',
  'recordError',
  'RecordError',
  'setStatus',
  'set_status',
  'SetStatus',
  'set_exc_info',
  'set_traceback',
  'set_error',
  'setError',
  'addError',
  'error',
  'NoticeError',
  'add_exception',
]);

/** Calls on a span that do so when they are given an `error` key. */
export const spanErrorTags: ReadonlySet<string> = new Set([
  'setTag',
  'set_tag',
  'SetTag',
  'set_tag_str',
  'setAttribute',
  'set_attribute',
  'SetAttributes',
  'setAttributes',
  'set_attributes',
]);

/** Calls that make a span the present one and do not end it: being given to one of them, it is not handed on. */
export const spanContextCalls: ReadonlySet<string> = new Set([
  'setSpan',
  'set_span_in_context',
  'ContextWithSpan',
  'use_span',
  'useSpan',
  'with_span',
  'ContextWithSpanContext',
  'storeInContext',
  'with',
  'context_with_span',
]);
