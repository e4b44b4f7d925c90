/** Files that a command would write: shown first, and written where somebody asks for it. */
import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createTwoFilesPatch } from 'diff';
import type { SetupChange } from '../host/setup.ts';
import { inertLines } from '../reports/inert.ts';
import type { Style } from '../reports/style.ts';
import { writeChange } from './writeFiles.ts';

/** As `git diff` shows it. */
export function patchText({ file, before, after }: SetupChange, style: Style): string {
  const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, before ?? '', after, undefined, undefined, {
    context: 3,
  });
  return inertLines(patch)
    .split('\n')
    .filter((line) => !/^=+$/.test(line))
    .map((line) => (line.startsWith('+') ? style.good(line) : line.startsWith('-') ? style.bad(line) : line))
    .join('\n');
}

/** @throws Error that says in a sentence why the file was left alone */
export function writePlanned(root: string, change: SetupChange, isProgram = false): void {
  mkdirSync(path.dirname(path.join(root, change.file)), { recursive: true });
  writeChange(root, change);
  if (isProgram) chmodSync(path.join(root, change.file), 0o755);
}

/** The last line of such a command. */
export function closing(count: number, isWritten: boolean, nothing: string): string {
  if (count === 0) return `${nothing}\n`;
  const files = count === 1 ? '1 file' : `${count} files`;
  return isWritten ? `wrote ${files}\n` : `${files} would change: --write writes them\n`;
}
