/** A log line in a handler, by which the error that it drops is seen in production. */
import type { HandlerFact } from '../model/facts.ts';
import type { Fix } from '../model/finding.ts';
import type { TextEdit } from '../model/text.ts';
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
  const needed = errorStatementEdits(file, logger);
  if (needed === null) return null;
  const statement = (error: string | null): string =>
    errorStatement(file, logger, failureMessage(facts, handler), error);
  const edits = edited(file, handler, needsBinding(logger), statement);
  if (edits === null) return null;
  // A macro of a crate that the file does not use may be of one that is no dependency.
  const isUsed = logger.row.macros !== true || facts.logCalls.some(({ library }) => library === logger.row.library);
  const isThere = logger.edits.length === 0 && logger.name !== 'console' && logger.row.library !== 'print' && isUsed;
  return {
    title: `Log the error with ${logger.name}`,
    safety: isThere && handler.form !== 'suppress' ? 'safe' : 'review',
    edits: merged([...logger.edits, ...needed, ...edits]),
  };
}

/** The statement in the handler as it stands, else in the handler as it is spelled out. */
function edited(
  file: EditedFile,
  handler: HandlerFact,
  needsName: boolean,
  statement: (error: string | null) => string,
): readonly TextEdit[] | null {
  const binding = needsName ? bindError(file, handler) : null;
  const own = needsName && binding === null ? null : insertInHandler(file, handler, statement(binding?.name ?? null));
  if (own !== null) return [...(binding?.edits ?? []), ...own];
  return writingOf(file.facts).spelledOut?.(file, handler, statement) ?? null;
}
