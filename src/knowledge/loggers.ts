/** Logging libraries: what their loggers are called in code, which level each method has, and how one logs a caught error. */
import type { LogLevel } from '../model/facts.ts';

export interface LoggerRow {
  /** As `LoggerFact.library` and `LogCallFact.library` say it. */
  readonly library: string;
  readonly ecosystem: string;
  /** Resolved paths of values that are loggers: `logging.getLogger()`. */
  readonly loggers: readonly string[];
  /** Resolved paths of modules and objects that log without a logger: `logging`, `console`. */
  readonly modules: readonly string[];
  /** Calls that log by themselves, by resolved path. */
  readonly functions: Readonly<Record<string, LogLevel>>;
  /** Level by method. */
  readonly methods: Readonly<Record<string, LogLevel>>;
  /** Method whose first argument is the level, null where there is none. */
  readonly levelArgument: string | null;
  /** Methods that give a logger again: `child`, `bind`. */
  readonly derive: readonly string[];
  readonly attach: ErrorAttachment;
  /** How a file that has none gets a logger; the first whose module system fits. Empty where that is not known. */
  readonly obtain: readonly LoggerSource[];
  /**
   * The statement that logs a caught error with its stack, at error level, without a semicolon. `{logger}`, `{message}`
   * (a string literal) and `{error}` (the bound name) are put in; without `{error}` the handler needs no name for it.
   */
  readonly logError: string;
}

/** How a log call is given an error so that its stack survives. */
export interface ErrorAttachment {
  /** Methods that take the error that is being handled by themselves. */
  readonly methods: readonly string[];
  /** Keywords whose value is the error, or anything that is not false. */
  readonly keywords: readonly string[];
  /** Positional arguments that may be the error. */
  readonly positions: 'none' | 'first' | 'any';
}

export interface LoggerSource {
  /** Node: the module system it is written for; null elsewhere and where there is no import. */
  readonly moduleSystem: 'esm' | 'commonjs' | null;
  /** With single quotes and semicolons where the language has them; null where none is needed. */
  readonly import: string | null;
  /** Null where the import gives the logger. */
  readonly statement: string | null;
  readonly logger: string;
}

const pythonMethods: Readonly<Record<string, LogLevel>> = {
  debug: 'debug',
  info: 'info',
  warning: 'warn',
  warn: 'warn',
  error: 'error',
  exception: 'error',
  critical: 'critical',
  fatal: 'critical',
};

const nodeMethods: Readonly<Record<string, LogLevel>> = {
  trace: 'trace',
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error',
  fatal: 'critical',
};

const pythonAttach: ErrorAttachment = { methods: ['exception'], keywords: ['exc_info'], positions: 'none' };
const anyPosition: ErrorAttachment = { methods: [], keywords: [], positions: 'any' };
const firstPosition: ErrorAttachment = { methods: [], keywords: [], positions: 'first' };

const python = {
  ecosystem: 'python',
  modules: [],
  functions: {},
  methods: pythonMethods,
  levelArgument: 'log',
  derive: [],
  attach: pythonAttach,
  obtain: [],
  logError: '{logger}.exception({message})',
} as const;

const node = {
  ecosystem: 'node',
  modules: [],
  functions: {},
  methods: nodeMethods,
  levelArgument: null,
  derive: ['child'],
  attach: anyPosition,
  obtain: [],
  logError: '{logger}.error({message}, {error})',
} as const;

/** An import in both module systems. */
function fromModule(module: string, local: string, statement: string | null, logger: string): LoggerSource[] {
  return [
    { moduleSystem: 'esm', import: `import ${local} from '${module}';`, statement, logger },
    { moduleSystem: 'commonjs', import: `const ${local} = require('${module}');`, statement, logger },
  ];
}

function namedFromModule(module: string, name: string, statement: string | null, logger: string): LoggerSource[] {
  return fromModule(module, `{ ${name} }`, statement, logger);
}

