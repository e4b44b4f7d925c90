import { openChecklistStore } from '../host/checklistStore.ts';
import { inert } from '../reports/inert.ts';
import { UsageError } from './arguments.ts';
import { idNamed, nearestId } from './checklist.ts';
import type { Command } from './command.ts';
import { openFor } from './repository.ts';

export const checklistClear: Command = {
  name: 'checklist clear',
  operands: '<item>',
  most: 1,
  summary: 'Take back the answer to an item of the checklist',
  details: 'item  as the checklist names it; what stands behind its colon will do where only one is called so',
  options: [],
  async run({ operands, terminal }) {
    const [name] = operands;
    if (name === undefined) throw new UsageError('which item? prodaware checklist lists them');
    const { root, engine } = await openFor([], terminal);
    engine.dispose();
    const store = await openChecklistStore(root);
    const ids = (await store.read()).answers.map(({ item }) => item);
    const item = idNamed(ids, name);
    if (item === null) {
      const near = nearestId(name, ids);
      throw new UsageError(`nobody answered ${name}${near === null ? '' : `; did you mean ${near}?`}`);
    }
    await store.clear(item);
    await terminal.output.write(`${inert(item)}: the answer is taken back\n`);
    return 0;
  },
};
