/** Airbrake and Errbit: errors. */
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const airbrakeVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'airbrake',
  label: 'Airbrake',
  initialisers: [
    { ecosystem: 'ruby', call: 'Airbrake.configure', signals: ['errors'] },
    { ecosystem: 'go', call: 'github.com/airbrake/gobrake/v5.NewNotifierWithOptions', signals: ['errors'] },
    { ecosystem: 'node', call: '@airbrake/node.Notifier', constructs: true, signals: ['errors'] },
  ],
  packages: [
    { ecosystem: 'ruby', sdk: ['airbrake', 'airbrake-ruby'], api: [] },
    { ecosystem: 'go', sdk: ['github.com/airbrake/gobrake', 'github.com/airbrake/gobrake/v5'], api: [] },
  ],
};
