/** Every logging library that is known. A new one is a row in its ecosystem's file under `loggers/`. */
import type { LoggerRow } from './logger.ts';
import { loggerTables } from './loggers/index.ts';

export type { LoggerRow, LoggerSource } from './logger.ts';

export const loggerRows: readonly LoggerRow[] = loggerTables.flatMap(({ rows }) => rows);

/** How an error is logged where only the name says that something is a logger. */
export const unknownLoggers: readonly LoggerRow[] = loggerTables.map(({ unknown }) => unknown);

/** Row of a library, as facts name it. */
export function loggerRow(ecosystem: string, library: string): LoggerRow | null {
  const isIt = (row: LoggerRow): boolean => row.ecosystem === ecosystem && row.library === library;
  return loggerRows.find(isIt) ?? unknownLoggers.find(isIt) ?? null;
}

/** Whether a name says that it holds a logger: `log`, `_logger`, `auditLog`, `LOG`; not `catalog`, `dialog`. */
export function isLoggerName(name: string): boolean {
  return /^[_$#]*(?:log|logger|logging|LOG|LOGGER|Log|Logger)$|(?:[a-z0-9]L|_l)og(?:ger)?$|_LOG(?:GER)?$/.test(name);
}
