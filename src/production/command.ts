/**
 * From a command as an artifact gives it to the processes it starts: prefixes are taken off, shell lines, package
 * scripts and entry scripts are followed to what they run. Words keep the place where they were written, so that a fix
 * edits the right file.
 */
import type { Evidence } from '../model/finding.ts';
import type { Command, Prefix, Word } from '../model/production.ts';
import { buildWrappers } from '../knowledge/jvmPrograms.ts';
import { shells } from '../knowledge/prefixes.ts';
import type { TelemetryVendor } from '../knowledge/telemetry/vendor.ts';
import type { FileView } from './containerPaths.ts';
import type { ShellGrammar } from './input.ts';
import { throughOpenWord } from './openCommands.ts';
import { findPackageScript, move } from './packageScripts.ts';
import { basename, extension } from './paths.ts';
import { implied, unwrap } from './prefixes.ts';
import { findFile, findProgram, firstLineEnd, shebangInterpreter } from './entries/programFiles.ts';
import { findProcesses } from './processFiles.ts';
import { findProjectTask } from './projectTasks.ts';
import type { Repository } from './repository.ts';
import { runShell } from './shell.ts';
import type { ShellWay } from './shell.ts';
import { sourceOfFile, sourceOfSnippet, withVariables } from './shellSource.ts';
import type { ShellSource, Variables } from './shellSource.ts';
import type { ShellCommand } from './shellState.ts';
import { rangeIn, textInWord } from './text/locatedText.ts';

export interface CommandContext {
  readonly repository: Repository;
  readonly view: FileView;
  readonly shell: ShellGrammar | null;
  readonly vendors: readonly TelemetryVendor[];
  /** The launch is one of production, as far as is known: decides conditions on the environment's name. */
  readonly production: boolean;
}

/** A process that a command starts. */
export interface Program {
  readonly argv: readonly Word[];
  /** Outermost first. */
  readonly prefixes: readonly Prefix[];
  readonly variables: Variables;
  /** As the process sees it. */
  readonly directory: string | null;
  /** Conditions that must hold for it to be this one; null for what is started as far as the repository says. */
  readonly condition: string | null;
  /** A condition that is taken to hold for it to be this one, and might as well not. */
  readonly guess: string | null;
  /** Files the command went through, outermost first. */
  readonly evidence: readonly Evidence[];
  /** Where it is one of several: its name among them. */
  readonly name: string | null;
  readonly unresolved: string | null;
}

type State = Omit<Program, 'argv' | 'unresolved'> & {
  /** Scripts on the way here, to find cycles. */
  readonly seen: readonly string[];
};

const deepest = 16;

/** Entry point and arguments put together as the container runtime does: a shell form takes no arguments. */
export function joinCommands(entrypoint: Command | null, args: Command | null): Command | null {
  if (entrypoint === null) return args;
  if (entrypoint.form === 'shell' || args === null) return entrypoint;
  return { form: 'exec', words: [...entrypoint.words, ...wordsOf(args)], location: entrypoint.location };
}

/** A command as words; a line becomes the `sh -c` that runs it. */
function wordsOf(command: Command): readonly Word[] {
  if (command.form === 'exec') return command.words;
  const { line } = command;
  const made = (value: string): Word => ({
    file: line.file,
    range: { start: line.range.start, end: line.range.start },
    value,
    style: 'words',
    exact: false,
    dynamic: false,
  });
  const whole: Word = { ...made(line.text), range: line.range, exact: line.exact };
  return [made('sh'), made('-c'), whole];
}

export async function programsOf(
  command: Command,
  variables: Variables,
  directory: string | null,
  context: CommandContext,
): Promise<readonly Program[]> {
  const state: State = {
    prefixes: [],
    variables,
    directory,
    condition: null,
    guess: null,
    evidence: [],
    name: null,
    seen: [],
  };
  if (command.form === 'exec') return followWords(command.words, state, context);
  const text = await context.repository.read(command.line.file);
  return followLine(sourceOfSnippet(command.line, text), [], null, state, context);
}

function unresolved(words: readonly Word[], state: State, reason: string): readonly Program[] {
  const { seen: _, ...program } = state;
  return [{ ...program, argv: words, unresolved: reason }];
}

