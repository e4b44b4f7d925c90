/** Ruby: `value = fetch(id) rescue nil` on one line; a block with a `rescue` has a place for the error. */
import type { HandlerFact } from '../../model/facts.ts';
import { indentationAt, lineEnd, lineStart, type TextEdit } from '../../model/text.ts';
import type { EditedFile } from '../insert.ts';

export function beginForModifier(
  { path, text, facts }: EditedFile,
  handler: HandlerFact,
  statement: (error: string) => string,
): readonly TextEdit[] | null {
  const { tryBody, header, body } = handler;
  if (handler.form !== 'rescue' || tryBody === null || tryBody.end > header.start || body.end !== header.end)
    return null;
  const start = lineStart(text, tryBody.start);
  const end = lineEnd(text, header.end);
  const before = text.slice(start, tryBody.start);
  // Behind anything else it may bind otherwise than it reads.
  if (!/^[ \t]*(?:(?:@{0,2}|\$)[a-z_]\w*[ \t]*(?:\|\|)?=[ \t]*)?$/i.test(before) || end < header.end) return null;
  if (
    !/^[ \t]*$/.test(text.slice(header.end, end)) ||
    /\s/.test(text.slice(tryBody.end, header.start).replace(/^ +$/, ''))
  ) {
    return null;
  }
  const tried = text.slice(tryBody.start, tryBody.end);
  const value = text.slice(body.start, body.end);
  if (/[\r\n]/.test(tried + value) || /^(?:return|break|next|def)\b|[ \t](?:and|or)[ \t]|<<[~-]?\w/.test(tried))
    return null;
  const error = ['e', 'error', 'exception'].find((one) => !new RegExp(`\\b${one}\\b`).test(tried + value + before));
  if (error === undefined) return null;
  const { indent, endOfLine } = facts.style;
  const outer = indentationAt(text, tryBody.start);
  const lines = [
    'begin',
    `${outer}${indent}${tried}`,
    `${outer}rescue => ${error}`,
    `${outer}${indent}${statement(error)}`,
    `${outer}${indent}${value}`,
    `${outer}end`,
  ];
  return [{ file: path, range: { start: tryBody.start, end: header.end }, text: lines.join(endOfLine) }];
}
