/**
 * What to edit to drop hunks, to take them over, or to apply fixes. Texts may have moved on since the review: lines are
 * looked for where they are now, and what is not there any more is refused with words and never half done.
 */
import type { CreateFile, DeleteFile, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import type { FileChange, Hunk } from '../../model/change.ts';
import type { Finding, Fix } from '../../model/finding.ts';
import { findingsOf } from '../../model/review.ts';
import { conflicts, type TextEdit } from '../../model/text.ts';
import { placeHunks } from '../../review/placeHunk.ts';
import { workspaceEdit } from '../edits.ts';
import type { Folder } from '../folder.ts';
import { fileStart } from '../places.ts';
import type { ReviewEdit, ReviewEditParams } from '../reviewProtocol.ts';
import { findingWith, hunkWith, type HeldReview } from './held.ts';

type FileOperation = CreateFile | DeleteFile | TextDocumentEdit;

export async function editFor(held: HeldReview, action: ReviewEditParams['action']): Promise<ReviewEdit> {
  switch (action.kind) {
    case 'drop':
      return hunkEdits(held, action.hunks, 'after');
    case 'take':
      return hunkEdits(held, action.hunks, 'before');
    case 'fix': {
      const finding = findingWith(held, action.finding);
      const fresh = finding === null ? null : await freshOf(held, finding);
      const fix = fresh?.fixes[action.fix];
      if (finding === null || fix === undefined)
        return refusal(`${finding?.file ?? 'the file'} has changed since the review`);
      return editOf(held.folder, fix.edits);
    }
    case 'fix-all-safe':
      return allSafe(held);
  }
}

/**
 * @param present the side of the hunks that is in the files now; the other one is written
 */
async function hunkEdits(held: HeldReview, ids: readonly string[], present: 'before' | 'after'): Promise<ReviewEdit> {
  const byChange = new Map<FileChange, Hunk[]>();
  for (const id of ids) {
    const found = hunkWith(held, id);
    if (found === null) return refusal('the review no longer holds this hunk');
    byChange.set(found.file.change, [...(byChange.get(found.file.change) ?? []), found.hunk.hunk]);
  }
  const { folder } = held;
  const edits: TextEdit[] = [];
  const operations: FileOperation[] = [];
  for (const [change, hunks] of byChange) {
    const wanted = present === 'after' ? change.before : change.after;
    const expected = present === 'after' ? change.after : change.before;
    const path = present === 'after' ? change.path : change.oldPath;
    const text = await folder.engine.text(path);
    const isWhole = hunks.length === change.hunks.length;
    if (wanted === null && isWhole) {
      // The file is not there on the other side.
      if (text !== expected) return refusal(`${path} has changed since the review`);
      operations.push({ kind: 'delete', uri: folder.uriOf(path), options: { ignoreIfNotExists: true } });
    } else if (expected === null) {
      if (text !== null) return refusal(`${path} is there again`);
      operations.push(...creation(folder, path, wanted ?? ''));
    } else {
      const placed = text === null ? null : placeHunks(text, hunks, present, change);
      if (placed === null) return refusal(`the lines of ${path} have changed since the review`);
      edits.push(...placed.map((edit) => ({ file: path, ...edit })));
    }
  }
  return editOf(folder, edits, operations);
}

function creation(folder: Folder, path: string, text: string): FileOperation[] {
  const uri = folder.uriOf(path);
  return [
    { kind: 'create', uri, options: { overwrite: false } },
    { textDocument: { uri, version: null }, edits: [{ range: fileStart, newText: text }] },
  ];
}

/** The finding as it is now, with edits of the text that is there now; null where it is gone. */
async function freshOf(held: HeldReview, finding: Finding): Promise<Finding | null> {
  if (await isCurrent(held, finding.fixes)) return finding;
  const { findings } = await held.folder.engine.fileFindings(finding.file);
  return findings.find(({ fingerprint }) => fingerprint === finding.fingerprint) ?? null;
}

async function isCurrent({ folder, texts }: HeldReview, fixes: readonly Fix[]): Promise<boolean> {
  for (const file of new Set(fixes.flatMap(({ edits }) => edits.map((edit) => edit.file)))) {
    if ((await folder.engine.text(file)) !== texts.get(file)) return false;
  }
  return true;
}

/** One safe fix for each fault that has one, as far as they do not touch one another. */
async function allSafe(held: HeldReview): Promise<ReviewEdit> {
  const edits: TextEdit[] = [];
  const mended = new Set<string>();
  const stale = new Set<string>();
  const has = (edit: TextEdit): boolean => edits.some((taken) => isSame(taken, edit));
  for (const known of findingsOf(held.review)) {
    if (mended.has(known.fault) || !known.fixes.some(({ safety }) => safety === 'safe')) continue;
    const finding = await freshOf(held, known);
    if (finding === null) stale.add(known.file);
    const fix = finding?.fixes.find(
      ({ safety, edits: wanted }) =>
        safety === 'safe' && wanted.every((edit) => has(edit) || !edits.some((taken) => conflicts(taken, edit))),
    );
    if (fix === undefined) continue;
    mended.add(known.fault);
    edits.push(...fix.edits.filter((edit) => !has(edit)));
  }
  const refused = stale.size === 0 ? null : `${[...stale].join(', ')} changed since the review`;
  if (edits.length === 0) return { edit: null, refused: refused ?? 'there is no safe fix' };
  const { edit } = await editOf(held.folder, edits);
  return { edit, refused };
}

function isSame(one: TextEdit, other: TextEdit): boolean {
  return (
    one.file === other.file &&
    one.text === other.text &&
    one.range.start === other.range.start &&
    one.range.end === other.range.end
  );
}

async function editOf(
  folder: Folder,
  edits: readonly TextEdit[],
  operations: readonly FileOperation[] = [],
): Promise<ReviewEdit> {
  const made = await workspaceEdit(folder, edits);
  if (made === null) return refusal('a file cannot be read any more');
  const edit: WorkspaceEdit = { documentChanges: [...operations, ...(made.documentChanges ?? [])] };
  return { edit, refused: null };
}

function refusal(refused: string): ReviewEdit {
  return { edit: null, refused };
}
