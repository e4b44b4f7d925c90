/** Dynatrace OneAgent: loaded into processes of any kind. */
import type { Signal } from '../../model/facts.ts';
import { javaAgent, vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

const all: readonly Signal[] = ['traces', 'metrics', 'errors'];

export const dynatraceVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'dynatrace',
  label: 'Dynatrace',
  agents: [{ ...javaAgent('oneagent', all), flag: '-agentpath:' }],
  environmentHooks: [{ ecosystem: '*', name: 'LD_PRELOAD', contains: 'oneagent', signals: all }],
};
