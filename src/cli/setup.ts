import { agents } from '../agents/index.ts';
import { prePushPlan } from '../host/prePush.ts';
import { setupPlan } from '../host/setup.ts';
import { inert } from '../reports/inert.ts';
import { UsageError } from './arguments.ts';
import type { Command } from './command.ts';
import { closing, patchText, writePlanned } from './plannedChanges.ts';
import { openFor } from './repository.ts';

export const setup: Command = {
  name: 'setup',
  operands: '[agent…]',
  most: agents.length,
  summary: 'Tell AI assistants how production runs this, and let them ask after each edit',
  details: `agent  ${agents.map(({ name }) => name).join(', ')} (the default is those that left traces in the repository)

Shows what would change, and changes nothing without --write. Two things for each assistant: a marked block about
production in its instructions (and in AGENTS.md), and a hook that has each edit reviewed. What is already in the
files stays; a second time changes nothing.`,
  options: [
    { name: 'write', value: 'none', help: 'Write the files' },
    { name: 'no-hooks', value: 'none', help: 'Only the instructions' },
    { name: 'no-instructions', value: 'none', help: 'Only the hooks' },
    { name: 'pre-push', value: 'none', help: 'Also a git hook that runs the checklist before a push' },
    {
      name: 'command',
      value: 'required',
      placeholder: 'program',
      help: 'What runs ProdAware in the hooks (the default is prodaware, which has to be on the PATH)',
    },
  ],
  async run({ operands, values, terminal, style }) {
    const unknown = operands.find((name) => !agents.some((agent) => agent.name === name));
    if (unknown !== undefined) throw new UsageError(`there is no agent ${unknown}`);
    const program = values.last('command') ?? 'prodaware';
    const { root, engine } = await openFor([], terminal);
    const plan = await setupPlan(root, engine, {
      agents: operands,
      hooks: !values.has('no-hooks'),
      instructions: !values.has('no-instructions'),
      program,
    });
    engine.dispose();
    const push = values.has('pre-push') ? await prePushPlan(root, program) : null;
    const refused = [...plan.refused, ...(push?.refused ?? [])];
    const changes = [...plan.changes, ...(push?.changes ?? [])];
    for (const change of changes) {
      await terminal.output.write(`${patchText(change, style)}\n`);
      if (values.has('write')) writePlanned(root, change, push?.changes.includes(change) === true);
    }
    for (const line of refused) await terminal.errors.write(`prodaware: ${inert(line)}\n`);
    await terminal.output.write(closing(changes.length, values.has('write'), 'everything is set up already'));
    return refused.length === 0 ? 0 : 2;
  },
};
