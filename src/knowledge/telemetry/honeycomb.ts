/** Honeycomb Beelines, from before OpenTelemetry. */
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const honeycombVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'honeycomb',
  label: 'Honeycomb',
  initialisers: [
    { ecosystem: 'go', call: 'github.com/honeycombio/beeline-go.Init', signals: ['traces'] },
    { ecosystem: 'ruby', call: 'Honeycomb.configure', signals: ['traces'] },
    { ecosystem: 'python', call: 'beeline.init', signals: ['traces'] },
    { ecosystem: 'node', call: 'honeycomb-beeline', signals: ['traces'] },
  ],
  packages: [
    { ecosystem: 'go', sdk: ['github.com/honeycombio/beeline-go'], api: ['github.com/honeycombio/libhoney-go'] },
    { ecosystem: 'ruby', sdk: ['honeycomb-beeline'], api: [] },
    { ecosystem: 'python', sdk: ['honeycomb-beeline'], api: [] },
    { ecosystem: 'node', sdk: ['honeycomb-beeline'], api: [] },
  ],
};
