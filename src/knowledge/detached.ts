/** Where the context of a request is lost on the way to other code, and what keeps it. From the languages' own documentation. */

/** Go: calls that take a context first and pass it on to another system. */
export const goContextTakers: RegExp =
  /\.(?:QueryContext|QueryRowContext|ExecContext|PrepareContext|PingContext|BeginTx|GetContext|SelectContext|NamedExecContext|NewRequestWithContext|DialContext|WithContext)$/;

/** Go: declared types of parameters that carry a context, with the expression that gives it. */
export const goContextParameters: readonly { readonly type: RegExp; readonly expression: string }[] = [
  { type: /(\w+)\s+context\.Context\b/, expression: '{name}' },
  { type: /(\w+)\s+\*http\.Request\b/, expression: '{name}.Context()' },
  { type: /(\w+)\s+\*gin\.Context\b/, expression: '{name}.Request.Context()' },
  { type: /(\w+)\s+echo\.Context\b/, expression: '{name}.Request().Context()' },
];

/** Names of functions whose work must outlive the request. */
export const outlives: RegExp =
  /shut_?down|stop|close|clean_?up|tear_?down|release|drain|flush|background|async|detach|cancel|rollback|unlock|expire|defer|init|setup|start|main|warm/i;

/** What an author writes beside a context that is detached on purpose. */
export const detachedOnPurpose: RegExp = /context|ctx|detach|cancel|background|timeout|deadline|outlive|lifetime/i;

/** Python: ways to another thread, by resolved path, with the position of the function that is run there. */
export const pythonThreads: readonly { readonly path: RegExp; readonly function: number }[] = [
  { path: /^concurrent\.futures\.(?:thread\.)?ThreadPoolExecutor\(\)\.submit$/, function: 0 },
  { path: /(?:^|\.)(?:get_running_loop|get_event_loop|new_event_loop)\(\)\.run_in_executor$/, function: 1 },
];

export const pythonThreadInstrumentation = 'opentelemetry-instrumentation-threading';

/** What a Python file mentions that hands the context over by itself. */
export const pythonKeepsContext: RegExp =
  /copy_context|contextvars|ThreadingInstrumentor|context\.attach|\battach\(|get_current\(\)|set_span_in_context|use_span/;

/** JVM: a call that runs its argument in another thread. From the documentation of java.util.concurrent and OpenTelemetry's Context. */
export interface JvmThread {
  readonly path: RegExp;
  /** Method of a context that makes its task one that runs in it. */
  readonly wrap: 'wrap' | 'wrapSupplier';
  /** `either`: what `wrap` makes of a Runnable and of a Callable fits. */
  readonly takes: 'runnable' | 'either' | 'supplier';
  /** It is a method of a pool, and the file must show that it made it. */
  readonly needsMaker: boolean;
}

const pool =
  '^(?:new )?java\\.util\\.concurrent\\.(?:Executors\\.new\\w+|(?:Scheduled|Abstract)?ExecutorService|Executor|(?:Scheduled)?ThreadPoolExecutor|ForkJoinPool)\\(\\)\\.';

export const jvmThreads: readonly JvmThread[] = [
  { path: new RegExp(`${pool}submit$`), wrap: 'wrap', takes: 'either', needsMaker: true },
  { path: new RegExp(`${pool}execute$`), wrap: 'wrap', takes: 'runnable', needsMaker: true },
  {
    path: /^java\.util\.concurrent\.CompletableFuture\.supplyAsync$/,
    wrap: 'wrapSupplier',
    takes: 'supplier',
    needsMaker: false,
  },
  {
    path: /^java\.util\.concurrent\.CompletableFuture\.runAsync$/,
    wrap: 'wrap',
    takes: 'runnable',
    needsMaker: false,
  },
];

export const jvmPoolMakers: RegExp =
  /\bExecutors\s*\.\s*new\w+\(|\bnew (?:Scheduled)?ThreadPoolExecutor\(|\bnew ForkJoinPool\(/;

/** What a file of the JVM mentions that hands the context over by itself. */
export const jvmKeepsContext: RegExp =
  /\bContext(?:\.current\(\)|Snapshot|Propagat\w+)?\.(?:taskWrapping|wrap\w*|with)\(|currentTraceContext|ContextSnapshot|TaskDecorator|asContextElement|LazyTraceExecutor|TraceableExecutor/;
