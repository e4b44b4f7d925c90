import { withAnswers } from '../checklist/checklist.ts';
import { longestName, longestNote, openChecklistStore } from '../host/checklistStore.ts';
import { gitText } from '../host/git.ts';
import { isMissing, type ChecklistAnswer } from '../model/checklist.ts';
import { inert } from '../reports/inert.ts';
import { UsageError } from './arguments.ts';
import { sourceDetails, sourceOptions } from './changeSource.ts';
import { itemNamed, nearestId, readChecklist } from './checklist.ts';
import type { Command } from './command.ts';

export const checklistAnswer: Command = {
  name: 'checklist answer',
  operands: '<item>',
  most: 1,
  summary: 'Answer an item of the checklist that only a person can answer',
  details: `item  as the checklist names it; what stands behind its colon will do where only one is called so

The answer holds for the lines that the item speaks of as they are now.

${sourceDetails}`,
  options: [
    { name: 'yes', value: 'none', help: 'It holds' },
    { name: 'no', value: 'none', help: 'It does not hold' },
    { name: 'by', value: 'required', placeholder: 'name', help: 'Who says so (the default is the user.name of git)' },
    { name: 'note', value: 'required', placeholder: 'text', help: 'What was done, or where to read on' },
    ...sourceOptions,
  ],
  async run(invocation) {
    const { operands, values, terminal, style } = invocation;
    const [name] = operands;
    if (name === undefined) throw new UsageError('which item? prodaware checklist lists them');
    if (values.has('yes') === values.has('no')) throw new UsageError('say either --yes or --no');
    const note = values.last('note') ?? '';
    if (note.length > longestNote) throw new UsageError(`a note has at most ${longestNote} characters`);
    const { repository, checklist } = await readChecklist(invocation);
    repository.engine.dispose();
    const item = itemNamed(checklist.items, name);
    if (item === null) {
      const ids = checklist.items.filter(({ kind }) => kind === 'manual').map(({ id }) => id);
      const near = nearestId(name, ids);
      throw new UsageError(
        `there is no item ${name} on the checklist of this change${near === null ? '' : `; did you mean ${near}?`}`,
      );
    }
    if (item.kind === 'automatic') throw new UsageError(`${item.id} is looked up, and takes no answer`);
    const by = values.last('by') ?? (await userName(repository.root));
    if (by === null) throw new UsageError('who says so? git has no user.name here: --by NAME');
    if (by.length > longestName) throw new UsageError(`a name has at most ${longestName} characters`);
    const answer: ChecklistAnswer = {
      item: item.id,
      subject: item.subject,
      answer: values.has('yes') ? 'yes' : 'no',
      by,
      note,
      at: new Date().toISOString(),
    };
    const store = await openChecklistStore(repository.root);
    await store.put(answer);
    const missing = withAnswers(checklist, (await store.read()).answers).items.filter(isMissing).length;
    const left = missing === 0 ? style.good('the checklist holds') : `${missing} missing`;
    await terminal.output.write(`${inert(item.id)}: ${answer.answer} by ${inert(by)}; ${left}\n`);
    return 0;
  },
};

async function userName(root: string): Promise<string | null> {
  const name = await gitText(root, ['config', '--get', 'user.name']).catch(() => '');
  return name.trim() === '' ? null : name.trim();
}
