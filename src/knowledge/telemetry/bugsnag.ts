/** Bugsnag: errors. */
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const bugsnagVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'bugsnag',
  label: 'Bugsnag',
  initialisers: [
    { ecosystem: 'python', call: 'bugsnag.configure', signals: ['errors'] },
    { ecosystem: 'node', call: '@bugsnag/js.start', signals: ['errors'] },
  ],
};
