/** The hunks of one file of a patch. Lines are counted, as lines of a hunk may look like anything. */
import type { PatchHunk, PatchLine } from './patch.ts';

export interface ReadHunks {
  readonly hunks: readonly PatchHunk[];
  /** Index of the line behind the last one. */
  readonly end: number;
  /** What is wrong with the first that is; for people. */
  readonly problem: string | null;
}

/**
 * @param lines of the whole patch, without `\n`
 * @param at where the first may stand
 * @param isConverted every line of the patch has got a `\r`, which does not belong to the file
 */
export function parseHunks(lines: readonly string[], at: number, isConverted: boolean): ReadHunks {
  const hunks: PatchHunk[] = [];
  let end = at;
  for (;;) {
    const line = (lines[end] ?? '').replace(/\r$/, '');
    if (!line.startsWith('@@ ')) break;
    const { hunk, end: next, problem } = parseHunk(lines, end, isConverted);
    const number = hunks.length + 1;
    if (hunk === null) return { hunks, end: next, problem: `hunk ${number} (line ${end + 1} of the patch) ${problem}` };
    hunks.push(hunk);
    end = next;
  }
  // More lines of a hunk than its head said.
  const next = lines[end];
  if (hunks.length > 0 && next !== undefined && /^[+\- ]/.test(next) && !isAfterHunks(lines, end)) {
    const problem = `hunk ${hunks.length} (line ${hunks.at(-1)?.line ?? 0} of the patch) has more lines than its head says`;
    return { hunks, end, problem };
  }
  return { hunks, end, problem: null };
}

/** A signature of `git format-patch`, or the head of the next file. */
function isAfterHunks(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (/^-- \r?$/.test(line) || line.trim() === '') return true;
  return line.startsWith('--- ') && (lines[at + 1] ?? '').startsWith('+++ ');
}

type ReadHunk =
  | { readonly hunk: PatchHunk; readonly end: number; readonly problem: null }
  | { readonly hunk: null; readonly end: number; readonly problem: string };

function parseHunk(lines: readonly string[], at: number, isConverted: boolean): ReadHunk {
  const head = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/.exec(lines[at] ?? '');
  if (head === null) return { hunk: null, end: at + 1, problem: 'has a head that cannot be read' };
  const [oldStart, newStart] = [Number(head[1]), Number(head[3])];
  let [oldLeft, newLeft] = [Number(head[2] ?? 1), Number(head[4] ?? 1)];
  const result: PatchLine[] = [];
  let end = at + 1;
  for (; oldLeft > 0 || newLeft > 0; end++) {
    const line = lines[end];
    if (line === undefined || (end === lines.length - 1 && line === '')) {
      return { hunk: null, end, problem: 'is cut off' };
    }
    if (line.startsWith('\\')) {
      if (!endWithout(result)) return { hunk: null, end, problem: 'cannot be read' };
      continue;
    }
    const kind = kindOf(line);
    if (kind === null) return { hunk: null, end, problem: 'is cut off, or has fewer lines than its head says' };
    if (kind !== 'added') oldLeft--;
    if (kind !== 'removed') newLeft--;
    // Editors and mail programs take the blank of an empty line away.
    const own = /^[+\- ]/.test(line) ? line.slice(1) : line;
    result.push({ kind, text: `${isConverted ? own.replace(/\r$/, '') : own}\n` });
  }
  if (oldLeft < 0 || newLeft < 0) return { hunk: null, end, problem: 'has other lines than its head says' };
  if ((lines[end] ?? '').startsWith('\\')) {
    endWithout(result);
    end++;
  }
  return { hunk: { line: at + 1, oldStart, newStart, lines: result }, end, problem: null };
}

function kindOf(line: string): PatchLine['kind'] | null {
  if (line === '' || line === '\r' || line.startsWith(' ')) return 'context';
  if (line.startsWith('+')) return 'added';
  return line.startsWith('-') ? 'removed' : null;
}

/** `\ No newline at end of file`: of the line before. */
function endWithout(lines: PatchLine[]): boolean {
  const last = lines.at(-1);
  if (last === undefined) return false;
  lines[lines.length - 1] = { ...last, text: last.text.replace(/\n$/, '') };
  return true;
}
