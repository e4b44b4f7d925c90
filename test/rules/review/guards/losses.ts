/** What a change loses, as the review of a small repository says it. */
import { surrounded } from '../../../support/check.ts';
import { review, type Files } from '../../../support/memoryRepository.ts';

/** Each loss as `the line it stands on: its message`. */
export async function losses(language: string, before: string, after: string, more: Files = {}): Promise<string[]> {
  const files = surrounded(language, source(after));
  const path = Object.keys(files).at(-1) ?? '';
  return lossesOf({ ...files, [`before:${path}`]: source(before), ...more });
}

export async function lossesOf(files: Files): Promise<string[]> {
  const { findings } = await review(files, ['guard-removed']);
  return findings
    .filter(({ rule }) => rule === 'guard-removed')
    .map(({ file, range, message }) => {
      const text = files[file] ?? '';
      const start = text.lastIndexOf('\n', range.start - 1) + 1;
      const end = text.indexOf('\n', range.start);
      return `${text.slice(start, end === -1 ? undefined : end).trim()}: ${message}`;
    });
}

/** Without the first line end and the indentation of the first line. */
export function source(text: string): string {
  const lines = text.replace(/^\n/, '').trimEnd().split('\n');
  const indent = /^[ \t]*/.exec(lines[0] ?? '')?.[0].length ?? 0;
  return `${lines.map((line) => line.slice(Math.min(indent, line.length - line.trimStart().length))).join('\n')}\n`;
}
