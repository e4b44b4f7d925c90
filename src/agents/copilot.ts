import { silence, type Agent } from './agent.ts';
import { readEvent } from './event.ts';
import { withHooks } from './hookConfig.ts';
import { withBlock } from './instructions.ts';

/**
 * One format for the command line, the coding agent (docs.github.com, Copilot CLI hooks reference) and VS Code
 * (code.visualstudio.com, agent hooks), which reads it too.
 */
export const copilotAgent: Agent = {
  name: 'copilot',
  title: 'GitHub Copilot',
  traces: ['.github/copilot-instructions.md', '.github/hooks', '.github/instructions'],
  read: readEvent,
  answer(event, reasons) {
    if (reasons === null) return silence;
    const blocked = { decision: 'block', reason: reasons };
    const isStop = event.kind === 'stop';
    const specific = isStop
      ? { hookEventName: 'Stop', ...blocked }
      : { hookEventName: 'PostToolUse', additionalContext: reasons };
    const output = JSON.stringify({
      ...blocked,
      ...(isStop ? {} : { additionalContext: reasons }),
      hookSpecificOutput: specific,
    });
    return { exitCode: 0, output: `${output}\n`, errors: '' };
  },
  hookFile: (command) => ({
    path: '.github/hooks/prodaware.json',
    text: (present) =>
      withHooks(
        present,
        [
          { event: 'postToolUse', value: { type: 'command', bash: command, powershell: command, timeoutSec: 60 } },
          { event: 'agentStop', value: { type: 'command', bash: command, powershell: command, timeoutSec: 120 } },
        ],
        { version: 1 },
      ),
  }),
  instructionFile: (block) => ({
    path: '.github/copilot-instructions.md',
    text: (present) => withBlock(present, block),
  }),
};
