/** What a change of a contract breaks. */
import type { Range } from '../../../model/text.ts';

/** Breaks of one kind at one place of the new text are one finding. */
export type BreakKind =
  | 'operation-removed'
  | 'request-narrowed'
  | 'response-narrowed'
  | 'field-removed'
  | 'field-changed'
  | 'call-removed'
  | 'type-removed'
  | 'value-removed'
  | 'input-required'
  | 'document-removed';

export interface Break {
  readonly kind: BreakKind;
  /** What it is, for a list of several: `GET /orders`. */
  readonly subject: string;
  /** What happened to it: `is gone`, `is required now`. */
  readonly what: string;
  /** What whoever uses the contract sees. */
  readonly effect: string;
  /** In the old text; null where nothing there shows it. */
  readonly before: Range | null;
  /** In the new text: what changed, or what it was taken out of. */
  readonly after: Range;
  /** Lines that make it harmless, and where they go in the new text. */
  readonly mend?: { readonly title: string; readonly at: number; readonly text: string };
}

/** Both texts of one contract. */
export interface ContractSides {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}