export const loggerRows: readonly LoggerRow[] = [
  {
    ...python,
    library: 'logging',
    loggers: [
      'logging.getLogger()',
      'logging.Logger()',
      'logging.LoggerAdapter()',
      'logging.root',
      'flask.current_app.logger',
      'flask.Flask().logger',
      'quart.current_app.logger',
      'quart.Quart().logger',
      'celery.utils.log.get_task_logger()',
      'celery.utils.log.get_logger()',
      'multiprocessing.get_logger()',
      'fastapi.logger.logger',
      'uvicorn.logging.logger',
      'absl.logging.get_absl_logger()',
      'oslo_log.log.getLogger()',
      'prefect.get_run_logger()',
      'prefect.logging.get_run_logger()',
      'dagster.get_dagster_logger()',
    ],
    modules: ['logging', 'absl.logging'],
    derive: ['getChild'],
    obtain: [
      {
        moduleSystem: null,
        import: 'import logging',
        statement: 'logger = logging.getLogger(__name__)',
        logger: 'logger',
      },
    ],
  },
  {
    ...python,
    library: 'structlog',
    loggers: [
      'structlog.get_logger()',
      'structlog.getLogger()',
      'structlog.stdlib.get_logger()',
      'structlog.wrap_logger()',
      'structlog.stdlib.BoundLogger()',
      'structlog.BoundLogger()',
      'structlog.typing.FilteringBoundLogger()',
    ],
    methods: {
      ...pythonMethods,
      msg: 'info',
      adebug: 'debug',
      ainfo: 'info',
      awarning: 'warn',
      aerror: 'error',
      aexception: 'error',
      acritical: 'critical',
    },
    derive: ['bind', 'new', 'unbind', 'try_unbind'],
    attach: { ...pythonAttach, methods: ['exception', 'aexception'] },
    obtain: [
      {
        moduleSystem: null,
        import: 'import structlog',
        statement: 'logger = structlog.get_logger(__name__)',
        logger: 'logger',
      },
    ],
  },
  {
    ...python,
    library: 'loguru',
    loggers: ['loguru.logger'],
    methods: { ...pythonMethods, trace: 'trace', success: 'info' },
    derive: ['bind', 'opt', 'patch'],
    attach: { ...pythonAttach, keywords: [] },
    obtain: [{ moduleSystem: null, import: 'from loguru import logger', statement: null, logger: 'logger' }],
  },
  {
    ...python,
    library: 'powertools',
    loggers: ['aws_lambda_powertools.Logger()', 'aws_lambda_powertools.logging.Logger()'],
    obtain: [
      {
        moduleSystem: null,
        import: 'from aws_lambda_powertools import Logger',
        statement: 'logger = Logger()',
        logger: 'logger',
      },
    ],
  },
  {
    ...python,
    library: 'twisted',
    loggers: ['twisted.logger.Logger()'],
    methods: { ...pythonMethods, failure: 'critical' },
    attach: { ...pythonAttach, methods: ['failure'] },
    logError: '{logger}.failure({message})',
  },
  {
    ...python,
    library: 'logbook',
    loggers: ['logbook.Logger()'],
  },
  {
    ...python,
    library: 'logfire',
    loggers: [],
    modules: ['logfire'],
    methods: { ...pythonMethods, trace: 'trace', notice: 'info' },
    attach: { methods: ['exception'], keywords: ['_exc_info'], positions: 'none' },
  },
  {
    ...python,
    library: 'print',
    loggers: [],
    functions: {
      print: 'info',
      'pprint.pprint': 'info',
      'pprint.pp': 'info',
      'sys.stdout.write': 'info',
      'sys.stderr.write': 'error',
      'traceback.print_exc': 'error',
      'traceback.print_exception': 'error',
      'traceback.print_stack': 'error',
      'rich.print': 'info',
      'click.echo': 'info',
      'click.secho': 'info',
      'typer.echo': 'info',
      'typer.secho': 'info',
      'builtins.print': 'info',
    },
    methods: {},
    levelArgument: null,
    attach: { methods: ['print_exc', 'print_exception'], keywords: [], positions: 'none' },
  },
  {
    ...node,
    library: 'pino',
    loggers: [
      'pino()',
      'pino.pino()',
      'fastify().log',
      'fastify.fastify().log',
      'pino-http().logger',
      'new nestjs-pino.PinoLogger()',
      'new pino.Logger()',
      'new pino.pino.Logger()',
      'new fastify.FastifyInstance().log',
      'new fastify.FastifyRequest().log',
      'new fastify.FastifyBaseLogger()',
    ],
    attach: firstPosition,
    obtain: fromModule('pino', 'pino', 'const logger = pino();', 'logger'),
    logError: '{logger}.error({ err: {error} }, {message})',
  },
  {
    ...node,
    library: 'winston',
    loggers: [
      'winston.createLogger()',
      'winston.loggers.get()',
      'winston.loggers.add()',
      'new winston.Logger()',
      'new winston.winston.Logger()',
    ],
    modules: ['winston'],
    methods: {
      silly: 'trace',
      verbose: 'debug',
      debug: 'debug',
      http: 'info',
      info: 'info',
      notice: 'info',
      warn: 'warn',
      warning: 'warn',
      error: 'error',
      crit: 'critical',
      alert: 'critical',
      emerg: 'critical',
    },
    levelArgument: 'log',
    obtain: fromModule('winston', 'winston', 'const logger = winston.createLogger();', 'logger'),
  },
  {
    ...node,
    library: 'bunyan',
    loggers: ['bunyan.createLogger()', 'new bunyan()', 'new bunyan.Logger()'],
    attach: firstPosition,
    logError: '{logger}.error({ err: {error} }, {message})',
  },
  {
    ...node,
    library: 'nestjs',
    loggers: [
      'new @nestjs/common.Logger()',
      'new @nestjs/common.ConsoleLogger()',
      'new @nestjs/common.LoggerService()',
      'new nestjs-pino.Logger()',
    ],
    modules: ['@nestjs/common.Logger'],
    methods: { verbose: 'trace', debug: 'debug', log: 'info', warn: 'warn', error: 'error', fatal: 'critical' },
    derive: [],
    obtain: namedFromModule('@nestjs/common', 'Logger', "const logger = new Logger('App');", 'logger'),
    logError: '{logger}.error({message}, {error} instanceof Error ? {error}.stack : String({error}))',
  },
  {
    ...node,
    library: 'log4js',
    loggers: ['log4js.getLogger()', 'new log4js.Logger()'],
    derive: [],
    obtain: fromModule('log4js', 'log4js', 'const logger = log4js.getLogger();', 'logger'),
  },
  {
    ...node,
    library: 'loglevel',
    loggers: ['loglevel', 'loglevel.getLogger()'],
    derive: [],
    obtain: fromModule('loglevel', 'log', null, 'log'),
  },
  {
    ...node,
    library: 'consola',
    loggers: ['consola', 'consola.consola', 'consola.createConsola()'],
    methods: {
      ...nodeMethods,
      log: 'info',
      success: 'info',
      ready: 'info',
      start: 'info',
      box: 'info',
      verbose: 'trace',
    },
    derive: ['withTag', 'withScope', 'withDefaults', 'create'],
    obtain: namedFromModule('consola', 'consola', null, 'consola'),
  },
  {
    ...node,
    library: 'signale',
    loggers: ['signale', 'new signale.Signale()'],
    methods: { ...nodeMethods, log: 'info', success: 'info', complete: 'info', await: 'info', note: 'info' },
    derive: ['scope'],
  },
  {
    ...node,
    library: 'tslog',
    loggers: ['new tslog.Logger()'],
    methods: { ...nodeMethods, silly: 'trace' },
    derive: ['getSubLogger', 'getChildLogger'],
    obtain: namedFromModule('tslog', 'Logger', 'const logger = new Logger();', 'logger'),
  },
  {
    ...node,
    library: 'powertools',
    loggers: ['new @aws-lambda-powertools/logger.Logger()'],
    derive: ['createChild'],
    methods: { ...nodeMethods, critical: 'critical' },
    obtain: namedFromModule('@aws-lambda-powertools/logger', 'Logger', 'const logger = new Logger();', 'logger'),
    logError: '{logger}.error({message}, { error: {error} })',
  },
  {
    ...node,
    library: 'logtape',
    loggers: ['@logtape/logtape.getLogger()'],
    methods: { ...nodeMethods, warning: 'warn' },
    derive: ['getChild', 'with'],
    logError: '{logger}.error({message}, { error: {error} })',
  },
  {
    ...node,
    library: 'roarr',
    loggers: ['roarr.Roarr', 'roarr'],
    logError: '{logger}.error({ error: {error} }, {message})',
    attach: firstPosition,
  },
  {
    ...node,
    library: 'debug',
    loggers: [],
    // The logger itself is called: `const log = debug('app'); log('started')`.
    functions: {
      'debug()': 'debug',
      'debug.debug()': 'debug',
      'util.debuglog()': 'debug',
      'node:util.debuglog()': 'debug',
    },
    methods: {},
    derive: ['extend'],
  },
  {
    ...node,
    library: 'console',
    loggers: [],
    modules: ['console', 'node:console', 'console.console'],
    functions: { 'process.stdout.write': 'info', 'process.stderr.write': 'error' },
    methods: {
      trace: 'trace',
      debug: 'debug',
      log: 'info',
      info: 'info',
      dir: 'info',
      table: 'info',
      warn: 'warn',
      error: 'error',
    },
    derive: [],
    obtain: [{ moduleSystem: null, import: null, statement: null, logger: 'console' }],
    logError: 'console.error({message}, {error})',
  },
];

