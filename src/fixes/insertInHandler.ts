/**
 * A statement at the beginning of a handler, whatever the handler looks like: a block, one line, nothing at all, an
 * arrow function. Indentation, line ends and comments stay as the author has them.
 */
import type { HandlerFact } from '../model/facts.ts';
import { indentationAt, lineEnd, lineStart, type TextEdit } from '../model/text.ts';
import { insertion, type EditedFile } from './insert.ts';
import { writingOf } from './writing/of.ts';

/** The caught error's name in the handler, and the edit that gives it one where it has none. */
export interface ErrorBinding {
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

/** Null where the error cannot be given a name: it is taken apart (`catch ({ message })`), or every name is in use. */
export function bindError(file: EditedFile, handler: HandlerFact): ErrorBinding | null {
  if (handler.binding !== null) {
    return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(handler.binding) ? { name: handler.binding, edits: [] } : null;
  }
  if (handler.bindingInsertAt < 0) return null;
  const inside = file.text.slice(handler.body.start, handler.body.end);
  const writing = writingOf(file.facts);
  const name = writing.errorNames.find((one) => !new RegExp(`\\b${one}\\b`).test(inside));
  if (name === undefined) return null;
  const before = file.text.slice(Math.max(0, handler.bindingInsertAt - 40), handler.bindingInsertAt);
  const text = writing.bindError(handler.form, name, before, file);
  if (text === null) return null;
  const at = handler.bindingInsertAt;
  const { unnamed = '' } = writing;
  const end = unnamed !== '' && file.text.startsWith(unnamed, at) ? at + unnamed.length : at;
  return { name, edits: [{ file: file.path, range: { start: at, end }, text }] };
}

/** Null where the handler is of a shape that no sure edit exists for. */
export function insertInHandler(file: EditedFile, handler: HandlerFact, code: string): TextEdit[] | null {
  if (handler.form === 'suppress') return unwrapSuppress(file, handler, code);
  switch (writingOf(file.facts).blocks) {
    case 'indent':
      return insertInBlock(file, handler, code);
    case 'braces':
      return insertInBraces(file, handler, code);
    case 'end':
      return insertBeforeEnd(file, handler, code);
  }
}

/** Python: a block, or statements behind the colon. */
function insertInBlock({ path, text, facts }: EditedFile, handler: HandlerFact, code: string): TextEdit[] | null {
  const { style } = facts;
  const first = handler.placeholder ?? handler.statements[0];
  if (first === undefined) return null;
  const ownLine = text.slice(lineStart(text, first.start), first.start).trim() === '';
  const indent = ownLine ? indentationAt(text, first.start) : indentationAt(text, handler.header.start) + style.indent;
  const replaced = handler.placeholder !== null;
  const rest = replaced ? '' : style.endOfLine + indent;
  const end = replaced ? first.end : first.start;
  if (ownLine) return [{ file: path, range: { start: first.start, end }, text: code + rest }];
  // Not in the middle of other statements: what stands before must be the header.
  if (lineStart(text, first.start) !== lineStart(text, handler.header.start) || first.start < handler.header.end)
    return null;
  const range = { start: handler.header.end, end };
  return [{ file: path, range, text: style.endOfLine + indent + code + rest }];
}

/** A keyword, statements and `end`, one below the other; what stands on one line is left alone. */
function insertBeforeEnd({ path, text, facts }: EditedFile, handler: HandlerFact, code: string): TextEdit[] | null {
  const { style } = facts;
  const first = handler.placeholder ?? handler.statements[0];
  if (first === undefined) {
    const indent = indentationAt(text, handler.header.start) + style.indent;
    const at = lineEnd(text, handler.header.end);
    if (/[^\s#][^#]*$/.test(text.slice(handler.header.end, at).replace(/#.*$/, ''))) return null;
    // The comments of an empty handler stay where they are, and its value what it was.
    const { emptyValue } = writingOf(facts);
    const value = emptyValue === undefined ? '' : style.endOfLine + indent + emptyValue;
    return [insertion(path, at, style.endOfLine + indent + code + value)];
  }
  if (text.slice(lineStart(text, first.start), first.start).trim() !== '') return null;
  if (handler.placeholder !== null) return [{ file: path, range: first, text: code }];
  return [insertion(path, first.start, code + style.endOfLine + indentationAt(text, first.start))];
}

/** `with suppress(X):` becomes `try:`, with an `except X:` behind its block. */
function unwrapSuppress({ path, text, facts }: EditedFile, handler: HandlerFact, code: string): TextEdit[] | null {
  const { style } = facts;
  const call = facts.calls.find(
    (one) =>
      one.path === 'contextlib.suppress' &&
      one.range.start >= handler.header.start &&
      one.range.end <= handler.header.end,
  );
  if (call === undefined || call.arguments.length === 0) return null;
  if (call.arguments.some((argument) => argument.keyword !== null || argument.kind === 'spread')) return null;
  const written = text.slice(handler.header.start, handler.header.end).replace(/\s+/g, ' ');
  if (written !== `with ${text.slice(call.range.start, call.range.end).replace(/\s+/g, ' ')}:`) return null;
  const end = lineEnd(text, handler.body.end);
  if (!/^[ \t]*(?:#.*)?$/.test(text.slice(handler.body.end, end))) return null;
  const types = call.arguments.map((argument) => text.slice(argument.range.start, argument.range.end)).join(', ');
  const indent = indentationAt(text, handler.header.start);
  const clause = `except ${call.arguments.length > 1 ? `(${types})` : types}:`;
  const lines = [`${indent}${clause}`, `${indent}${style.indent}${code}`].join(style.endOfLine);
  return [{ file: path, range: handler.header, text: 'try:' }, insertion(path, end, style.endOfLine + lines)];
}

/** Braces, or the expression of an arrow function. */
function insertInBraces(file: EditedFile, handler: HandlerFact, code: string): TextEdit[] | null {
  const { path, text, facts } = file;
  const { style } = facts;
  const { start, end } = handler.body;
  const outer = indentationAt(text, start);
  const inner = outer + style.indent;
  const first = handler.statements[0];
  if (text[start - 1] !== '{' || text[end] !== '}') {
    const isCase = handler.form === 'error-check' && first !== undefined && first.start >= handler.header.end;
    if (!isCase || text.slice(lineStart(text, first.start), first.start).trim() !== '') {
      return blockForExpression(file, handler, code, outer, inner);
    }
  }
  if (first === undefined) {
    const kept = text.slice(start, end).trimEnd();
    const lead = kept.trim() === '' ? '' : kept;
    return [
      { file: path, range: { start, end }, text: lead + style.endOfLine + inner + code + style.endOfLine + outer },
    ];
  }
  const ownLine = text.slice(lineStart(text, first.start), first.start).trim() === '';
  // Without semicolons a line that starts like this would go on with ours.
  const ends =
    ownLine &&
    writingOf(facts).semicolons === 'by-file' &&
    !style.semicolons &&
    /[([`/+-]/.test(text[first.start] ?? '')
      ? ';'
      : '';
  const follows = ownLine ? style.endOfLine + indentationAt(text, first.start) : style.semicolons ? ' ' : '; ';
  return [insertion(path, first.start, code + ends + follows)];
}

/** `() => null` becomes a block that returns what it did. */
function blockForExpression(
  { path, text, facts }: EditedFile,
  handler: HandlerFact,
  code: string,
  outer: string,
  inner: string,
): TextEdit[] | null {
  const { style } = facts;
  const { lambda, valueBlocks = false } = writingOf(facts);
  if (handler.form !== 'promise-catch' && !valueBlocks) return null;
  const { start, end } = handler.body;
  const before = text.slice(Math.max(0, start - 20), start);
  if (!(lambda ?? /=>\s*$/).test(before)) return null;
  const expression = text.slice(start, end);
  const isNothing = /^(?:undefined|void 0|\(\))$/.test(expression.trim());
  const value = valueBlocks ? expression : null;
  const returned =
    value !== null && !isNothing
      ? [`${inner}${value}`]
      : isNothing
        ? []
        : [`${inner}return ${unwrapped(expression)}${style.semicolons ? ';' : ''}`];
  const lines = ['{', inner + code, ...returned, `${outer}}`];
  // An arm that is a block needs no comma.
  const comma = valueBlocks && /=>\s*$/.test(before) && text[end] === ',' ? 1 : 0;
  return [{ file: path, range: { start, end: end + comma }, text: lines.join(style.endOfLine) }];
}

/** An object that stands in parentheses so as not to be a block needs none behind `return`. */
function unwrapped(expression: string): string {
  return /^\(\s*\{[^{}]*\}\s*\)$/.test(expression) ? expression.slice(1, -1).trim() : expression;
}
