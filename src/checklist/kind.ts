/** What an item kind is: one file per kind under `kinds/`, which says of a change what items there are of it. */
import type { ChangeSet, FileChange } from '../model/change.ts';
import type { ChecklistItem } from '../model/checklist.ts';
import type { Finding } from '../model/finding.ts';
import type { Pipelines } from '../model/pipeline.ts';
import type { Production } from '../model/production.ts';
import type { LoadedProfile } from '../model/profile.ts';
import type { Review } from '../model/review.ts';
import type { ChangedFile } from '../model/rule.ts';
import type { SourceFile } from '../model/source.ts';
import type { SeverityOf } from '../rules/run.ts';
import type { ReachedService } from './reach.ts';

/** What is known of a change. */
export interface ChecklistInput {
  readonly changes: ChangeSet;
  readonly review: Review;
  readonly files: readonly ChangedFile[];
  /** Production before and after the change. */
  readonly before: Production;
  readonly after: Production;
  readonly profile: LoadedProfile | null;
  /** Findings of rules over Production on the new side, those that were there before included. */
  readonly standing: readonly Finding[];
  readonly severityOf: SeverityOf;
  /** Delivery pipelines before and after the change. */
  readonly pipelines: { readonly before: Pipelines; readonly after: Pipelines };
  /** Files of the new side beside the changed ones and those of Production, where routes were looked for. */
  readonly others: readonly SourceFile[];
}

export interface ChecklistContext extends ChecklistInput {
  /** Services that production starts and that the change reaches. */
  readonly reached: readonly ReachedService[];
}

interface Draft extends Pick<ChecklistItem, 'id' | 'title' | 'detail' | 'required' | 'service' | 'evidence'> {
  /** Changed files it speaks of. */
  readonly about: readonly FileChange[];
}

export interface AutomaticDraft extends Draft {
  readonly kind: 'automatic';
  readonly state: 'pass' | 'fail' | 'unknown';
}

/** Its title and detail are the question: an answer to another question does not hold. */
export interface ManualDraft extends Draft {
  readonly kind: 'manual';
}

export type ItemDraft = AutomaticDraft | ManualDraft;

export interface ItemKind {
  /** First word of the ids of its items. */
  readonly name: string;
  /** Where its items stand on the list: small numbers first. */
  readonly place: number;
  /** Empty where the change and the profile give no reason for one. */
  items(context: ChecklistContext): readonly ItemDraft[];
}
