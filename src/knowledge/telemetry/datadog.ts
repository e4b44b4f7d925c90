/** Datadog APM. Its tracer makes traces; runtime metrics are a switch of their own. */
import { dotnetProfiler, javaAgent, vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

export const datadogVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'datadog',
  label: 'Datadog',
  serverModules: [
    {
      program: 'nginx',
      says: /^[ \t]*load_module[ \t]+\S*ngx_http_datadog_module|^[ \t]*opentracing_load_tracer[ \t]+\S*(?:datadog|dd_opentracing)/m,
      word: /datadog|opentracing/,
      signals: ['traces'],
    },
    {
      program: 'envoy',
      says: /envoy\.tracers\.datadog|trace\.v3\.DatadogConfig/,
      word: /datadog/i,
      signals: ['traces'],
    },
  ],
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
  // The agent of the JVM sends metrics of the runtime unless told not to.
  agents: [
    javaAgent('dd-java-agent', ['traces', 'metrics']),
    javaAgent('datadog-agent', ['traces', 'metrics']),
    javaAgent('dd-lib-java', ['traces', 'metrics']),
  ],
  environmentHooks: [
    { ecosystem: 'python', name: 'PYTHONPATH', contains: 'ddtrace/bootstrap', signals: ['traces'] },
    ...dotnetProfiler('846F5F1C-F9AE-4B07-969E-05C26BC060D8', ['traces']),
    { ecosystem: 'ruby', name: 'RUBYOPT', contains: 'datadog/auto_instrument', signals: ['traces'] },
    { ecosystem: 'ruby', name: 'RUBYOPT', contains: 'ddtrace/auto_instrument', signals: ['traces'] },
    { ecosystem: '*', name: 'LD_PRELOAD', contains: 'launcher.preload.so', signals: ['traces'] },
  ],
  starters: [
    {
      ecosystem: 'ruby',
      packages: [['datadog', 'ddtrace']],
      loader: 'Bundler.require',
      loads: ['datadog/auto_instrument', 'ddtrace/auto_instrument'],
      signals: ['traces'],
    },
    { ecosystem: 'elixir', packages: [['spandex_datadog']], signals: ['traces'] },
  ],
  installations: [
    {
      ecosystem: 'php',
      command:
        /datadog-setup\.php|pecl\s+install\s[^\n]*\bdatadog_trace\b|datadog-php-tracer|install-php-extensions\s[^\n]*\bddtrace\b/,
      signals: ['traces'],
    },
  ],
  initialisers: [
    { ecosystem: 'go', import: 'github.com/DataDog/orchestrion', signals: ['traces'] },
    { ecosystem: 'dotnet', call: 'Datadog.Trace.Tracer.Configure', signals: ['traces'] },
    { ecosystem: 'dotnet', call: 'Tracer.Configure', signals: ['traces'] },
    { ecosystem: 'rust', call: 'datadog_opentelemetry::tracing', signals: ['traces'] },
    { ecosystem: 'rust', call: 'datadog_opentelemetry::tracing().init', signals: ['traces'] },
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
    { ecosystem: 'go', sdk: ['gopkg.in/DataDog/dd-trace-go.v1', 'github.com/DataDog/dd-trace-go/v2'], api: [] },
    { ecosystem: 'ruby', sdk: ['datadog', 'ddtrace'], api: ['datadog-ruby_core_source'] },
    { ecosystem: 'jvm', sdk: [], api: ['com.datadoghq:dd-trace-api'], may: ['com.datadoghq:java-dogstatsd-client'] },
    { ecosystem: 'dotnet', sdk: ['Datadog.Trace.Bundle'], api: ['Datadog.Trace', 'Datadog.Trace.Annotations'] },
    { ecosystem: 'elixir', sdk: ['spandex_datadog'], api: ['spandex', 'spandex_phoenix', 'spandex_ecto'] },
    { ecosystem: 'node', sdk: ['dd-trace'], api: [] },
  ],
  injections: [
    { ecosystem: 'python', annotation: 'admission.datadoghq.com/python-lib.version' },
    { ecosystem: 'node', annotation: 'admission.datadoghq.com/js-lib.version' },
    { ecosystem: 'jvm', annotation: 'admission.datadoghq.com/java-lib.version' },
    { ecosystem: 'dotnet', annotation: 'admission.datadoghq.com/dotnet-lib.version' },
    { ecosystem: 'ruby', annotation: 'admission.datadoghq.com/ruby-lib.version' },
    { ecosystem: 'php', annotation: 'admission.datadoghq.com/php-lib.version' },
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
