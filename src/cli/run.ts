/** Finds the command a command line names, runs it, and turns what goes wrong into a message and an exit code. */
import { nearest } from '../profile/nearest.ts';
import { inert } from '../reports/inert.ts';
import { UsageError, parseArguments } from './arguments.ts';
import { baseline } from './baseline.ts';
import { check } from './check.ts';
import { checklist } from './checklist.ts';
import { checklistAnswer } from './checklistAnswer.ts';
import { checklistClear } from './checklistClear.ts';
import { commonOptions, type Command, type ExitCode } from './command.ts';
import { commandHelp, groupHelp, overallHelp } from './help.ts';
import { generatePipelines } from './generatePipelines.ts';
import { hook } from './hook.ts';
import { launches } from './launches.ts';
import { lsp } from './lsp.ts';
import { pipelines } from './pipelines.ts';
import { profileInit } from './profileInit.ts';
import { profileSchema } from './profileSchema.ts';
import { profileShow } from './profileShow.ts';
import { review } from './review.ts';
import { rules } from './rules.ts';
import { setup } from './setup.ts';
import { styleFor, type Terminal } from './terminal.ts';
import { version } from './version.ts';

const commands: readonly Command[] = [
  check,
  review,
  checklist,
  checklistAnswer,
  checklistClear,
  baseline,
  launches,
  pipelines,
  profileInit,
  profileShow,
  profileSchema,
  rules,
  setup,
  generatePipelines,
  hook,
  lsp,
];

/** @param words what stands behind the program's name */
export async function run(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    return await dispatch(words, terminal);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const trace =
      terminal.environment['PRODAWARE_TRACE'] === undefined || !(error instanceof Error) ? '' : `\n${error.stack}`;
    const lines = `${message}${error instanceof UsageError ? '' : trace}`.split('\n').map(inert);
    await terminal.errors.write(`prodaware: ${lines.join('\n')}\n`);
    return 2;
  }
}

async function dispatch(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [first, second] = words;
  if (first === undefined) {
    await terminal.errors.write(overallHelp(commands));
    return 2;
  }
  if (first === '--version' || first === '-V') {
    await terminal.output.write(`${version()}\n`);
    return 0;
  }
  if (['--help', '-h', 'help'].includes(first)) {
    await terminal.output.write(overallHelp(commands));
    return 0;
  }
  const group = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (group.length > 0) {
    const command = group.find(({ name }) => name === `${first} ${second}`);
    if (command !== undefined) return runCommand(command, words.slice(2), terminal);
    if ((second === '--help' || second === '-h') && !commands.some(({ name }) => name === first)) {
      await terminal.output.write(groupHelp(first, group));
      return 0;
    }
    // A command may have commands of its own: `checklist`, `checklist answer`.
    if (!commands.some(({ name }) => name === first) || isWord(second)) {
      throw unknownCommand(first, second ?? '', group);
    }
  }
  const command = commands.find(({ name }) => name === first);
  if (command === undefined) throw unknownCommand(null, first, commands);
  return runCommand(command, words.slice(1), terminal);
}

function isWord(word: string | undefined): boolean {
  return word !== undefined && !word.startsWith('-');
}

async function runCommand(command: Command, words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  // Help is given however wrong the rest of the line is: that is when it is wanted.
  const options = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  if (options.includes('--help') || options.includes('-h')) {
    await terminal.output.write(commandHelp(command));
    return 0;
  }
  try {
    const { operands, values } = parseArguments(words, [...command.options, ...commonOptions], command.most);
    return await command.run({
      operands,
      values,
      terminal,
      style: styleFor(values.last('color') ?? colourWish(values.has('color')), terminal),
    });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${error.message}\nprodaware ${command.name} --help tells what there is`);
  }
}

/** `--color` alone says that colours are wanted. */
function colourWish(given: boolean): string | null {
  return given ? 'always' : null;
}

function unknownCommand(group: string | null, word: string, among: readonly Command[]): UsageError {
  const names = among.map(({ name }) => (group === null ? name.split(' ')[0] : name.split(' ')[1]) ?? name);
  const near = word === '' ? null : nearest(word, [...new Set(names)]);
  const prefix = group === null ? '' : `${group} `;
  const problem =
    word === ''
      ? `prodaware ${group ?? ''} wants one of: ${names.join(', ')}`
      : `there is no command "${prefix}${word}"`;
  const help = `prodaware ${prefix}--help lists them`;
  return new UsageError(`${problem}${near === null ? '' : `; did you mean "${prefix}${near}"?`}\n${help}`);
}
