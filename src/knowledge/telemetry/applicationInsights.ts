/** Application Insights, the classic SDK: `setup` alone starts nothing. */
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const applicationInsightsVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'application-insights',
  label: 'Application Insights',
  initialisers: [
    { ecosystem: 'node', call: 'applicationinsights.start', signals: ['traces', 'metrics', 'errors'] },
    { ecosystem: 'node', call: 'applicationinsights.setup().start', signals: ['traces', 'metrics', 'errors'] },
    {
      ecosystem: 'node',
      call: 'applicationinsights.setup',
      signals: ['traces', 'metrics', 'errors'],
      strength: 'built',
    },
  ],
};
