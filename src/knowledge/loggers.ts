/** Every logging library that is known, by ecosystem. A new one is a row in its ecosystem's file. */
import type { LoggerRow } from './logger.ts';
import { nodeLoggers, unknownNodeLogger } from './nodeLoggers.ts';
import { pythonLoggers, unknownPythonLogger } from './pythonLoggers.ts';

export type { LoggerRow, LoggerSource } from './logger.ts';

export const loggerRows: readonly LoggerRow[] = [...pythonLoggers, ...nodeLoggers];

/** How an error is logged where only the name says that something is a logger. */
export const unknownLoggers: readonly LoggerRow[] = [unknownPythonLogger, unknownNodeLogger];

/** Row of a library, as facts name it. */
export function loggerRow(ecosystem: string, library: string): LoggerRow | null {
  const isIt = (row: LoggerRow): boolean => row.ecosystem === ecosystem && row.library === library;
  return loggerRows.find(isIt) ?? unknownLoggers.find(isIt) ?? null;
}

/** Whether a name says that it holds a logger: `log`, `_logger`, `auditLog`, `LOG`; not `catalog`, `dialog`. */
export function isLoggerName(name: string): boolean {
  return /^[_$#]*(?:log|logger|logging|LOG|LOGGER|Log|Logger)$|(?:[a-z0-9]L|_l)og(?:ger)?$|_LOG(?:GER)?$/.test(name);
}
