/** New Relic APM: its agents forward traces, metrics, application logs and errors. */
import type { Signal } from '../../model/facts.ts';
import { javaAgent } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

const all: readonly Signal[] = ['traces', 'metrics', 'logs', 'errors'];

export const newrelicVendor: TelemetryVendor = {
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
  agents: [javaAgent('newrelic.jar', all)],
  environmentHooks: [{ ecosystem: 'python', name: 'PYTHONPATH', contains: 'newrelic/bootstrap', signals: all }],
  initialisers: [
    { ecosystem: 'ruby', import: 'newrelic_rpm', signals: ['traces', 'metrics', 'errors'] },
    {
      ecosystem: 'go',
      call: 'github.com/newrelic/go-agent/v3/newrelic.NewApplication',
      signals: ['traces', 'metrics', 'errors'],
    },
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
    { ecosystem: 'node', sdk: ['newrelic'], api: [] },
  ],
  injections: [
    { ecosystem: 'python', annotation: 'instrumentation.newrelic.com/inject-python' },
    { ecosystem: 'node', annotation: 'instrumentation.newrelic.com/inject-nodejs' },
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
