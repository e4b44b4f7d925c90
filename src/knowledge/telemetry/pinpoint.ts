/** Pinpoint: traces and metrics of the JVM. */
import { javaAgent, vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const pinpointVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'pinpoint',
  label: 'Pinpoint',
  agents: [javaAgent('pinpoint', ['traces', 'metrics'])],
};
