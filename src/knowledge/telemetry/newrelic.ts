/** New Relic APM: its agents forward traces, metrics, application logs and errors. */
import type { Signal } from '../../model/facts.ts';
import { dotnetProfiler, javaAgent, vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

const all: readonly Signal[] = ['traces', 'metrics', 'logs', 'errors'];

export const newrelicVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'newrelic',
  label: 'New Relic',
  wrappers: [
    {
      ecosystem: 'python',
      words: ['newrelic-admin', 'run-program'],
      valueFlags: [],
      longFlagsTakeValues: false,
      interpreter: null,
      signals: all,
    },
    {
      ecosystem: 'python',
      words: ['newrelic-admin', 'run-python'],
      valueFlags: [],
      longFlagsTakeValues: false,
      interpreter: 'python',
      signals: all,
    },
  ],
  preloads: [{ ecosystem: 'node', module: 'newrelic', flags: ['--require', '--import'], signals: all }],
  loaderHooks: ['newrelic/esm-loader'],
  agents: [javaAgent('newrelic.jar', all), javaAgent('newrelic-agent', all), javaAgent('newrelic-java', all)],
  environmentHooks: [
    { ecosystem: 'python', name: 'PYTHONPATH', contains: 'newrelic/bootstrap', signals: all },
    ...dotnetProfiler('36032161-FFC0-4B61-B559-F6C5D41BAE5A', all),
  ],
  starters: [
    {
      ecosystem: 'ruby',
      packages: [['newrelic_rpm']],
      loader: 'Bundler.require',
      signals: all,
      guard: { variables: ['NEW_RELIC_LICENSE_KEY'], files: ['config/newrelic.yml', 'newrelic.yml'] },
    },
    {
      ecosystem: 'elixir',
      packages: [['new_relic_agent']],
      signals: all,
      guard: { variables: ['NEW_RELIC_LICENSE_KEY'] },
    },
  ],
  installations: [
    {
      ecosystem: 'php',
      command: /newrelic-install\b|newrelic-php5|install-php-extensions\s[^\n]*\bnewrelic\b/,
      signals: all,
      guard: ['NEW_RELIC_LICENSE_KEY', 'NR_INSTALL_KEY', 'newrelic.license'],
    },
  ],
  initialisers: [
    { ecosystem: 'ruby', import: 'newrelic_rpm', signals: ['traces', 'metrics', 'errors'] },
    { ecosystem: 'go', call: 'github.com/newrelic/go-agent/v3/newrelic.NewApplication', signals: all },
    { ecosystem: 'go', call: 'github.com/newrelic/go-agent.NewApplication', signals: all },
    { ecosystem: 'go', call: 'newrelic.NewApplication', signals: all },
    { ecosystem: 'ruby', call: 'NewRelic::Agent.manual_start', signals: all },
    { ecosystem: 'python', call: 'newrelic.agent.initialize', signals: all },
    { ecosystem: 'node', import: 'newrelic', signals: all },
  ],
  switches: [
    { name: 'NEW_RELIC_ENABLED', values: ['false', '0', 'off'], signals: all },
    { name: 'NEW_RELIC_MONITOR_MODE', values: ['false', '0', 'off'], signals: all },
    { name: 'NEW_RELIC_DEVELOPER_MODE', values: ['true', '1', 'on'], signals: all },
  ],
  extras: [],
  packages: [
    { ecosystem: 'python', sdk: ['newrelic'], api: [] },
    { ecosystem: 'go', sdk: ['github.com/newrelic/go-agent', 'github.com/newrelic/go-agent/v3'], api: [] },
    { ecosystem: 'ruby', sdk: ['newrelic_rpm'], api: ['newrelic-infinite_tracing'] },
    { ecosystem: 'jvm', sdk: [], api: ['com.newrelic.agent.java:newrelic-api'] },
    { ecosystem: 'dotnet', sdk: ['NewRelic.Agent'], api: ['NewRelic.Agent.Api'] },
    { ecosystem: 'elixir', sdk: ['new_relic_agent'], api: [] },
    { ecosystem: 'node', sdk: ['newrelic'], api: [] },
  ],
  injections: [
    { ecosystem: 'python', annotation: 'instrumentation.newrelic.com/inject-python' },
    { ecosystem: 'node', annotation: 'instrumentation.newrelic.com/inject-nodejs' },
    { ecosystem: 'jvm', annotation: 'instrumentation.newrelic.com/inject-java' },
    { ecosystem: 'dotnet', annotation: 'instrumentation.newrelic.com/inject-dotnet' },
    { ecosystem: 'ruby', annotation: 'instrumentation.newrelic.com/inject-ruby' },
    { ecosystem: 'php', annotation: 'instrumentation.newrelic.com/inject-php' },
  ],
  startInCode: [
    {
      ecosystem: 'python',
      moduleSystem: null,
      imports: ['import newrelic.agent'],
      statements: ['newrelic.agent.initialize()'],
      packages: ['newrelic'],
    },
    {
      ecosystem: 'node',
      moduleSystem: 'esm',
      imports: ["import 'newrelic';"],
      statements: [],
      packages: ['newrelic'],
    },
    {
      ecosystem: 'node',
      moduleSystem: 'commonjs',
      imports: ["require('newrelic');"],
      statements: [],
      packages: ['newrelic'],
    },
  ],
};
