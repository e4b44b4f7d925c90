import type { LogLevel } from '../../model/facts.ts';
import type { ErrorAttachment, LoggerRow, LoggerTable } from '../logger.ts';

/** The exception stands in front of the message; behind it, it is a value of the text and keeps no stack of its own. */
const leading: ErrorAttachment = {
  methods: [],
  keywords: ['exception', 'ex', 'error'],
  positions: 'leading',
  forms: [{ first: '{error}' }],
};

const dotnet = {
  ecosystem: 'dotnet',
  modules: [],
  functions: {},
  methods: {},
  levelArgument: null,
  derive: [],
  attach: leading,
  obtain: [],
  logError: '{logger}.Error({error}, {message})',
} as const;

/** https://learn.microsoft.com/dotnet/core/extensions/logging */
const microsoftMethods: Readonly<Record<string, LogLevel>> = {
  LogTrace: 'trace',
  LogDebug: 'debug',
  LogInformation: 'info',
  LogWarning: 'warn',
  LogError: 'error',
  LogCritical: 'critical',
};

/** https://github.com/serilog/serilog/wiki/Writing-Log-Events */
const serilogMethods: Readonly<Record<string, LogLevel>> = {
  Verbose: 'trace',
  Debug: 'debug',
  Information: 'info',
  Warning: 'warn',
  Error: 'error',
  Fatal: 'critical',
};

const nlogMethods: Readonly<Record<string, LogLevel>> = {
  Trace: 'trace',
  Debug: 'debug',
  Info: 'info',
  Warn: 'warn',
  Error: 'error',
  Fatal: 'critical',
};

const log4netMethods: Readonly<Record<string, LogLevel>> = {
  Debug: 'debug',
  DebugFormat: 'debug',
  Info: 'info',
  InfoFormat: 'info',
  Warn: 'warn',
  WarnFormat: 'warn',
  Error: 'error',
  ErrorFormat: 'error',
  Fatal: 'critical',
  FatalFormat: 'critical',
};

