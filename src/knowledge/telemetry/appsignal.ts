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
  starters: [
    {
      ecosystem: 'ruby',
      packages: [['appsignal'], ['rails']],
      loader: 'Bundler.require',
      signals: ['traces', 'metrics', 'errors'],
      guard: { variables: ['APPSIGNAL_PUSH_API_KEY'], files: ['config/appsignal.yml', 'config/appsignal.rb'] },
    },
    {
      ecosystem: 'elixir',
      packages: [['appsignal', 'appsignal_phoenix']],
      signals: ['traces', 'metrics', 'errors'],
      guard: { variables: ['APPSIGNAL_PUSH_API_KEY'] },
    },
  ],
  packages: [
    { ecosystem: 'python', sdk: ['appsignal'], api: [] },
    { ecosystem: 'node', sdk: ['@appsignal/nodejs'], api: [] },
    { ecosystem: 'php', sdk: ['appsignal/appsignal-php'], api: [] },
    { ecosystem: 'ruby', sdk: ['appsignal'], api: [] },
    { ecosystem: 'elixir', sdk: ['appsignal', 'appsignal_phoenix'], api: [] },
  ],
  initialisers: [
    { ecosystem: 'ruby', call: 'Appsignal.start', signals: ['traces', 'metrics', 'errors'] },
    { ecosystem: 'python', call: 'appsignal.start', signals: ['traces', 'metrics', 'errors'] },
    { ecosystem: 'python', call: 'appsignal.Appsignal().start', signals: ['traces', 'metrics', 'errors'] },
    {
      ecosystem: 'python',
      call: 'appsignal.Appsignal',
      signals: ['traces', 'metrics', 'errors'],
      strength: 'built',
    },
    {
      ecosystem: 'node',
      call: '@appsignal/nodejs.Appsignal',
      constructs: true,
      signals: ['traces', 'metrics', 'errors'],
      guard: ['APPSIGNAL_PUSH_API_KEY'],
      guardArguments: ['pushApiKey'],
      enabledArguments: ['active'],
    },
  ],
};
