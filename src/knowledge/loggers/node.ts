import type { LogLevel } from '../../model/facts.ts';
import type { ErrorAttachment, LoggerRow, LoggerTable, LoggerSource } from '../logger.ts';

const nodeMethods: Readonly<Record<string, LogLevel>> = {
  trace: 'trace',
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error',
  fatal: 'critical',
};

const anyPosition: ErrorAttachment = {
  methods: [],
  keywords: [],
  positions: 'any',
  forms: [{ last: '{error}', field: 'error: {error}' }],
};
const firstPosition: ErrorAttachment = {
  methods: [],
  keywords: [],
  positions: 'first',
  forms: [{ first: '{ err: {error} }', field: 'err: {error}' }],
};
/** The error goes into the fields that follow the message. */
const inFields: ErrorAttachment = {
  methods: [],
  keywords: [],
  positions: 'any',
  forms: [{ last: '{ error: {error} }', field: 'error: {error}' }],
};

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

const rows: readonly LoggerRow[] = [
  {
    ...node,
    library: 'pino',
    messages: 'fields',
    logValue: '{logger}.warn({ status: {value} }, {message})',
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
    messages: 'fields',
    logValue: '{logger}.warn({message}, { status: {value} })',
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
    messages: 'fields',
    logValue: '{logger}.warn({ status: {value} }, {message})',
    loggers: ['bunyan.createLogger()', 'new bunyan()', 'new bunyan.Logger()'],
    attach: firstPosition,
    obtain: fromModule('bunyan', 'bunyan', "const logger = bunyan.createLogger({ name: 'app' });", 'logger'),
    logError: '{logger}.error({ err: {error} }, {message})',
  },
  {
    ...node,
    library: 'nestjs',
    attach: { ...anyPosition, forms: [{ last: '{error} instanceof Error ? {error}.stack : String({error})' }] },
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
    obtain: fromModule('signale', 'signale', null, 'signale'),
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
    messages: 'fields',
    attach: inFields,
    logValue: '{logger}.warn({message}, { status: {value} })',
    loggers: ['new @aws-lambda-powertools/logger.Logger()'],
    derive: ['createChild'],
    methods: { ...nodeMethods, critical: 'critical' },
    obtain: namedFromModule('@aws-lambda-powertools/logger', 'Logger', 'const logger = new Logger();', 'logger'),
    logError: '{logger}.error({message}, { error: {error} })',
  },
  {
    ...node,
    library: 'logtape',
    messages: 'fields',
    attach: inFields,
    logValue: '{logger}.warn({message}, { status: {value} })',
    loggers: ['@logtape/logtape.getLogger()'],
    methods: { ...nodeMethods, warning: 'warn' },
    derive: ['getChild', 'with'],
    obtain: namedFromModule('@logtape/logtape', 'getLogger', "const logger = getLogger('app');", 'logger'),
    logError: '{logger}.error({message}, { error: {error} })',
  },
  {
    ...node,
    library: 'roarr',
    loggers: ['roarr.Roarr', 'roarr'],
    logError: '{logger}.error({ error: {error} }, {message})',
    attach: { ...firstPosition, forms: [{ first: '{ error: {error} }', field: 'error: {error}' }] },
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
    logValue: 'console.warn({message}, {value})',
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

/** Where only the name says that something is a logger. */
const unknown: LoggerRow = {
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
};

export const nodeLoggers: LoggerTable = { ecosystem: 'node', rows, unknown };
