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
