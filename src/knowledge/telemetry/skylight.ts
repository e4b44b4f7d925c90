/** Skylight: traces of Rails. */
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const skylightVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'skylight',
  label: 'Skylight',
  starters: [
    {
      ecosystem: 'ruby',
      packages: [['skylight'], ['rails']],
      loader: 'Bundler.require',
      signals: ['traces'],
      guard: { variables: ['SKYLIGHT_AUTHENTICATION'], files: ['config/skylight.yml'] },
    },
  ],
  packages: [{ ecosystem: 'ruby', sdk: ['skylight'], api: [] }],
};