async function followWords(words: readonly Word[], state: State, context: CommandContext): Promise<readonly Program[]> {
  const [first] = words;
  if (first === undefined) return unresolved(words, state, 'there is no command');
  if (state.prefixes.length > 32 || state.seen.length > deepest) {
    return unresolved(words, state, 'the command goes through too many scripts');
  }
  const through = throughOpenWord(words);
  if (through !== null) {
    const prefixes = through.prefix === null ? state.prefixes : [...state.prefixes, through.prefix];
    return followWords(through.words, { ...state, prefixes }, context);
  }
  if (first.dynamic) return unresolved(words, state, `the command comes from ${first.value}, which is not known here`);
  const unwrapped = unwrap(words, context.vendors);
  if (unwrapped !== null) {
    const variables = unwrapped.prefix.clearsEnvironment ? new Map<string, never>() : state.variables;
    const next: State = {
      ...state,
      prefixes: [...state.prefixes, unwrapped.prefix],
      variables: withVariables(variables, unwrapped.variables),
      directory: unwrapped.directory === null ? state.directory : move(state.directory, unwrapped.directory),
    };
    if (unwrapped.line !== null) return followWord(unwrapped.line, [], next, context);
    if (unwrapped.words.length === 0) return unresolved(words, state, 'there is no command behind the prefix');
    return followWords(unwrapped.words, next, context);
  }
  const name = basename(first.value);
  const watched = name === 'nodemon' ? watchedCommand(words) : null;
  if (watched !== null) {
    const prefix: Prefix = { words: [first], name, kind: 'runner', clearsEnvironment: false };
    return followWords(watched, { ...state, prefixes: [...state.prefixes, prefix] }, context);
  }
  if (shells.includes(name)) return followShell(words, state, context);
  const script = await findPackageScript(words, state.directory, context.view, context.repository);
  if (script?.kind === 'unresolved') return unresolved(words, state, script.reason);
  if (script?.kind === 'program') return followWords(script.words, addPrefix(words, script.words, state), context);
  if (script?.kind === 'script') {
    const { prefix, source, args, directory, evidence, key } = script.script;
    if (state.seen.includes(key)) return unresolved(words, state, `${key} starts itself`);
    const next: State = {
      ...state,
      prefixes: [...state.prefixes, prefix],
      directory,
      evidence: [...state.evidence, evidence],
      seen: [...state.seen, key],
    };
    return followLine(source, args, null, next, context);
  }
  const task = await findProjectTask(words, state.prefixes, state.directory, context.view, context.repository);
  if (task !== null && !state.seen.includes(task.key)) {
    const { taken, line, module, args, evidence, key } = task;
    const prefix: Prefix = { words: taken, name, kind: 'runner', clearsEnvironment: false };
    const next: State = {
      ...state,
      prefixes: [...state.prefixes, prefix],
      evidence: [...state.evidence, evidence],
      seen: [...state.seen, key],
    };
    if (line !== null) return followLine(line, args, null, next, context);
    if (module !== null) {
      const made = (value: string): Word => ({ ...first, value, exact: false });
      return followWords([made('python'), made('-m'), made(module), ...args], next, context);
    }
  }
  const processes = await findProcesses(words, state.directory, context.view, context.repository);
  if (processes !== null) {
    const found: Program[] = [];
    for (const process of processes) {
      const next: State = {
        ...state,
        name: process.name,
        variables: withVariables(state.variables, process.variables),
        directory: process.directory === null ? state.directory : move(state.directory, process.directory),
        prefixes: [...state.prefixes, { words, name, kind: 'runner', clearsEnvironment: false }],
        evidence: [...state.evidence, process.evidence],
        seen: [...state.seen, `${process.evidence.file}#${process.name}`],
      };
      if (process.words !== null) found.push(...(await followWords(process.words, next, context)));
      if (process.line !== null) found.push(...(await followLine(process.line, [], null, next, context)));
    }
    return found;
  }
  return followFile(words, state, context);
}

