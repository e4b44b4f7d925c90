/**
 * What a command of the command line is. One file per command in this folder holds its name, its help and its work;
 * `main.ts` puts them together.
 */
import type { Style } from '../reports/style.ts';
import type { Option, Values } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/** 0 clean, 1 findings at or above `--fail-on`, 2 a fault of the tool or of its use. */
export type ExitCode = 0 | 1 | 2;

export interface Command {
  /** One word, or two for a command of a group: `profile init`. */
  readonly name: string;
  /** What stands behind the name: `[path…]`. */
  readonly operands: string;
  /** How many operands there may be. */
  readonly most: number;
  readonly summary: string;
  /** Paragraphs for its help, each line short enough for a terminal. */
  readonly details: string;
  readonly options: readonly Option[];
  run(invocation: Invocation): Promise<ExitCode>;
}

export interface Invocation {
  readonly operands: readonly string[];
  readonly values: Values;
  readonly terminal: Terminal;
  /** Of what goes to the output. */
  readonly style: Style;
}

export const formatOption: Option = {
  name: 'format',
  value: 'required',
  choices: ['text', 'json'],
  help: 'What to print: text for people (the default), json for programs',
};

/** Options every command has. */
export const commonOptions: readonly Option[] = [
  {
    name: 'color',
    value: 'optional',
    choices: ['auto', 'always', 'never'],
    help: 'Colours: auto (the default) has them on a terminal without NO_COLOR',
  },
  { name: 'help', short: 'h', value: 'none', help: 'This help' },
];
