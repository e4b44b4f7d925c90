/** Rollbar: errors. */
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const rollbarVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'rollbar',
  label: 'Rollbar',
  packages: [
    { ecosystem: 'go', sdk: ['github.com/rollbar/rollbar-go'], api: [] },
    { ecosystem: 'ruby', sdk: ['rollbar'], api: [] },
    { ecosystem: 'php', sdk: ['rollbar/rollbar', 'rollbar/rollbar-laravel'], api: [] },
    { ecosystem: 'jvm', sdk: ['com.rollbar:*'], api: [] },
    { ecosystem: 'elixir', sdk: ['rollbax'], api: [] },
  ],
  starters: [
    {
      ecosystem: 'php',
      packages: [['rollbar/rollbar-laravel']],
      signals: ['errors'],
      guard: { variables: ['ROLLBAR_TOKEN'] },
    },
  ],
  initialisers: [
    { ecosystem: 'jvm', call: 'com.rollbar.notifier.Rollbar.init', signals: ['errors'] },
    { ecosystem: 'php', call: 'Rollbar\\Rollbar.init', signals: ['errors'] },
    { ecosystem: 'ruby', call: 'Rollbar.configure', signals: ['errors'] },
    { ecosystem: 'go', call: 'github.com/rollbar/rollbar-go.SetToken', signals: ['errors'] },
    { ecosystem: 'python', call: 'rollbar.init', signals: ['errors'] },
    { ecosystem: 'node', call: 'rollbar', constructs: true, signals: ['errors'] },
  ],
};
