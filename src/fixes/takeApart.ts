/** Texts that are put together, as constant parts and the values between them. */
import type { LazyMessage } from './pythonStrings.ts';

/** A value that is the same wherever it stands in a call: names, attributes, calls and lookups without commas or operators outside of brackets. */
const simpleValue = /^[\p{L}_$][\p{L}\p{N}_$]*(?:(?:\?\.|\.)[\p{L}_$][\p{L}\p{N}_$]*|\([^()'"`]*\)|\[[^[\]'"`]*\])*$/u;

/** `` `paid ${order}` `` without escapes; null for more. */
export function javascriptTemplate(source: string): LazyMessage | null {
  const body = /^`([^`\\\n\r]*)`$/.exec(source)?.[1];
  if (body === undefined) return null;
  const pieces = body.split(/\$\{([^{}]*)\}/);
  const parts = pieces.filter((_, index) => index % 2 === 0);
  const values = pieces.filter((_, index) => index % 2 === 1).map((value) => value.trim());
  if (parts.some((part) => part.includes('${')) || values.some((value) => !simpleValue.test(value))) return null;
  return { parts, values };
}

/** `"paid " + order + " by " + user`, in languages with such strings; it begins with a text. */
export function concatenation(source: string): LazyMessage | null {
  const piece = /\s*(?:"([^"\\\n\r]*)"|'([^'\\\n\r]*)'|([\p{L}_$][\p{L}\p{N}_$.]*(?:\([^()'"]*\))?))\s*(\+|$)/uy;
  const parts = [''];
  const values: string[] = [];
  let at = 0;
  let isFirst = true;
  for (;;) {
    piece.lastIndex = at;
    const match = piece.exec(source);
    if (match === null) return null;
    const constant = match[1] ?? match[2];
    if (constant !== undefined) parts[parts.length - 1] += constant;
    else if (isFirst) return null;
    else {
      values.push(match[3] ?? '');
      parts.push('');
    }
    isFirst = false;
    at = piece.lastIndex;
    if (match[4] !== '+') return at >= source.length ? { parts, values } : null;
  }
}

/**
 * `"paid %s" % order`, `"paid {}".format(order)`, `String.format("paid %s", order)`, `fmt.Sprintf("paid %v", order)`:
 * with placeholders that only say where a value goes.
 */
export function formatted(source: string): LazyMessage | null {
  const percent = /^(["'])([^"'\\\n\r]*)\1\s*%\s*(?:\(([^()]*)\)|([\p{L}_][\p{L}\p{N}_.]*))$/u.exec(source);
  if (percent !== null) {
    // One name may be a tuple; in parentheses with a comma it is none.
    const given = percent[3];
    return given === undefined || !given.includes(',') ? null : filled(percent[2] ?? '', /%s/, given);
  }
  const method = /^(["'])([^"'\\\n\r]*)\1\s*\.format\(([^()]*)\)$/.exec(source);
  if (method !== null) {
    const named = /^\s*([a-z_]\w*)\s*=\s*([^=,]+?)\s*,?\s*$/i.exec(method[3] ?? '');
    if (named === null) return filled(method[2] ?? '', /\{\}/, method[3] ?? '');
    return filled(method[2] ?? '', new RegExp(`\\{${named[1]}\\}`), named[2] ?? '');
  }
  const call = /^(?:String\.format|fmt\.Sprintf)\(\s*"([^"\\\n\r]*)"\s*,([^()]*(?:\(\)[^()]*)*)\)$/.exec(source);
  return call === null ? null : filled(call[1] ?? '', /%[sdv]/, call[2] ?? '');
}

function filled(text: string, placeholder: RegExp, given: string): LazyMessage | null {
  const values = given.split(',').map((value) => value.trim());
  if (values.at(-1) === '') values.pop();
  const parts = text.split(placeholder);
  if (parts.length !== values.length + 1 || parts.some((part) => /[%{}]/.test(part))) return null;
  return values.every((value) => simpleValue.test(value)) ? { parts, values } : null;
}
