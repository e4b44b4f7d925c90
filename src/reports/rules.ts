/** The rules as the terminal shows them: a table, and a page for each. */
import type { Severity } from '../model/finding.ts';
import type { Area, ExampleFiles, Rule } from '../model/rule.ts';
import { plainStyle, type Style } from './style.ts';

export interface RulesReport {
  readonly version: 1;
  readonly rules: readonly {
    readonly id: string;
    readonly area: Area;
    readonly severity: Severity | 'off';
    readonly scope: Rule['scope'];
    readonly summary: string;
    readonly why: string;
    readonly fixes: string;
    readonly languages: readonly string[];
  }[];
}

export function rulesReport(rules: readonly Rule[]): RulesReport {
  return {
    version: 1,
    rules: rules.map(({ id, area, severity, scope, summary, why, fixes, examples }) => ({
      id,
      area,
      severity,
      scope,
      summary,
      why,
      fixes,
      languages: Object.keys(examples),
    })),
  };
}

export function ruleTable(rules: readonly Rule[], style: Style = plainStyle): string {
  const widths = {
    id: Math.max(...rules.map(({ id }) => id.length)),
    area: Math.max(...rules.map(({ area }) => area.length)),
    severity: Math.max(...rules.map(({ severity }) => severity.length)),
  };
  const lines = rules.map(
    ({ id, area, severity, summary }) =>
      `${style.strong(id.padEnd(widths.id))}  ${area.padEnd(widths.area)}  ${style.severity[severity](severity.padEnd(widths.severity))}  ${summary}`,
  );
  return `${lines.join('\n')}\n`;
}

export function rulePage(rule: Rule, style: Style = plainStyle): string {
  const blocks = [
    `${style.strong(rule.id)}  ${rule.area}  ${style.severity[rule.severity](rule.severity)}`,
    rule.summary,
    wrapped(rule.why.trim(), 100),
  ];
  for (const [language, { bad, good }] of Object.entries(rule.examples)) {
    blocks.push(`${style.strong(`found, in ${language}:`)}\n${exampleText(bad)}`);
    blocks.push(`${style.strong(`not found, in ${language}:`)}\n${exampleText(good)}`);
  }
  blocks.push(`${style.strong('fixes:')}\n${wrapped(rule.fixes.trim(), 100)}`);
  blocks.push(`Silence it at a line with a comment: prodaware-ignore ${rule.id}: why`);
  return `${blocks.join('\n\n')}\n`;
}

function exampleText(example: string | ExampleFiles): string {
  const files = typeof example === 'string' ? [[null, example] as const] : Object.entries(example);
  return files
    .map(([file, text]) => (file === null ? '' : `  ${file}\n`) + indented(withoutMarks(text), file === null ? 2 : 4))
    .join('\n\n');
}

/** Examples mark what is found for the tests. */
function withoutMarks(text: string): string {
  return text.replaceAll('[|', '').replaceAll('|]', '');
}

function indented(text: string, columns: number): string {
  return text
    .replace(/^\n+|\s+$/g, '')
    .split('\n')
    .map((line) => (line === '' ? '' : ' '.repeat(columns) + line))
    .join('\n');
}

/** Paragraphs, each broken into lines of at most so many columns. */
function wrapped(text: string, columns: number): string {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => {
      const lines: string[] = [''];
      for (const word of paragraph.split(/\s+/)) {
        const last = lines.at(-1) ?? '';
        if (last === '') lines[lines.length - 1] = word;
        else if (last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
        else lines.push(word);
      }
      return lines.join('\n');
    })
    .join('\n\n');
}
