import type { LogLevel } from '../../model/facts.ts';
import type { ErrorAttachment, LoggerRow, LoggerTable } from '../logger.ts';

/** https://www.php-fig.org/psr/psr-3/: an exception is handed over in the context, under the key `exception`. */
const inContext: ErrorAttachment = {
  methods: [],
  keywords: ['exception'],
  positions: 'first',
  forms: [{ field: "'exception' => {error}", last: "['exception' => {error}]" }],
};

const psrMethods: Readonly<Record<string, LogLevel>> = {
  debug: 'debug',
  info: 'info',
  notice: 'info',
  warning: 'warn',
  error: 'error',
  critical: 'critical',
  alert: 'critical',
  emergency: 'critical',
};

const php = {
  ecosystem: 'php',
  modules: [],
  functions: {},
  methods: psrMethods,
  levelArgument: 'log',
  derive: [],
  attach: inContext,
  obtain: [],
  logError: "{logger}->error({message}, ['exception' => {error}])",
  messages: 'fields',
} as const;

const laravel = 'Illuminate\\Support\\Facades\\Log';

const rows: readonly LoggerRow[] = [
  {
    ...php,
    library: 'psr-3',
    loggers: [
      'new Psr\\Log\\LoggerInterface()',
      'new Psr\\Log\\AbstractLogger()',
      'new Psr\\Log\\NullLogger()',
      'new Illuminate\\Log\\Logger()',
      'new Illuminate\\Log\\LogManager()',
      'new LoggerInterface()',
      'logger()',
      'Drupal.logger()',
      ...['', 'Illuminate\\Support\\Facades\\'].flatMap((namespace) =>
        ['channel', 'stack', 'build', 'driver', 'withContext'].map((method) => `${namespace}Log.${method}()`),
      ),
    ],
    derive: ['channel', 'stack', 'driver', 'withContext', 'withName'],
  },
  {
    ...php,
    library: 'monolog',
    loggers: ['new Monolog\\Logger()', 'Monolog\\Registry.getInstance()'],
    methods: { ...psrMethods, warn: 'warn', err: 'error', crit: 'critical', addError: 'error', addWarning: 'warn' },
    derive: ['withName'],
  },
  {
    ...php,
    library: 'laravel',
    loggers: [],
    // Some applications have it as an alias without a namespace.
    modules: [laravel, 'Log'],
    // `report` gives an exception to the log and to whoever else is told of errors.
    functions: { logger: 'debug', info: 'info', report: 'error' },
    levelArgument: 'log',
    obtain: [{ moduleSystem: null, import: `use ${laravel};`, statement: null, logger: 'Log' }],
    logError: "{logger}::error({message}, ['exception' => {error}])",
  },
  {
    ...php,
    library: 'cakephp',
    loggers: [],
    modules: ['Cake\\Log\\Log'],
    levelArgument: 'write',
    obtain: [{ moduleSystem: null, import: 'use Cake\\Log\\Log;', statement: null, logger: 'Log' }],
    logError: "{logger}::error({message}, ['exception' => {error}])",
  },
  {
    ...php,
    library: 'yii',
    loggers: [],
    modules: ['Yii', 'Craft'],
    methods: { debug: 'debug', trace: 'trace', info: 'info', warning: 'warn', error: 'error' },
    levelArgument: null,
    attach: { methods: [], keywords: [], positions: 'first' },
    logError: '{logger}::error({error})',
    messages: 'free',
  },
  {
    ...php,
    library: 'codeigniter',
    loggers: [],
    functions: { log_message: 'error' },
    methods: {},
    levelArgument: null,
    logError: "log_message('error', {message} . ': ' . {error})",
    messages: 'free',
  },
  {
    ...php,
    library: 'print',
    loggers: [],
    // What a page shows is written by `echo` and `print`, so they are no log.
    functions: {
      error_log: 'error',
      syslog: 'info',
      var_dump: 'debug',
      print_r: 'debug',
      debug_print_backtrace: 'debug',
      dump: 'debug',
      dd: 'debug',
      ddd: 'debug',
      ray: 'debug',
    },
    givesText: { print_r: 1 },
    methods: {},
    levelArgument: null,
    attach: { methods: [], keywords: [], positions: 'any' },
    obtain: [{ moduleSystem: null, import: null, statement: null, logger: 'error_log' }],
    logError: "error_log({message} . ': ' . {error})",
    messages: 'free',
  },
];

/** Where only the name says that something is a logger. */
const unknown: LoggerRow = {
  ...php,
  library: 'unknown',
  loggers: [],
  methods: {
    ...psrMethods,
    warn: 'warn',
    err: 'error',
    crit: 'critical',
    fatal: 'critical',
    trace: 'trace',
    exception: 'error',
    logException: 'error',
    logError: 'error',
    write: 'info',
    addError: 'error',
    addWarning: 'warn',
    addInfo: 'info',
  },
  derive: ['channel', 'stack', 'withContext', 'withName'],
  attach: { ...inContext, methods: ['exception', 'logException'] },
};

export const phpLoggers: LoggerTable = {
  ecosystem: 'php',
  rows,
  unknown,
  names: /^(?:\$?\w+\.)*(?:getLogger|logger|getLog|log)\(\)$/,
  forms: [
    {
      when: /^->(?:debug|info|notice|warning|error|critical|alert|emergency|log)\(/,
      logError: "{logger}->error({message}, ['exception' => {error}])",
    },
  ],
};
