import type { Rule } from '../model/rule.ts';
import { inertJson } from '../reports/inert.ts';
import { rulesReport, rulePage, ruleTable } from '../reports/rules.ts';
import { rules as allRules } from '../rules/index.ts';
import { nearest } from '../profile/nearest.ts';
import { UsageError } from './arguments.ts';
import { formatOption, type Command } from './command.ts';

export const rules: Command = {
  name: 'rules',
  operands: '[id]',
  most: 1,
  summary: 'The rules, or the page of one',
  details: 'id  a rule: why it matters in production, when it is no fault, and examples',
  options: [formatOption],
  async run({ operands, values, terminal, style }) {
    const [id] = operands;
    const chosen = id === undefined ? allRules : [ruleNamed(id)];
    const text =
      values.last('format') === 'json'
        ? `${inertJson(rulesReport(chosen))}\n`
        : id === undefined
          ? ruleTable(chosen, style)
          : chosen.map((rule) => rulePage(rule, style)).join('');
    await terminal.output.write(text);
    return 0;
  },
};

/** @throws UsageError with the nearest id there is */
export function ruleNamed(id: string): Rule {
  const rule = allRules.find((one) => one.id === id);
  if (rule !== undefined) return rule;
  const near = nearest(
    id,
    allRules.map((one) => one.id),
  );
  throw new UsageError(`there is no rule "${id}"${near === null ? '' : `; did you mean "${near}"?`}`);
}