/** `nodemon --exec "ts-node" src/main.ts`: the flag's words with what follows; null where there is no such flag. */
function watchedCommand(words: readonly Word[]): readonly Word[] | null {
  const at = words.findIndex((word) => word.value === '--exec' || word.value === '-x');
  const command = words[at + 1];
  if (at < 0 || command === undefined) return null;
  const parts = command.value.split(/\s+/).filter((value) => value !== '');
  const split = parts.length === 1 ? [command] : parts.map((value) => ({ ...command, value, exact: false }));
  return [...split, ...words.slice(at + 2).filter((word) => word.value !== '--')];
}

/** A runner that is only in front of a program. */
function addPrefix(words: readonly Word[], rest: readonly Word[], state: State): State {
  const taken = words.slice(0, Math.max(0, words.length - rest.length));
  if (taken.length === 0) return state;
  const name = basename(taken[0]?.value ?? '');
  return { ...state, prefixes: [...state.prefixes, { words: taken, name, kind: 'runner', clearsEnvironment: false }] };
}

/** `sh -c LINE`, `sh script args`. */
async function followShell(words: readonly Word[], state: State, context: CommandContext): Promise<readonly Program[]> {
  const start = words[1]?.value === 'sh' && basename(words[0]?.value ?? '') === 'busybox' ? 2 : 1;
  for (let at = start; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const { value } = word;
    if (/^-[a-zA-Z]*c$/.test(value)) {
      const line = words[at + 1];
      if (line === undefined) break;
      const prefix: Prefix = {
        words: words.slice(0, at + 1),
        name: basename(words[0]?.value ?? 'sh'),
        kind: 'shell',
        clearsEnvironment: false,
      };
      return followWord(line, words.slice(at + 3), { ...state, prefixes: [...state.prefixes, prefix] }, context);
    }
    if (value === '-o' || value === '+o') {
      at++;
    } else if (!/^[-+]/.test(value)) {
      return followScript(words.slice(at), state, context, words.slice(0, at + 1));
    }
  }
  return unresolved(words, state, 'the shell reads its commands from somewhere else');
}

/** The line that a word holds. */
async function followWord(
  line: Word,
  args: readonly Word[],
  state: State,
  context: CommandContext,
): Promise<readonly Program[]> {
  if (line.dynamic && /^\$\{?\w+\}?$/.test(line.value)) {
    return unresolved([line], state, `the command comes from ${line.value}, which is not known here`);
  }
  const text = await context.repository.read(line.file);
  const source: ShellSource =
    text === null ? { file: line.file, text: line.value, range: line.range, places: null } : textInWord(line, text);
  return followLine(source, [], args, state, context);
}

const plainLine = /^[\w@%+=:,./ -]+$/;
const keyword =
  /^\s*(if|case|for|while|until|set|cd|export|source|eval|unset|exit|shift|\.|\w+=.*|time|function)(\s|$)/;

/** A line of shell. `appended` goes behind its last command, `args` are its positional parameters. */
async function followLine(
  source: ShellSource,
  appended: readonly Word[],
  args: readonly Word[] | null,
  state: State,
  context: CommandContext,
): Promise<readonly Program[]> {
  if (plainLine.test(source.text) && !keyword.test(source.text)) {
    return followWords([...plainWords(source), ...appended], state, context);
  }
  const { file, range, text } = source;
  const whole: Word = { file, range, value: text, style: 'words', exact: false, dynamic: true };
  return runSource({ source, args: args ?? [], appended, script: null, written: [whole] }, state, context);
}

/** A line without quotes, expansions and operators: the grammar has nothing to add. */
function plainWords(source: ShellSource): Word[] {
  return [...source.text.matchAll(/[^ ]+/g)].map((match) => ({
    file: source.file,
    range: rangeIn(source, match.index, match.index + match[0].length),
    value: match[0],
    style: 'words',
    exact: source.places !== null,
    dynamic: false,
  }));
}

/** What is run: a line, or a script with its arguments. */
interface ShellRun {
  readonly source: ShellSource;
  readonly args: readonly Word[];
  /** Words behind the last command. */
  readonly appended: readonly Word[];
  readonly script: Word | null;
  /** As the command is shown where it leads nowhere. */
  readonly written: readonly Word[];
}

