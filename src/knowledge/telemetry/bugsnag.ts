/** Bugsnag: errors. */
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const bugsnagVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'bugsnag',
  label: 'Bugsnag',
  starters: [
    {
      ecosystem: 'ruby',
      packages: [['bugsnag'], ['rails']],
      loader: 'Bundler.require',
      signals: ['errors'],
      guard: { variables: ['BUGSNAG_API_KEY'] },
    },
    {
      ecosystem: 'php',
      packages: [['bugsnag/bugsnag-laravel', 'bugsnag/bugsnag-symfony']],
      signals: ['errors'],
      guard: { variables: ['BUGSNAG_API_KEY'] },
    },
  ],
  packages: [
    { ecosystem: 'go', sdk: ['github.com/bugsnag/bugsnag-go', 'github.com/bugsnag/bugsnag-go/v2'], api: [] },
    { ecosystem: 'ruby', sdk: ['bugsnag'], api: [] },
    { ecosystem: 'php', sdk: ['bugsnag/bugsnag', 'bugsnag/bugsnag-laravel'], api: [] },
    { ecosystem: 'jvm', sdk: ['com.bugsnag:bugsnag', 'com.bugsnag:bugsnag-spring'], api: [] },
    { ecosystem: 'dotnet', sdk: ['Bugsnag*'], api: [] },
  ],
  initialisers: [
    { ecosystem: 'go', call: 'github.com/bugsnag/bugsnag-go.Configure', signals: ['errors'] },
    { ecosystem: 'jvm', call: 'com.bugsnag.Bugsnag', constructs: true, signals: ['errors'] },
    { ecosystem: 'dotnet', method: 'AddBugsnag', signals: ['errors'] },
    { ecosystem: 'php', call: 'Bugsnag\\Client.make', signals: ['errors'] },
    { ecosystem: 'ruby', call: 'Bugsnag.configure', signals: ['errors'] },
    { ecosystem: 'go', call: 'github.com/bugsnag/bugsnag-go/v2.Configure', signals: ['errors'] },
    { ecosystem: 'python', call: 'bugsnag.configure', signals: ['errors'] },
    { ecosystem: 'node', call: '@bugsnag/js.start', signals: ['errors'] },
  ],
};
