/** Scout APM: traces, metrics and errors. */
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const scoutVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'scout',
  label: 'Scout',
  starters: [
    {
      ecosystem: 'ruby',
      packages: [['scout_apm']],
      loader: 'Bundler.require',
      signals: ['traces', 'metrics'],
      guard: { variables: ['SCOUT_KEY', 'SCOUT_MONITOR'], files: ['config/scout_apm.yml'] },
    },
    {
      ecosystem: 'php',
      packages: [['scoutapp/scout-apm-laravel']],
      signals: ['traces'],
      guard: { variables: ['SCOUT_KEY'] },
    },
  ],
  initialisers: [
    { ecosystem: 'python', setting: 'scout_apm.django', signals: ['traces'], guard: ['SCOUT_KEY'] },
    { ecosystem: 'python', call: 'scout_apm.api.install', signals: ['traces'] },
  ],
  packages: [
    { ecosystem: 'ruby', sdk: ['scout_apm'], api: [] },
    { ecosystem: 'php', sdk: ['scoutapp/*'], api: [] },
    { ecosystem: 'python', sdk: ['scout-apm'], api: [] },
  ],
};
