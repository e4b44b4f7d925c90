import { UsageError } from './arguments.ts';
import type { Command } from './command.ts';
import { grammarFolder } from './grammarFolder.ts';

export const lsp: Command = {
  name: 'lsp',
  operands: '',
  most: 0,
  summary: 'The language server, for any editor that speaks LSP',
  details: 'Serves over standard input and output until the editor ends it.',
  options: [{ name: 'stdio', value: 'none', help: 'Speak over standard input and output: the only way there is' }],
  async run({ values }) {
    if (!values.has('stdio')) throw new UsageError('say how to speak: prodaware lsp --stdio');
    // The server's libraries are only loaded when there is something to serve.
    const { runStdioServer } = await import('../server/stdio.ts');
    runStdioServer({ wasm: grammarFolder(), rulePages: null });
    // The connection ends the process when the client goes.
    return new Promise(() => undefined);
  },
};
