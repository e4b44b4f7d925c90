/** A `.catch` that logs, on a promise that nobody awaits. */
import type { CallFact } from '../model/facts.ts';
import type { Fix } from '../model/finding.ts';
import { insertion, merged, type EditedFile } from './insert.ts';
import { errorStatement, errorStatementEdits, needsBinding } from './errorStatement.ts';
import { loggerAt, type LoggerSources } from './logger.ts';
import { operationOf } from './operation.ts';
import { writingOf } from './writing/of.ts';

/** Null where there is no logger to be had, or the call has no name to log. */
export function logRejectionFix(file: EditedFile, call: CallFact, sources: LoggerSources): Fix | null {
  const { facts, path } = file;
  const fallback = writingOf(facts).defaultLibrary;
  const libraries = fallback === null ? sources.libraries : [...sources.libraries, fallback];
  const logger = loggerAt(file, { offset: call.range.start, function: call.function }, { ...sources, libraries });
  const operation = operationOf(call);
  if (logger === null || operation === null || !needsBinding(logger)) return null;
  const needed = errorStatementEdits(file, logger);
  if (needed === null) return null;
  const statement = errorStatement(file, logger, `${operation} failed`, 'error').replace(/;$/, '');
  return {
    title: `Log the rejection with ${logger.name}`,
    safety: 'review',
    edits: merged([...logger.edits, ...needed, insertion(path, call.range.end, `.catch((error) => ${statement})`)]),
  };
}
