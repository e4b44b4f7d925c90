/** Bugsnag: errors. */
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const bugsnagVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'bugsnag',
  label: 'Bugsnag',
  initialisers: [
    { ecosystem: 'php', call: 'Bugsnag\\Client.make', signals: ['errors'] },
    { ecosystem: 'ruby', call: 'Bugsnag.configure', signals: ['errors'] },
    { ecosystem: 'go', call: 'github.com/bugsnag/bugsnag-go/v2.Configure', signals: ['errors'] },
    { ecosystem: 'python', call: 'bugsnag.configure', signals: ['errors'] },
    { ecosystem: 'node', call: '@bugsnag/js.start', signals: ['errors'] },
  ],
};
