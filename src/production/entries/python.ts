/** Python: the interpreter, servers that import an application, commands that packages declare. */
import { extension } from '../paths.ts';
import { interpreted, interpreterOf } from './interpreter.ts';
import { pythonFile, pythonModule } from './python/modules.ts';
import { consoleScript } from './python/scripts.ts';
import { pythonServer, servedModule } from './python/servers.ts';
import type { EntryResolver } from './resolver.ts';

export const pythonResolver: EntryResolver = {
  ecosystem: 'python',
  async resolve(name, words, question) {
    const row = interpreterOf(name, 'python');
    if (row !== undefined) {
      return interpreted(row, words, {
        program: (word) => pythonFile(word, question),
        module: async (word, rest) =>
          (await servedModule(word, rest, question)) ?? (await pythonModule(word, question)),
      });
    }
    const [first] = question.argv;
    if (first !== undefined && extension(name) === '.py') return pythonFile(first, question);
    return pythonServer(name, words, question);
  },
  declared: consoleScript,
};
