/**
 * Layers for AWS Lambda that start a function's runtime under OpenTelemetry, by the script that
 * `AWS_LAMBDA_EXEC_WRAPPER` names: https://opentelemetry.io/docs/platforms/faas/lambda-auto-instrument/ and
 * https://aws-otel.github.io/docs/getting-started/lambda, whose newer layers have one name for every runtime.
 */
import type { TelemetryWrapper } from '../vendor.ts';

/** Runtimes to the scripts of their layers. */
const scripts: readonly (readonly [ecosystem: string, names: readonly string[]])[] = [
  ['python', ['otel-instrument']],
  ['node', ['otel-handler', 'otel-instrument']],
  ['dotnet', ['otel-instrument']],
  // The last three belong to the layer that wraps the handler; they differ in the kind of event it is for.
  ['jvm', ['otel-handler', 'otel-instrument', 'otel-proxy-handler', 'otel-stream-handler', 'otel-sqs-handler']],
];

export const lambdaScripts: ReadonlySet<string> = new Set(scripts.flatMap(([, names]) => names));

export const lambdaWrappers: readonly TelemetryWrapper[] = scripts.flatMap(([ecosystem, names]) =>
  names.map((name): TelemetryWrapper => ({
    ecosystem,
    words: [name],
    valueFlags: [],
    longFlagsTakeValues: false,
    interpreter: null,
    signals: ['traces', 'metrics'],
  })),
);
