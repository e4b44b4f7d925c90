/** Programs of Python that import an application: where on their command line its module stands. */

export interface ServerRow {
  readonly names: readonly string[];
  /** Module names by which `python -m` starts it, where they differ from its name. */
  readonly modules: readonly string[];
  readonly target:
    /** `module:attribute` among the words. */
    | 'application'
    /** `module` or `module:attribute` behind `applicationFlags`, with the rules of Celery. */
    | 'celery'
    /** Behind `applicationFlags`, else FLASK_APP, else by file name. */
    | 'flask'
    /** A path behind a subcommand, else by file name. */
    | 'fastapi'
    /** A module, or an object in one. */
    | 'module'
    /** A file. */
    | 'file'
    /** Keys of a file, or flags. */
    | 'uwsgi'
    /** Its settings name what it imports. */
    | 'django'
    /** Nothing of it tells. */
    | 'unknown';
  /** Subcommands that start a process that stays; empty: none needed. */
  readonly subcommands: readonly string[];
  readonly applicationFlags: readonly string[];
  /** Directories that modules are looked for in, beside the working directory. */
  readonly directoryFlags: readonly string[];
  /** A configuration file that is a program of the same language and runs in the process. */
  readonly configurationFlags: readonly string[];
  /** Where such a file is looked for when no flag names it. */
  readonly defaultConfiguration: string | null;
  readonly valueFlags: readonly string[];
  /** For `file`: what it runs where the command names none. */
  readonly defaultFile: string | null;
}

const row = (names: readonly string[], target: ServerRow['target'], rest: Partial<ServerRow> = {}): ServerRow => ({
  names,
  modules: [],
  target,
  subcommands: [],
  applicationFlags: [],
  directoryFlags: [],
  configurationFlags: [],
  defaultConfiguration: null,
  valueFlags: [],
  defaultFile: null,
  ...rest,
});

const flags = (text: string): readonly string[] => text.split(' ');

