/** `prodaware-ignore` comments where there is no language module to read them, and writing one. */
import type { SuppressionFact } from '../model/facts.ts';
import type { Finding, Fix } from '../model/finding.ts';
import { parseSuppression } from '../model/suppression.ts';
import { indentationAt, lineEnd, lineStart } from '../model/text.ts';
import { insertion, nextLine } from './insert.ts';

const marker = 'prodaware-ignore';

/**
 * Marks of a comment in files that are no source code, by path; the first is the one to write. Empty where the format
 * has no comments (JSON) or is not known.
 */
function commentMarks(path: string): readonly string[] {
  const name = (path.split('/').at(-1) ?? '').toLowerCase();
  if (/\.(?:json|xml|md|markdown|rst|txt|html?)$/.test(name)) return [];
  if (/\.(?:ini|cfg|conf|service|timer|socket|target|container)$/.test(name)) return ['#', ';'];
  if (/\.(?:ya?ml|toml|sh|bash|env|properties|py|rb)$/.test(name)) return ['#'];
  return /^(?:dockerfile|containerfile|procfile)/.test(name) || /\.(?:dockerfile|containerfile)$/.test(name)
    ? ['#']
    : [];
}

/** What a line comment starts with in a file that has no language module, null where it has no comments. */
export function artifactComment(path: string): string | null {
  return commentMarks(path)[0] ?? null;
}

/** A comment may stand behind code on its line; elsewhere `#` behind code is part of a value. */
function takesTrailingComments(path: string): boolean {
  return /\.(?:ya?ml|toml|sh|bash)$/i.test(path);
}

/** Suppressions of an artifact, as a language module reads those of source code. */
export function readArtifactSuppressions(path: string, text: string): SuppressionFact[] {
  const marks = commentMarks(path);
  if (marks.length === 0) return [];
  const found: SuppressionFact[] = [];
  for (let at = text.indexOf(marker); at !== -1; at = text.indexOf(marker, lineEnd(text, at))) {
    const begin = lineStart(text, at);
    const end = lineEnd(text, at);
    const start = commentStart(text.slice(begin, at), marks, takesTrailingComments(path));
    if (start === null) continue;
    const range = { start: begin + start, end: trimmedEnd(text, begin, end) };
    const parsed = parseSuppression(text.slice(range.start, range.end));
    if (parsed === null) continue;
    const alone = text.slice(begin, range.start).trim() === '';
    const target = alone ? nextCode(text, nextLine(text, end), marks) : { start: begin, end: range.start };
    found.push({ range, rules: parsed.rules, reason: parsed.reason, target });
  }
  return found;
}

/** Where the comment that holds the marker begins, given the line up to the marker; null when it is not in a comment. */
function commentStart(before: string, marks: readonly string[], trailing: boolean): number | null {
  const trimmed = before.trimEnd();
  const mark = marks.find((one) => trimmed.endsWith(one));
  if (mark === undefined) return null;
  const start = trimmed.length - mark.length;
  const code = trimmed.slice(0, start);
  if (code.trim() === '') return start;
  return trailing && /[ \t]$/.test(code) ? start : null;
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /[ \t]/.test(text[at - 1] ?? '')) at--;
  return at;
}

/** The first line from `offset` on that is neither blank nor a comment; the end of the text where there is none. */
function nextCode(text: string, offset: number, marks: readonly string[]): { start: number; end: number } {
  for (let at = offset; at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at)).trim();
    if (line !== '' && !marks.some((mark) => line.startsWith(mark))) return { start: at, end: lineEnd(text, at) };
  }
  return { start: text.length, end: text.length };
}

/**
 * A comment above the finding's line that silences it.
 * @param comment what a line comment starts with in this file (`#`, `//`); null: the format has none
 * @param reason why it is silenced; editors let the user type over it
 * @returns null where a comment above that line would not be a comment
 */
export function suppressionFix(
  finding: Pick<Finding, 'rule' | 'file' | 'range'>,
  text: string,
  comment: string | null,
  reason = 'reason',
): Fix | null {
  if (comment === null) return null;
  const start = lineStart(text, finding.range.start);
  if (standsInBlockScalar(finding.file, text, start) || continuesLine(text, start)) return null;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const line = `${indentationAt(text, start)}${comment} ${marker} ${finding.rule}: ${reason}${newline}`;
  return {
    title: `Ignore ${finding.rule} here, with a reason`,
    safety: 'review',
    edits: [insertion(finding.file, start, line)],
  };
}

/** In YAML, text below `key: |` is a value to the letter: a `#` in it is no comment. */
function standsInBlockScalar(path: string, text: string, start: number): boolean {
  if (!/\.ya?ml$/i.test(path)) return false;
  let indent = indentationAt(text, start).length;
  for (let at = start; at > 0 && indent > 0;) {
    at = lineStart(text, at - 1);
    const line = text.slice(at, lineEnd(text, at));
    const own = indentationAt(text, at).length;
    if (line.trim() === '' || own >= indent) continue;
    if (/[|>][-+0-9]*[ \t]*(?:#.*)?$/.test(line.slice(-40))) return true;
    indent = own;
  }
  return false;
}

/** The line before ends in a backslash: a comment in between would end the command, or be part of it. */
function continuesLine(text: string, start: number): boolean {
  return start > 0 && /\\[ \t]*\r?\n$|\\\r$/.test(text.slice(Math.max(0, start - 20), start));
}
