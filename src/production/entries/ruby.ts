/** Ruby: the interpreter, rack servers, Rails and its workers, scripts that say which program runs them. */
import type { Word } from '../../model/production.ts';
import { rubyPrograms } from '../../knowledge/webPrograms.ts';
import { extension } from '../paths.ts';
import { applicationFile, applicationProgram } from './application.ts';
import { interpreted, interpreterOf } from './interpreter.ts';
import { findFile, shebangInterpreter } from './programFiles.ts';
import { nothingResolved, pathsOf } from './question.ts';
import type { EntryQuestion, ResolvedEntry } from './question.ts';
import type { EntryResolver } from './resolver.ts';

const ruby: ResolvedEntry = { ...nothingResolved, ecosystem: 'ruby', language: 'ruby' };

const entry = (file: string): ResolvedEntry => ({
  ...ruby,
  entryPoint: { file, symbol: null, asMain: true },
  unresolved: null,
});

export const rubyResolver: EntryResolver = {
  ecosystem: 'ruby',
  async resolve(name, words, question) {
    const row = interpreterOf(name, 'ruby');
    if (row !== undefined) {
      return interpreted(row, words, { program: (word, rest) => rubyProgram(word, rest, question) });
    }
    const known = application(name, words, question);
    if (known !== null) return known;
    const [first] = question.argv;
    if (first === undefined || first.dynamic) return null;
    if (extension(name) === '.rb') return rubyFile(first, question);
    if (!first.value.includes('/')) return null;
    const file = await findFile(first.value, question.directory, question.view, question.repository);
    return file !== null && /^j?ruby/.test(shebangInterpreter(file.text) ?? '') ? entry(file.path) : null;
  },
};

/** `ruby bin/rails server` is `rails server`. */
async function rubyProgram(word: Word, rest: readonly Word[], question: EntryQuestion): Promise<ResolvedEntry> {
  const name = word.value.slice(word.value.lastIndexOf('/') + 1);
  return application(name, rest, question) ?? rubyFile(word, question);
}

function application(name: string, words: readonly Word[], question: EntryQuestion): ResolvedEntry | null {
  const program = applicationProgram(name, words, rubyPrograms);
  if (program === undefined) return null;
  const file = applicationFile(program, words, question);
  return file === null
    ? { ...ruby, unresolved: `${name} finds no ${program.entries[0] ?? 'application'} here` }
    : entry(file);
}

function rubyFile(word: Word, question: EntryQuestion): ResolvedEntry {
  const found = pathsOf(word.value, question).find(({ path }) => question.repository.isFile(path));
  return found === undefined ? { ...ruby, unresolved: `${word.value} is not in the repository` } : entry(found.path);
}
