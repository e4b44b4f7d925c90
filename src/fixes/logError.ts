/** A log line in a handler, by which the error that it drops is seen in production. */
import type { HandlerFact } from '../model/facts.ts';
import type { Fix } from '../model/finding.ts';
import { bindError, insertInHandler } from './insertInHandler.ts';
import { merged, type EditedFile } from './insert.ts';
import { errorStatement, errorStatementEdits, needsBinding } from './errorStatement.ts';
import { loggerAt, type LoggerSources } from './logger.ts';
import { failureMessage } from './operation.ts';
import { writingOf } from './writing/of.ts';

/**
 * @param sources what a file that has no logger gets one from
 * @returns null where there is no logger to be had, or the handler has a shape that no sure edit exists for
 */
export function logErrorFix(file: EditedFile, handler: HandlerFact, sources: LoggerSources): Fix | null {
  const { facts } = file;
  const fallback = writingOf(facts).defaultLibrary;
  const place = { offset: handler.range.start, function: handler.function };
  const libraries = fallback === null ? sources.libraries : [...sources.libraries, fallback];
  const logger = loggerAt(file, place, { ...sources, libraries });
  if (logger === null) return null;
  const binding = needsBinding(logger) ? bindError(file, handler) : null;
  if (needsBinding(logger) && binding === null) return null;
  const needed = errorStatementEdits(file, logger);
  if (needed === null) return null;
  const statement = errorStatement(file, logger, failureMessage(facts, handler), binding?.name ?? null);
  const edits = insertInHandler(file, handler, statement);
  if (edits === null) return null;
  // A macro of a crate that the file does not use may be of one that is no dependency.
  const isUsed = logger.row.macros !== true || facts.logCalls.some(({ library }) => library === logger.row.library);
  const isThere = logger.edits.length === 0 && logger.name !== 'console' && logger.row.library !== 'print' && isUsed;
  return {
    title: `Log the error with ${logger.name}`,
    safety: isThere && handler.form !== 'suppress' ? 'safe' : 'review',
    edits: merged([...logger.edits, ...needed, ...(binding?.edits ?? []), ...edits]),
  };
}
