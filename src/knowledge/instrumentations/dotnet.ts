/** From opentelemetry-dotnet and opentelemetry-dotnet-contrib. Workers of the host and frameworks that trace themselves have no rows. */
import type { EntryFact } from '../../model/facts.ts';
import { instrumentationTable, type FrameworkInstrumentation } from './instrumentation.ts';

const prefix = 'OpenTelemetry.Instrumentation.';
const azure = 'Azure.Monitor.OpenTelemetry.AspNetCore';

const row = (
  frameworks: readonly string[],
  kinds: readonly EntryFact['kind'][] | null,
  ...packages: readonly string[]
): FrameworkInstrumentation => ({ frameworks, kinds, packages, inBundle: true });

export const dotnetInstrumentations = instrumentationTable({
  ecosystem: 'dotnet',
  prefixes: [prefix],
  known: /^OpenTelemetry(?:$|\.(?:Api|Extensions|Exporter|Instrumentation|Resources)\b)|^Azure\.Monitor\.OpenTelemetry/,
  starts: [
    ['OpenTelemetry', 'OpenTelemetry.Extensions.Hosting', azure],
    [
      'OpenTelemetry.Exporter.OpenTelemetryProtocol',
      'OpenTelemetry.Exporter.Jaeger',
      'OpenTelemetry.Exporter.Zipkin',
      azure,
    ],
  ],
  frameworks: [
    row(['aspnet', 'aspnet-minimal'], ['route'], `${prefix}AspNetCore`, azure),
    row(['hangfire'], null, `${prefix}Hangfire`),
    row(['quartz'], null, `${prefix}Quartz`),
  ],
});
