/**
 * What an assistant is told of a hunk so that it mends the fault itself: the findings, what shows them, and the lines of the
 * profile that matter. Short, because assistants review worse with more context.
 */
import type { Finding } from '../model/finding.ts';
import { globMatcher } from '../model/glob.ts';
import type { LoadedProfile } from '../model/profile.ts';
import { commandText, serviceOf, type Production } from '../model/production.ts';
import type { VerdictReason } from '../model/review.ts';
import type { Area } from '../model/rule.ts';
import { lineIndex, type Location } from '../model/text.ts';
import { rules } from '../rules/index.ts';

export interface PromptParts {
  /** On the new side. */
  readonly path: string;
  /** The hunk as a diff shows it, or the lines it is about; null: none. */
  readonly diff: string | null;
  readonly reasons: readonly VerdictReason[];
  readonly production: Production;
  readonly profile: LoadedProfile | null;
  /** Text of a file, on the side before the change where asked for; null where there is none. */
  textOf(file: string, side?: 'before'): string | null;
}

/** More lines of a diff than this tell an assistant nothing that the file does not. */
const mostLines = 80;
const mostLaunches = 4;

export function promptOf({ path, diff, reasons, production, profile, textOf }: PromptParts): string {
  const place = ({ file, range }: Location, side?: 'before'): string => {
    const text = textOf(file, side);
    if (text === null) return file;
    const lines = lineIndex(text);
    const { line } = lines.positionAt(range.start);
    const { start, end } = lines.lineRange(line);
    const written = text.slice(start, end).trim();
    return `${file}:${line}${written === '' ? '' : `  ${written}`}`;
  };
  const findings = reasons.flatMap(({ finding }) => (finding === null ? [] : [finding]));
  const blocks = [
    headOf(path, reasons),
    ...findings.map((finding) => findingText(finding, place)),
    ...reasons
      .filter(({ finding }) => finding === null)
      .map(({ verdict, text }) => (verdict === 'fix-first' ? `- ${text}` : `- Only a person can decide this: ${text}`)),
  ];
  const context = contextLines(path, findings, production, profile);
  if (context.length > 0) blocks.push(`What production needs here:\n${context.map((line) => `- ${line}`).join('\n')}`);
  if (diff !== null) {
    const lines = diff.split('\n');
    const shown = lines.length > mostLines ? [...lines.slice(0, mostLines), '…'] : lines;
    blocks.push(`The change:\n${fenced(shown.join('\n'))}`);
  }
  if (findings.length > 0) {
    blocks.push('Change only what is needed for this, use the logger, flag client and style the file already uses.');
  }
  return `${blocks.join('\n\n')}\n`;
}

function headOf(path: string, reasons: readonly VerdictReason[]): string {
  if (reasons.some(({ finding, verdict }) => finding !== null || verdict === 'fix-first'))
    return `Mend this in ${path}. As code it may be right; in this system's production it is not:`;
  return reasons.length > 0
    ? `Look again at this change in ${path}, with what production needs in mind:`
    : `Look again at this change in ${path}. No rule finds a fault in it: say what it changes in production, and mend what is wrong.`;
}

function findingText(finding: Finding, place: (location: Location, side?: 'before') => string): string {
  const lines = [`- ${finding.rule}: ${finding.message}`, `  at ${place(finding)}`];
  for (const evidence of finding.evidence) lines.push(`  ${evidence.label}: ${place(evidence, evidence.side)}`);
  const [fix] = finding.fixes;
  if (fix !== undefined) lines.push(`  one way: ${fix.title}`);
  return lines.join('\n');
}

/** What the profile and Production say that bears on these findings, one line each. */
export function contextLines(
  path: string,
  findings: readonly Finding[],
  production: Production,
  profile: LoadedProfile | null,
): string[] {
  const areas = new Set<Area>(findings.flatMap(({ rule }) => rules.find(({ id }) => id === rule)?.area ?? []));
  const lines: string[] = [];
  if (areas.size === 0 || areas.has('launch') || areas.has('tracing') || areas.has('review')) {
    lines.push(...launchLines(path, production));
  }
  const value = profile?.value;
  if (value === undefined) return lines;
  const { logging, flags, telemetry, architecture, compliance } = value;
  if (areas.has('logging') || areas.has('tracing') || areas.has('review')) {
    if (logging?.library !== undefined) lines.push(`Logging library: ${logging.library}`);
    if (logging?.mustLog !== undefined) lines.push(`Must leave a log line: ${logging.mustLog.join(', ')}`);
    if (logging?.fields !== undefined) lines.push(`Every log line carries: ${logging.fields.join(', ')}`);
  }
  if (areas.has('flags') || areas.has('review')) {
    const isRequired = flags?.require?.some(({ paths }) => globMatcher(paths).matches(path)) === true;
    if (isRequired) lines.push('New behaviour in this file has to be behind a feature flag');
    if (flags?.provider !== undefined) lines.push(`Feature flags: ${flags.provider}`);
    if (flags?.helpers !== undefined) lines.push(`Flags are asked for through: ${flags.helpers.join(', ')}`);
  }
  if ((areas.has('launch') || areas.has('tracing')) && telemetry?.vendor !== undefined) {
    lines.push(`Telemetry: ${telemetry.vendor}`);
  }
  if (compliance?.sensitive !== undefined && findings.some(({ rule }) => rule === 'sensitive-data-logged')) {
    lines.push(`Never logged: ${compliance.sensitive.join(', ')}`);
  }
  for (const { paths, note } of architecture?.notes ?? []) if (globMatcher(paths).matches(path)) lines.push(note);
  return lines;
}

/** How production starts the services whose folder the file is in; the same command is told once. */
function launchLines(path: string, production: Production): string[] {
  const root = serviceOf(production, path)?.root;
  const launches = production.services.filter((service) => service.root === root).flatMap((one) => one.launches);
  const lines = launches
    .filter(({ environment, argv, oneShot }) => environment === 'production' && argv.length > 0 && !oneShot)
    .map(({ service, argv }) => `production starts ${service} with: ${commandText(argv)}`);
  return [...new Set(lines)].slice(0, mostLaunches);
}

/** A fence that nothing in the text closes. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}diff\n${text}\n${fence}`;
}
