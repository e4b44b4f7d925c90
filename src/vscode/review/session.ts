/**
 * The review that is shown. There is one at a time, as there is one set of changes that somebody looks at; the panel, the
 * tree and the Problems panel all show this one and hear when it changes.
 */
import * as vscode from 'vscode';
import { WorkDoneProgress } from 'vscode-languageclient/node';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ChangeSource } from '../../model/change.ts';
import {
  reviewEditRequest,
  reviewLinesRequest,
  reviewOutdatedNotification,
  reviewPromptRequest,
  reviewRequest,
  reviewTextRequest,
} from '../../server/reviewProtocol.ts';
import type {
  ReviewEdit,
  ReviewEditParams,
  ReviewLines,
  ReviewLinesParams,
  ReviewParams,
  ReviewPromptParams,
  ReviewTextParams,
  WireChange,
  WireHunk,
  WireReview,
} from '../../server/reviewProtocol.ts';

export type ReviewEvent =
  | { readonly type: 'review'; readonly review: WireReview }
  | { readonly type: 'progress'; readonly message: string; readonly percent: number | null }
  /** Message null: the user ended it. */
  | { readonly type: 'failed'; readonly message: string | null }
  | { readonly type: 'outdated' };

export interface ReviewSession extends vscode.Disposable {
  readonly onEvent: vscode.Event<ReviewEvent>;
  current(): WireReview | null;
  isOutdated(): boolean;
  isRunning(): boolean;
  /** Makes a review and shows it in place of the one that is shown; one that is being made is ended. */
  start(folder: vscode.Uri, source: ChangeSource): Promise<void>;
  /** The same change again. */
  refresh(): Promise<void>;
  cancel(): void;
  lines(paths: readonly string[]): Promise<ReviewLines>;
  edit(action: ReviewEditParams['action']): Promise<ReviewEdit>;
  prompt(hunk: string): Promise<string | null>;
  text(review: number, folder: string, path: string, side: 'before' | 'after'): Promise<string | null>;
}

export function createReviewSession(client: LanguageClient): ReviewSession {
  const events = new vscode.EventEmitter<ReviewEvent>();
  let review: WireReview | null = null;
  let asked: { readonly folder: string; readonly source: ChangeSource } | null = null;
  let outdated = false;
  let running: vscode.CancellationTokenSource | null = null;
  let runs = 0;

  const listening = client.onNotification(reviewOutdatedNotification, (told: { folder: string; review: number }) => {
    if (review?.folder !== told.folder || review.id !== told.review || outdated) return;
    outdated = true;
    events.fire({ type: 'outdated' });
  });

  async function run(folder: string, source: ChangeSource): Promise<void> {
    running?.cancel();
    const cancellation = new vscode.CancellationTokenSource();
    running = cancellation;
    asked = { folder, source };
    const token = `prodaware-review-${++runs}`;
    const tell = (event: ReviewEvent): void => {
      // A newer run has taken its place: what becomes of this one is no longer of interest.
      if (running === cancellation) events.fire(event);
    };
    tell({ type: 'progress', message: 'starting', percent: null });
    const progress = client.onProgress(WorkDoneProgress.type, token, (value) => {
      if (value.kind === 'end') return;
      tell({ type: 'progress', message: value.message ?? '', percent: value.percentage ?? null });
    });
    try {
      const params: ReviewParams = { folder, source, workDoneToken: token };
      const made = await client.sendRequest<WireReview | null>(reviewRequest, params, cancellation.token);
      if (running !== cancellation) return;
      running = null;
      if (made === null || cancellation.token.isCancellationRequested) {
        cancelled();
        return;
      }
      review = made;
      outdated = false;
      events.fire({ type: 'review', review });
    } catch (error) {
      if (running !== cancellation) return;
      running = null;
      if (cancellation.token.isCancellationRequested) cancelled();
      else events.fire({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
    } finally {
      progress.dispose();
      cancellation.dispose();
    }
  }

  /** What is shown is what is made again when somebody asks for it, and not what was given up. */
  function cancelled(): void {
    if (review) asked = { folder: review.folder, source: review.source };
    events.fire({ type: 'failed', message: null });
  }

  function held(): WireReview {
    if (!review) throw new Error('there is no review');
    return review;
  }

  return {
    onEvent: events.event,
    current: () => review,
    isOutdated: () => outdated,
    isRunning: () => running !== null,
    start: (folder, source) => run(client.code2ProtocolConverter.asUri(folder), source),
    async refresh() {
      if (asked) await run(asked.folder, asked.source);
    },
    cancel: () => running?.cancel(),
    async lines(paths) {
      const { id, folder } = held();
      const params: ReviewLinesParams = { review: id, folder, paths };
      return client.sendRequest<ReviewLines>(reviewLinesRequest, params);
    },
    async edit(action) {
      const { id, folder } = held();
      const params: ReviewEditParams = { review: id, folder, action };
      return client.sendRequest<ReviewEdit>(reviewEditRequest, params);
    },
    async prompt(hunk) {
      const { id, folder } = held();
      const params: ReviewPromptParams = { review: id, folder, hunk };
      return client.sendRequest<string | null>(reviewPromptRequest, params);
    },
    async text(id, folder, path, side) {
      const params: ReviewTextParams = { review: id, folder, path, side };
      return client.sendRequest<string | null>(reviewTextRequest, params);
    },
    dispose() {
      running?.cancel();
      listening.dispose();
      events.dispose();
    },
  };
}

export function changeOf(review: WireReview, path: string): WireChange | undefined {
  return review.files.find((file) => file.path === path);
}

export function hunkOf(review: WireReview, id: string): { file: WireChange; hunk: WireHunk } | undefined {
  for (const file of review.files) {
    const hunk = file.hunks.find((one) => one.id === id);
    if (hunk) return { file, hunk };
  }
  return undefined;
}

/** 1-based first line that a hunk shows on the new side, from its header. */
export function firstLineOf({ header }: WireHunk): number {
  return Math.max(1, Number(/^@@ -\d+(?:,\d+)? \+(\d+)/.exec(header)?.[1] ?? 1));
}
