import { silence, type Agent } from './agent.ts';
import { readEvent } from './event.ts';
import { withHooks } from './hookConfig.ts';
import { withBlock } from './instructions.ts';

const ruleHead = `---
description: How this repository runs in production
alwaysApply: true
---
`;

/**
 * Hook events and answers: cursor.com/docs/hooks. After an edit newer versions read `additional_context`, older ones
 * nothing; what was not mended then comes back as the next message when the assistant stops.
 */
export const cursorAgent: Agent = {
  name: 'cursor',
  title: 'Cursor',
  traces: ['.cursor', '.cursorrules'],
  read: readEvent,
  answer(event, reasons) {
    if (reasons === null) return { ...silence, output: '{}\n' };
    const answer = event.kind === 'stop' ? { followup_message: reasons } : { additional_context: reasons };
    return { exitCode: 0, output: `${JSON.stringify(answer)}\n`, errors: '' };
  },
  hookFile: (command) => ({
    path: '.cursor/hooks.json',
    text: (present) =>
      withHooks(
        present,
        [
          { event: 'afterFileEdit', value: { command } },
          { event: 'stop', value: { command, loop_limit: 2 } },
        ],
        { version: 1 },
      ),
  }),
  instructionFile: (block) => ({
    path: '.cursor/rules/prodaware.mdc',
    text: (present) => withBlock(present, block, ruleHead),
  }),
};
