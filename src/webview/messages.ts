/**
 * What the extension and the page of a review say to each other. Both ends import this file, so it holds types only. The
 * page shows and asks; everything that reads or writes a file is done by the extension.
 */
import type { TokenKind } from '../model/token.ts';
import type { WireRange } from '../server/protocol.ts';
import type { ReviewEditParams, ReviewLines, WireReview } from '../server/reviewProtocol.ts';

/** Extension → page. */
export type ToPage =
  /** A review to show, in place of what is shown. */
  | { readonly type: 'review'; readonly review: WireReview; readonly kept: readonly string[] }
  /** A review is being made; the one that is shown stays. Percent is null where nobody knows. */
  | { readonly type: 'progress'; readonly message: string; readonly percent: number | null }
  /** No review is being made any more, and none came of it: `message` says why, null where the user ended it. */
  | { readonly type: 'failed'; readonly message: string | null }
  /** Files changed since the review that is shown. */
  | { readonly type: 'outdated' }
  | { readonly type: 'lines'; readonly review: number; readonly lines: ReviewLines }
  /** Hunks that are done, all of them. */
  | { readonly type: 'kept'; readonly kept: readonly string[] }
  /** Something was refused, or only done in part; hunk null: of the review as a whole. */
  | { readonly type: 'refused'; readonly hunk: string | null; readonly message: string }
  /** Something was done. */
  | { readonly type: 'done'; readonly message: string; readonly canUndo: boolean }
  | { readonly type: 'colors'; readonly colors: TokenColors }
  /** Goes to a hunk or a finding, or to the file where both are null. */
  | {
      readonly type: 'reveal';
      readonly path: string;
      readonly hunk: string | null;
      readonly finding: string | null;
    };

/** `#rrggbb` or `#rrggbbaa` and font styles of the user's theme; kinds that it says nothing of are left out. */
export type TokenColors = Readonly<Partial<Record<TokenKind, TokenStyle>>>;

export interface TokenStyle {
  readonly color: string | null;
  readonly isItalic: boolean;
  readonly isBold: boolean;
}

/** Page → extension. */
export type FromPage =
  /** The page listens; it holds nothing yet. */
  | { readonly type: 'ready' }
  | { readonly type: 'lines'; readonly review: number; readonly paths: readonly string[] }
  | { readonly type: 'keep'; readonly hunks: readonly string[]; readonly isKept: boolean }
  | { readonly type: 'edit'; readonly action: ReviewEditParams['action']; readonly hunk: string | null }
  | { readonly type: 'undo' }
  /** The editor's own diff view, at a 1-based line of the new side. */
  | { readonly type: 'diff'; readonly path: string; readonly line: number }
  /** All files in the editor's own view. */
  | { readonly type: 'changes' }
  /** A place; `isOld`: on the old side. */
  | {
      readonly type: 'open';
      readonly path: string;
      readonly uri: string;
      readonly range: WireRange;
      readonly isOld: boolean;
    }
  | { readonly type: 'rule'; readonly rule: string }
  | { readonly type: 'send'; readonly hunk: string }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'checklist' }
  | { readonly type: 'refresh' }
  | { readonly type: 'cancel' }
  | { readonly type: 'choose' };
