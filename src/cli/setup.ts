import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { agents } from '../agents/index.ts';
import { prePushPlan } from '../host/prePush.ts';
import { setupPlan, type SetupChange } from '../host/setup.ts';
import { inert, inertLines } from '../reports/inert.ts';
import type { Style } from '../reports/style.ts';
import { UsageError } from './arguments.ts';
import type { Command } from './command.ts';
import { openFor } from './repository.ts';
import { writeChange } from './writeFiles.ts';

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
      if (values.has('write')) write(root, change, push?.changes.includes(change) === true);
    }
    for (const line of refused) await terminal.errors.write(`prodaware: ${inert(line)}\n`);
    await terminal.output.write(closing(changes.length, values.has('write')));
    return refused.length === 0 ? 0 : 2;
  },
};

function closing(count: number, isWritten: boolean): string {
  if (count === 0) return 'everything is set up already\n';
  const files = count === 1 ? '1 file' : `${count} files`;
  return isWritten ? `wrote ${files}\n` : `${files} would change: --write writes them\n`;
}

function write(root: string, change: SetupChange, isProgram: boolean): void {
  mkdirSync(path.dirname(path.join(root, change.file)), { recursive: true });
  writeChange(root, change);
  if (isProgram) chmodSync(path.join(root, change.file), 0o755);
}

function patchText({ file, before, after }: SetupChange, style: Style): string {
  const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, before ?? '', after, undefined, undefined, {
    context: 3,
  });
  return inertLines(patch)
    .split('\n')
    .filter((line) => !/^=+$/.test(line))
    .map((line) => (line.startsWith('+') ? style.good(line) : line.startsWith('-') ? style.bad(line) : line))
    .join('\n');
}
