/** Honeybadger: errors. */
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const honeybadgerVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'honeybadger',
  label: 'Honeybadger',
  initialisers: [
    { ecosystem: 'ruby', call: 'Honeybadger.configure', signals: ['errors'] },
    { ecosystem: 'go', call: 'github.com/honeybadger-io/honeybadger-go.Configure', signals: ['errors'] },
    { ecosystem: 'python', call: 'honeybadger.honeybadger.configure', signals: ['errors'] },
    { ecosystem: 'node', call: '@honeybadger-io/js.configure', signals: ['errors'] },
  ],
};
