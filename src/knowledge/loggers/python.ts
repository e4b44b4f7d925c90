import type { LogLevel } from '../../model/facts.ts';
import type { ErrorAttachment, LoggerRow, LoggerTable } from '../logger.ts';

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

const pythonAttach: ErrorAttachment = {
  methods: ['exception'],
  keywords: ['exc_info'],
  positions: 'none',
  forms: [{ methods: ['error'], method: 'exception' }, { last: 'exc_info=True' }],
};

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

const rows: readonly LoggerRow[] = [
  {
    ...python,
    library: 'logging',
    messages: 'template',
    placeholder: '%s',
    logValue: '{logger}.warning({message}, {value})',
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
    messages: 'fields',
    logValue: '{logger}.warning({message}, status={value})',
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
    attach: {
      ...pythonAttach,
      methods: ['exception', 'aexception'],
      forms: [
        { methods: ['error'], method: 'exception' },
        { methods: ['aerror'], method: 'aexception' },
        { last: 'exc_info=True' },
      ],
    },
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
    messages: 'template',
    placeholder: '{}',
    logValue: '{logger}.warning({message}, {value})',
    loggers: ['loguru.logger'],
    methods: { ...pythonMethods, trace: 'trace', success: 'info' },
    derive: ['bind', 'opt', 'patch'],
    attach: {
      ...pythonAttach,
      keywords: [],
      forms: [{ methods: ['error'], method: 'exception' }, { receiver: '.opt(exception=True)' }],
    },
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
    methods: { debug: 'debug', info: 'info', warn: 'warn', error: 'error', critical: 'critical', failure: 'critical' },
    attach: { ...pythonAttach, methods: ['failure'], forms: [] },
    obtain: [
      {
        moduleSystem: null,
        import: 'from twisted.logger import Logger',
        statement: 'logger = Logger()',
        logger: 'logger',
      },
    ],
    logError: '{logger}.failure({message})',
  },
  {
    ...python,
    library: 'logbook',
    loggers: ['logbook.Logger()'],
    obtain: [
      {
        moduleSystem: null,
        import: 'from logbook import Logger',
        statement: 'logger = Logger(__name__)',
        logger: 'logger',
      },
    ],
  },
  {
    ...python,
    library: 'logfire',
    loggers: [],
    modules: ['logfire'],
    methods: { ...pythonMethods, trace: 'trace', notice: 'info' },
    attach: {
      methods: ['exception'],
      keywords: ['_exc_info'],
      positions: 'none',
      forms: [{ methods: ['error'], method: 'exception' }, { last: '_exc_info=True' }],
    },
    obtain: [{ moduleSystem: null, import: 'import logfire', statement: null, logger: 'logfire' }],
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
];

/** Where only the name says that something is a logger. */
const unknown: LoggerRow = {
  ...python,
  library: 'unknown',
  loggers: [],
  methods: { ...pythonMethods, trace: 'trace', success: 'info', notice: 'info' },
};

export const pythonLoggers: LoggerTable = { ecosystem: 'python', rows, unknown };
