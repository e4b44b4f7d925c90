/** Reviews of changes in VS Code: the commands, and what shows a review. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ChangeSource } from '../../model/change.ts';
import { commands, openReviewDiffCommand, revealInReviewCommand, reviewContextKey } from '../contributions.ts';
import type { ReviewPorts } from './actions.ts';
import { chooseSource } from './chooseSource.ts';
import { openAllDiffs, openDiff, registerReviewTexts } from './diffs.ts';
import { createReviewEdits } from './edits.ts';
import { createKeptHunks } from './kept.ts';
import { createReviewPanel, type Place } from './panel.ts';
import { showReviewProblems } from './problems.ts';
import { changeOf, createReviewSession, firstLineOf, type ReviewSession } from './session.ts';
import { createReviewTree, type ReviewNode } from './tree.ts';

export interface ReviewSurfaces extends vscode.Disposable {
  readonly session: ReviewSession;
}

export interface ReviewContext {
  readonly client: LanguageClient;
  readonly output: vscode.LogOutputChannel;
  readonly extension: vscode.ExtensionContext;
  /** The folder the user means; asks where there are several. */
  chooseFolder(): Promise<vscode.WorkspaceFolder | undefined>;
}

const askedKey = 'prodaware.review.asked';
/** A patch longer than this is not kept for the next start of the window. Characters. */
const longestKeptPatch = 256 * 1024;

interface Asked {
  readonly folder: string;
  readonly source: ChangeSource;
}

export function registerReview({ client, output, extension, chooseFolder }: ReviewContext): ReviewSurfaces {
  const session = createReviewSession(client);
  const ports: ReviewPorts = {
    client,
    session,
    kept: createKeptHunks(extension.workspaceState),
    edits: createReviewEdits(client),
    extension: extension.extensionUri,
  };

  async function start(folder: vscode.Uri, source: ChangeSource): Promise<void> {
    const asked: Asked = { folder: folder.toString(), source };
    const isKept = source.kind !== 'patch' || source.text.length <= longestKeptPatch;
    await extension.workspaceState.update(askedKey, isKept ? asked : undefined);
    panel.show();
    await session.start(folder, source);
  }

  async function restore(): Promise<void> {
    const asked = extension.workspaceState.get<Asked>(askedKey);
    const folders = vscode.workspace.workspaceFolders ?? [];
    const folder = folders.find(({ uri }) => uri.toString() === asked?.folder);
    if (asked && folder) await session.start(folder.uri, asked.source);
  }

  const panel = createReviewPanel(ports, output, restore);
  const setContext = (): void => {
    const has = session.current() !== null;
    void vscode.commands.executeCommand('setContext', reviewContextKey, has);
  };
  const register = (id: string, run: (...args: never[]) => Promise<unknown>): vscode.Disposable =>
    vscode.commands.registerCommand(id, async (...args: never[]) => {
      try {
        await run(...args);
      } catch (error) {
        output.error(error instanceof Error ? error : String(error));
        void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      }
    });

  const disposables = vscode.Disposable.from(
    session,
    panel,
    session.onEvent(setContext),
    registerReviewTexts(session),
    showReviewProblems(session, client),
    createReviewTree(session),
    register(commands.reviewChanges.command, async (given?: unknown) => {
      const folder = await chooseFolder();
      if (!folder) return;
      const source = isSource(given) ? given : await chooseSource(folder.uri);
      if (source) await start(folder.uri, source);
    }),
    register(commands.openReview.command, async () => {
      if (session.current() || session.isRunning()) panel.show();
      else await vscode.commands.executeCommand(commands.reviewChanges.command);
    }),
    register(commands.refreshReview.command, () => session.refresh()),
    register(commands.openReviewDiffs.command, async () => {
      const review = session.current();
      if (review) await openAllDiffs(review);
    }),
    register(revealInReviewCommand, async (place: Place) => panel.show(place)),
    register(openReviewDiffCommand, async (node: ReviewNode) => {
      const review = session.current();
      if (!review || (node.kind !== 'file' && node.kind !== 'hunk')) return;
      const hunk = node.kind === 'hunk' ? node.hunk : changeOf(review, node.file.path)?.hunks[0];
      await openDiff(review, node.file.path, hunk ? firstLineOf(hunk) : 1);
    }),
  );
  return { session, dispose: () => disposables.dispose() };
}

/** A menu passes what it belongs to, and other extensions pass what they like. */
function isSource(given: unknown): given is ChangeSource {
  if (typeof given !== 'object' || given === null || !('kind' in given)) return false;
  return ['working-tree', 'branch', 'staged', 'range', 'patch'].includes(String(given.kind));
}
