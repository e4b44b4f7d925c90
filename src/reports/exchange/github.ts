/**
 * Workflow commands of GitHub Actions, which show a finding at its line of the pull request:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands. GitHub shows ten of each level for
 * a step; the rest stands in its log.
 */
import type { Finding, Severity } from '../../model/finding.ts';
import type { Fault } from '../../model/source.ts';
import { inert } from '../inert.ts';
import { createPlaces, type Places } from '../places.ts';
import { counting } from '../text.ts';
import { evidenceText, worstFirst, type ExchangeInput } from './report.ts';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

export function githubReport({ findings, faults, textOf }: ExchangeInput): string {
  const places = createPlaces(textOf);
  const lines = [
    ...worstFirst(findings).map((finding) => findingCommand(finding, places)),
    ...faults.map((fault) => faultCommand(fault, places)),
    counting(findings.length, ['finding', 'findings']),
  ];
  return `${lines.join('\n')}\n`;
}

function findingCommand(finding: Finding, places: Places): string {
  const { severity, rule, message, evidence, fixes } = finding;
  const said = [
    message,
    ...evidence.map((one) => evidenceText(one, places)),
    ...fixes.map(({ title }) => `fix: ${title}`),
  ];
  const { start, end } = places.range(finding);
  return command(commands[severity], said, {
    file: finding.file,
    line: start.line,
    endLine: end.line,
    // Columns count only where it is one line.
    ...(start.line === end.line ? { col: start.column, endColumn: end.column } : {}),
    title: rule,
  });
}

function faultCommand({ kind, severity, message, file, range }: Fault, places: Places): string {
  const title = `${kind} fault`;
  if (file === null) return command(commands[severity], [message], { title });
  const line = range === null ? 1 : places.start({ file, range }).line;
  return command(commands[severity], [message], { file, line, title });
}

function command(
  name: string,
  lines: readonly string[],
  properties: Readonly<Record<string, string | number>>,
): string {
  const given = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(inert(String(value)))}`);
  return `::${name} ${given.join(',')}::${lines.map((line) => escaped(inert(line))).join('%0A')}`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
