/** Programs that start an application of the folder they run in, by what is known of each. */
import type { Word } from '../../model/production.ts';
import type { ApplicationProgram } from '../../knowledge/webPrograms.ts';
import { move } from '../packageScripts.ts';
import { join } from '../paths.ts';
import { parseArguments } from './programArguments.ts';
import { directoriesOf, pathsOf } from './question.ts';
import type { EntryQuestion } from './question.ts';

export function applicationProgram(
  name: string,
  words: readonly Word[],
  programs: readonly ApplicationProgram[],
): ApplicationProgram | undefined {
  const [subcommand = ''] = words.filter(({ value }) => !value.startsWith('-')).map(({ value }) => value);
  return programs.find(
    ({ names, subcommands }) => names.test(name) && (subcommands.length === 0 || subcommands.includes(subcommand)),
  );
}

/** The file that it starts with; null where the folder has none. */
export function applicationFile(
  program: ApplicationProgram,
  words: readonly Word[],
  question: EntryQuestion,
): string | null {
  const given = parseArguments(words, [...program.valueFlags, ...program.fileFlags, ...program.directoryFlags]);
  const { positional } = program;
  const moved = given.flag(...program.directoryFlags);
  const at = moved === null ? question : { ...question, directory: move(question.directory, moved.value) };
  const named =
    given.flag(...program.fileFlags) ??
    (positional === null ? undefined : given.positionals.find(({ value }) => positional.test(value))) ??
    null;
  if (named !== null) {
    for (const { path } of pathsOf(named.value, at)) {
      if (question.repository.isFile(path)) return path;
      if (question.repository.isDirectory(path)) return entryIn(path, program, question);
      if (question.repository.isFile(`${path}.rb`)) return `${path}.rb`;
    }
    if (program.entries.length > 0 && !/\.\w+$/.test(named.value)) return null;
  }
  for (const directory of directoriesOf(at.directory, at)) {
    const found = entryIn(directory, program, question);
    if (found !== null) return found;
  }
  return null;
}

function entryIn(directory: string, { entries }: ApplicationProgram, { repository }: EntryQuestion): string | null {
  return entries.map((name) => join(directory, name)).find((path) => path !== null && repository.isFile(path)) ?? null;
}
