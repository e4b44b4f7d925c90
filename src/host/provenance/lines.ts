/** Lines of the new side of a file, and what is known of them. */
import type { FileChange, LineOrigin, ProvenanceEvidence } from '../../model/change.ts';

export interface AddedLine {
  /** 1-based, of the new side. */
  readonly line: number;
  readonly text: string;
}

/** Lines that are new, in order. */
export function newLines({ hunks }: FileChange): AddedLine[] {
  return hunks.flatMap(({ lines }) =>
    lines.flatMap(({ kind, newLine, text }) => (kind === 'added' && newLine !== null ? [{ line: newLine, text }] : [])),
  );
}

/** Lines of the new side in front of which lines went, hunk by hunk, where no line came. */
export function removals({ hunks }: FileChange): number[] {
  return hunks
    .filter(({ lines }) => lines.every(({ kind }) => kind !== 'added'))
    .map(({ lines, newStart, newLines: count }) => {
      const first = count === 0 ? newStart + 1 : newStart;
      return first + lines.findIndex(({ kind }) => kind === 'removed');
    });
}

/** The same as runs of lines, both ends included. */
export function addedLines(change: FileChange): { first: number; last: number }[] {
  return runs(newLines(change).map(({ line }) => line));
}

/** @param lines sorted */
export function runs(lines: readonly number[]): { first: number; last: number }[] {
  const result: { first: number; last: number }[] = [];
  for (const line of lines) {
    const open = result.at(-1);
    if (open !== undefined && open.last + 1 === line) open.last = line;
    else result.push({ first: line, last: line });
  }
  return result;
}

export function origin(first: number, last: number, evidence: readonly ProvenanceEvidence[]): LineOrigin {
  return { first, last, evidence };
}

/** Lines of the same evidence that follow one another are told together. */
export function origins(
  lines: readonly { readonly line: number; readonly evidence: readonly ProvenanceEvidence[] }[],
): LineOrigin[] {
  const result: { first: number; last: number; evidence: readonly ProvenanceEvidence[] }[] = [];
  for (const { line, evidence } of lines) {
    if (evidence.length === 0) continue;
    const open = result.at(-1);
    if (open !== undefined && open.last + 1 === line && open.evidence === evidence) open.last = line;
    else result.push({ first: line, last: line, evidence });
  }
  return result;
}