export const pythonServers: readonly ServerRow[] = [
  row(['gunicorn'], 'application', {
    modules: ['gunicorn', 'gunicorn.app.wsgiapp'],
    directoryFlags: ['--chdir', '--pythonpath'],
    configurationFlags: ['-c', '--config'],
    defaultConfiguration: 'gunicorn.conf.py',
    valueFlags: flags(
      '-b --bind -w --workers -k --worker-class -t --timeout --threads --graceful-timeout --keep-alive --log-level ' +
        '--log-file --error-logfile --access-logfile --access-logformat -n --name -u --user -g --group -p --pid ' +
        '--worker-tmp-dir --max-requests --max-requests-jitter --backlog --worker-connections --log-config ' +
        '--logger-class --certfile --keyfile --forwarded-allow-ips -e --env --reload-extra-file --reload-engine ' +
        '--limit-request-line --limit-request-fields --limit-request-field_size --statsd-host --statsd-prefix --umask -m ' +
        '--paste --initgroups --proxy-allow-from --log-config-json --dogstatsd-tags --ca-certs --ssl-version --tmp-upload-dir',
    ),
  }),
  row(['uvicorn'], 'application', {
    directoryFlags: ['--app-dir'],
    valueFlags: flags(
      '--host --port --uds --fd --reload-dir --reload-include --reload-exclude --reload-delay --workers --loop --http --ws ' +
        '--ws-max-size --ws-max-queue --ws-ping-interval --ws-ping-timeout --lifespan --interface --env-file --log-config ' +
        '--log-level --forwarded-allow-ips --root-path --limit-concurrency --backlog --limit-max-requests ' +
        '--timeout-keep-alive --timeout-graceful-shutdown --ssl-keyfile --ssl-certfile --ssl-version --header ' +
        '--h11-max-incomplete-event-size',
    ),
  }),
  row(['hypercorn'], 'application', {
    valueFlags: flags(
      '-b --bind -c --config -w --workers -k --worker-class --access-logfile --error-logfile --access-log --error-log ' +
        '--log-level --log-config --graceful-timeout --keep-alive --certfile --keyfile --root-path --backlog -p --pid ' +
        '--insecure-bind --quic-bind --statsd-host --statsd-prefix -g --group -u --user -m --umask',
    ),
  }),
  row(['daphne'], 'application', {
    valueFlags: flags(
      '-b --bind -p --port -u --unix-socket --fd -e --endpoint -v --verbosity -t --http-timeout --access-log --log-fmt ' +
        '--ping-interval --ping-timeout --application-close-timeout --root-path -s --server-name --websocket_timeout ' +
        '--websocket_connect_timeout --proxy-headers-host --proxy-headers-port',
    ),
  }),
  row(['granian'], 'application', {
    directoryFlags: ['--working-dir'],
    valueFlags: flags(
      '--host --port --interface --workers --threads --blocking-threads --runtime-threads --runtime-mode --loop --http ' +
        '--log-level --log-config --access-log-fmt --backlog --backpressure --ssl-certificate --ssl-keyfile ' +
        '--url-path-prefix --workers-lifetime --process-name --pid-file',
    ),
  }),
  row(['waitress-serve'], 'application', {
    modules: ['waitress'],
    applicationFlags: ['--app'],
    valueFlags: flags('--listen --host --port --threads --unix-socket --url-scheme --url-prefix --channel-timeout'),
  }),
  row(['cheroot'], 'application', { valueFlags: flags('--bind --threads --timeout') }),
  row(['sanic'], 'application', { valueFlags: flags('-H --host -p --port -w --workers --unix -u --cert --key') }),
  row(['litestar'], 'flask', {
    subcommands: ['run'],
    applicationFlags: ['--app'],
    directoryFlags: ['--app-dir'],
    valueFlags: flags('-H --host -p --port -W --web-concurrency'),
  }),
  row(['flask'], 'flask', {
    subcommands: ['run', ''],
    applicationFlags: ['--app', '-A'],
    valueFlags: flags('-h --host -p --port --cert --key -e --env-file --exclude-patterns --extra-files'),
  }),
  row(['fastapi'], 'fastapi', {
    subcommands: ['run', 'dev'],
    applicationFlags: ['--app'],
    valueFlags: flags('--host --port --workers --root-path --entrypoint -e'),
  }),
  row(['celery'], 'celery', {
    modules: ['celery', 'celery.bin.celery'],
    applicationFlags: ['-A', '--app'],
    directoryFlags: ['--workdir'],
    valueFlags: flags(
      '-b --broker --result-backend --loader --config -l --loglevel -c --concurrency -Q --queues -n --hostname -P --pool ' +
        '-O -E -f --logfile --pidfile --uid --gid -s --schedule -S --scheduler --max-interval --max-tasks-per-child ' +
        '--max-memory-per-child --autoscale --time-limit --soft-time-limit --prefetch-multiplier -I --include --port --address',
    ),
  }),
  row(['dramatiq'], 'module', {
    valueFlags: flags(
      '-p --processes -t --threads -Q --queues --watch --log-file --pid-file --worker-shutdown-timeout --path',
    ),
  }),
  row(['arq'], 'module', { valueFlags: flags('--watch --custom-log-dict') }),
  row(['taskiq'], 'module', { subcommands: ['worker', 'scheduler'], valueFlags: flags('-w --workers --log-level') }),
  row(['huey_consumer', 'huey_consumer.py'], 'module', {
    valueFlags: flags('-w --workers -k --worker-type -l --logfile'),
  }),
  row(['faust'], 'module', { applicationFlags: ['-A', '--app'], valueFlags: flags('-l --loglevel --datadir') }),
  row(['twistd', 'twistd3'], 'file', {
    applicationFlags: ['-y', '--python', '-ny', '-noy'],
    valueFlags: flags('--pidfile --logfile -l --rundir -d'),
  }),
  row(['streamlit'], 'file', { subcommands: ['run'] }),
  row(['chainlit'], 'file', { subcommands: ['run'], valueFlags: flags('--host --port') }),
  row(['locust'], 'file', {
    applicationFlags: ['-f', '--locustfile'],
    defaultFile: 'locustfile.py',
    valueFlags: flags('-H --host -u --users -r --spawn-rate -t --run-time -L --loglevel --logfile --csv -P --web-port'),
  }),
  row(['uwsgi', 'pyuwsgi'], 'uwsgi', {
    configurationFlags: ['--ini', '--yaml', '--yml', '--json', '--xml'],
    directoryFlags: ['--chdir', '--pythonpath', '--pp'],
    valueFlags: flags(
      '--module -w --wsgi --wsgi-file --file --callable --env --mount --socket --http --http-socket --processes -p --threads --uid --gid --master-fifo --stats --buffer-size',
    ),
  }),
  row(['django-admin', 'django-admin.py'], 'django', {
    directoryFlags: ['--pythonpath'],
    valueFlags: flags('--settings'),
  }),
  row(
    [
      'rq',
      'rqworker',
      'airflow',
      'dagster',
      'dagster-webserver',
      'dagster-daemon',
      'prefect',
      'jupyter',
      'mlflow',
      'bentoml',
      'ray',
      'scrapy',
      'superset',
      'alembic',
      'pytest',
      'hupper',
      'watchmedo',
      'watchfiles',
    ],
    'unknown',
  ),
];

