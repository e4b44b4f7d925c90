/** IBM Instana: its tracers start when they are loaded. */
import type { Signal } from '../../model/facts.ts';
import { dotnetProfiler, javaAgent, vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

const all: readonly Signal[] = ['traces', 'metrics'];

/** The package calls itself `instana`, whatever its path ends in. */
const goCalls = [
  'InitCollector',
  'InitSensor',
  'NewSensor',
  'NewSensorWithTracer',
  'NewTracer',
  'NewTracerWithOptions',
].flatMap((name) => [`instana.${name}`, `github.com/instana/go-sensor.${name}`]);

export const instanaVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'instana',
  label: 'Instana',
  serverModules: [
    {
      program: 'nginx',
      says: /^[ \t]*opentracing_load_tracer[ \t]+\S*instana/m,
      word: /opentracing|instana/i,
      signals: ['traces'],
    },
  ],
  preloads: [
    { ecosystem: 'node', module: '@instana/collector/src/immediate', flags: ['--require', '--import'], signals: all },
  ],
  agents: [javaAgent('instana', all)],
  environmentHooks: [
    { ecosystem: 'python', name: 'AUTOWRAPT_BOOTSTRAP', contains: 'instana', signals: all },
    ...dotnetProfiler('cf0d821e-299b-5307-a3d8-b283c03916dd', all),
  ],
  starters: [{ ecosystem: 'ruby', packages: [['instana']], loader: 'Bundler.require', signals: all }],
  initialisers: [
    ...goCalls.map((call) => ({ ecosystem: 'go', call, signals: all })),
    { ecosystem: 'ruby', import: 'instana', signals: all },
    { ecosystem: 'python', import: 'instana', signals: all },
    { ecosystem: 'node', import: '@instana/collector', signals: all },
  ],
  switches: [{ name: 'INSTANA_DISABLE', values: ['true', '1'], signals: all }],
  packages: [
    { ecosystem: 'python', sdk: ['instana'], api: [] },
    { ecosystem: 'go', sdk: ['github.com/instana/go-sensor'], api: ['github.com/instana/go-sensor/instrumentation/*'] },
    { ecosystem: 'ruby', sdk: ['instana'], api: [] },
    { ecosystem: 'jvm', sdk: [], api: ['com.instana:instana-java-sdk'] },
    { ecosystem: 'php', sdk: [], api: ['instana/instana-php-sdk'] },
    { ecosystem: 'dotnet', sdk: ['Instana.Tracing.Core*'], api: [] },
    { ecosystem: 'node', sdk: ['@instana/collector'], api: [] },
  ],
};
