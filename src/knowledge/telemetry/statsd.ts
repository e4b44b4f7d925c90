/** StatsD and its kin: metrics pushed to an agent beside the process, at localhost where nothing says otherwise. */
import type { Signal } from '../../model/facts.ts';
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

const metrics: readonly Signal[] = ['metrics'];

export const statsdVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'statsd',
  label: 'StatsD',
  initialisers: [
    { ecosystem: 'python', call: 'statsd.StatsClient', signals: metrics },
    { ecosystem: 'python', call: 'datadog.initialize', signals: metrics },
    { ecosystem: 'python', call: 'datadog.dogstatsd.DogStatsd', signals: metrics },
    { ecosystem: 'node', call: 'hot-shots', constructs: true, signals: metrics },
    { ecosystem: 'node', call: 'hot-shots.StatsD', constructs: true, signals: metrics },
    { ecosystem: 'node', call: 'node-statsd', constructs: true, signals: metrics },
  ],
};