/** How an error is logged where only the name says that something is a logger. */
export const unknownLoggers: readonly LoggerRow[] = [
  {
    ...python,
    library: 'unknown',
    loggers: [],
    methods: { ...pythonMethods, trace: 'trace', success: 'info', notice: 'info' },
  },
  {
    ...node,
    library: 'unknown',
    loggers: [],
    methods: {
      ...nodeMethods,
      log: 'info',
      http: 'info',
      notice: 'info',
      success: 'info',
      verbose: 'debug',
      silly: 'trace',
      warning: 'warn',
      exception: 'error',
      critical: 'critical',
      alert: 'critical',
      emergency: 'critical',
    },
  },
];

/** Row of a library, as facts name it. */
export function loggerRow(ecosystem: string, library: string): LoggerRow | null {
  const isIt = (row: LoggerRow): boolean => row.ecosystem === ecosystem && row.library === library;
  return loggerRows.find(isIt) ?? unknownLoggers.find(isIt) ?? null;
}

/** Whether a name says that it holds a logger: `log`, `_logger`, `auditLog`, `LOG`; not `catalog`, `dialog`. */
export function isLoggerName(name: string): boolean {
  return /^[_$#]*(?:log|logger|logging|LOG|LOGGER|Log|Logger)$|(?:[a-z0-9]L|_l)og(?:ger)?$|_LOG(?:GER)?$/.test(name);
}
