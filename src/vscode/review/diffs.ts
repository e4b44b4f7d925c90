/** Changed files in the editor's own diff views. Sides that are not on disk are documents that the server gives. */
import * as vscode from 'vscode';
import type { WireChange, WireReview } from '../../server/reviewProtocol.ts';
import { reviewScheme } from '../contributions.ts';
import { changeOf, type ReviewSession } from './session.ts';

interface Side {
  readonly review: number;
  readonly folder: string;
  readonly path: string;
  readonly side: 'before' | 'after';
}

/**
 * A side of a file as a document of its own. Its path is that of the file on that side: its language is known, and it is
 * taken for a renamed file only where it is one.
 */
export function sideUri(review: WireReview, { path, oldPath }: WireChange, side: 'before' | 'after'): vscode.Uri {
  const query: Side = { review: review.id, folder: review.folder, path, side };
  const folder = vscode.Uri.parse(review.folder).path.replace(/\/$/, '');
  const file = `${folder}/${side === 'before' ? oldPath : path}`;
  return vscode.Uri.from({ scheme: reviewScheme, path: file, query: JSON.stringify(query) });
}

export function registerReviewTexts(session: ReviewSession): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(reviewScheme, {
    async provideTextDocumentContent({ query }) {
      // Written by `sideUri`.
      const { review, folder, path, side } = JSON.parse(query) as Side;
      return (await session.text(review, folder, path, side)) ?? '';
    },
  });
}

/** The new side: the file where it is on disk. */
export function newSide(review: WireReview, change: WireChange): vscode.Uri {
  return review.isWorkingTree ? vscode.Uri.parse(change.uri) : sideUri(review, change, 'after');
}

/** @param line 1-based, of the new side */
export async function openDiff(review: WireReview, path: string, line: number): Promise<void> {
  const change = changeOf(review, path);
  if (!change) return;
  const position = new vscode.Position(Math.max(0, line - 1), 0);
  const options: vscode.TextDocumentShowOptions = { selection: new vscode.Range(position, position), preview: true };
  const before = sideUri(review, change, 'before');
  if (change.note !== null && change.hunks.length === 0) {
    await vscode.commands.executeCommand('vscode.open', newSide(review, change));
  } else {
    // A side that is not there is an empty document: the other one is all new, or all gone.
    const after = change.kind === 'deleted' ? sideUri(review, change, 'after') : newSide(review, change);
    await vscode.commands.executeCommand('vscode.diff', before, after, `${nameOf(path)} (${review.title})`, options);
  }
}

/** All files of a review in one view. */
export async function openAllDiffs(review: WireReview): Promise<void> {
  const resources = review.files
    .filter(({ hunks }) => hunks.length > 0)
    .map((change) => [
      change.kind === 'deleted' ? sideUri(review, change, 'before') : newSide(review, change),
      change.kind === 'added' ? undefined : sideUri(review, change, 'before'),
      change.kind === 'deleted' ? undefined : newSide(review, change),
    ]);
  await vscode.commands.executeCommand('vscode.changes', `Production Review: ${review.title}`, resources);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