export interface HookSetting {
  readonly package: string;
  /** From this major version on it needs no setting. */
  readonly until: number;
  readonly setting: string;
  /** Where it may stand. */
  readonly files: readonly string[];
  /** Calls in these files that may set it out of sight. */
  readonly setBy: RegExp;
}

/**
 * Commands of frameworks of Node, and the files they start from, relative to the package, best first; `*` stands for a
 * folder that is no part of the address or a parameter of it: `(shop)`, `[locale]`.
 */
export const nodeFrameworks: readonly {
  readonly name: string;
  readonly subcommands: readonly string[];
  readonly entries: readonly string[];
  /** Files that the framework loads before the application; one in `src` where the application is there, and otherwise not. */
  readonly hooks: readonly string[];
  /** Versions that load hooks only where they are told to. */
  readonly hookSetting?: HookSetting;
  readonly development: readonly string[];
  /** Without a subcommand it is its development server. */
  readonly bare?: true;
  /** Flags whose value is the command line that runs the program. */
  readonly commandFlags?: readonly string[];
}[] = [
  {
    name: 'next',
    subcommands: ['start', 'dev'],
    entries: [
      'src/app/layout',
      'app/layout',
      'src/app/*/layout',
      'app/*/layout',
      'src/app/*/*/layout',
      'app/*/*/layout',
      'src/pages/_app',
      'pages/_app',
      'src/app/page',
      'app/page',
      'src/pages/index',
      'pages/index',
    ],
    hooks: ['instrumentation', 'src/instrumentation'],
    // https://nextjs.org/docs/14/app/building-your-application/optimizing/instrumentation
    hookSetting: {
      package: 'next',
      until: 15,
      setting: 'instrumentationHook',
      files: ['js', 'mjs', 'cjs', 'ts', 'mts'].map((ending) => `next.config.${ending}`),
      setBy: /\bwith[A-Z]\w*\s*\(|\brequire\s*\(|^\s*import\b|\.\.\.\w/m,
    },
    development: ['dev'],
  },
  {
    name: 'nest',
    subcommands: ['start'],
    entries: ['src/main'],
    hooks: [],
    development: [],
    commandFlags: ['-e', '--exec'],
  },
  { name: 'remix-serve', subcommands: [], entries: ['app/entry.server', 'app/root'], hooks: [], development: [] },
  {
    name: 'react-router-serve',
    subcommands: [],
    entries: ['app/entry.server', 'app/root'],
    hooks: [],
    development: [],
  },
  {
    name: 'nuxt',
    subcommands: ['start', 'dev'],
    entries: ['app', 'app/app', 'nuxt.config'],
    hooks: [],
    development: ['dev'],
  },
  { name: 'strapi', subcommands: ['start', 'develop'], entries: ['src/index'], hooks: [], development: ['develop'] },
  {
    name: 'medusa',
    subcommands: ['start', 'develop'],
    entries: ['medusa-config'],
    hooks: ['instrumentation'],
    development: ['develop'],
  },
  { name: 'vue-cli-service', subcommands: ['serve'], entries: ['src/main'], hooks: [], development: ['serve'] },
  ...['react-scripts', 'craco', 'react-app-rewired'].map((name) => ({
    name,
    subcommands: ['start'],
    entries: ['src/index'],
    hooks: [],
    development: ['start'],
  })),
  {
    name: 'vite',
    subcommands: ['dev', 'serve', 'preview'],
    entries: ['src/main', 'src/index'],
    hooks: [],
    development: ['dev', 'serve'],
    bare: true,
  },
  {
    name: 'webpack',
    subcommands: ['serve', 'server', 's'],
    entries: ['src/index', 'src/main'],
    hooks: [],
    development: ['serve', 'server', 's'],
  },
  {
    name: 'webpack-dev-server',
    subcommands: [],
    entries: ['src/index', 'src/main'],
    hooks: [],
    development: [],
    bare: true,
  },
  { name: 'ng', subcommands: ['serve'], entries: ['src/main'], hooks: [], development: ['serve'] },
  { name: 'sls', subcommands: ['offline'], entries: [], hooks: [], development: ['offline'] },
];
