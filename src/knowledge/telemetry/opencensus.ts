/** OpenCensus: done, but still in programs. What it measures leaves the process by an exporter that is registered. */
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const opencensusVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'opencensus',
  label: 'OpenCensus',
  initialisers: [
    { ecosystem: 'go', call: 'go.opencensus.io/trace.RegisterExporter', signals: ['traces'] },
    { ecosystem: 'go', call: 'go.opencensus.io/stats/view.RegisterExporter', signals: ['metrics'] },
    { ecosystem: 'go', call: 'contrib.go.opencensus.io/exporter/prometheus.NewExporter', signals: ['metrics'] },
    { ecosystem: 'ruby', call: 'OpenCensus.configure', signals: ['traces'] },
  ],
  packages: [
    {
      ecosystem: 'go',
      sdk: ['contrib.go.opencensus.io/exporter/*'],
      api: ['go.opencensus.io'],
    },
    {
      ecosystem: 'ruby',
      sdk: ['opencensus-stackdriver', 'opencensus-zipkin', 'opencensus-jaeger'],
      api: ['opencensus'],
    },
  ],
};
