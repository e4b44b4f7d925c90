/**
 * `checklist/` says what has to hold before a change may be merged: what is proven, what is missing, and what only a
 * person can answer. It imports what rules import, and `review`. Which items there are comes from the profile and from
 * what the change touches; each kind of item is a file of `kinds/`.
 */
import { isMissing, type Checklist, type ChecklistAnswer, type ChecklistItem } from '../model/checklist.ts';
import { answered } from './answers.ts';
import type { ChecklistContext, ChecklistInput, ItemDraft } from './kind.ts';
import { itemKinds } from './kinds/index.ts';
import { reachedServices } from './reach.ts';
import { subjectOf } from './subject.ts';

export function checklistOf(input: ChecklistInput, answers: readonly ChecklistAnswer[]): Checklist {
  const context: ChecklistContext = { ...input, reached: reachedServices(input) };
  const kinds = [...itemKinds].sort((one, other) => one.place - other.place);
  const taken = new Set<string>();
  const items = kinds
    .flatMap((kind) => kind.items(context))
    .map((draft): ChecklistItem => {
      const id = unused(draft.id, taken);
      taken.add(id);
      return itemOf({ ...draft, id });
    });
  const { title, summary } = { title: input.changes.title, summary: input.review.summary };
  return withAnswers({ title, holds: false, items, summary }, answers);
}

/** The same checklist with other answers. */
export function withAnswers(checklist: Checklist, answers: readonly ChecklistAnswer[]): Checklist {
  const items = checklist.items.map((item) => answered(item, answers));
  return { ...checklist, items, holds: !items.some(isMissing) };
}

function itemOf(draft: ItemDraft): ChecklistItem {
  const { id, kind, required, service, evidence, about } = draft;
  const [title, detail] = [oneLine(draft.title), oneLine(draft.detail)];
  return {
    id,
    kind,
    title,
    detail,
    state: draft.kind === 'automatic' ? draft.state : 'open',
    required,
    service,
    evidence,
    subject: subjectOf(about, kind === 'manual' ? `${title}\0${detail}` : ''),
    answer: null,
  };
}

function unused(id: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id;
  for (let number = 2; ; number++) if (!taken.has(`${id}:${number}`)) return `${id}:${number}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
