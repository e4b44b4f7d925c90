/** A log line in a handler that is given the error, in the form in which its library keeps the stack. */
import type { AttachForm } from '../knowledge/logger.ts';
import { loggerRow } from '../knowledge/loggers.ts';
import type { ArgumentFact, CallFact, HandlerFact, LogCallFact } from '../model/facts.ts';
import type { Fix } from '../model/finding.ts';
import type { TextEdit } from '../model/text.ts';
import { bindError } from './insertInHandler.ts';
import { insertion, merged, type EditedFile } from './insert.ts';
import { failureMessage } from './operation.ts';
import { writingOf } from './writing/of.ts';

/** Null where the library has no sure form, or the call is of a shape that none fits. */
export function attachErrorFix(file: EditedFile, handler: HandlerFact, log: LogCallFact): Fix | null {
  const { facts } = file;
  const call = facts.calls[log.call];
  const row = loggerRow(facts.ecosystem, log.library);
  if (call === undefined || row === null || call.arguments.some(({ kind }) => kind === 'spread')) return null;
  // What a wrapper of the repository takes is not known, where it is not the language that decides.
  if (log.library === 'unknown' && facts.ecosystem !== 'python') return null;
  const method = call.callee.slice(call.callee.lastIndexOf('.') + 1);
  const form = row.attach.forms?.find(({ methods }) => methods === undefined || methods.includes(method));
  if (form === undefined) return null;
  const needsName = [form.first, form.last, form.field, form.receiver].some(
    (part) => part?.includes('{error}') === true,
  );
  const binding = needsName ? bindError(file, handler) : null;
  if (needsName && binding === null) return null;
  const name = binding?.name ?? handler.binding;
  const edits = attached(file, call, method, form, withoutError(file, handler, call, log, name), name ?? '');
  if (edits === null) return null;
  return {
    title: 'Log the error with its stack',
    safety: 'safe',
    edits: merged([...(binding?.edits ?? []), ...edits]),
  };
}

/** The message without the error's text, as the error now stands beside it; `arguments` are those that stay. */
interface Shortened {
  readonly edits: readonly TextEdit[];
  readonly arguments: readonly ArgumentFact[];
}

function attached(
  { path, text, facts }: EditedFile,
  call: CallFact,
  method: string,
  form: AttachForm,
  shortened: Shortened,
  error: string,
): TextEdit[] | null {
  const fill = (part: string): string =>
    writingOf(facts)
      .inStyle(part, facts.style)
      .replaceAll('{error}', () => error)
      .replace(/\b(\w+): \1\b/, '$1');
  const edits = [...shortened.edits];
  if (form.method !== undefined) {
    const end = call.calleeRange.end;
    edits.push({ file: path, range: { start: end - method.length, end }, text: form.method });
    return edits;
  }
  if (form.receiver !== undefined) {
    edits.push(insertion(path, call.calleeRange.end - method.length - 1, fill(form.receiver)));
    return edits;
  }
  const fields = form.field === undefined ? undefined : shortened.arguments.find(({ kind }) => kind === 'object');
  if (fields !== undefined && form.field !== undefined) {
    const inside = text.slice(fields.range.start + 1, fields.range.end - 1);
    if (text[fields.range.start] !== '{') return null;
    const more = inside.trim() === '' ? ' ' : /^\s/.test(inside) ? ',' : ', ';
    edits.push(
      insertion(
        path,
        fields.range.start + 1,
        (/^[ \t\r\n]/.test(inside) || inside === '' ? ' ' : '') + fill(form.field) + more,
      ),
    );
    return edits;
  }
  const first = call.arguments[0];
  const last = shortened.arguments.at(-1);
  if (form.first !== undefined) {
    // The error itself stands first already, or there is nothing to put it before.
    if (first === undefined || first.kind === 'object') return null;
    // The message, where it is written anew, stands at the same place: one edit for both.
    const anew = edits.findIndex(({ range }) => range.start === first.range.start);
    const lead = `${fill(form.first)}, `;
    if (anew === -1) return [...edits, insertion(path, first.range.start, lead)];
    return edits.map((edit, index) => (index === anew ? { ...edit, text: lead + edit.text } : edit));
  }
  if (form.last === undefined || last === undefined) return null;
  const more = `, ${fill(form.last)}`;
  const anew = edits.findIndex(({ range }) => range.end === last.range.end);
  if (anew === -1) return [...edits, insertion(path, last.range.end, more)];
  return edits.map((edit, index) => (index === anew ? { ...edit, text: edit.text + more } : edit));
}

