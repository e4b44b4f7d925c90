import type { LogLevel } from '../../model/facts.ts';
import type { ErrorAttachment, LoggerRow, LoggerTable } from '../logger.ts';

const levels: Readonly<Record<string, LogLevel>> = {
  trace: 'trace',
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error',
};

/** Macros of a crate, by level: `tracing::error!`. */
function macros(crate: string, names: Readonly<Record<string, LogLevel>> = levels): Record<string, LogLevel> {
  return Object.fromEntries(Object.entries(names).map(([name, level]) => [`${crate}${name}!`, level]));
}

/** An error says what it is made of; there is no stack to lose. */
const anywhere: ErrorAttachment = { methods: [], keywords: [], positions: 'any', anywhere: true };

const rust = {
  ecosystem: 'rust',
  loggers: [],
  modules: [],
  methods: {},
  levelArgument: null,
  derive: [],
  attach: anywhere,
  obtain: [],
  logError: '{logger}("{text}: {{error}}")',
} as const;

const slogLevels: Readonly<Record<string, LogLevel>> = { ...levels, crit: 'critical' };

const rows: readonly LoggerRow[] = [
  {
    ...rust,
    library: 'tracing',
    functions: { ...macros('tracing::'), 'tracing::event!': 'info' },
    macros: true,
    attach: { ...anywhere, forms: [{ first: 'error = %{error}' }] },
    // Behind a `use` of the crate the short names work too, and these work everywhere.
    obtain: [{ moduleSystem: null, import: null, statement: null, logger: 'tracing::error!' }],
    // https://docs.rs/tracing/latest/tracing/#recording-fields: `%` takes what an error says.
    logError: '{logger}(error = %{error}, {message})',
    messages: 'fields',
  },
  {
    ...rust,
    library: 'log',
    // With `#[macro_use] extern crate log` the macros have no path.
    functions: { ...macros('log::'), ...macros('') },
    macros: true,
    obtain: [{ moduleSystem: null, import: null, statement: null, logger: 'log::error!' }],
  },
  {
    ...rust,
    library: 'slog',
    functions: macros('slog::', slogLevels),
    macros: true,
  },
  {
    ...rust,
    library: 'slog-scope',
    functions: macros('slog_scope::', slogLevels),
    macros: true,
    obtain: [{ moduleSystem: null, import: null, statement: null, logger: 'slog_scope::error!' }],
  },
  {
    ...rust,
    library: 'print',
    functions: {
      'println!': 'info',
      'print!': 'info',
      'eprintln!': 'error',
      'eprint!': 'error',
      'dbg!': 'debug',
      'std::println!': 'info',
      'std::print!': 'info',
      'std::eprintln!': 'error',
      'std::eprint!': 'error',
      'std::dbg!': 'debug',
    },
    logError: '',
  },
];

/** Where only the name says that something is a logger. */
const unknown: LoggerRow = { ...rust, library: 'unknown', functions: {} };

export const rustLoggers: LoggerTable = { ecosystem: 'rust', rows, unknown };
