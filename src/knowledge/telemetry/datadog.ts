/** Datadog APM. Its tracer makes traces; runtime metrics are a switch of their own. */
import { javaAgent } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const datadogVendor: TelemetryVendor = {
  name: 'datadog',
  label: 'Datadog',
  wrappers: [
    {
      ecosystem: 'python',
      words: ['ddtrace-run'],
      valueFlags: [],
      longFlagsTakeValues: false,
      interpreter: null,
      signals: ['traces'],
    },
  ],
  preloads: [
    { ecosystem: 'node', module: 'dd-trace/init', flags: ['--require', '--import'], signals: ['traces'] },
    { ecosystem: 'node', module: 'dd-trace/initialize', flags: ['--import'], signals: ['traces'] },
  ],
  loaderHooks: ['dd-trace/register', 'dd-trace/loader-hook', 'dd-trace/esbuild'],
  agents: [javaAgent('dd-java-agent', ['traces'])],
  environmentHooks: [{ ecosystem: 'python', name: 'PYTHONPATH', contains: 'ddtrace/bootstrap', signals: ['traces'] }],
  initialisers: [
    { ecosystem: 'go', call: 'gopkg.in/DataDog/dd-trace-go.v1/ddtrace/tracer.Start', signals: ['traces'] },
    { ecosystem: 'go', call: 'github.com/DataDog/dd-trace-go/v2/ddtrace/tracer.Start', signals: ['traces'] },
    { ecosystem: 'ruby', call: 'Datadog.configure', signals: ['traces'] },
    { ecosystem: 'ruby', import: 'datadog/auto_instrument', signals: ['traces'] },
    { ecosystem: 'ruby', import: 'ddtrace/auto_instrument', signals: ['traces'] },
    { ecosystem: 'python', import: 'ddtrace.auto', signals: ['traces'] },
    { ecosystem: 'python', import: 'ddtrace.bootstrap.sitecustomize', signals: ['traces'] },
    { ecosystem: 'python', call: 'ddtrace.patch_all', signals: ['traces'] },
    // `patch(logging=True)` only writes ids into log lines; `patch(flask=True)` traces.
    { ecosystem: 'python', call: 'ddtrace.patch', signals: ['traces'], strength: 'built' },
    { ecosystem: 'node', import: 'dd-trace/init', signals: ['traces'] },
    { ecosystem: 'node', import: 'dd-trace/initialize.mjs', signals: ['traces'] },
    { ecosystem: 'node', call: 'dd-trace.init', signals: ['traces'] },
    { ecosystem: 'node', call: 'dd-trace.tracer.init', signals: ['traces'] },
  ],
  switches: [{ name: 'DD_TRACE_ENABLED', values: ['false', '0'], signals: ['traces'] }],
  extras: [{ variable: 'DD_RUNTIME_METRICS_ENABLED', values: ['true', '1'], signals: ['metrics'] }],
  packages: [
    { ecosystem: 'python', sdk: ['ddtrace'], api: [] },
    { ecosystem: 'node', sdk: ['dd-trace'], api: [] },
  ],
  injections: [
    { ecosystem: 'python', annotation: 'admission.datadoghq.com/python-lib.version' },
    { ecosystem: 'node', annotation: 'admission.datadoghq.com/js-lib.version' },
    { ecosystem: 'jvm', annotation: 'admission.datadoghq.com/java-lib.version' },
    { ecosystem: 'dotnet', annotation: 'admission.datadoghq.com/dotnet-lib.version' },
  ],
  startInCode: [
    {
      ecosystem: 'python',
      moduleSystem: null,
      imports: ['import ddtrace.auto'],
      statements: [],
      packages: ['ddtrace'],
    },
    {
      ecosystem: 'node',
      moduleSystem: 'esm',
      imports: ["import 'dd-trace/init';"],
      statements: [],
      packages: ['dd-trace'],
    },
    {
      ecosystem: 'node',
      moduleSystem: 'commonjs',
      imports: ["require('dd-trace/init');"],
      statements: [],
      packages: ['dd-trace'],
    },
  ],
};
