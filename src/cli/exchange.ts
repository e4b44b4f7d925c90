/** Findings in the forms that other programs read: what `check` and `review` have in common there. */
import { folderInCheckout } from '../host/gitBase.ts';
import { exchangeFormats } from '../reports/exchange/formats.ts';
import { inCheckout, type ExchangeInput } from '../reports/exchange/report.ts';
import { faultsText } from '../reports/text.ts';
import { rules } from '../rules/index.ts';
import type { Option } from './arguments.ts';
import { formatOption } from './command.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** @param own forms of the command itself, beside text and JSON: name → who reads it */
export function findingFormats(own: ReadonlyMap<string, string> = new Map()): Option {
  const others = [...own, ...[...exchangeFormats].map(([name, { readBy }]) => [name, readBy] as const)];
  return {
    ...formatOption,
    choices: [...(formatOption.choices ?? []), ...others.map(([name]) => name)],
    help: `${formatOption.help}; ${others.map(([name, readBy]) => `${name} for ${readBy}`).join(', ')}`,
  };
}

/**
 * Whether the format is one of those and was written.
 * @param root absolute path of the repository under review
 */
export async function writeExchange(
  format: string,
  terminal: Terminal,
  root: string,
  reported: Pick<ExchangeInput, 'findings' | 'faults' | 'textOf'>,
): Promise<boolean> {
  const chosen = exchangeFormats.get(format);
  if (chosen === undefined) return false;
  const whole = inCheckout(await folderInCheckout(root), reported);
  await terminal.output.write(chosen.write({ ...whole, rules, version: version() }));
  if (!chosen.holdsFaults) await terminal.errors.write(faultsText(reported.faults, reported.textOf));
  return true;
}
