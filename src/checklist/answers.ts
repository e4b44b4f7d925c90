/** What people said of items, put to the items as they are now. */
import type { ChecklistAnswer, ChecklistItem, ItemState } from '../model/checklist.ts';

/** @param answers the last of an item counts */
export function answered(item: ChecklistItem, answers: readonly ChecklistAnswer[]): ChecklistItem {
  if (item.kind === 'automatic') return item;
  const answer = answers.findLast((one) => one.item === item.id) ?? null;
  return { ...item, answer, state: stateOf(item, answer) };
}

function stateOf({ subject }: ChecklistItem, answer: ChecklistAnswer | null): ItemState {
  if (answer === null) return 'open';
  if (answer.subject !== subject) return 'stale';
  return answer.answer === 'yes' ? 'done' : 'refused';
}
