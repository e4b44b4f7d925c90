/**
 * Spans and metrics of .NET are emitted by sources with a name, and kept where the name is told to the provider:
 * https://opentelemetry.io/docs/languages/dotnet/traces/best-practices/, …/metrics/best-practices/
 */
export interface OwnSourceKind {
  /** Text by which a provider of the kind is built. */
  readonly provider: RegExp;
  /** A source that is made with a literal name, which is the first group. */
  readonly making: RegExp;
  /** The call that tells of names, whose arguments are the first group. */
  readonly telling: RegExp;
  readonly by: string;
  readonly what: string;
}

export const ownSourceKinds: readonly OwnSourceKind[] = [
  {
    provider: /\bWithTracing\(|\bCreateTracerProviderBuilder\(/,
    making: /\bActivitySource(?:\s+\w+\s*(?:\{[^{}]*\}\s*)?=\s*new)?\s*\(\s*"([^"\\]+)"/g,
    telling: /\.AddSource\(((?:[^()]|\([^()]*\))*)\)/g,
    by: 'AddSource',
    what: 'spans',
  },
  {
    provider: /\bWithMetrics\(|\bCreateMeterProviderBuilder\(/,
    making: /\bMeter(?:\s+\w+\s*(?:\{[^{}]*\}\s*)?=\s*new)?\s*\(\s*"([^"\\]+)"/g,
    telling: /\.AddMeter\(((?:[^()]|\([^()]*\))*)\)/g,
    by: 'AddMeter',
    what: 'metrics',
  },
];
/** A file that makes one. */
export const makesOwnSource = /\b(?:ActivitySource|Meter)\b[^;\n]*\(\s*"/;
