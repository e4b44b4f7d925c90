/** Glowroot: traces, metrics and errors of the JVM. */
import type { Signal } from '../../model/facts.ts';
import { javaAgent, vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

const all: readonly Signal[] = ['traces', 'metrics', 'errors'];

export const glowrootVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'glowroot',
  label: 'Glowroot',
  agents: [javaAgent('glowroot', all)],
};