const rows: readonly LoggerRow[] = [
  {
    ...dotnet,
    library: 'microsoft-logging',
    loggers: [
      'new ILogger()',
      'new ILoggerFactory().CreateLogger()',
      'new LoggerFactory().CreateLogger()',
      'LoggerFactory.Create().CreateLogger()',
      'WebApplication.CreateBuilder().Build().Logger',
      'WebApplication.Create().Logger',
      'NullLogger.Instance',
      'new Logger()',
    ],
    // What `[LoggerMessage]` makes of a method.
    functions: {
      'LoggerMessage.Trace': 'trace',
      'LoggerMessage.Debug': 'debug',
      'LoggerMessage.Information': 'info',
      'LoggerMessage.Warning': 'warn',
      'LoggerMessage.Error': 'error',
      'LoggerMessage.Critical': 'critical',
    },
    methods: microsoftMethods,
    levelArgument: 'Log',
    otherMethods: {
      names:
        /^(?!(?:Is|Begin|For|Create|Get|Set|Add|Remove|Push|With|To|Dispose|Close|Flush|Register|Equals|Write)(?![a-z]))[A-Z]\w+$/,
      level: 'info',
    },
    logError: '{logger}.LogError({error}, {message})',
    messages: 'template',
    placeholder: '{Value}',
    logValue: '{logger}.LogWarning({message}, {value})',
  },
  {
    ...dotnet,
    library: 'serilog',
    loggers: [
      'new ILogger()',
      'Log.Logger',
      'Log.ForContext()',
      'new LoggerConfiguration().CreateLogger()',
      'new Logger()',
    ],
    imported: /^Serilog(?:\.|$)/,
    modules: ['Log'],
    methods: serilogMethods,
    levelArgument: 'Write',
    derive: ['ForContext'],
    obtain: [{ moduleSystem: null, import: 'using Serilog;', statement: null, logger: 'Log' }],
    messages: 'template',
    placeholder: '{Value}',
    logValue: '{logger}.Warning({message}, {value})',
  },
  {
    ...dotnet,
    library: 'nlog',
    loggers: [
      'LogManager.GetCurrentClassLogger()',
      'LogManager.GetLogger()',
      'LogManager.LogFactory.GetCurrentClassLogger()',
      'LogManager.Setup().GetCurrentClassLogger()',
      'new Logger()',
      'new ILogger()',
    ],
    imported: /^NLog(?:\.|$)/,
    methods: nlogMethods,
    levelArgument: 'Log',
    derive: ['WithProperty', 'WithProperties'],
    obtain: [
      {
        moduleSystem: null,
        import: 'using NLog;',
        statement: 'private static readonly Logger logger = LogManager.GetCurrentClassLogger();',
        logger: 'logger',
      },
    ],
    messages: 'template',
    placeholder: '{Value}',
    logValue: '{logger}.Warn({message}, {value})',
  },
  {
    ...dotnet,
    library: 'log4net',
    loggers: ['new ILog()', 'LogManager.GetLogger()'],
    imported: /^log4net(?:\.|$)/,
    methods: log4netMethods,
    attach: { methods: [], keywords: ['exception'], positions: 'last', forms: [{ last: '{error}' }] },
    obtain: [
      {
        moduleSystem: null,
        import: 'using log4net;',
        statement: 'private static readonly ILog logger = LogManager.GetLogger(typeof({class}));',
        logger: 'logger',
      },
    ],
    logError: '{logger}.Error({message}, {error})',
  },
  {
    ...dotnet,
    library: 'print',
    loggers: [],
    functions: {
      'Console.WriteLine': 'info',
      'Console.Write': 'info',
      'Console.Out.WriteLine': 'info',
      'Console.Out.Write': 'info',
      'Console.Out.WriteLineAsync': 'info',
      'Console.Error.WriteLine': 'error',
      'Console.Error.Write': 'error',
      'Console.Error.WriteLineAsync': 'error',
      'Debug.WriteLine': 'debug',
      'Debug.Write': 'debug',
      'Debug.Print': 'debug',
      'Trace.WriteLine': 'info',
      'Trace.Write': 'info',
      'Trace.TraceInformation': 'info',
      'Trace.TraceWarning': 'warn',
      'Trace.TraceError': 'error',
    },
    attach: { methods: [], keywords: [], positions: 'any' },
    logError: 'Console.Error.WriteLine({message} + ": " + {error})',
  },
];

/** Where only the name says that something is a logger. */
const unknown: LoggerRow = {
  ...dotnet,
  library: 'unknown',
  loggers: [],
  methods: {
    ...microsoftMethods,
    ...serilogMethods,
    ...nlogMethods,
    ...log4netMethods,
    Exception: 'error',
    LogException: 'error',
    LogWarn: 'warn',
    LogInfo: 'info',
    LogFatal: 'critical',
    LogMessage: 'info',
    Critical: 'critical',
    ErrorException: 'error',
    WriteError: 'error',
    WriteException: 'error',
    WriteWarning: 'warn',
    WriteLine: 'info',
    WriteEntry: 'info',
  },
  levelArgument: 'Log',
  attach: { ...leading, positions: 'any' },
};

export const dotnetLoggers: LoggerTable = {
  ecosystem: 'dotnet',
  rows,
  unknown,
  names: /^(?:\w+\.)*(?:Logger|Log)\.Instance$|^(?:this\.)?_?[a-z]*EventLog$/,
  forms: [
    {
      when: /^\.Log(?:Error|Warning|Information|Debug|Critical|Trace)\(/,
      logError: '{logger}.LogError({error}, {message})',
    },
    {
      when: /^\.(?:Error|Warn|Info|Fatal|Warning)\(\s*\$?@?"[^"]*"\s*,\s*(?:e|ex|exception)\s*\)/,
      logError: '{logger}.Error({message}, {error})',
    },
    {
      when: /^\.(?:Error|Warn|Warning|Information|Fatal)\(\s*(?:e|ex|exception)\s*,/,
      logError: '{logger}.Error({error}, {message})',
    },
    { when: /^\.(?:Information|Warning|Verbose)\(/, logError: '{logger}.Error({error}, {message})' },
  ],
};
