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
 * A line of code from a knowledge table, which has single quotes and semicolons, as the file would write it.
 * Only for literals without quotes and backslashes inside, which is what tables hold.
 */
export function inStyle(code: string, style: SourceStyle, ecosystem: string): string {
  const requoted = code.replace(/'([^'"\\]*)'/g, `${style.quote}$1${style.quote}`);
  return ecosystem === 'node' && !style.semicolons ? requoted.replace(/;$/, '') : requoted;
}
