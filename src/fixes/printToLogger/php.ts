/** What `error_log` writes, as a call of a logger of PHP. */
import type { CallFact, LogCallFact } from '../../model/facts.ts';
import type { EditedFile } from '../insert.ts';
import type { UsableLogger } from '../logger.ts';

/** Null where the arguments have no sure form: what is dumped for debugging is to be removed, and not logged. */
export function phpCall(file: EditedFile, call: CallFact, print: LogCallFact, logger: UsableLogger): string | null {
  const [only, more] = call.arguments;
  if (call.path !== 'error_log' || only === undefined || more !== undefined || only.keyword !== null) return null;
  if (!/^\{logger\}(?:->|::)error\(/.test(logger.row.logError)) return null;
  const separator = logger.row.logError.includes('::') ? '::' : '->';
  const written = file.text.slice(only.range.start, only.range.end);
  const isText = only.kind === 'string' || only.kind === 'template' || /^['"]/.test(written);
  return isText && print.level === 'error' ? `${logger.name}${separator}error(${written})` : null;
}
