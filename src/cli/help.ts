/** Help is made from what commands say of themselves, so it cannot leave out an option. */
import type { Option } from './arguments.ts';
import { commonOptions, type Command } from './command.ts';

export function overallHelp(commands: readonly Command[]): string {
  return `ProdAware reviews code against how it really runs in production.

usage: prodaware <command> [options]

${table(commands.map((command) => [usage(command), command.summary]))}

  prodaware <command> --help  tells all of a command
  prodaware --version         prints the version

exit codes: 0 nothing found, 1 findings at or above --fail-on, 2 a fault of the input or of the tool
`;
}

export function groupHelp(group: string, commands: readonly Command[]): string {
  return `usage: prodaware ${group} <command> [options]

${table(commands.map((command) => [usage(command), command.summary]))}
`;
}

export function commandHelp(command: Command): string {
  const options = [...command.options, ...commonOptions];
  return `${command.summary}

usage: prodaware ${usage(command)} [options]

${command.details.trim()}

options:
${table(options.map((option) => [optionUsage(option), option.help]))}
`;
}

function usage({ name, operands }: Command): string {
  return `${name} ${operands}`.trimEnd();
}

function optionUsage({ name, short, value, choices, placeholder }: Option): string {
  const shown = choices?.join('|') ?? placeholder ?? 'text';
  const long = value === 'none' ? `--${name}` : value === 'required' ? `--${name} ${shown}` : `--${name}[=${shown}]`;
  return short === undefined ? long : `-${short}, ${long}`;
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.min(36, Math.max(...rows.map(([left]) => left.length)));
  return rows
    .map(([left, right]) =>
      left.length > width ? `  ${left}\n  ${' '.repeat(width)}  ${right}` : `  ${left.padEnd(width)}  ${right}`,
    )
    .join('\n');
}
