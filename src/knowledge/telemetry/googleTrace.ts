/** Google Cloud Trace, its own agent. */
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const googleTraceVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'google-cloud-trace',
  label: 'Google Cloud Trace',
  initialisers: [{ ecosystem: 'node', call: '@google-cloud/trace-agent.start', signals: ['traces'] }],
};
