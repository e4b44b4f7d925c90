/** Heroku's metrics of languages, which a program sends where the platform says: https://devcenter.heroku.com/articles/language-runtime-metrics-go */
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

const guard: readonly string[] = ['HEROKU_METRICS_URL'];

export const herokuVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'heroku',
  label: 'Heroku language metrics',
  packages: [{ ecosystem: 'go', sdk: [], api: [], may: ['github.com/heroku/x'] }],
  initialisers: [
    { ecosystem: 'go', import: 'github.com/heroku/x/hmetrics/onload', signals: ['metrics'], guard },
    { ecosystem: 'go', call: 'github.com/heroku/x/hmetrics.Report', signals: ['metrics'], guard, guardArguments: [] },
  ],
};
