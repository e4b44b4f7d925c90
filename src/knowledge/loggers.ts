/** Every logging library that is known. A new one is a row in its ecosystem's file under `loggers/`. */
import type { LoggerForm, LoggerRow } from './logger.ts';
import { loggerTables } from './loggers/index.ts';

export type { LoggerRow, LoggerSource } from './logger.ts';

export const loggerRows: readonly LoggerRow[] = loggerTables.flatMap(({ rows }) => rows);

/** How an error is logged where only the name says that something is a logger. */
export const unknownLoggers: readonly LoggerRow[] = loggerTables.map(({ unknown }) => unknown);

/** How a logger of which only the name is known is given an error; null where its ecosystem has one form for all. */
export function loggerForms(ecosystem: string): readonly LoggerForm[] | null {
  return loggerTables.find((table) => table.ecosystem === ecosystem)?.forms ?? null;
}

/** Row of a library, as facts name it. */
export function loggerRow(ecosystem: string, library: string): LoggerRow | null {
  const isIt = (row: LoggerRow): boolean => row.ecosystem === ecosystem && row.library === library;
  return loggerRows.find(isIt) ?? unknownLoggers.find(isIt) ?? null;
}

/** Receivers that are loggers by their name in an ecosystem, besides the usual names; null: none. */
export function loggerNames(ecosystem: string): RegExp | null {
  return loggerTables.find((table) => table.ecosystem === ecosystem)?.names ?? null;
}

/** Whether values of a library are called to log, other than what is called itself (`debug('…')`) or only prints. */
export function hasLoggers(row: LoggerRow | null): boolean {
  return (
    row !== null &&
    (row.macros === true ||
      Object.keys(row.methods).length > 0 ||
      row.chains !== undefined ||
      row.levelArgument !== null)
  );
}

/** Paths of the loggers that annotations of an ecosystem give, by the annotation's path. */
export function loggersByAnnotation(ecosystem: string): ReadonlyMap<string, string> {
  return new Map(
    loggerRows
      .filter((row) => row.ecosystem === ecosystem)
      .flatMap(({ annotations = [], loggers: [logger] }) =>
        logger === undefined ? [] : annotations.map((annotation) => [annotation, logger] as const),
      ),
  );
}

/** Whether a name says that it holds a logger: `log`, `_logger`, `auditLog`, `LOG`; not `catalog`, `dialog`. */
export function isLoggerName(name: string): boolean {
  return /^[_$#]*(?:log|logger|logging|LOG|LOGGER|Log|Logger)$|(?:[a-z0-9]L|_l)og(?:ger)?$|_LOG(?:GER)?$/.test(name);
}
