/** What the client asks of reviews. One review of each folder is held, for what is asked of it afterwards. */
import type { CancellationToken } from 'vscode-languageserver/node';
import { ChangeError } from '../../host/changes.ts';
import { promptOf } from '../../review/prompt.ts';
import { hunkText } from '../../review/diffText.ts';
import type { ServerContext } from '../context.ts';
import type { Folder } from '../folder.ts';
import {
  reviewEditRequest,
  reviewLinesRequest,
  reviewOutdatedNotification,
  reviewPromptRequest,
  reviewRequest,
  reviewTextRequest,
} from '../reviewProtocol.ts';
import type {
  ReviewEdit,
  ReviewEditParams,
  ReviewLines,
  ReviewLinesParams,
  ReviewParams,
  ReviewPromptParams,
  ReviewTextParams,
  WireLine,
  WireReview,
} from '../reviewProtocol.ts';
import { changesIn } from './changes.ts';
import { editFor } from './edits.ts';
import { changeAt, createHeldReviews, hunkWith, wireContext, type HeldReview } from './held.ts';
import { linesOfChange } from './lines.ts';
import { wireReview } from './wire.ts';

export interface Reviews {
  /** A file of the folder has another text, or any may have. */
  changed(folder: Folder): void;
  forget(folder: Folder): void;
}

export function registerReviews(context: ServerContext): Reviews {
  const { connection, folders } = context;
  const reviews = createHeldReviews();

  function heldBy(params: { readonly folder: string; readonly review: number }): HeldReview | null {
    const folder = folders.get(params.folder);
    return folder === undefined ? null : reviews.get(folder, params.review);
  }

  connection.onRequest(
    reviewRequest,
    async (params: ReviewParams, token: CancellationToken): Promise<WireReview | null> => {
      const folder = folders.get(params.folder);
      if (folder === undefined) return null;
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      const progress = connection.window.attachWorkDoneProgress(params.workDoneToken);
      progress.begin('Review', 0, 'reading the change', true);
      try {
        const { signal } = abort;
        const changes = await changesIn(folder, params.source, signal);
        let shown = -1;
        const review = await folder.engine.review(changes, {
          signal,
          onProgress(done, total) {
            const percentage = Math.floor((done / Math.max(total, 1)) * 100);
            if (percentage === shown) return;
            shown = percentage;
            progress.report(percentage, `${done} of ${total} files`);
          },
        });
        const held = await reviews.put(folder, review);
        return wireReview(review, folder.uri, held.id, wireContext(held));
      } catch (cause) {
        if (abort.signal.aborted) return null;
        // What the user can do something about is shown as it is; anything else is a fault of ours.
        if (!(cause instanceof ChangeError)) context.log.error('cannot review the change', cause);
        throw cause;
      } finally {
        progress.done();
      }
    },
  );

  connection.onRequest(
    reviewLinesRequest,
    async (params: ReviewLinesParams, token: CancellationToken): Promise<ReviewLines> => {
      const held = heldBy(params);
      const lines: Record<string, readonly WireLine[]> = {};
      for (const path of held === null ? [] : params.paths) {
        if (token.isCancellationRequested) break;
        const change = held && changeAt(held, path);
        if (change) Object.assign(lines, await linesOfChange(held.folder.engine, change));
      }
      return lines;
    },
  );

  connection.onRequest(reviewEditRequest, async (params: ReviewEditParams): Promise<ReviewEdit> => {
    const held = heldBy(params);
    return held === null ? { edit: null, refused: 'a newer review has taken its place' } : editFor(held, params.action);
  });

  connection.onRequest(reviewPromptRequest, async (params: ReviewPromptParams): Promise<string | null> => {
    const held = heldBy(params);
    const found = held && hunkWith(held, params.hunk);
    if (!found) return null;
    const { engine } = held.folder;
    const fileReasons = found.file.reasons.filter(({ verdict }) => verdict !== 'ship');
    return promptOf({
      path: found.file.change.path,
      diff: hunkText(found.hunk.hunk),
      reasons: [...found.hunk.reasons, ...fileReasons],
      production: await engine.production(),
      profile: await engine.profile(),
      textOf: wireContext(held).textOf,
    });
  });

  connection.onRequest(reviewTextRequest, (params: ReviewTextParams): string | null => {
    const held = heldBy(params);
    const change = held?.review.changes.files.find(({ path }) => path === params.path);
    return (params.side === 'before' ? change?.before : change?.after) ?? null;
  });

  return {
    changed(folder) {
      const held = reviews.of(folder);
      if (held === null || held.isOutdated) return;
      held.isOutdated = true;
      connection
        .sendNotification(reviewOutdatedNotification, { folder: folder.uri, review: held.id })
        .catch((cause: unknown) => context.log.error('cannot tell that a review is out of date', cause));
    },
    forget: (folder) => reviews.forget(folder),
  };
}
