/** A hunk as unified diffs write it. */
import type { DiffLine, Hunk } from '../model/change.ts';

const signs: Record<DiffLine['kind'], string> = { context: ' ', added: '+', removed: '-' };

/** `@@ -12,7 +12,9 @@` */
export function hunkHeader({ oldStart, oldLines, newStart, newLines }: Hunk): string {
  const side = (start: number, count: number): string => (count === 1 ? `${start}` : `${start},${count}`);
  return `@@ -${side(oldStart, oldLines)} +${side(newStart, newLines)} @@`;
}

/** Header and lines, without a line end at the end. */
export function hunkText(hunk: Hunk): string {
  const lines = hunk.lines.flatMap(({ kind, text, ending }) => [
    `${signs[kind]}${text}`,
    ...(ending === '' ? ['\\ No newline at end of file'] : []),
  ]);
  return [hunkHeader(hunk), ...lines].join('\n');
}
