/** Google Cloud Trace, its own agent. */
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const googleTraceVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'google-cloud-trace',
  label: 'Google Cloud Trace',
  packages: [
    {
      ecosystem: 'go',
      sdk: ['github.com/GoogleCloudPlatform/opentelemetry-operations-go/*'],
      api: [],
      may: ['cloud.google.com/go/errorreporting'],
    },
    {
      ecosystem: 'jvm',
      sdk: ['com.google.cloud:spring-cloud-gcp-starter-trace', 'com.google.cloud:spring-cloud-gcp-starter-metrics'],
      api: [],
      may: ['io.micrometer:micrometer-registry-stackdriver'],
    },
    { ecosystem: 'dotnet', sdk: ['Google.Cloud.Diagnostics*'], api: [] },
    { ecosystem: 'ruby', sdk: ['stackdriver', 'google-cloud-trace', 'google-cloud-error_reporting'], api: [] },
  ],
  starters: [
    {
      ecosystem: 'jvm',
      packages: [['com.google.cloud:spring-cloud-gcp-starter-trace']],
      unless: [{ names: ['spring.cloud.gcp.trace.enabled'], values: ['false'] }],
      signals: ['traces'],
    },
    {
      ecosystem: 'jvm',
      packages: [['com.google.cloud:spring-cloud-gcp-starter-metrics']],
      unless: [{ names: ['spring.cloud.gcp.metrics.enabled'], values: ['false'] }],
      signals: ['metrics'],
    },
    {
      ecosystem: 'ruby',
      packages: [['stackdriver', 'google-cloud-trace'], ['rails']],
      loader: 'Bundler.require',
      signals: ['traces', 'errors'],
    },
  ],
  initialisers: [
    { ecosystem: 'go', call: 'cloud.google.com/go/errorreporting.NewClient', signals: ['errors'] },
    { ecosystem: 'jvm', method: 'builder', behind: ['StackdriverMeterRegistry'], signals: ['metrics'] },
    { ecosystem: 'dotnet', method: 'AddGoogleDiagnosticsForAspNetCore', signals: ['traces', 'errors'] },
    { ecosystem: 'dotnet', method: 'AddGoogleTraceForAspNetCore', signals: ['traces'] },
    { ecosystem: 'node', call: '@google-cloud/trace-agent.start', signals: ['traces'] },
  ],
};
