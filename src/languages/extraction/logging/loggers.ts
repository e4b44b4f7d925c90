/** Which names of a file hold loggers. */
import { isLoggerName } from '../../../knowledge/loggers.ts';
import type { LoggerRow } from '../../../knowledge/logger.ts';
import type { LogCallFact, LoggerFact } from '../../../model/facts.ts';
import type { Extraction } from '../extraction.ts';
import type { LanguageSyntax } from '../languageSyntax.ts';
import { pathOfBinding } from '../scopes.ts';
import type { Binding } from '../scopes.ts';
import { loggerOf, type LoggerTable } from './loggerTable.ts';

export function loggersIn(
  extraction: Extraction,
  table: LoggerTable,
  { reader, ecosystem, importsTypes = false, ownMember }: LanguageSyntax,
  logCalls: readonly LogCallFact[],
): LoggerFact[] {
  const facts: LoggerFact[] = [];
  const used = new Map(logCalls.map((call) => [call.logger, call.library]));
  const add = (name: string, binding: Binding, functionIndex: number): void => {
    const path = pathOfBinding(binding, reader, 0);
    const made = path === null ? undefined : loggerOf(extraction, table, path, null);
    const row = made !== undefined && path !== null && !table.modules.has(path) ? made : undefined;
    const byName = row === undefined && used.has(name) && isLoggerName(/[^.>]*$/.exec(name)?.[0] ?? name);
    if (row === undefined && !byName && (importsTypes || !isImportedLogger(name, path))) return;
    facts.push({
      name,
      library: row === undefined ? 'unknown' : libraryOf(row, name),
      range: { start: binding.start, end: binding.end },
      function: functionIndex,
    });
  };
  // Where libraries have loggers of the same name, the calls tell them apart.
  const libraryOf = (row: LoggerRow, name: string): string => {
    const called = row.loggers.some((path) => (table.loggers.get(path)?.length ?? 0) > 1) ? used.get(name) : undefined;
    return called ?? row.library;
  };
  for (const scope of extraction.scopes) {
    for (const [name, binding] of scope.names) add(name, binding, scope.function);
  }
  const own = ownMember ?? (ecosystem === 'python' || ecosystem === 'rust' ? 'self.' : 'this.');
  for (const { members } of extraction.classes) {
    for (const [name, binding] of members) {
      // Variables of an object are told by their names.
      add(name.startsWith('@') ? name : `${own}${name}`, binding, -1);
    }
  }
  return facts.sort((one, other) => one.range.start - other.range.start);
}

/** `import { logger } from './logger'`: only its name says what it is. */
function isImportedLogger(name: string, path: string | null): boolean {
  return (
    path !== null &&
    path !== name &&
    !path.startsWith('self.') &&
    !path.startsWith('this.') &&
    /^_*log(?:ger)?$/i.test(name)
  );
}
