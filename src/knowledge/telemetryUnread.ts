/** Telemetry that stands in a command or in a variable, and that the process which does the work never gets to see. */

/** Variables that say how an SDK or an agent is set up; those that turn it on are the matter of its vendor's row. */
export const telemetrySettings = /^(?:OTEL|DD|NEW_RELIC|ELASTIC_APM|SPLUNK|HONEYCOMB)_[A-Z]/;

/** Launchers that set variables when the runtime runs already, and how the same is set in time. */
export const inTimeByLauncher: ReadonlyMap<string, string> = new Map([
  ['pm2', 'set it where the PM2 daemon is started, or in the image'],
  ['gunicorn', 'set it where gunicorn itself is started, not in raw_env'],
]);

/**
 * `opentelemetry-instrument` hands itself on in PYTHONPATH, and took itself out of it once it had begun, so that processes
 * that are started anew have none of it: https://github.com/open-telemetry/opentelemetry-python-contrib/issues/385. Since
 * pull request 4469 of that repository it stays; what is older than this minor version of `0.x` is older than that.
 */
export const staysForChildrenSince = 62;
export const pinnedInstrumentation =
  /\bopentelemetry[-_](?:distro|instrumentation)(?:\[[^\]\n]*\])?["']?\s*(?:==|=\s*["']|,\s*["'])\s*=*\s*0\.(\d+)b\d/g;

/** Servers of Python whose work is done by processes that they start anew: not by fork. */
export interface SpawningServer {
  readonly name: string;
  /** A word that must be among its arguments; null: none. */
  readonly subcommand: string | null;
  /** Options with the number of processes; empty: it starts one in any case. */
  readonly countOptions: readonly string[];
  /** The same as a variable. */
  readonly countVariable: string | null;
  /** Options that restart it on change, which nobody needs in production. */
  readonly reloadFlags: readonly string[];
}

export const spawningServers: readonly SpawningServer[] = [
  {
    name: 'uvicorn',
    subcommand: null,
    countOptions: ['--workers'],
    countVariable: 'WEB_CONCURRENCY',
    reloadFlags: ['--reload'],
  },
  {
    name: 'fastapi',
    subcommand: 'run',
    countOptions: ['--workers'],
    countVariable: 'WEB_CONCURRENCY',
    reloadFlags: ['--reload'],
  },
  {
    // `multiprocessing.get_context("spawn")` also for one worker.
    name: 'hypercorn',
    subcommand: null,
    countOptions: [],
    countVariable: null,
    reloadFlags: ['--reload'],
  },
  { name: 'flask', subcommand: 'run', countOptions: [], countVariable: null, reloadFlags: ['--debug', '--reload'] },
];

/**
 * Variables that name a file of declarative configuration: it says all that there is to say, and other variables hold only
 * where it names them: https://opentelemetry.io/docs/languages/sdk-configuration/declarative-configuration/
 */
export const configurationVariables: readonly string[] = ['OTEL_CONFIG_FILE', 'OTEL_EXPERIMENTAL_CONFIG_FILE'];
/** Variables that the file stands over. */
export const replacedByConfiguration =
  /^OTEL_(?:SERVICE_NAME|RESOURCE_ATTRIBUTES|TRACES_SAMPLER|TRACES_SAMPLER_ARG|(?:TRACES|METRICS|LOGS)_EXPORTER|EXPORTER_OTLP_\w+|PROPAGATORS|BSP_\w+|METRIC_EXPORT_\w+)$/;
/** .NET reads the file only where this is set to true. */
export const dotnetConfigurationSwitch = 'OTEL_EXPERIMENTAL_FILE_BASED_CONFIGURATION_ENABLED';

/** Pools of php-fpm: https://www.php.net/manual/en/install.fpm.configuration.php#clear-env */
export const phpPools = {
  program: /^php-?fpm[\d.]*$/,
  files: /(?:^|\/)(?:php-?fpm\.d|pool\.d|fpm)\/[^/]+\.conf$|(?:^|\/)(?:[^/]*fpm[^/]*|www|zz-[^/]+)\.conf$/i,
  most: 12,
  /** Images whose own `docker.conf` sets `clear_env = no` for the pool `www`. */
  clearedNotIn: /^(?:docker\.io\/)?(?:library\/)?php(?::|$)/,
  /** Images whose pools are as PHP has them: the variables are taken away. */
  clearedIn: /^(?:docker\.io\/)?(?:library\/)?(?:alpine|debian|ubuntu|fedora|rockylinux|almalinux|amazonlinux)(?::|$)/,
} as const;

/** What compiles a program of Java into a binary, which loads no agent when it is started. */
export const nativeImageBuild =
  /\bnative-image\b|\bnativeCompile\b|\bnative:compile\b|-Pnative\b|quarkus\.native\.enabled=true|quarkus\.package\.type=native|-Dnative\b/;
export const agentVariables: ReadonlySet<string> = new Set(['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', 'JAVA_OPTS']);

/** Images whose C library is musl. */
export const muslImage = /(?:^|[:/_.-])alpine/;
/**
 * Native parts of the automatic instrumentation of .NET: those for glibc are not loaded by musl.
 * https://opentelemetry.io/docs/zero-code/dotnet/configuration/, https://docs.datadoghq.com/tracing/trace_collection/dd_libraries/dotnet-core/
 */
export const glibcProfiler = {
  variable: /^CORECLR_PROFILER_PATH(?:_64)?$/,
  glibc: '/linux-x64/',
  musl: '/linux-musl-x64/',
} as const;
/**
 * Annotations by which the operator injects parts that are built for glibc, unless another annotation says musl.
 * https://opentelemetry.io/docs/platforms/kubernetes/operator/automatic/
 */
export const injectedForGlibc: readonly {
  readonly annotation: string;
  readonly unless: string;
  readonly value: string;
}[] = [
  {
    annotation: 'instrumentation.opentelemetry.io/inject-dotnet',
    unless: 'instrumentation.opentelemetry.io/otel-dotnet-auto-runtime',
    value: 'linux-musl-x64',
  },
  {
    annotation: 'instrumentation.opentelemetry.io/inject-python',
    unless: 'instrumentation.opentelemetry.io/otel-python-platform',
    value: 'musl',
  },
];

/** Annotations of a pod by which an operator injects telemetry: https://opentelemetry.io/docs/platforms/kubernetes/operator/automatic/ */
export const injectingAnnotation =
  /^[ \t]+["']?instrumentation\.opentelemetry\.io\/inject-[a-z]+["']?[ \t]*:(?![ \t]*["']?false)[^\n]*/m;
/** Workloads whose pods have a template of their own. */
export const podWorkloads = /^kind:[ \t]*["']?(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|Rollout)\b/m;
