import type { LogLevel } from '../../model/facts.ts';
import { words } from '../words.ts';
import type { ErrorAttachment, LoggerRow, LoggerSource, LoggerTable } from '../logger.ts';

const slf4jMethods: Readonly<Record<string, LogLevel>> = {
  trace: 'trace',
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error',
};

const log4jMethods: Readonly<Record<string, LogLevel>> = { ...slf4jMethods, fatal: 'critical' };

const fluentChains: Readonly<Record<string, LogLevel>> = {
  atTrace: 'trace',
  atDebug: 'debug',
  atInfo: 'info',
  atWarn: 'warn',
  atError: 'error',
  atFatal: 'critical',
};

/** A throwable is told from a value of the message by its place. */
const lastPosition: ErrorAttachment = {
  methods: [],
  keywords: [],
  positions: 'last',
  chained: ['setCause', 'withThrowable'],
  forms: [{ methods: ['trace', 'debug', 'info', 'warn', 'error', 'fatal'], last: '{error}' }],
};

const jvm = {
  ecosystem: 'jvm',
  modules: [],
  functions: {},
  methods: slf4jMethods,
  levelArgument: null,
  derive: [],
  attach: lastPosition,
  obtain: [],
  logError: '{logger}.error({message}, {error})',
} as const;

/** A logger of the class that it stands in, by its library's factory. `{class}` is the class. */
function ofClass(importedType: string, type: string, factory: string, call: string): LoggerSource {
  return {
    moduleSystem: null,
    import: `import ${importedType}.${type};`,
    alsoImports: factory === type ? [] : [`import ${importedType}.${factory};`],
    statement: `private static final ${type} logger = ${call};`,
    logger: 'logger',
  };
}

