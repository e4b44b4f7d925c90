/**
 * `prodaware-ignore rule-id[, rule-id]: reason`, in a comment of any language: source, YAML, INI, Dockerfile.
 */

export interface ParsedSuppression {
  readonly rules: readonly string[];
  /** Null where none is given, which is itself reported. */
  readonly reason: string | null;
}

const marker = 'prodaware-ignore';
const longestComment = 2000;

/** Reads a comment with or without its marks (`#`, `//`, `/*`, `<!--`, `;`); null where it suppresses nothing. */
export function parseSuppression(comment: string): ParsedSuppression | null {
  const at = comment.indexOf(marker);
  // It is the comment's first word: a sentence that mentions the marker suppresses nothing.
  if (at === -1 || !/^[\s#/*;!<>{-]*$/.test(comment.slice(0, at))) return null;
  const rest = comment.slice(at + marker.length, at + marker.length + longestComment).split(/[\r\n]/, 1)[0] ?? '';
  if (rest !== '' && !/^[\s:*]/.test(rest)) return null;
  const body = rest.replace(/\s*(?:\*\/\}?|-->)\s*$/, '');
  const colon = body.indexOf(':');
  const names = colon === -1 ? body : body.slice(0, colon);
  const reason = colon === -1 ? '' : body.slice(colon + 1).trim();
  const rules = names
    .split(/[\s,]+/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return { rules, reason: reason === '' ? null : reason };
}
