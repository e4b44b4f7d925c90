/**
 * Servers of Python that load the application in one process and then make workers of it by `fork`. What OpenTelemetry
 * started before that is not whole in the workers: https://opentelemetry-python.readthedocs.io/en/latest/examples/fork-process-model/README.html,
 * https://opentelemetry-python-contrib.readthedocs.io/en/latest/instrumentation/celery/celery.html
 */
export interface ForkingServer {
  readonly name: string;
  /** A word that must be among its arguments; null: none. */
  readonly subcommand: string | null;
  /** One of these words, or begins of `word=value`, makes it load the application first; empty: it does so anyway. */
  readonly loadingFlags: readonly string[];
  /** The same as it is written in its configuration. */
  readonly loadingSetting: RegExp | null;
  /** Words, or begins of them, with which it makes no workers by fork, or loads in each of them. */
  readonly safeFlags: RegExp;
  /** Texts of code or configuration by which something is done in each worker. */
  readonly hooks: RegExp;
  /** It makes several processes only with one of these; null: always. */
  readonly manyFlags: RegExp | null;
  /** Where to start telemetry in place of that, for people. */
  readonly instead: string;
}

/** What works for all of them. */
const anyHook = 'register_at_fork';

export const forkingServers: readonly ForkingServer[] = [
  {
    name: 'gunicorn',
    subcommand: null,
    loadingFlags: ['--preload', '--preload-app'],
    loadingSetting: /^preload_app\s*=\s*True\b/m,
    safeFlags: /^--reload$/,
    hooks: new RegExp(`\\b(?:post_fork|post_worker_init|${anyHook})\\b`),
    manyFlags: null,
    instead: 'the post_fork hook of its configuration',
  },
  {
    name: 'celery',
    subcommand: 'worker',
    loadingFlags: [],
    loadingSetting: null,
    safeFlags: /^(?:(?:--pool|-P)=?(?:solo|threads|gevent|eventlet|custom)|solo|threads|gevent|eventlet|custom)$/,
    hooks: new RegExp(`\\b(?:worker_process_init|worker_pool|CELERYD_POOL|CELERY_WORKER_POOL|${anyHook})\\b`),
    manyFlags: null,
    instead: 'a handler of worker_process_init',
  },
  {
    name: 'uwsgi',
    subcommand: null,
    loadingFlags: [],
    loadingSetting: null,
    safeFlags: /^--(?:lazy-apps|lazy|py-call-uwsgi-fork-hooks|py-call-osafterfork)\b/,
    hooks: new RegExp(
      `\\b(?:lazy-apps|lazy|postfork|post_fork_hook|py-call-uwsgi-fork-hooks|py-call-osafterfork|${anyHook})\\b`,
    ),
    manyFlags: /^(?:--(?:processes|workers)\b|-p$)|^\s*["']?(?:processes|workers)["']?\s*[=:]/m,
    instead: 'a function with @postfork, or set lazy-apps',
  },
];
