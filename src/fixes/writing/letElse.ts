/** Rust: `let Ok(order) = parse(text) else { … };` drops the error; a `match` gives it a name. */
import type { HandlerFact } from '../../model/facts.ts';
import { indentationAt, lineStart, type TextEdit } from '../../model/text.ts';
import type { EditedFile } from '../insert.ts';

const longest = 4000;

export function matchForLetElse(
  { path, text, facts }: EditedFile,
  handler: HandlerFact,
  statement: (error: string) => string,
): readonly TextEdit[] | null {
  const { start } = handler.header;
  const { body } = handler;
  if (handler.form !== 'match' || handler.bindingInsertAt !== -1 || body.end - start > longest) return null;
  const head = /^let\s+Ok\((mut\s+)?([a-z_]\w*|\(\))\)\s*=\s*([^]*?)\s*\belse\s*\{$/.exec(
    text.slice(start, body.start),
  );
  const end = /^\}\s*;/.exec(text.slice(body.end, body.end + 20));
  const ownLine = text.slice(lineStart(text, start), start).trim() === '';
  const [, mutable = '', name = '', value = ''] = head ?? [];
  // A value that is a block would be taken for the end of the match's own.
  if (end === null || !ownLine || value === '' || /[{}]|\/[/*]/.test(value)) return null;
  const inside = text.slice(body.start, body.end);
  const error = ['error', 'err', 'e'].find((one) => !new RegExp(`\\b${one}\\b`).test(inside + value));
  // Text over several lines would not be the same text when it is moved.
  if (error === undefined || spansLines(inside)) return null;
  const { indent, endOfLine } = facts.style;
  const outer = indentationAt(text, start);
  const range = { start, end: body.end + end[0].length };
  // What is not used needs no match.
  const isDropped = name === '_' || name === '()';
  const own = movedIn(inside, outer + indent.repeat(isDropped ? 1 : 2), isDropped ? '' : indent);
  if (own === null) return null;
  const written = isDropped
    ? [`if let Err(${error}) = ${value} {`, `${outer}${indent}${statement(error)}`, ...own, `${outer}}`]
    : [
        `let ${mutable}${name} = match ${value} {`,
        `${outer}${indent}Ok(${name}) => ${name},`,
        `${outer}${indent}Err(${error}) => {`,
        `${outer}${indent}${indent}${statement(error)}`,
        ...own,
        `${outer}${indent}}`,
        `${outer}};`,
      ];
  return [{ file: path, range, text: written.join(endOfLine) }];
}

/** A literal begins on one line and ends on another, or may. */
function spansLines(code: string): boolean {
  if (/\br#*"|\/\*/.test(code)) return true;
  return code.split(/\r\n|\n|\r/).some((line) => (line.replace(/\\.|'"'/g, '').match(/"/g) ?? []).length % 2 === 1);
}

/** Lines of a block, further in; null where something stands behind its brace. */
function movedIn(inside: string, innermost: string, by: string): string[] | null {
  if (!/[\r\n]/.test(inside)) return inside.trim() === '' ? [] : [innermost + inside.trim()];
  const lines = /^[ \t]*(?:\r\n|\n)([^]*?)\s*$/.exec(inside)?.[1];
  if (lines === undefined) return null;
  return lines === '' ? [] : lines.split(/\r\n|\n/).map((line) => (line.trim() === '' ? '' : by + line.trimEnd()));
}
