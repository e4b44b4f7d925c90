/**
 * Calls that start work which nobody waits for when their result is dropped, and what becomes of its errors, from the
 * documentation of each platform.
 */
export interface BackgroundStarterRow {
  readonly ecosystem: string;
  /** Resolved path, or its end behind a dot or a blank: `ExecutorService().submit`. */
  readonly path: string;
  /** Position of the work among the arguments: a function, its name, or the call that makes a coroutine. */
  readonly work: number;
  /** The work is an `async` function only: another one fails where it was started. */
  readonly asyncOnly: boolean;
  /** What production does with an error of the work; behind `when …() fails here,`. */
  readonly loss: string;
}

const rows = (
  ecosystem: string,
  paths: readonly string[],
  loss: string,
  { work = 0, asyncOnly = false }: { work?: number; asyncOnly?: boolean } = {},
): BackgroundStarterRow[] => paths.map((path) => ({ ecosystem, path, work, asyncOnly, loss }));

/** An unhandled rejection ends the process since Node 15. */
export const rejectionEnds = 'nothing catches its rejection, and Node ends the process with every request in it';

const keptInFuture = 'the error stays in the future that is dropped: no log line, no trace';

export const backgroundStarters: readonly BackgroundStarterRow[] = [
  ...rows(
    'python',
    [
      'concurrent.futures.ThreadPoolExecutor().submit',
      'concurrent.futures.ProcessPoolExecutor().submit',
      'concurrent.futures.thread.ThreadPoolExecutor().submit',
    ],
    keptInFuture,
  ),
  ...rows(
    'python',
    [
      'multiprocessing.Pool().apply_async',
      'multiprocessing.pool.Pool().apply_async',
      'multiprocessing.pool.ThreadPool().apply_async',
    ],
    'the error stays in the result that is dropped: no log line, no trace',
  ),
  ...rows(
    'python',
    [
      'asyncio.create_task',
      'asyncio.ensure_future',
      'asyncio.get_event_loop().create_task',
      'asyncio.get_running_loop().create_task',
      'asyncio.new_event_loop().create_task',
    ],
    'nobody awaits the task: the loop only mentions it when it is collected, which nothing keeps from happening mid-work',
  ),
  ...rows(
    'node',
    ['setTimeout', 'setInterval', 'setImmediate', 'process.nextTick', 'queueMicrotask', '.forEach'],
    rejectionEnds,
    {
      asyncOnly: true,
    },
  ),
  ...rows(
    'jvm',
    [
      'ExecutorService().submit',
      'ThreadPoolExecutor().submit',
      'ThreadPoolTaskExecutor().submit',
      'ForkJoinPool().submit',
      'ScheduledExecutorService().submit',
    ],
    keptInFuture,
  ),
  ...rows(
    'jvm',
    [
      'Executors.newFixedThreadPool().submit',
      'Executors.newCachedThreadPool().submit',
      'Executors.newSingleThreadExecutor().submit',
    ],
    keptInFuture,
  ),
  ...rows('jvm', ['CompletableFuture.runAsync', 'CompletableFuture.supplyAsync'], keptInFuture),
  ...rows(
    'jvm',
    [
      'ScheduledExecutorService().scheduleAtFixedRate',
      'ScheduledExecutorService().scheduleWithFixedDelay',
      'ScheduledThreadPoolExecutor().scheduleAtFixedRate',
      'ScheduledThreadPoolExecutor().scheduleWithFixedDelay',
    ],
    'the error is kept in the future that is dropped, and the schedule silently stops',
  ),
];

/** What is caught by a handler that catches everything, by the last part of its path. */
export const catchesAll: ReadonlySet<string> = new Set([
  'Exception',
  'BaseException',
  'Throwable',
  'RuntimeException',
  'Error',
]);

/** Text by which a process takes what nobody caught, by ecosystem: then somebody sees it. */
export const lastResorts: Readonly<Record<string, RegExp>> = {
  node: /['"](?:unhandledRejection|uncaughtException)['"]|--unhandled-rejections/,
  python: /set_exception_handler\(/,
  jvm: /setDefaultUncaughtExceptionHandler\(|afterExecute\(/,
};

/** Functions of libraries that return an error which `go` throws away. */
export const detachedErrors: ReadonlySet<string> = new Set([
  'net/http.ListenAndServe',
  'net/http.ListenAndServeTLS',
  'new net/http.Server().ListenAndServe',
  'new net/http.Server().ListenAndServeTLS',
  'new net/http.Server().Serve',
  'google.golang.org/grpc.NewServer().Serve',
  'new google.golang.org/grpc.Server().Serve',
]);