const rows: readonly LoggerRow[] = [
  {
    ...jvm,
    library: 'slf4j',
    messages: 'template',
    placeholder: '{}',
    logValue: '{logger}.warn({message}, {value})',
    loggers: [
      'org.slf4j.LoggerFactory.getLogger()',
      'LoggerFactory.getLogger()',
      'org.slf4j.LoggerFactory.getILoggerFactory().getLogger()',
      'new org.slf4j.Logger()',
      'new org.slf4j.ext.XLogger()',
      'org.slf4j.ext.XLoggerFactory.getXLogger()',
      'new ch.qos.logback.classic.Logger()',
    ],
    levelArgument: 'log',
    chains: fluentChains,
    derive: [
      ...words('atLevel makeLoggingEventBuilder setCause addKeyValue addArgument addMarker setMessage'),
      ...Object.keys(fluentChains),
    ],
    annotations: ['lombok.extern.slf4j.Slf4j', 'lombok.extern.slf4j.XSlf4j'],
    obtain: [ofClass('org.slf4j', 'Logger', 'LoggerFactory', 'LoggerFactory.getLogger({class}.class)')],
  },
  {
    ...jvm,
    library: 'log4j2',
    messages: 'template',
    placeholder: '{}',
    logValue: '{logger}.warn({message}, {value})',
    loggers: [
      'org.apache.logging.log4j.LogManager.getLogger()',
      'new org.apache.logging.log4j.Logger()',
      'org.apache.logging.log4j.LogManager.getFormatterLogger()',
      'org.apache.logging.log4j.LogManager.getRootLogger()',
      'new org.apache.logging.log4j.core.Logger()',
      'new org.apache.logging.log4j.spi.ExtendedLogger()',
      'org.apache.logging.log4j.kotlin.logger()',
    ],
    methods: log4jMethods,
    levelArgument: 'log',
    chains: fluentChains,
    derive: [...words('atLevel withThrowable withMarker withLocation always'), ...Object.keys(fluentChains)],
    annotations: ['lombok.extern.log4j.Log4j2'],
    obtain: [ofClass('org.apache.logging.log4j', 'Logger', 'LogManager', 'LogManager.getLogger({class}.class)')],
  },
  {
    ...jvm,
    library: 'log4j',
    loggers: [
      'org.apache.log4j.Logger.getLogger()',
      'org.apache.log4j.LogManager.getLogger()',
      'org.apache.log4j.Logger.getRootLogger()',
      'new org.apache.log4j.Logger()',
      'org.apache.log4j.Category.getInstance()',
    ],
    methods: log4jMethods,
    levelArgument: 'log',
    annotations: ['lombok.extern.log4j.Log4j'],
    obtain: [ofClass('org.apache.log4j', 'Logger', 'Logger', 'Logger.getLogger({class}.class)')],
  },
  {
    ...jvm,
    library: 'java.util.logging',
    loggers: [
      'java.util.logging.Logger.getLogger()',
      'new java.util.logging.Logger()',
      'java.util.logging.Logger.getGlobal()',
      'java.util.logging.Logger.getAnonymousLogger()',
      'java.util.logging.LogManager.getLogManager().getLogger()',
    ],
    methods: {
      finest: 'trace',
      finer: 'trace',
      fine: 'debug',
      config: 'info',
      info: 'info',
      warning: 'warn',
      severe: 'error',
      throwing: 'trace',
    },
    levelArgument: 'log',
    attach: { ...lastPosition, positions: 'any', methods: [] },
    annotations: ['lombok.extern.java.Log'],
    obtain: [ofClass('java.util.logging', 'Logger', 'Logger', 'Logger.getLogger({class}.class.getName())')],
    logError: '{logger}.log(Level.SEVERE, {message}, {error})',
    logErrorImports: ['import java.util.logging.Level;'],
  },
  {
    ...jvm,
    library: 'commons-logging',
    loggers: [
      'org.apache.commons.logging.LogFactory.getLog()',
      'org.apache.commons.logging.LogFactory.getFactory().getInstance()',
      'new org.apache.commons.logging.Log()',
    ],
    methods: log4jMethods,
    annotations: ['lombok.extern.apachecommons.CommonsLog'],
    obtain: [ofClass('org.apache.commons.logging', 'Log', 'LogFactory', 'LogFactory.getLog({class}.class)')],
  },
  {
    ...jvm,
    library: 'jboss-logging',
    loggers: [
      'org.jboss.logging.Logger.getLogger()',
      'org.jboss.logging.Logger.getMessageLogger()',
      'new org.jboss.logging.Logger()',
      'new org.jboss.logging.BasicLogger()',
      'io.quarkus.logging.Log',
    ],
    modules: ['io.quarkus.logging.Log'],
    methods: {
      ...log4jMethods,
      tracef: 'trace',
      debugf: 'debug',
      infof: 'info',
      warnf: 'warn',
      errorf: 'error',
      fatalf: 'critical',
      tracev: 'trace',
      debugv: 'debug',
      infov: 'info',
      warnv: 'warn',
      errorv: 'error',
      fatalv: 'critical',
    },
    levelArgument: 'log',
    // `errorf(error, "…", x)` takes it first, `error("…", error)` last.
    attach: { ...lastPosition, positions: 'any' },
    annotations: ['lombok.extern.jbosslog.JBossLog'],
    obtain: [ofClass('org.jboss.logging', 'Logger', 'Logger', 'Logger.getLogger({class}.class)')],
  },
  {
    ...jvm,
    library: 'flogger',
    loggers: [
      'com.google.common.flogger.FluentLogger.forEnclosingClass()',
      'new com.google.common.flogger.FluentLogger()',
      'com.google.common.flogger.GoogleLogger.forEnclosingClass()',
      'new com.google.common.flogger.GoogleLogger()',
    ],
    methods: {},
    levelArgument: 'log',
    chains: {
      atFinest: 'trace',
      atFiner: 'trace',
      atFine: 'debug',
      atConfig: 'info',
      atInfo: 'info',
      atWarning: 'warn',
      atSevere: 'error',
    },
    derive: [
      ...words('at with withCause withStackTrace withInjectedLogSite every per atMostEvery onAverageEvery'),
      ...words('atFinest atFiner atFine atConfig atInfo atWarning atSevere'),
    ],
    attach: { methods: [], keywords: [], positions: 'none', chained: ['withCause'] },
    annotations: ['lombok.extern.flogger.Flogger'],
    obtain: [
      {
        moduleSystem: null,
        import: 'import com.google.common.flogger.FluentLogger;',
        statement: 'private static final FluentLogger logger = FluentLogger.forEnclosingClass();',
        logger: 'logger',
      },
    ],
    logError: '{logger}.atSevere().withCause({error}).log({message})',
  },
  {
    ...jvm,
    library: 'system-logger',
    loggers: [
      'System.getLogger()',
      'java.lang.System.getLogger()',
      'new System.Logger()',
      'new java.lang.System.Logger()',
    ],
    methods: {},
    levelArgument: 'log',
    attach: { ...lastPosition, positions: 'any' },
    logError: '{logger}.log(System.Logger.Level.ERROR, {message}, {error})',
  },
  {
    ...jvm,
    library: 'kotlin-logging',
    loggers: [
      'mu.KotlinLogging.logger()',
      'io.github.oshai.kotlinlogging.KotlinLogging.logger()',
      'io.github.microutils.kotlinlogging.KotlinLogging.logger()',
      'KotlinLogging.logger()',
      'new mu.KLogger()',
      'new io.github.oshai.kotlinlogging.KLogger()',
      'new mu.KLogging().logger',
    ],
    methods: slf4jMethods,
    derive: Object.keys(fluentChains),
    // Formerly `error("…", error)`, now `error(error) { "…" }`.
    attach: { ...lastPosition, positions: 'any', forms: [] },
    obtain: [
      {
        moduleSystem: null,
        import: 'import io.github.oshai.kotlinlogging.KotlinLogging',
        statement: 'private val logger = KotlinLogging.logger {}',
        logger: 'logger',
      },
    ],
    logError: '{logger}.error({error}) { {message} }',
  },
  {
    ...jvm,
    library: 'print',
    loggers: [],
    functions: {
      'System.out.println': 'info',
      'System.out.print': 'info',
      'System.out.printf': 'info',
      'System.out.format': 'info',
      'System.err.println': 'error',
      'System.err.print': 'error',
      'System.err.printf': 'error',
      'System.err.format': 'error',
      'java.lang.System.out.println': 'info',
      'java.lang.System.err.println': 'error',
      'kotlin.io.println': 'info',
      'kotlin.io.print': 'info',
      'Thread.dumpStack': 'error',
    },
    anywhere: { printStackTrace: 'error' },
    methods: {},
    attach: { methods: ['printStackTrace'], keywords: [], positions: 'none' },
  },
];

/** Where only the name says that something is a logger. */
const unknown: LoggerRow = {
  ...jvm,
  library: 'unknown',
  loggers: [],
  methods: {
    ...log4jMethods,
    warning: 'warn',
    severe: 'error',
    fine: 'debug',
    finer: 'trace',
    finest: 'trace',
    config: 'info',
    errorf: 'error',
    warnf: 'warn',
    infof: 'info',
    debugf: 'debug',
    tracef: 'trace',
    exception: 'error',
    audit: 'info',
  },
  levelArgument: 'log',
  chains: fluentChains,
  attach: { ...lastPosition, positions: 'any' },
};

export const jvmLoggers: LoggerTable = {
  ecosystem: 'jvm',
  rows,
  unknown,
  // Constants of a class that holds loggers, and classes that wrap them.
  names:
    /^(?:\w+\.)*(?:\w*Loggers?|Log(?:s|Util|Utils|Helper)?)\.[A-Z][A-Z0-9_]*$|^(?:\w*Log(?:ger|ging)?Utils?|\w*LogHelper)$/,
};
