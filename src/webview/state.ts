/** What the page shows, and what it remembers of where its reader was. */
import type { HunkVerdict } from '../model/review.ts';
import type { WireLine, WireReview } from '../server/reviewProtocol.ts';
import { noFilters, type Filters } from './filters.ts';
import type { FromPage } from './messages.ts';

export interface PageState {
  review: WireReview | null;
  /** Ids of hunks that are done. */
  kept: ReadonlySet<string>;
  isOutdated: boolean;
  /** The extension has said what there is to show. */
  isTold: boolean;
  /** A review is being made. */
  running: { readonly message: string; readonly percent: number | null } | null;
  /** Why there is no newer review; empty: nobody asked for one. */
  failure: string | null;
  filters: Filters;
  isTree: boolean;
  /** Paths of folders in the tree, and of files, that are closed. */
  readonly closed: Set<string>;
  /** Kept hunks that are open all the same. */
  readonly opened: Set<string>;
  /** By hunk. */
  readonly lines: Map<string, readonly WireLine[]>;
  /** By hunk: why something could not be done. */
  readonly refused: Map<string, string>;
  current: Current | null;
}

/** Where the reader is. */
export interface Current {
  readonly path: string;
  readonly hunk: string | null;
  /** Fingerprint. */
  readonly finding: string | null;
}

/** What survives while the tab is hidden, and a restart. */
export interface Remembered {
  readonly filters: Filters;
  readonly isTree: boolean;
  readonly closed: readonly string[];
  readonly current: Current | null;
  /** The file at the top of the view, and where its top is below that of the view, in pixels. */
  readonly anchor: Anchor | null;
}

export interface Anchor {
  readonly path: string;
  readonly offset: number;
}

export function initialState(remembered: Remembered | undefined): PageState {
  return {
    review: null,
    kept: new Set(),
    isOutdated: false,
    isTold: false,
    running: null,
    failure: null,
    filters: remembered?.filters ?? noFilters,
    isTree: remembered?.isTree ?? true,
    closed: new Set(remembered?.closed),
    opened: new Set(),
    lines: new Map(),
    refused: new Map(),
    current: remembered?.current ?? null,
  };
}

/** What parts of the page ask of the whole. */
export interface PagePorts {
  readonly state: PageState;
  post(message: FromPage): void;
  /** Something that decides on what is shown has changed: filters, view, what is kept. */
  refresh(): void;
  /** Goes there. */
  go(to: Current): void;
  /** Says it to those who cannot see it. */
  announce(text: string): void;
}

export const verdictWords: Readonly<Record<HunkVerdict, string>> = {
  'fix-first': 'Fix first',
  ask: 'Ask',
  ship: 'Ship',
};

export const verdictIcons: Readonly<Record<HunkVerdict, string>> = {
  'fix-first': 'error',
  ask: 'question',
  ship: 'pass',
};
