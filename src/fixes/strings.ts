/** Text of a program as string literals of a file, in the quotes the file uses. */
import type { SourceStyle } from '../model/facts.ts';

/** A literal that reads the same in Python and JavaScript: the file's quotes, unless the other kind saves escaping. */
export function quoted(value: string, style: Pick<SourceStyle, 'quote'>): string {
  const other = style.quote === '"' ? "'" : '"';
  const quote = value.includes(style.quote) && !value.includes(other) ? other : style.quote;
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return quote + escaped + quote;
}

/**
 * A line of code from a knowledge table, which has single quotes, with the quotes of the file. Only for literals without
 * quotes and backslashes inside, which is what tables hold.
 */
export function requoted(code: string, style: Pick<SourceStyle, 'quote'>): string {
  return code.replace(/'([^'"\\]*)'/g, `${style.quote}$1${style.quote}`);
}

/** A literal in double quotes, as most languages of the C family and Go read it. */
export function doubleQuoted(value: string): string {
  return quoted(value.replaceAll('\0', ''), { quote: '"' }).replace(/^'([\s\S]*)'$/, (_, inner: string) =>
    inner.includes('"') ? `"${inner.replaceAll('"', '\\"')}"` : `"${inner}"`,
  );
}
