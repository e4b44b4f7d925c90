/**
 * Workers of Python that put their own threads, sockets and TLS in the place of those of the language, and do so when they
 * are started: `opentelemetry-instrument` has loaded and used those by then. The SDK can be told to let gevent go first:
 * https://opentelemetry.io/docs/platforms/kubernetes/operator/automatic/ (gevent), opentelemetry-python-contrib 0.55b0.
 */
export interface GreenThreads {
  readonly name: 'gevent' | 'eventlet';
  /** Variable by which the SDK patches first; null where there is none. */
  readonly patch: { readonly name: string; readonly value: string } | null;
}

export const greenThreads: readonly GreenThreads[] = [
  {
    name: 'gevent',
    patch: { name: 'OTEL_PYTHON_AUTO_INSTRUMENTATION_EXPERIMENTAL_GEVENT_PATCH', value: 'patch_all' },
  },
  { name: 'eventlet', patch: null },
];

/** Servers with an option for the kind of their workers. */
export const workerKinds: readonly {
  readonly name: string;
  readonly options: readonly string[];
  readonly setting: RegExp;
}[] = [
  {
    name: 'gunicorn',
    options: ['-k', '--worker-class'],
    setting: /^worker_class\s*=\s*["'](?:[\w.]*\.)?(gevent|eventlet)\w*["']/m,
  },
  { name: 'celery', options: ['-P', '--pool'], setting: /^worker_pool\s*=\s*["'](gevent|eventlet)["']/m },
];
