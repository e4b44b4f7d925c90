/** From the registry of OpenTelemetry: layers and middleware that are added by hand, so a crate that is asked for is one that is used. */
import { instrumentationTable, type FrameworkInstrumentation } from './instrumentation.ts';

const row = (frameworks: readonly string[], ...packages: readonly string[]): FrameworkInstrumentation => ({
  frameworks,
  kinds: null,
  packages,
  inBundle: false,
});

export const rustInstrumentations = instrumentationTable({
  ecosystem: 'rust',
  prefixes: ['opentelemetry-instrumentation-', 'reqwest-tracing', 'tonic-tracing-opentelemetry'],
  known: /^(?:opentelemetry(?:_sdk|-otlp|-http|-semantic-conventions|_api|-stdout)?|tracing(?:-\w+)?|reqwest-tracing)$/,
  starts: [['opentelemetry_sdk', 'opentelemetry'], ['opentelemetry-otlp']],
  byMiddleware: true,
  frameworks: [
    row(['axum'], 'tower-http', 'axum-tracing-opentelemetry', 'axum-otel'),
    row(['actix-web'], 'tracing-actix-web', 'actix-web-opentelemetry', 'opentelemetry-instrumentation-actix-web'),
  ],
});
