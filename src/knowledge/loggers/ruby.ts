import type { LogLevel } from '../../model/facts.ts';
import type { ErrorAttachment, LoggerRow, LoggerTable } from '../logger.ts';

const rubyMethods: Readonly<Record<string, LogLevel>> = {
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error',
  fatal: 'critical',
  unknown: 'error',
};

/** Loggers write what they are given: the error's text alone has no backtrace. */
const rubyAttach: ErrorAttachment = {
  methods: [],
  keywords: ['exception'],
  positions: 'any',
  members: ['full_message', 'backtrace', 'backtrace_locations', 'detailed_message'],
};

/** Takes the error behind the message. */
const withError: ErrorAttachment = { ...rubyAttach, forms: [{ last: '{error}' }] };

const ruby = {
  ecosystem: 'ruby',
  modules: [],
  functions: {},
  methods: rubyMethods,
  levelArgument: 'add',
  derive: ['tagged', 'progname', 'child', 'with_fields', 'with'],
  attach: rubyAttach,
  obtain: [],
  // https://docs.ruby-lang.org/en/master/Exception.html#method-i-full_message: class, message, backtrace and causes.
  logError: '{logger}.error("{text}: #{{error}.full_message(highlight: false)}")',
} as const;

const rows: readonly LoggerRow[] = [
  {
    ...ruby,
    library: 'rails',
    loggers: [
      'Rails.logger',
      'ActiveSupport::Logger.new()',
      'ActiveSupport::TaggedLogging.new()',
      'ActiveRecord::Base.logger',
      'ActionController::Base.logger',
      'ActiveJob::Base.logger',
      'ActionCable.server.logger',
      'ActionMailer::Base.logger',
      'Rails.application.config.logger',
    ],
    obtain: [{ moduleSystem: null, import: null, statement: null, logger: 'Rails.logger' }],
  },
  {
    ...ruby,
    library: 'semantic_logger',
    loggers: ['SemanticLogger[]', 'SemanticLogger::Logger.new()', 'RailsSemanticLogger.logger'],
    methods: { ...rubyMethods, trace: 'trace' },
    attach: withError,
    obtain: [
      {
        moduleSystem: null,
        import: "require 'semantic_logger'",
        statement: "LOGGER = SemanticLogger['App']",
        logger: 'LOGGER',
      },
    ],
    logError: '{logger}.error({message}, {error})',
  },
  {
    ...ruby,
    library: 'ougai',
    loggers: ['Ougai::Logger.new()'],
    methods: { ...rubyMethods, trace: 'trace' },
    attach: withError,
    obtain: [
      {
        moduleSystem: null,
        import: "require 'ougai'",
        statement: 'LOGGER = Ougai::Logger.new($stdout)',
        logger: 'LOGGER',
      },
    ],
    logError: '{logger}.error({message}, {error})',
  },
  {
    ...ruby,
    library: 'logging',
    loggers: ['Logging.logger', 'Logging.logger[]', 'Logging.logger()'],
    obtain: [],
  },
  { ...ruby, library: 'sidekiq', loggers: ['Sidekiq.logger', 'Sidekiq::Logging.logger'] },
  { ...ruby, library: 'hanami', loggers: ['Hanami.logger', 'Hanami.app[]'] },
  {
    ...ruby,
    library: 'logger',
    loggers: [
      'Logger.new()',
      'MonoLogger.new()',
      'Yell.new()',
      'Log4r::Logger.new()',
      'TTY::Logger.new()',
      'Karafka.logger',
      'Resque.logger',
      'Delayed::Worker.logger',
      'GoodJob.logger',
      'SolidQueue.logger',
      'Puma.logger',
      'Grape::API.logger',
    ],
    obtain: [
      {
        moduleSystem: null,
        import: "require 'logger'",
        statement: 'LOGGER = Logger.new($stdout)',
        logger: 'LOGGER',
      },
    ],
  },
  {
    ...ruby,
    library: 'print',
    loggers: [],
    functions: {
      puts: 'info',
      p: 'info',
      pp: 'info',
      print: 'info',
      printf: 'info',
      warn: 'warn',
      'Kernel.puts': 'info',
      'Kernel.warn': 'warn',
      'Kernel.print': 'info',
      '$stdout.puts': 'info',
      '$stdout.print': 'info',
      '$stdout.write': 'info',
      '$stderr.puts': 'error',
      '$stderr.print': 'error',
      '$stderr.write': 'error',
      'STDOUT.puts': 'info',
      'STDOUT.print': 'info',
      'STDOUT.write': 'info',
      'STDERR.puts': 'error',
      'STDERR.print': 'error',
      'STDERR.write': 'error',
    },
    methods: {},
    levelArgument: null,
    logError: '',
  },
];

/** Where only the name says that something is a logger. */
const unknown: LoggerRow = {
  ...ruby,
  library: 'unknown',
  loggers: [],
  methods: { ...rubyMethods, trace: 'trace', warning: 'warn', critical: 'critical' },
};

export const rubyLoggers: LoggerTable = { ecosystem: 'ruby', rows, unknown };
