/** Which argument of a log call is its message, and how it is put together. */
import type { ArgumentFact, LogCallFact } from '../../../model/facts.ts';
import type { Extraction } from '../extraction.ts';

const placeholders = /%(?:\(\w+\))?[-+ #0]*\d*(?:\.\d+)?[sdifFeEgGrxXcajoO]|%[+#]?[vqwT]|\{[\w.!:]*\}/;

/** @param from the first argument that may be the message: one behind the level */
export function messageOf(
  extraction: Extraction,
  given: readonly ArgumentFact[],
  from: number,
): { readonly kind: LogCallFact['message']; readonly index: number } {
  const positional = given.filter(
    (argument, index) => index >= from && argument.keyword === null && argument.kind !== 'spread',
  );
  const [first, second] = positional;
  // Some libraries take an object or the error first and the message behind it.
  const message =
    first !== undefined &&
    (first.kind === 'object' || first.kind === 'name') &&
    second !== undefined &&
    (isText(extraction, second) || madeText(extraction, second) !== null)
      ? second
      : first;
  if (message === undefined) return { kind: 'none', index: -1 };
  const index = given.indexOf(message);
  const made = madeText(extraction, message);
  if (made !== null) return { kind: made, index };
  if (message.kind === 'template') return { kind: 'interpolated', index };
  if (message.kind === 'string') {
    const takes = positional.length > 1 && placeholders.test(message.value ?? '');
    return { kind: takes ? 'placeholder' : 'constant', index };
  }
  return isText(extraction, message) ? { kind: 'interpolated', index } : { kind: 'none', index: -1 };
}

/** The text that a function makes: `{ "paid $order" }`, `() -> "paid " + order`. */
function madeText({ text }: Extraction, { kind, range }: ArgumentFact): 'constant' | 'interpolated' | null {
  if (kind !== 'function') return null;
  const written = text.slice(range.start, Math.min(range.end, range.start + 500));
  const made = /^\{\s*("[\s\S]*)\}$|->\s*("[\s\S]*)$/.exec(written);
  const body = made?.[1] ?? made?.[2];
  if (body === undefined) return null;
  return /^"[^"$]*"\s*$/.test(body) ? 'constant' : 'interpolated';
}

/** A string, or one put together: `'a' + b`, `'a' % b`, `'a {}'.format(b)`. */
function isText({ text }: Extraction, { kind, range }: ArgumentFact): boolean {
  if (kind === 'string' || kind === 'template') return true;
  const written = text.slice(range.start, Math.min(range.end, range.start + 500));
  if (kind === 'call')
    return (
      /^(?:[rub]|rb|br)?(['"])[^\n]*\1\s*\.format\(/i.test(written) ||
      /^(?:util\.|String\.)?format\(|^fmt\.Sprintf?\(|"\.formatted\(/.test(written)
    );
  return kind === 'other' && /['"`][^\n]*['"`]\s*[%+]|\+\s*[rub]?['"`]/i.test(written);
}