/** Takes the error's text off the end of the message, where it stands there for sure. */
function withoutError(
  { path, text, facts }: EditedFile,
  handler: HandlerFact,
  call: CallFact,
  log: LogCallFact,
  name: string | null,
): Shortened {
  const all = call.arguments;
  const kept: Shortened = { edits: [], arguments: all };
  if (name === null) return kept;
  const escaped = name.replace(/\$/g, '\\$');
  const asText = 'message|Message|toString\\(\\)|getMessage\\(\\)|getLocalizedMessage\\(\\)|Error\\(\\)';
  const errorText = `(?:(?:str|repr|String)\\(${escaped}\\)|${escaped}(?:\\.(?:${asText}))?)`;
  const isErrorText = new RegExp(`^${errorText}$`);
  const written = ({ range }: ArgumentFact): string => text.slice(range.start, range.end);
  const writing = writingOf(facts);
  const message = all[log.messageArgument] ?? all[0];
  if (message === undefined) return kept;
  const replace = (code: string): Shortened => ({
    edits: [{ file: path, range: message.range, text: code }],
    arguments: all,
  });
  const orDefault = (lead: string): string =>
    writing.quoted(lead.trim() === '' ? failureMessage(facts, handler) : lead, facts.style);
  const source = written(message);
  if (isErrorText.test(source) && message === all.at(-1)) return replace(orDefault(''));
  const rest = all.filter(({ keyword, range }) => keyword === null && range.start > message.range.start);
  const [only] = rest;
  // `"failed: %s", error`
  const lazy = /^(["'])([^"'\\\n]*?)[\s:;,([\-–—]*(?:%[srv]|\{\})[.)\]]*\1$/.exec(source);
  if (
    lazy !== null &&
    rest.length === 1 &&
    only !== undefined &&
    isErrorText.test(written(only)) &&
    !/%|\{\}/.test(lazy[2] ?? '')
  ) {
    const edits = [
      { file: path, range: { start: message.range.start, end: only.range.end }, text: orDefault(lazy[2] ?? '') },
    ];
    return { edits, arguments: all.map((one) => (one === only ? { ...one, range: only.range } : one)) };
  }
  if (rest.length > 0) return kept;
  // f"failed: {error}", `failed: ${error.message}`
  const inserted =
    facts.ecosystem === 'python'
      ? new RegExp(`^[fF](["'])([^"'\\\\\\n]*?)[\\s:;,([\\-–—]*\\{${errorText}(?:![rs])?\\}[.)\\]]*\\1$`).exec(source)
      : new RegExp(`^(\`)([^\`"'\\\\\\n]*?)[\\s:;,([\\-–—]*\\$\\{${errorText}\\}[.)\\]]*\`$`).exec(source);
  if (inserted !== null) {
    const lead = inserted[2] ?? '';
    if (!/[{}]/.test(lead)) return replace(orDefault(lead));
    return replace(facts.ecosystem === 'python' ? `f${inserted[1] ?? '"'}${lead}${inserted[1] ?? '"'}` : `\`${lead}\``);
  }
  // 'failed: ' + error.message
  const added = new RegExp(`^(["'])([^"'\\\\\\n]*?)[\\s:;,([\\-–—]*\\1\\s*\\+\\s*${errorText}$`).exec(source);
  return added === null ? kept : replace(orDefault(added[2] ?? ''));
}
