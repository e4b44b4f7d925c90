import { silence, type Agent } from './agent.ts';
import { readEvent } from './event.ts';
import { withHooks } from './hookConfig.ts';
import { withBlock } from './instructions.ts';

/** Hook events and answers: code.claude.com/docs/en/hooks. Exit 2 after an edit hands standard error to the model. */
export const claudeCodeAgent: Agent = {
  name: 'claude-code',
  title: 'Claude Code',
  traces: ['.claude', 'CLAUDE.md'],
  read: readEvent,
  answer(event, reasons) {
    if (reasons === null) return silence;
    if (event.kind !== 'stop') return { exitCode: 2, output: '', errors: reasons };
    return { exitCode: 0, output: `${JSON.stringify({ decision: 'block', reason: reasons })}\n`, errors: '' };
  },
  hookFile: (command) => ({
    path: '.claude/settings.json',
    text: (present) =>
      withHooks(
        present,
        [
          {
            event: 'PostToolUse',
            value: {
              matcher: 'Edit|MultiEdit|Write|NotebookEdit',
              hooks: [{ type: 'command', command, timeout: 60 }],
            },
          },
          { event: 'Stop', value: { hooks: [{ type: 'command', command, timeout: 120 }] } },
        ],
        {},
      ),
  }),
  instructionFile: (block) => ({ path: 'CLAUDE.md', text: (present) => withBlock(present, block) }),
};
