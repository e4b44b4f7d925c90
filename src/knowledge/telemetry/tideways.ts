/** Tideways: traces and errors of PHP. */
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const tidewaysVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'tideways',
  label: 'Tideways',
  installations: [
    {
      ecosystem: 'php',
      command: /tideways-php|tideways-cli|install-php-extensions\s[^\n]*\btideways\b/,
      signals: ['traces', 'errors'],
      guard: ['TIDEWAYS_APIKEY', 'tideways.api_key'],
    },
  ],
};
