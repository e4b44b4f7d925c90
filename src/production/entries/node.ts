/** Programs in JavaScript and TypeScript: interpreters, commands of frameworks, commands that packages declare. */
import { extension } from '../paths.ts';
import { interpreted, interpreterOf } from './interpreter.ts';
import { nodeFramework, nodePackageBinary, nodeProgram } from './node/programs.ts';
import type { EntryResolver } from './resolver.ts';

export const nodeResolver: EntryResolver = {
  ecosystem: 'node',
  async resolve(name, words, question) {
    const row = interpreterOf(name, 'node') ?? interpreterOf(name, 'k6');
    if (row !== undefined) return interpreted(row, words, { program: (word) => nodeProgram(word, question) });
    const [first] = question.argv;
    if (first !== undefined && /^\.[cm]?[jt]s$/.test(extension(name))) return nodeProgram(first, question);
    return nodeFramework(name, words, question);
  },
  declared: nodePackageBinary,
};
