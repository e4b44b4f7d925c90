/** Calls that put a limit of time around other work, from the documentation of each platform and library. */
export interface TimeLimiterRow {
  readonly ecosystem: string;
  /** Resolved paths, or their end behind a dot: `.orTimeout`. */
  readonly paths: readonly string[];
  /**
   * What is limited: the calls in the arguments or the block; those that the limiter is called on; or those that are
   * later given the context that it makes.
   */
  readonly holds: 'arguments' | 'receiver' | 'context';
}

export const timeLimiterRows: readonly TimeLimiterRow[] = [
  {
    ecosystem: 'python',
    paths: [
      'asyncio.wait_for',
      'asyncio.timeout',
      'async_timeout.timeout',
      'anyio.fail_after',
      'anyio.move_on_after',
      'trio.fail_after',
      'trio.move_on_after',
      'eventlet.Timeout',
      'gevent.Timeout',
      'gevent.with_timeout',
    ],
    holds: 'arguments',
  },
  { ecosystem: 'node', paths: ['p-timeout', 'promise-timeout.timeout', 'pTimeout', 'withTimeout'], holds: 'arguments' },
  { ecosystem: 'go', paths: ['context.WithTimeout', 'context.WithDeadline'], holds: 'context' },
  { ecosystem: 'jvm', paths: ['.orTimeout', '.completeOnTimeout'], holds: 'receiver' },
  {
    ecosystem: 'jvm',
    paths: ['kotlinx.coroutines.withTimeout', 'kotlinx.coroutines.withTimeoutOrNull'],
    holds: 'arguments',
  },
  { ecosystem: 'dotnet', paths: ['.WaitAsync'], holds: 'receiver' },
  { ecosystem: 'ruby', paths: ['Timeout.timeout'], holds: 'arguments' },
  { ecosystem: 'rust', paths: ['tokio::time::timeout', 'tokio::time::timeout_at'], holds: 'arguments' },
];
