/** A warning at the beginning of a branch, by which production sees that it was taken. */
import type { BranchFact } from '../model/facts.ts';
import type { Fix } from '../model/finding.ts';
import { indentationAt, lineEnd, lineStart, type TextEdit } from '../model/text.ts';
import { insertion, merged, type EditedFile } from './insert.ts';
import { loggerAt, type LoggerSources, type UsableLogger } from './logger.ts';
import { writingOf } from './writing/of.ts';

/** What the line says: the operation that was answered, and an expression for the status. */
export interface BranchLine {
  readonly message: string;
  readonly value: string;
}

/** Null where there is no logger to be had, or the branch has a shape that no sure edit exists for. */
export function logInBranchFix(
  file: EditedFile,
  branch: BranchFact,
  line: BranchLine,
  sources: LoggerSources,
): Fix | null {
  const { facts } = file;
  const fallback = writingOf(facts).defaultLibrary;
  const libraries = fallback === null ? sources.libraries : [...sources.libraries, fallback];
  const logger = loggerAt(file, { offset: branch.body.start, function: branch.function }, { ...sources, libraries });
  if (logger === null) return null;
  const statement = warning(file, logger, line);
  const edits = statement === null ? null : insertInBranch(file, branch, statement);
  if (edits === null) return null;
  const isThere = logger.edits.length === 0 && logger.name !== 'console';
  return {
    title: `Log it with ${logger.name}`,
    safety: isThere ? 'safe' : 'review',
    edits: merged([...logger.edits, ...edits]),
  };
}

/** The statement; null where the library has no method for warnings. */
function warning(
  { facts }: EditedFile,
  { name, row, objectFirst }: UsableLogger,
  { message, value }: BranchLine,
): string | null {
  const writing = writingOf(facts);
  const { style } = facts;
  const inText =
    row.messages === 'template' && row.placeholder !== undefined
      ? ` was answered with status ${row.placeholder}`
      : ' was answered with an error';
  // Tables begin with the name that is the usual one; others are older, or of other libraries.
  const method = Object.keys(row.methods).find((one) => row.methods[one] === 'warn');
  const plain = method === undefined ? null : `{logger}.${method}({message})`;
  const unknown = objectFirst ? '{logger}.warn({ status: {value} }, {message})' : plain;
  const template = row.logValue ?? (row.library === 'unknown' ? unknown : plain);
  if (template === null) return null;
  const text = writing
    .inStyle(template, style)
    .replaceAll('{logger}', () => name)
    .replaceAll('{message}', () => writing.quoted(message + inText, style))
    .replaceAll('{value}', () => value);
  const ends = writing.semicolons === 'always' || (writing.semicolons === 'by-file' && style.semicolons);
  return ends ? `${text};` : text;
}

/** A statement at the beginning of a branch: a block, or one statement that gets a block around it. */
function insertInBranch(
  { path, text, facts }: EditedFile,
  { body, test }: BranchFact,
  code: string,
): TextEdit[] | null {
  const { style } = facts;
  const outer = indentationAt(text, test.start);
  const inner = outer + style.indent;
  switch (writingOf(facts).blocks) {
    case 'indent': {
      const first = body.start + (/^\s*/.exec(text.slice(body.start, body.end))?.[0].length ?? 0);
      const start = lineStart(text, first);
      if (text.slice(start, first).trim() === '')
        return [insertion(path, first, code + style.endOfLine + indentationAt(text, first))];
      // `if failed: return None`
      const gap = /:[ \t]*$/.exec(text.slice(start, first));
      if (gap === null) return null;
      const lines = `:${style.endOfLine}${inner}${code}${style.endOfLine}${inner}`;
      return [{ file: path, range: { start: first - gap[0].length, end: first }, text: lines }];
    }
    case 'braces': {
      const statement = text.slice(body.start, body.end);
      if (!statement.startsWith('{')) {
        if (/\belse\s*$/.test(text.slice(Math.max(0, body.start - 10), body.start)) || /[\r\n]/.test(statement))
          return null;
        // The statement may stand on the next line.
        const gap = /\)?(\s*)$/.exec(text.slice(test.end, body.start))?.[1] ?? '';
        const block = [' {', inner + code, inner + statement.trim(), `${outer}}`].join(style.endOfLine);
        return [{ file: path, range: { start: body.start - gap.length, end: body.end }, text: block }];
      }
      const behind = text.slice(body.start + 1, lineEnd(text, body.start));
      if (/^[ \t]*(?:\/\/|\/\*[^*]*\*\/[ \t]*$)/.test(behind)) {
        return [insertion(path, body.start + 1 + behind.trimEnd().length, style.endOfLine + inner + code)];
      }
      const first = body.start + 1 + (/^\s*/.exec(statement.slice(1))?.[0].length ?? 0);
      const isOwnLine = text.slice(lineStart(text, first), first).trim() === '';
      if (isOwnLine) return [insertion(path, first, code + style.endOfLine + indentationAt(text, first))];
      const inside = statement.slice(1, -1).trim();
      const block = ['{', inner + code, inner + inside, `${outer}}`].join(style.endOfLine);
      return [{ file: path, range: body, text: block }];
    }
    case 'end':
      return null;
  }
}