async function runSource(run: ShellRun, state: State, context: CommandContext): Promise<readonly Program[]> {
  const { source, args, appended, script, written } = run;
  const { shell, repository, view, production } = context;
  if (shell === null) return unresolved(written, state, 'the shell grammar could not be loaded');
  const waysWith = (given: readonly Word[] | null): Promise<readonly ShellWay[]> =>
    runShell(
      {
        source,
        args: given,
        script,
        variables: state.variables,
        production,
        async include(path, directories) {
          const file = await findFile(path, changed(state.directory, directories), view, repository);
          if (file === null) return null;
          repository.note({ path: file.path, text: file.text, facts: null });
          return sourceOfFile(file.path, file.text);
        },
      },
      shell,
    );
  let ways: readonly ShellWay[];
  try {
    ways = await waysWith(args);
    // Without arguments it starts nothing: whoever runs it gives some.
    if (ways.length === 0 && script !== null && args.length === 0) ways = await waysWith(null);
  } catch {
    return unresolved(written, state, 'the shell line cannot be read');
  }
  if (ways.length === 0) return unresolved(written, state, 'the script starts nothing that stays');
  const found: Program[] = [];
  for (const way of ways) {
    const conditions = [...(state.condition === null ? [] : [state.condition]), ...way.conditions];
    for (const [index, command] of way.commands.entries()) {
      const last = index === way.commands.length - 1;
      const next: State = {
        ...state,
        variables: command.variables,
        directory: changed(state.directory, command.directories),
        condition: conditions.length === 0 ? null : conditions.join(' and '),
        guess: way.guesses.length === 0 ? state.guess : way.guesses.join(' and '),
      };
      found.push(...(await followWords(withAppended(command, last ? appended : []), next, context)));
    }
  }
  return found;
}

const withAppended = (command: ShellCommand, appended: readonly Word[]): readonly Word[] => [
  ...command.words,
  ...appended,
];

function changed(directory: string | null, changes: readonly (string | null)[]): string | null {
  let at = directory;
  for (const change of changes) at = change === null ? null : move(at, change);
  return at;
}

/** The first word may be a file of the repository: an entry script, or a program with a shebang. */
async function followFile(words: readonly Word[], state: State, context: CommandContext): Promise<readonly Program[]> {
  const { seen: _, ...program } = state;
  const resolved = [{ ...program, argv: words, unresolved: null }];
  const [first] = words;
  if (first === undefined) return resolved;
  const file = await findProgram(first.value, state.directory, context.view, context.repository);
  if (file === null) return resolved;
  const interpreter = shebangInterpreter(file.text);
  if (interpreter === null ? extension(file.path) === '.sh' : shells.includes(interpreter)) {
    return followScript(words, state, context, words.slice(0, 1), file);
  }
  if (interpreter !== null && /^(python[\d.]*|node|tsx|bun|deno)$/.test(interpreter)) {
    return [{ ...program, argv: implied(interpreter, words), unresolved: null }];
  }
  return resolved;
}

async function followScript(
  words: readonly Word[],
  state: State,
  context: CommandContext,
  taken: readonly Word[],
  known?: { readonly path: string; readonly text: string },
): Promise<readonly Program[]> {
  const [script, ...args] = words;
  if (script === undefined) return unresolved(words, state, 'there is no script');
  if (buildWrappers.test(script.value)) {
    const { seen: _, ...program } = state;
    return [{ ...program, argv: words, unresolved: null }];
  }
  const file = known ?? (await findProgram(script.value, state.directory, context.view, context.repository));
  if (file === null) return unresolved(words, state, `the script ${script.value} is not in the repository`);
  // A script may start itself once more as another user, so the second time is no cycle yet.
  const before = state.seen.filter((path) => path === file.path).length;
  if (before > 1) return unresolved(words, state, `${file.path} starts itself`);
  context.repository.note({ path: file.path, text: file.text, facts: null });
  const next: State = {
    ...state,
    prefixes: [
      ...state.prefixes,
      { words: taken, name: basename(file.path), kind: 'script', clearsEnvironment: false },
    ],
    evidence: [
      ...state.evidence,
      { file: file.path, range: { start: 0, end: firstLineEnd(file.text) }, label: 'entry script' },
    ],
    seen: [...state.seen, file.path],
  };
  const source = sourceOfFile(file.path, file.text);
  return runSource({ source, args, appended: [], script, written: words }, next, context);
}
