/**
 * `reports/` turns what the engine found into what is read: by people in a terminal, by programs as JSON. Pure
 * functions to a string; it imports `model` and the stations above it, never the engine. Lines and columns exist from
 * here on.
 *
 * This file: the report of `check` as a compiler would write it.
 */
import { severities, type Finding, type Fix, type Severity } from '../model/finding.ts';
import type { Fault } from '../model/source.ts';
import { excerpt, inert } from './inert.ts';
import { createPlaces, type Places, type SidedLocation, type TextLookup } from './places.ts';
import { plainStyle, type Style } from './style.ts';

/** What `check` has to say of a repository. */
export interface CheckedRepository {
  readonly findings: readonly Finding[];
  readonly faults: readonly Fault[];
  /** Source files analysed. */
  readonly files: number;
  /** Findings that the baseline holds. */
  readonly known?: number;
}

/** Faults of one kind and severity beyond this are counted, not shown: ten thousand files may have the same one. */
const mostAlike = 20;

/** Ends with a line end. */
export function checkText(checked: CheckedRepository, textOf: TextLookup, style: Style = plainStyle): string {
  const places = createPlaces(textOf);
  const blocks = [
    ...checked.findings.map((finding) => findingText(finding, places, style)),
    ...faultBlocks(checked.faults, places, style),
    summary(checked, style),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** Faults alone, each a block with a blank line before it; empty where there are none. */
export function faultsText(faults: readonly Fault[], textOf: TextLookup, style: Style = plainStyle): string {
  return faultBlocks(faults, createPlaces(textOf), style)
    .map((block) => `\n${block}\n`)
    .join('');
}

/** `services/api/my_app.py:12:1` */
export function placeText(location: SidedLocation, places: Places): string {
  const { line, column } = places.start(location);
  return `${inert(location.file)}:${line}:${column}`;
}

/** A finding with its lines, what shows it, and how it can be mended. */
export function findingText(finding: Finding, places: Places, style: Style): string {
  const gutter = gutterWidth([finding, ...finding.evidence], places);
  const lines = [header(placeText(finding, places), finding.severity, finding.rule, style)];
  lines.push(
    `  ${inert(finding.message)}`,
    ...excerptLines(finding, gutter, places, style.severity[finding.severity], style),
  );
  for (const evidence of finding.evidence) {
    lines.push(`  = ${inert(evidence.label)}  ${placeText(evidence, places)}`);
    lines.push(...excerptLines(evidence, gutter, places, style.faint, style));
  }
  for (const fix of finding.fixes) lines.push(`  ${style.good('fix:')} ${inert(fix.title)}${safetyNote(fix)}`);
  return lines.join('\n');
}

function header(place: string, severity: Severity, name: string, style: Style): string {
  return `${style.strong(place)}  ${style.severity[severity](severity)}  ${inert(name)}`;
}

function safetyNote(fix: Fix): string {
  return fix.safety === 'safe' ? '' : ' (to be looked at)';
}

function gutterWidth(locations: readonly SidedLocation[], places: Places): number {
  return Math.max(3, ...locations.map((location) => String(places.start(location).line).length));
}

function excerptLines(
  location: SidedLocation,
  gutter: number,
  places: Places,
  paint: (text: string) => string,
  style: Style,
): string[] {
  const { start, end } = places.range(location);
  const source = places.line(location.file, start.line, location.side);
  // There is nothing to underline in a line that is empty or not there.
  if (source === null || source.trim() === '') return [];
  const last = end.line === start.line ? end.column - 1 : source.length;
  const { line, carets } = excerpt(source, start.column - 1, last);
  const number = String(start.line).padStart(gutter);
  return [
    `  ${style.faint(`${number} |`)} ${line}`,
    `  ${style.faint(`${' '.repeat(gutter)} |`)} ${carets.replace(/\^+/, (found) => paint(found))}`,
  ];
}

function faultBlocks(faults: readonly Fault[], places: Places, style: Style): string[] {
  const blocks: string[] = [];
  const alike = new Map<string, number>();
  for (const fault of faults) {
    const key = `${fault.severity} ${fault.kind}`;
    const count = (alike.get(key) ?? 0) + 1;
    alike.set(key, count);
    if (count <= mostAlike) blocks.push(faultText(fault, places, style));
  }
  for (const [key, count] of alike) {
    if (count > mostAlike)
      blocks.push(`… and ${count - mostAlike} more of the kind "${key}"; --format json has them all`);
  }
  return blocks;
}

function faultText(fault: Fault, places: Places, style: Style): string {
  const name = `${fault.kind} fault`;
  if (fault.file === null)
    return `${style.severity[fault.severity](fault.severity)}  ${name}\n  ${inert(fault.message)}`;
  if (fault.range === null)
    return `${header(inert(fault.file), fault.severity, name, style)}\n  ${inert(fault.message)}`;
  const location = { file: fault.file, range: fault.range };
  return [
    header(placeText(location, places), fault.severity, name, style),
    `  ${inert(fault.message)}`,
    ...excerptLines(location, gutterWidth([location], places), places, style.severity[fault.severity], style),
  ].join('\n');
}

function summary({ findings, faults, files, known = 0 }: CheckedRepository, style: Style): string {
  const counted = severities.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [style.severity[severity](counting(count, severityWords[severity]))];
  });
  const found = counted.length === 0 ? style.good('nothing found') : counted.join(', ');
  const lines = [`${found} in ${counting(files, ['file', 'files'])}`];
  if (known > 0) lines[0] += `, and ${counting(known, ['finding', 'findings'])} that the baseline holds`;
  if (faults.length > 0) lines[0] += `; ${counting(faults.length, ['fault', 'faults'])} of input or of ours`;
  const fixable = fixableText(findings);
  if (fixable !== null) lines.push(fixable);
  return lines.join('\n');
}

const severityWords: Readonly<Record<Severity, readonly [string, string]>> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  information: ['note', 'notes'],
  hint: ['hint', 'hints'],
};

/** `1 file`, `2 files`. */
export function counting(count: number, [one, many]: readonly [string, string]): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Faults are counted, not findings: one fix mends a fault at all of its places. */
function fixableText(findings: readonly Finding[]): string | null {
  const safe = new Set<string>();
  const any = new Set<string>();
  for (const { fault, fixes } of findings) {
    if (fixes.length > 0) any.add(fault);
    if (fixes.some((fix) => fix.safety === 'safe')) safe.add(fault);
  }
  if (any.size === 0) return null;
  if (safe.size === 0) return `${any.size} can be mended with --fix=all`;
  return `${safe.size} can be mended with --fix${any.size > safe.size ? `, ${any.size} with --fix=all` : ''}`;
}
