/** Last name of a callee as written, whatever separates its parts: `$tracer->startSpan`, `Datadog::Tracing.trace`, `info_span!`. */
export function methodOf(callee: string): string {
  return /[\w$]+[!?]?$/.exec(callee)?.[0] ?? callee;
}
