/** Application Insights, the classic SDK: `setup` alone starts nothing. */
import type { Signal } from '../../model/facts.ts';
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

const all: readonly Signal[] = ['traces', 'metrics', 'errors'];

const dotnetMethods = [
  'AddApplicationInsightsTelemetry',
  'AddApplicationInsightsTelemetryWorkerService',
  'UseApplicationInsights',
];

const connection = [
  'APPLICATIONINSIGHTS_CONNECTION_STRING',
  'APPINSIGHTS_INSTRUMENTATIONKEY',
  'ApplicationInsights__ConnectionString',
  'ApplicationInsights__InstrumentationKey',
];

export const applicationInsightsVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'application-insights',
  label: 'Application Insights',
  packages: [
    { ecosystem: 'dotnet', sdk: ['Microsoft.ApplicationInsights*'], api: [] },
    {
      ecosystem: 'jvm',
      sdk: [
        'com.microsoft.azure:applicationinsights-runtime-attach',
        'com.microsoft.azure:applicationinsights-spring-boot-starter',
      ],
      api: ['com.microsoft.azure:applicationinsights-core'],
    },
    { ecosystem: 'node', sdk: ['applicationinsights'], api: [] },
  ],
  initialisers: [
    ...dotnetMethods.map((method) => ({
      ecosystem: 'dotnet',
      method,
      signals: all,
      guard: connection,
      guardArguments: ['ConnectionString', 'InstrumentationKey'],
    })),
    { ecosystem: 'jvm', call: 'com.microsoft.applicationinsights.attach.ApplicationInsights.attach', signals: all },
    {
      ecosystem: 'go',
      call: 'github.com/microsoft/ApplicationInsights-Go/appinsights.NewTelemetryClient',
      signals: all,
    },
    { ecosystem: 'node', call: 'applicationinsights.start', signals: ['traces', 'metrics', 'errors'] },
    { ecosystem: 'node', call: 'applicationinsights.setup().start', signals: ['traces', 'metrics', 'errors'] },
    // With what is set in between: `setup().setAutoCollectRequests(true).start()`.
    {
      ecosystem: 'node',
      method: 'start',
      behind: ['applicationinsights.setup'],
      signals: ['traces', 'metrics', 'errors'],
    },
    {
      ecosystem: 'node',
      call: 'applicationinsights.setup',
      signals: ['traces', 'metrics', 'errors'],
      strength: 'built',
    },
  ],
};
