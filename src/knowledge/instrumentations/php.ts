/** From opentelemetry-php-contrib: each package hooks into its framework once the extension loads the SDK. */
import { instrumentationTable, type FrameworkInstrumentation } from './instrumentation.ts';

const prefix = 'open-telemetry/opentelemetry-auto-';

const row = (frameworks: readonly string[], ...names: readonly string[]): FrameworkInstrumentation => ({
  frameworks,
  kinds: null,
  packages: names.map((name) => prefix + name),
  inBundle: false,
});

export const phpInstrumentations = instrumentationTable({
  ecosystem: 'php',
  prefixes: [prefix],
  known: /^open-telemetry\//,
  starts: [['open-telemetry/sdk'], ['open-telemetry/exporter-otlp']],
  startVariable: { name: 'OTEL_PHP_AUTOLOAD_ENABLED', value: 'true' },
  frameworks: [
    row(['laravel'], 'laravel', 'psr15'),
    row(['symfony', 'symfony-messenger'], 'symfony'),
    row(['slim'], 'slim', 'psr15'),
  ],
});
