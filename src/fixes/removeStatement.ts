/** A statement that goes, with the line it had for itself. */
import type { Fix } from '../model/finding.ts';
import { lineEnd, lineStart, type Range } from '../model/text.ts';
import { nextLine, type EditedFile } from './insert.ts';

/** Null where something else stands on the same lines. */
export function removeStatementFix({ path, text }: EditedFile, statement: Range): Fix | null {
  const line = lineStart(text, statement.start);
  // A byte-order mark stays the first of the file.
  const start = text[line] === '\uFEFF' ? line + 1 : line;
  const end = lineEnd(text, statement.end);
  const before = text.slice(start, statement.start);
  const after = text.slice(statement.end, end);
  if (before.trim() !== '' || !/^\s*;?\s*$/.test(after)) return null;
  return {
    title: 'Leave the log line to whoever handles the error',
    safety: 'review',
    edits: [{ file: path, range: { start, end: nextLine(text, statement.end) }, text: '' }],
  };
}
