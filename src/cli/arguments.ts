/** Words of a command line to options and operands. What is misspelt is answered with the nearest name there is. */
import { parseArgs } from 'node:util';
import { nearest } from '../profile/nearest.ts';

export interface Option {
  readonly name: string;
  readonly short?: string;
  /** `optional`: `--fix` or `--fix=all`, never `--fix all`. */
  readonly value: 'none' | 'optional' | 'required';
  readonly choices?: readonly string[];
  /** How help writes its value, where there are no choices: `id`. */
  readonly placeholder?: string;
  readonly repeatable?: boolean;
  /** One line. */
  readonly help: string;
}

export interface Values {
  has(name: string): boolean;
  /** The last value given; null where there is none, also for an option without a value. */
  last(name: string): string | null;
  all(name: string): readonly string[];
}

export interface Parsed {
  readonly operands: readonly string[];
  readonly values: Values;
}

/** A wrong command line. The message is for whoever wrote it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError */
export function parseArguments(words: readonly string[], options: readonly Option[], mostOperands: number): Parsed {
  const { tokens } = parseArgs({
    args: [...words],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      options.map(({ name, short, value }) => [
        name,
        {
          type: value === 'required' ? ('string' as const) : ('boolean' as const),
          ...(short === undefined ? {} : { short }),
        },
      ]),
    ),
  });
  const given = new Map<string, (string | null)[]>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = options.find(({ name }) => name === token.name);
    if (option === undefined) throw new UsageError(unknownOption(token.rawName, options));
    const value = token.value ?? null;
    checkValue(option, value);
    const earlier = given.get(option.name) ?? [];
    if (earlier.length > 0 && option.repeatable !== true && earlier.at(-1) !== value) {
      throw new UsageError(`--${option.name} is given twice`);
    }
    given.set(option.name, [...earlier, value]);
  }
  const extra = operands[mostOperands];
  if (extra !== undefined) throw new UsageError(`one argument too many: ${extra}`);
  return {
    operands,
    values: {
      has: (name) => given.has(name),
      last: (name) => given.get(name)?.at(-1) ?? null,
      all: (name) => (given.get(name) ?? []).filter((value) => value !== null),
    },
  };
}

function checkValue(option: Option, value: string | null): void {
  if (option.value === 'none' && value !== null) throw new UsageError(`--${option.name} takes no value`);
  if (option.value === 'required' && (value === null || value === '')) {
    throw new UsageError(
      `--${option.name} wants a value: ${option.choices?.join(', ') ?? option.placeholder ?? 'text'}`,
    );
  }
  if (value === null || option.choices === undefined || option.choices.includes(value)) return;
  throw new UsageError(`--${option.name} cannot be "${value}": it is one of ${option.choices.join(', ')}`);
}

function unknownOption(written: string, options: readonly Option[]): string {
  const near = nearest(
    written,
    options.map(({ name }) => name),
  );
  return `there is no option ${written}${near === null ? '' : `; did you mean --${near}?`}`;
}
