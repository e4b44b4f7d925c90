/** The end of a span on every way out: `defer`, a `finally` around what it covers, or the block of the library. */
import type { Fix } from '../model/finding.ts';
import type { Facts, FunctionFact, SpanFact } from '../model/facts.ts';
import { contains, indentationAt, lineEnd, lineStart, type Range, type TextEdit } from '../model/text.ts';
import { insertion, isBlankLine, nextLine, type EditedFile } from './insert.ts';
import { isTaken } from './imports.ts';
import { writingOf } from './writing/of.ts';

/** How each language ends what must not be forgotten. Methods of a vendor that end its spans are in `ends`. */
type Form = 'defer' | 'finally' | 'block' | 'using';

const forms: Readonly<Record<string, Form>> = {
  go: 'defer',
  python: 'block',
  csharp: 'using',
  javascript: 'finally',
  typescript: 'finally',
  java: 'finally',
  php: 'finally',
};

/** The call that ends a span, by the vendor and the ecosystem; `end` where it is not named. */
const ends: Readonly<Record<string, string>> = {
  'opentelemetry go': 'End',
  'opencensus go': 'End',
  'newrelic go': 'End',
  'datadog go': 'Finish',
  'opentracing go': 'Finish',
  'sentry go': 'Finish',
  'datadog node': 'finish',
  'opentelemetry node': 'end',
  'sentry node': 'end',
  'xray node': 'close',
  'opentelemetry jvm': 'end',
  'micrometer jvm': 'stop',
  'brave jvm': 'finish',
  'opentelemetry php': 'end',
  'opentelemetry dotnet': 'Dispose',
  'datadog dotnet': 'Dispose',
  'sentry php': 'finish',
  'opentelemetry python': 'end',
  'opentracing python': 'close',
  'datadog python': 'finish',
  'sentry python': 'finish',
};

/** Null where no edit is sure to be right. */
export function endSpanFix(file: EditedFile, span: SpanFact): Fix | null {
  const { facts } = file;
  const end = ends[`${span.vendor} ${facts.ecosystem}`];
  const call = facts.calls[span.call];
  if (end === undefined || call === undefined) return null;
  switch (forms[facts.language]) {
    case 'defer':
      return deferred(file, span, end);
    case 'block':
      return asBlock(file, span, end);
    case 'using':
      return using(file, span);
    case 'finally': {
      const isGiven = facts.functions.some(
        ({ range }) => range.start === span.covers.start && range.end === span.covers.end,
      );
      return isGiven ? wrapCallback(file, span, end) : wrapRest(file, span, end);
    }
    default:
      return null;
  }
}

/** Go: `defer span.End()` behind the start. */
function deferred(file: EditedFile, span: SpanFact, end: string): Fix | null {
  const { path, text, facts } = file;
  const call = facts.calls[span.call];
  if (call === undefined || call.inLoop) return null;
  const { statement } = call;
  const alone = standsAlone(text, statement);
  if (!alone || /^(?:if|switch|for|return|go|defer)\b/.test(text.slice(statement.start, statement.start + 10)))
    return null;
  const edits: TextEdit[] = [];
  let name = span.variable;
  if (name === null) {
    const before = text.slice(statement.start, call.range.start);
    const blank = before.lastIndexOf('_');
    if (isTaken(file, 'span') || !/,\s*_\s*:=\s*$/.test(before)) return null;
    name = 'span';
    edits.push({ file: path, range: { start: statement.start + blank, end: statement.start + blank + 1 }, text: name });
  }
  const line = `${facts.style.endOfLine}${indentationAt(text, statement.start)}defer ${name}.${end}()`;
  edits.push(insertion(path, statement.end, line));
  if (span.ended === 'sometimes') {
    const removed = removals(file, span, name, end, { start: statement.end, end: span.covers.end });
    if (removed === null) return null;
    edits.push(...removed);
  }
  return { title: `Defer ${name}.${end}()`, safety: span.ended === 'never' ? 'safe' : 'review', edits };
}

