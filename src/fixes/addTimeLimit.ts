/** A limit of time for a call to another system: one more argument, one more option, or one on what makes its client. */
import type { OutboundRow, TimeLimitGift } from '../knowledge/outboundLibrary.ts';
import type { ArgumentFact, CallFact } from '../model/facts.ts';
import type { Fix } from '../model/finding.ts';
import { indentationAt, lineStart, type TextEdit } from '../model/text.ts';
import { neededImport, parseImportLine } from './imports.ts';
import { insertion, merged, type EditedFile } from './insert.ts';

/** Null where the call has a shape that no sure edit exists for. */
export function addTimeLimitFix(file: EditedFile, call: CallFact, row: OutboundRow): Fix | null {
  const { gift } = row;
  if (gift === null || call.arguments.some(({ kind }) => kind === 'spread')) return null;
  const edits = editsOf(file, call, row, gift);
  if (edits === null) return null;
  const needed = importEdits(file, gift);
  return needed === null
    ? null
    : { title: `Give up after 10 s: ${gift.text}`, safety: 'review', edits: merged([...needed, ...edits]) };
}

function editsOf(file: EditedFile, call: CallFact, row: OutboundRow, gift: TimeLimitGift): TextEdit[] | null {
  switch (gift.form) {
    case 'argument':
      return lastArgument(file, call, gift.text);
    case 'option':
      return option(file, call, row, gift.text);
    case 'client':
      return onlyLiteral(file, row, gift.text);
  }
}

function importEdits(file: EditedFile, gift: TimeLimitGift): readonly TextEdit[] | null {
  if (gift.import === null) return [];
  const line = parseImportLine(file.facts, gift.import);
  const needed = line === null ? null : neededImport(file, line);
  // The text names what the import binds by its own name.
  if (needed === null || needed.local !== line?.local) return null;
  return needed.edit === null ? [] : [needed.edit];
}

function lastArgument({ path, text, facts }: EditedFile, call: CallFact, written: string): TextEdit[] | null {
  if (text[call.range.end - 1] !== ')') return null;
  const last = call.arguments.at(-1);
  if (last === undefined) return [insertion(path, call.range.end - 1, written)];
  return [insertion(path, last.range.end, following(text, last, written, facts.style.endOfLine))];
}

/** Behind an argument: on a line of its own where that has one. */
function following(text: string, last: ArgumentFact, written: string, endOfLine: string): string {
  const start = lineStart(text, last.range.start);
  const ownLine = text.slice(start, last.range.start).trim() === '';
  return ownLine ? `,${endOfLine}${indentationAt(text, last.range.start)}${written}` : `, ${written}`;
}

function option(
  { path, text, facts }: EditedFile,
  call: CallFact,
  row: OutboundRow,
  written: string,
): TextEdit[] | null {
  const method = /[\w$]+$/.exec(call.callee)?.[0] ?? '';
  const positions = row.optionsAt[method] ?? row.optionsAt['*'] ?? [];
  const object = positions.map((at) => call.arguments[at]).find((argument) => argument?.kind === 'object');
  if (object !== undefined)
    return [firstKey(path, text, object.range.start, written, facts.style.endOfLine)].flatMap((edit) => edit ?? []);
  const count = call.arguments.length;
  if (!positions.includes(count === 2 && call.arguments[1]?.kind === 'function' ? 1 : count) || count === 0)
    return null;
  const callback = call.arguments[1];
  if (count === 2 && callback?.kind === 'function') return [insertion(path, callback.range.start, `{ ${written} }, `)];
  const last = call.arguments[count - 1];
  if (last === undefined || last.kind === 'function') return null;
  return [insertion(path, last.range.end, following(text, last, `{ ${written} }`, facts.style.endOfLine))];
}

/** Behind the brace that opens at or after `start`. */
function firstKey(path: string, text: string, start: number, written: string, endOfLine: string): TextEdit | null {
  const brace = text.indexOf('{', start);
  if (brace === -1) return null;
  const rest = text.slice(brace + 1, brace + 500);
  if (/^\s*\}/.test(rest)) {
    const end = brace + 1 + rest.indexOf('}');
    return { file: path, range: { start: brace + 1, end }, text: ` ${written} ` };
  }
  const blank = /^[ \t]*\r?\n([ \t]*)/.exec(rest);
  return blank === null
    ? insertion(path, brace + 1, ` ${written},`)
    : insertion(path, brace + 1, `${endOfLine}${blank[1] ?? ''}${written},`);
}

/** The one literal of the client's type in the file; with several, nothing says which is meant. */
function onlyLiteral({ path, text }: EditedFile, row: OutboundRow, written: string): TextEdit[] | null {
  const names = row.clients.flatMap((client) => /(\w+\.\w+)\(\)$/.exec(client)?.[1] ?? []);
  const places = names.flatMap((name) => [
    ...text.matchAll(new RegExp(String.raw`\b${name.replace('.', String.raw`\.`)}\{`, 'g')),
  ]);
  const [only, more] = places;
  if (only === undefined || more !== undefined) return null;
  const brace = only.index + only[0].length - 1;
  const rest = text.slice(brace + 1, brace + 500);
  if (/^\s*\}/.test(rest))
    return [{ file: path, range: { start: brace + 1, end: brace + 1 + rest.indexOf('}') }, text: written }];
  const blank = /^[ \t]*\r?\n([ \t]*)/.exec(rest);
  return [insertion(path, brace + 1, blank === null ? `${written}, ` : `\n${blank[1] ?? ''}${written},`)];
}
