/** From opentelemetry-ruby-contrib. */
import type { EntryFact } from '../../model/facts.ts';
import { instrumentationTable, type FrameworkInstrumentation } from './instrumentation.ts';

const prefix = 'opentelemetry-instrumentation-';

const row = (
  framework: string,
  kinds: readonly EntryFact['kind'][] | null,
  ...names: readonly string[]
): FrameworkInstrumentation => ({
  frameworks: [framework],
  kinds,
  packages: [...names, 'all'].map((name) => prefix + name),
  inBundle: true,
});

export const rubyInstrumentations = instrumentationTable({
  ecosystem: 'ruby',
  prefixes: [prefix],
  known: /^opentelemetry-(?:api|sdk|common|exporter|instrumentation|propagator|semantic|registry|helpers)\b/,
  starts: [['opentelemetry-sdk'], ['opentelemetry-exporter-otlp']],
  frameworks: [
    row('rails', ['route'], 'rails', 'action_pack', 'rack'),
    row('rails', ['job'], 'rails', 'active_job'),
    row('sidekiq', null, 'sidekiq'),
    row('sinatra', null, 'sinatra', 'rack'),
  ],
});