/** C#: `using var activity = …`. */
function using({ path, text, facts }: EditedFile, span: SpanFact): Fix | null {
  const call = facts.calls[span.call];
  if (call === undefined || span.variable === null) return null;
  const { start } = call.statement;
  if (!/^(?:var|[A-Z]\w*\??)\s+\w+\s*=\s*$/.test(text.slice(start, call.range.start))) return null;
  return { title: `End ${span.variable} with its block`, safety: 'safe', edits: [insertion(path, start, 'using ')] };
}

/** Python: what follows becomes the block of `with`. */
function asBlock(file: EditedFile, span: SpanFact, end: string): Fix | null {
  const { path, text, facts } = file;
  const call = facts.calls[span.call];
  const block = blockAround(file, span);
  if (call === undefined || block === null || span.variable === null) return null;
  const { statement } = call;
  if (!standsAlone(text, statement)) return null;
  if (!/^[ \t]*(?:#.*)?$/.test(text.slice(statement.end, lineEnd(text, statement.end)))) return null;
  const written = text.slice(statement.start, call.range.start);
  if (written.replace(/\s/g, '') !== `${span.variable}=` || call.range.end !== statement.end) return null;
  const rest = { start: nextLine(text, statement.end), end: block.end };
  const body = indented(file, span, end, rest);
  if (body === null || body.trim() === '') return null;
  const callee = text.slice(call.calleeRange.start, call.calleeRange.end);
  const starts = span.vendor === 'opentelemetry' ? callee.replace(/\.start_span$/, '.start_as_current_span') : callee;
  const header = `with ${starts}${text.slice(call.calleeRange.end, call.range.end)} as ${span.variable}:`;
  return {
    title: `Make it a block that ends ${span.variable}`,
    safety: 'review',
    edits: [
      { file: path, range: statement, text: header },
      { file: path, range: rest, text: body },
    ],
  };
}

/** Braces: what follows goes into `try`, and the end into `finally`. */
function wrapRest(file: EditedFile, span: SpanFact, end: string): Fix | null {
  const { path, text, facts } = file;
  const call = facts.calls[span.call];
  const block = blockAround(file, span);
  if (call === undefined || block === null || span.variable === null) return null;
  const { statement } = call;
  if (!standsAlone(text, statement) || !isDeclaration(text.slice(statement.start, call.range.start))) return null;
  const lineAfter = lineEnd(text, statement.end);
  if (!/^\s*;?\s*(?:\/\/.*)?$/.test(text.slice(statement.end, lineAfter))) return null;
  const close = text[block.end - 1] === '}' ? block.end - 1 : block.end;
  if (text.slice(lineStart(text, close), close).trim() !== '') return null;
  const rest = { start: nextLine(text, statement.end), end: lineStart(text, close) };
  const body = indented(file, span, end, rest);
  if (body === null || body.trim() === '') return null;
  const indent = indentationAt(text, statement.start);
  return {
    title: `End ${span.variable} in a finally`,
    safety: 'review',
    edits: [{ file: path, range: rest, text: tryFinally(file, span.variable, end, indent, body) }],
  };
}

/** The body of a function that is given a span. */
function wrapCallback(file: EditedFile, span: SpanFact, end: string): Fix | null {
  const { path, text, facts } = file;
  const callback = facts.functions.find(
    ({ range }) => range.start === span.covers.start && range.end === span.covers.end,
  );
  if (callback === undefined) return null;
  const named = nameOfGiven(file, callback, span);
  if (named === null) return null;
  // A body is what is between its braces, or an expression.
  const { body } = callback;
  if (text[body.start - 1] !== '{' || text[body.end] !== '}' || returnsPromise(text, callback, facts)) return null;
  const open = nextLine(text, body.start);
  const close = lineStart(text, body.end);
  if (open >= close || text.slice(body.start, lineEnd(text, body.start)).trim() !== '') return null;
  if (text.slice(close, body.end).trim() !== '') return null;
  const rest = { start: open, end: close };
  const content = indented(file, span, end, rest, named.name);
  const first = firstLine(text, rest);
  if (content === null || first === null) return null;
  const wrapped = tryFinally(file, named.name, end, indentationAt(text, first), content);
  return {
    title: `End ${named.name} in a finally`,
    safety: 'review',
    edits: [...named.edits, { file: path, range: rest, text: wrapped }],
  };
}

function nameOfGiven(
  { path, text }: EditedFile,
  callback: FunctionFact,
  span: SpanFact,
): { readonly name: string; readonly edits: readonly TextEdit[] } | null {
  if (span.variable !== null) return { name: span.variable, edits: [] };
  const before = text.slice(callback.range.start, callback.body.start).replace(/\{$/, '');
  const open = before.indexOf('()');
  if (callback.parameters.length > 0 || !/^(?:async\s+)?(?:function\s*)?\(\)\s*(?:=>)?\s*$/.test(before)) return null;
  if (/\bspan\b/.test(text.slice(callback.body.start, callback.body.end))) return null;
  return { name: 'span', edits: [insertion(path, callback.range.start + open + 1, 'span')] };
}

/** What is returned may go on after the function, so that its end would come too early. */
function returnsPromise(text: string, { body, async: isAsync }: FunctionFact, { functions }: Facts): boolean {
  const inner = functions.filter(({ range }) => range.start > body.start && range.end <= body.end);
  for (const found of text.slice(body.start, body.end).matchAll(/\breturn\s+(?!await\b)([^;\n]*)/g)) {
    const at = body.start + found.index;
    if (inner.some(({ range }) => range.start <= at && at < range.end)) continue;
    if (isAsync ? /\(/.test(found[1] ?? '') : /\.then\(|fetch\(|Promise\b|async\b/.test(found[1] ?? '')) return true;
  }
  return !isAsync && /\bawait\b/.test(text.slice(body.start, body.end));
}

function tryFinally({ facts }: EditedFile, name: string, end: string, indent: string, body: string): string {
  const { style } = facts;
  const semicolons = writingOf(facts).semicolons;
  const close = semicolons === 'always' || (semicolons === 'by-file' && style.semicolons) ? ';' : '';
  const access = name.startsWith('$') ? '->' : '.';
  const inner = body.endsWith('\n') ? body : body + style.endOfLine;
  return [
    `${indent}try {${style.endOfLine}${inner}${indent}} finally {`,
    `${indent}${style.indent}${name}${access}${end}()${close}`,
    `${indent}}${style.endOfLine}`,
  ].join(style.endOfLine);
}

function isDeclaration(before: string): boolean {
  return /^(?:(?:const|let|var|final|val)\s+)?[\w$<>.]*\s*[\w$]+\s*(?::\s*[\w.<>| ]+)?=\s*$/.test(before);
}

/** Lines of a range one level deeper, without those that end the span; null where a line cannot be moved. */
function indented(file: EditedFile, span: SpanFact, end: string, rest: Range, name = span.variable): string | null {
  const { text, facts } = file;
  const written = text.slice(rest.start, rest.end);
  if (name === null || /"""|'''|\\\r?\n/.test(written) || !isEven(written, '`')) return null;
  const removed = span.ended === 'never' ? [] : removals(file, span, name, end, rest);
  if (removed === null) return null;
  let result = '';
  for (let at = rest.start; at < rest.end; at = Math.max(nextLine(text, at), at + 1)) {
    const stop = Math.min(nextLine(text, at), rest.end);
    if (removed.some(({ range }) => range.start <= at && stop <= range.end)) continue;
    const line = text.slice(at, stop);
    result += line.trim() === '' ? line : facts.style.indent + line;
  }
  // The line end of the last line stands behind what is replaced.
  return /[\r\n]/.test(text[rest.end] ?? '') ? result.replace(/\r?\n$/, '') : result;
}

/** Every line opens and closes what it opens of texts over several lines. */
function isEven(written: string, mark: string): boolean {
  return written.split('\n').every((line) => line.split(mark).length % 2 === 1);
}

/** Edits that take out the calls that end the span; null where one is more than a line of its own. */
function removals(
  { path, text, facts }: EditedFile,
  span: SpanFact,
  name: string,
  end: string,
  within: Range,
): TextEdit[] | null {
  const edits: TextEdit[] = [];
  for (const call of facts.calls) {
    if (!contains(within, call.range) || !call.callee.startsWith(name) || !call.callee.endsWith(end)) continue;
    const { start: from } = call.range;
    const start = lineStart(text, from);
    const line = text.slice(start, lineEnd(text, from)).trim();
    if (!/^[\w$?!.>-]+\(\)?;?$/.test(line) || !call.isStatement || call.function !== functionOf(facts, span))
      return null;
    if (isOnly(text, start, from)) return null;
    edits.push({ file: path, range: { start, end: nextLine(text, from) }, text: '' });
  }
  return edits;
}

function functionOf({ functions }: Facts, span: SpanFact): number {
  const given = functions.findIndex(({ range }) => range.start === span.covers.start && range.end === span.covers.end);
  return given === -1 ? span.function : given;
}

/** The only statement of a block that is written by indentation: without it there would be no block. */
function isOnly(text: string, start: number, from: number): boolean {
  const before = text.slice(0, start).trimEnd();
  if (!before.endsWith(':')) return false;
  let next = nextLine(text, from);
  while (next < text.length && isBlankLine(text, next)) next = nextLine(text, next);
  return next >= text.length || indentationAt(text, next).length < indentationAt(text, from).length;
}

function firstLine(text: string, { start, end }: Range): number | null {
  for (let at = start; at < end; at = Math.max(nextLine(text, at), at + 1)) if (!isBlankLine(text, at)) return at;
  return null;
}

function standsAlone(text: string, { start }: Range): boolean {
  return text.slice(lineStart(text, start), start).trim() === '';
}

/**
 * The innermost block that the start stands in. Facts have those of functions, branches, loops and handlers; one of a
 * `finally`, a `case` or a lock in between is seen by its lines, which stand at least as deep as the start. Null where
 * the lines leave that open.
 */
function blockAround(file: EditedFile, span: SpanFact): Range | null {
  const { text, facts } = file;
  const { functions, branches, loops, handlers, calls } = facts;
  const call = calls[span.call];
  if (call === undefined) return null;
  const bodies = [
    ...functions.map(({ body }) => body),
    ...branches.map(({ body }) => body),
    ...loops.map(({ body }) => body),
    ...handlers.flatMap(({ body, tryBody }) => (tryBody === null ? [body] : [body, tryBody])),
  ].filter((body) => contains(body, call.statement));
  bodies.sort((one, other) => one.end - one.start - (other.end - other.start));
  const [block] = bodies;
  if (block === undefined) return null;
  const depth = indentationAt(text, call.statement.start).length;
  for (let at = nextLine(text, call.statement.end); at < block.end; at = nextLine(text, at)) {
    const end = lineEnd(text, at);
    if (isBlankLine(text, at) || indentationAt(text, at).length >= depth) {
      if (end >= text.length) break;
      continue;
    }
    const line = text.slice(at, end);
    if (/^[ \t]*(?:#|\/\/)/.test(line)) continue;
    if (writingOf(facts).blocks === 'indent') return inner(file, span, block, text.slice(0, at).trimEnd().length);
    // The brace that closes the block itself, or another one in which the start stands.
    const brace = at + line.indexOf('}') + 1;
    if (!/^[ \t]*\}/.test(line)) return null;
    return brace >= block.end ? block : inner(file, span, block, brace);
  }
  return block;
}

/** The block as far as `end`, where the span is not heard of behind it and nothing that is opened in it stays open. */
function inner({ text, facts }: EditedFile, span: SpanFact, block: Range, end: number): Range | null {
  const name = (span.variable ?? '').replace(/\$/g, '\\$');
  const start = facts.calls[span.call]?.statement.end ?? block.start;
  const owner = facts.functions[span.function]?.body ?? { start: 0, end: text.length };
  if (new RegExp(`(?<![\\w$])${name}(?![\\w$])`).test(text.slice(end, owner.end))) return null;
  const code = text.slice(start, text[end - 1] === '}' ? end - 1 : end);
  const count = (marks: RegExp): number => (code.match(marks) ?? []).length;
  return count(/[([{]/g) === count(/[)\]}]/g) ? { start: block.start, end } : null;
}
