/** AppSignal: traces, metrics and errors. */
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const appsignalVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'appsignal',
  label: 'AppSignal',
  preloads: [
    {
      ecosystem: 'node',
      module: '@appsignal/nodejs',
      flags: ['--require', '--import'],
      signals: ['traces', 'metrics', 'errors'],
    },
  ],
  initialisers: [
    { ecosystem: 'python', call: 'appsignal.start', signals: ['traces', 'metrics', 'errors'] },
    {
      ecosystem: 'node',
      call: '@appsignal/nodejs.Appsignal',
      constructs: true,
      signals: ['traces', 'metrics', 'errors'],
    },
  ],
};
