import type { SourceStyle } from '../../model/facts.ts';
import type { Extraction } from './extraction.ts';

/** How the file is written, by majority of what the walk saw; what it does not show is as is usual in the language. */
export function readStyle(
  { text, style }: Extraction,
  defaults: Pick<SourceStyle, 'indent' | 'quote' | 'semicolons'>,
): SourceStyle {
  let indent = defaults.indent;
  let most = 0;
  for (const [step, count] of style.indents) {
    if (count > most) {
      indent = step;
      most = count;
    }
  }
  const lineEnd = text.indexOf('\n');
  return {
    indent,
    quote: style.single === style.double ? defaults.quote : style.single > style.double ? "'" : '"',
    semicolons:
      style.withSemicolon === style.withoutSemicolon
        ? defaults.semicolons
        : style.withSemicolon > style.withoutSemicolon,
    endOfLine: lineEnd > 0 && text[lineEnd - 1] === '\r' ? '\r\n' : '\n',
    moduleSystem: style.moduleSystem,
  };
}
