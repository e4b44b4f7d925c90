/**
 * What has to hold before a change may be merged: items that are looked up and items that a person answers. Plain data,
 * made by `checklist/` from a review, Production and the profile.
 */
import type { Evidence } from './finding.ts';

/**
 * Automatic items: `pass`, `fail`, `unknown`. Manual ones: `open` until somebody answers, then `done` or `refused`; `stale`
 * when the lines that the answer speaks of have changed since.
 */
export type ItemState = 'pass' | 'fail' | 'unknown' | 'open' | 'done' | 'refused' | 'stale';

export interface ChecklistItem {
  /** Stable while the item is about the same: answers are kept under it. */
  readonly id: string;
  readonly kind: 'automatic' | 'manual';
  /** One line: what must hold. */
  readonly title: string;
  /** One line: what was found, in production's terms. Empty where the title says it all. */
  readonly detail: string;
  readonly state: ItemState;
  /** The checklist does not hold while this item is `fail`, `open`, `refused` or `stale`. */
  readonly required: boolean;
  /** Service it speaks of; null for the change as a whole. */
  readonly service: string | null;
  readonly evidence: readonly Evidence[];
  /** Equal while the lines it speaks of are; an answer holds for one subject. */
  readonly subject: string;
  /** The last answer, also a stale one. */
  readonly answer: ChecklistAnswer | null;
}

export interface ChecklistAnswer {
  readonly item: string;
  readonly subject: string;
  readonly answer: 'yes' | 'no';
  /** Who answered. */
  readonly by: string;
  readonly note: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface Checklist {
  /** As `ChangeSet.title`. */
  readonly title: string;
  /** Whether everything that must hold does. */
  readonly holds: boolean;
  readonly items: readonly ChecklistItem[];
  /** As `Review.summary`. */
  readonly summary: string;
}

const failing: ReadonlySet<ItemState> = new Set(['fail', 'open', 'refused', 'stale']);

/** Whether a checklist cannot be said to hold while the item is as it is. */
export function isMissing({ required, state }: ChecklistItem): boolean {
  return required && failing.has(state);
}
