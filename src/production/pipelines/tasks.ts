/** What stands behind a task of the repository: `npm run x`, `make x`, `nox -s x`, a script. Each as text with its place. */
import { taskRunners } from '../../knowledge/pipelineCommands.ts';
import type { Repository } from '../repository.ts';
import { makeTasks } from './tasks/make.ts';
import { invokeTasks, noxTasks, projectScript, toxTasks } from './tasks/python.ts';
import { cargoTask, composerTask, denoTask, justTasks, rakeTasks, taskfileTasks } from './tasks/runners.ts';
import { packageTask, scriptFile } from './tasks/scripts.ts';
import { named, type Task } from './tasks/task.ts';

type Follow = (words: readonly string[], directory: string, repository: Repository) => Promise<readonly Task[] | null>;

/** By the program's name. */
const runners: readonly (readonly [RegExp, Follow])[] = [
  [/^(?:npm|yarn|pnpm|bun)$/, packageTask],
  [/^g?make$/, makeTasks],
  [/^just$/, justTasks],
  [/^(?:task|go-task)$/, taskfileTasks],
  [/^composer$/, composerTask],
  [/^tox$/, toxTasks],
  [/^nox$/, noxTasks],
  [/^(?:invoke|inv|fab|doit|duty)$/, invokeTasks],
  [/^cargo$/, cargoTask],
  [/^rake$/, rakeTasks],
];

/** Programs whose first word says what they do. */
const byName = /^(?:mage|grunt|gulp|mix|scripts|bin|rails|earthly|dagger|bazel|gradle|ant|sbt|lein)$/;

/** Null where the command is no task; a task without texts is one whose place is not known here. */
export async function tasksOf(
  command: string,
  raw: string,
  directory: string,
  repository: Repository,
): Promise<readonly Task[] | null> {
  const words = command.split(' ');
  const program = words[0] ?? '';
  const everywhere = taskRunners.exec(command);
  if (everywhere !== null) {
    const found = /^(?:pnpm|yarn)$/.test(program) ? await packageTask(words, directory, repository) : null;
    if (found?.some((task) => task.texts.length > 0) === true) return found;
    const names = (everywhere[1] ?? '')
      .split(' ')
      .filter((word) => !word.startsWith('-') && word !== 'run')
      .slice(0, 4);
    return names.map((name) => named(name, `${directory}#${name}`));
  }
  const script = await projectScript(raw.replace(/^(?:\w+=\S* )*/, ''), directory, repository);
  if (script !== null) return script;
  const runner = runners.find(([name]) => name.test(program));
  if (runner !== undefined) return runner[1](words, directory, repository);
  if (program === 'deno' && words[1] === 'task') return denoTask(words, directory, repository);
  if (byName.test(program) && words[1] !== undefined) {
    const name = words.slice(1).find((word) => !word.startsWith('-')) ?? '';
    return [named(name, `${program}#${name}`)];
  }
  return scriptFile(raw, directory, repository);
}
