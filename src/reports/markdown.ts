/**
 * Text of the repository on its way into Markdown: a file, or its name, may hold markup, HTML or control characters, and
 * a pull request shows them.
 */
import { inert } from './inert.ts';

/** One line in which nothing is markup. */
export function markdownText(text: string): string {
  return inert(text)
    .replace(/[\\`*_{}[\]<>#|~&]/g, (character) =>
      character === '<' ? '&lt;' : character === '>' ? '&gt;' : `\\${character}`,
    )
    .replace(/^(\s*)([-+=]|\d+[.)])/, '$1\\$2')
    .replace(/@(?=\w)/g, '@\u2060');
}

/** One line as code. */
export function markdownCode(text: string): string {
  const line = inert(text).replace(/\r?\n/g, ' ');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') || line.trim() === '' ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}
