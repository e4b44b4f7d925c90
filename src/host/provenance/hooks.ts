/** Lines that an assistant's hook said it put in. */
import type { FileChange, LineOrigin, ProvenanceEvidence } from '../../model/change.ts';
import { newLines, origins, type AddedLine } from './lines.ts';
import { lineHash, recordedEdits, type RecordedEdit } from './journal.ts';

/** By path. */
export async function hookOrigins(root: string, files: readonly FileChange[]): Promise<Map<string, LineOrigin[]>> {
  const found = new Map<string, LineOrigin[]>();
  const edits = await recordedEdits(root);
  if (edits.size === 0) return found;
  for (const file of files) {
    const own = [
      ...(edits.get(file.path) ?? []),
      ...(file.oldPath === file.path ? [] : (edits.get(file.oldPath) ?? [])),
    ];
    const lines = own.length === 0 ? [] : known(newLines(file), own);
    if (lines.length > 0) found.set(file.path, origins(lines));
  }
  return found;
}

type KnownLine = { readonly line: number; readonly evidence: readonly ProvenanceEvidence[] };

function known(lines: readonly AddedLine[], edits: readonly RecordedEdit[]): KnownLine[] {
  const evidence = new Map(edits.map((edit) => [edit, [evidenceOf(edit)]] as const));
  // The last one to have written a line is told.
  const latest = edits.toReversed();
  const editOf = lines.map(({ text }) => {
    const hash = lineHash(text);
    return latest.find((edit) => edit.lines.has(hash)) ?? null;
  });
  return lines.flatMap(({ line, text }, index) => {
    const edit = editOf[index] ?? null;
    if (edit === null) return [];
    // A lone bracket is written by everybody; beside a line of the assistant's it is its own.
    const isTold = isTelling(text) || hasNeighbour(lines, editOf, index, edit);
    return isTold ? [{ line, evidence: evidence.get(edit) ?? [] }] : [];
  });
}

function hasNeighbour(
  lines: readonly AddedLine[],
  editOf: readonly (RecordedEdit | null)[],
  index: number,
  edit: RecordedEdit,
): boolean {
  for (const step of [-1, 1]) {
    for (let at = index + step; at >= 0 && at < lines.length; at += step) {
      const distance = Math.abs((lines[at]?.line ?? 0) - (lines[index]?.line ?? 0));
      if (editOf[at] !== edit || distance !== Math.abs(at - index)) break;
      if (isTelling(lines[at]?.text ?? '')) return true;
    }
  }
  return false;
}

function isTelling(text: string): boolean {
  return (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= 6;
}

function evidenceOf({ agent, session, at }: RecordedEdit): ProvenanceEvidence {
  const where = session === null ? '' : `, session ${session}`;
  return { kind: 'hook', text: `edit by ${agent} at ${at}${where}`.slice(0, 200), commit: null, by: 'agent', agent };
}
