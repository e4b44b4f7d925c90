/** AppDynamics: traces, metrics and errors. */
import type { Signal } from '../../model/facts.ts';
import { dotnetProfiler, javaAgent, vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

const all: readonly Signal[] = ['traces', 'metrics', 'errors'];

export const appdynamicsVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'appdynamics',
  label: 'AppDynamics',
  agents: [javaAgent('appdynamics', all), javaAgent('AppServerAgent', all), javaAgent('appagent', all)],
  environmentHooks: dotnetProfiler('57e1aa68-2229-41aa-9931-a6e93bbc64d8', all),
};
