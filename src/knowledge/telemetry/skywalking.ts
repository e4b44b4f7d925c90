/** Apache SkyWalking: its agents make traces and metrics of the runtime. */
import { javaAgent, vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const skywalkingVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'skywalking',
  label: 'Apache SkyWalking',
  agents: [javaAgent('skywalking-agent', ['traces', 'metrics'])],
  environmentHooks: [
    { ecosystem: 'dotnet', name: 'ASPNETCORE_HOSTINGSTARTUPASSEMBLIES', contains: 'SkyAPM', signals: ['traces'] },
  ],
  wrappers: [
    {
      ecosystem: 'python',
      words: ['sw-python', 'run'],
      valueFlags: [],
      longFlagsTakeValues: false,
      interpreter: null,
      signals: ['traces'],
    },
  ],
  initialisers: [
    { ecosystem: 'go', import: 'github.com/apache/skywalking-go', signals: ['traces', 'metrics'] },
    { ecosystem: 'python', call: 'skywalking.agent.start', signals: ['traces'] },
    { ecosystem: 'node', call: 'skywalking-backend-js.default.start', signals: ['traces'] },
    { ecosystem: 'node', call: 'skywalking-backend-js.start', signals: ['traces'] },
  ],
  installations: [{ ecosystem: 'php', command: /pecl\s+install\s[^\n]*skywalking(?:_agent)?\b/, signals: ['traces'] }],
  packages: [
    { ecosystem: 'jvm', sdk: [], api: ['org.apache.skywalking:apm-toolkit-*'] },
    { ecosystem: 'go', sdk: ['github.com/apache/skywalking-go'], api: [] },
    { ecosystem: 'python', sdk: ['apache-skywalking'], api: [] },
  ],
};
