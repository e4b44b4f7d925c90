/** Honeybadger: errors. */
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const honeybadgerVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'honeybadger',
  label: 'Honeybadger',
  starters: [
    {
      ecosystem: 'ruby',
      packages: [['honeybadger'], ['rails']],
      loader: 'Bundler.require',
      signals: ['errors'],
      guard: { variables: ['HONEYBADGER_API_KEY'], files: ['config/honeybadger.yml'] },
    },
    {
      ecosystem: 'elixir',
      packages: [['honeybadger']],
      signals: ['errors'],
      guard: { variables: ['HONEYBADGER_API_KEY'] },
    },
  ],
  packages: [
    { ecosystem: 'go', sdk: ['github.com/honeybadger-io/honeybadger-go'], api: [] },
    { ecosystem: 'ruby', sdk: ['honeybadger'], api: [] },
    { ecosystem: 'elixir', sdk: ['honeybadger'], api: [] },
  ],
  initialisers: [
    { ecosystem: 'ruby', call: 'Honeybadger.configure', signals: ['errors'] },
    { ecosystem: 'go', call: 'github.com/honeybadger-io/honeybadger-go.Configure', signals: ['errors'] },
    { ecosystem: 'python', call: 'honeybadger.honeybadger.configure', signals: ['errors'] },
    { ecosystem: 'node', call: '@honeybadger-io/js.configure', signals: ['errors'] },
  ],
};
