/** Rollbar: errors. */
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const rollbarVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'rollbar',
  label: 'Rollbar',
  initialisers: [
    { ecosystem: 'php', call: 'Rollbar\\Rollbar.init', signals: ['errors'] },
    { ecosystem: 'ruby', call: 'Rollbar.configure', signals: ['errors'] },
    { ecosystem: 'go', call: 'github.com/rollbar/rollbar-go.SetToken', signals: ['errors'] },
    { ecosystem: 'python', call: 'rollbar.init', signals: ['errors'] },
    { ecosystem: 'node', call: 'rollbar', constructs: true, signals: ['errors'] },
  ],
};
