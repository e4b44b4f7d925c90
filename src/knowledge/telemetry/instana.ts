/** IBM Instana: its tracers start when they are loaded. */
import type { Signal } from '../../model/facts.ts';
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

const all: readonly Signal[] = ['traces', 'metrics'];

export const instanaVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'instana',
  label: 'Instana',
  preloads: [
    { ecosystem: 'node', module: '@instana/collector/src/immediate', flags: ['--require', '--import'], signals: all },
  ],
  environmentHooks: [{ ecosystem: 'python', name: 'AUTOWRAPT_BOOTSTRAP', contains: 'instana', signals: all }],
  initialisers: [
    { ecosystem: 'python', import: 'instana', signals: all },
    { ecosystem: 'node', import: '@instana/collector', signals: all },
  ],
  switches: [{ name: 'INSTANA_DISABLE', values: ['true', '1'], signals: all }],
  packages: [
    { ecosystem: 'python', sdk: ['instana'], api: [] },
    { ecosystem: 'node', sdk: ['@instana/collector'], api: [] },
  ],
};
