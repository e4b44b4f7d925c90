/** A value of a log line that becomes a text which says that something stood there. */
import type { LogCallFact } from '../model/facts.ts';
import type { Fix } from '../model/finding.ts';
import { contains, type Range } from '../model/text.ts';
import type { EditedFile } from './insert.ts';
import { writingOf } from './writing/of.ts';

/** A value in a log call. */
export interface LoggedValue {
  readonly range: Range;
  readonly shorthand: boolean;
  readonly name: string;
  /** What stands for it in a text, its braces included; null outside of texts. */
  readonly inText: Range | null;
}

const redacted = '[redacted]';

/** Null where a text may not stand in the place of the value. */
export function redactFix({ path, text, facts }: EditedFile, log: LogCallFact, value: LoggedValue): Fix | null {
  const call = facts.calls[log.call];
  if (call === undefined) return null;
  const title = 'Redact it';
  if (value.inText !== null) {
    if (facts.ecosystem === 'rust') return null;
    return { title, safety: 'review', edits: [{ file: path, range: value.inText, text: redacted }] };
  }
  const around = facts.calls.find(
    (one) =>
      one !== call &&
      contains(call.range, one.range) &&
      one.arguments.some(({ range }) => contains(range, value.range)),
  );
  if (
    around !== undefined &&
    /(?:Bytes?|ByteString|Binary|Int\w*|Bool|Dur\w*|Time|Errors?|Err|Stringer|Object)$/.test(around.callee)
  )
    return null;
  const literal = writingOf(facts).quoted(redacted, facts.style);
  const index = call.arguments.findIndex(
    ({ range }) => range.start === value.range.start && range.end === value.range.end,
  );
  const next = call.arguments[index + 1];
  // The fields before the message are no text: without them the message comes first.
  if (index === 0 && next !== undefined && log.messageArgument === 1) {
    return {
      title: 'Leave it out',
      safety: 'review',
      edits: [{ file: path, range: { start: value.range.start, end: next.range.start }, text: '' }],
    };
  }
  const replacement = value.shorthand ? `${text.slice(value.range.start, value.range.end)}: ${literal}` : literal;
  return { title, safety: 'review', edits: [{ file: path, range: value.range, text: replacement }] };
}
