/**
 * What `prodaware-ignore` comments do to the findings of a file. Not a rule's check: it needs to know what all rules
 * found, so the engine calls it last, and the two rules beside this file only describe what it reports.
 */
import { fingerprint, type Finding, type Fix } from '../../model/finding.ts';
import type { SuppressionFact } from '../../model/facts.ts';
import type { Rule } from '../../model/rule.ts';
import { lineEnd, lineIndex, lineStart, type Range } from '../../model/text.ts';
import { nextLine } from '../../fixes/insert.ts';
import { readArtifactSuppressions } from '../../fixes/suppression.ts';
import { nearest } from '../../profile/nearest.ts';
import { rules } from '../index.ts';
import type { SeverityOf } from '../run.ts';
import { suppressionWithoutReason } from './suppression-without-reason.ts';
import { unusedSuppression } from './unused-suppression.ts';

/** A file with its comments that silence; null for a file in no language we know, whose own text is looked at. */
export interface SuppressedFile {
  readonly path: string;
  readonly text: string;
  readonly suppressions: readonly SuppressionFact[] | null;
}

export interface Suppressed {
  readonly kept: readonly Finding[];
  /** Suppressions that are themselves at fault. */
  readonly reports: readonly Finding[];
}

/** A suppression covers the findings of its rules that start on its target line, whether or not it gives a reason. */
export function applySuppressions(
  file: SuppressedFile,
  findings: readonly Finding[],
  severityOf: SeverityOf,
): Suppressed {
  const suppressions = file.suppressions ?? readArtifactSuppressions(file.path, file.text);
  if (suppressions.length === 0) return { kept: findings, reports: [] };
  const lines = lineIndex(file.text);
  const lineOf = (offset: number): number => lines.positionAt(offset).line;
  const used = suppressions.map(() => new Set<string>());
  const kept = findings.filter((finding) => {
    let covered = false;
    suppressions.forEach((suppression, index) => {
      if (!suppression.rules.includes(finding.rule)) return;
      if (lineOf(suppression.target.start) !== lineOf(finding.range.start)) return;
      used[index]?.add(finding.rule);
      covered = true;
    });
    return !covered;
  });

  // A rule that is turned off finds nothing anywhere, one about changes only in a review: the comment is there for then.
  const isOff = (id: string): boolean => {
    const rule = rules.find((one) => one.id === id);
    return rule !== undefined && (rule.scope === 'change' || severityOf(rule, file.path) === 'off');
  };
  const reports: Finding[] = [];
  const occurrences = new Map<string, number>();
  function report(rule: Rule, range: Range, message: string, fixes: readonly Fix[]): void {
    const severity = severityOf(rule, file.path);
    if (severity === 'off') return;
    const first = fingerprint(rule.id, file.path, '', file.text, range, 0);
    const occurrence = occurrences.get(first) ?? 0;
    occurrences.set(first, occurrence + 1);
    const print = occurrence === 0 ? first : fingerprint(rule.id, file.path, '', file.text, range, occurrence);
    reports.push({
      rule: rule.id,
      severity,
      message,
      file: file.path,
      range,
      service: null,
      environment: null,
      evidence: [],
      fixes,
      fault: `${rule.id}:${print}`,
      fingerprint: print,
    });
  }
  suppressions.forEach((suppression, index) => {
    const unused = suppression.rules.filter((rule) => !used[index]?.has(rule) && !isOff(rule));
    if (suppression.rules.length === 0) {
      const message = 'nothing to silence: name the rule, as in `prodaware-ignore swallowed-error: reason`';
      report(unusedSuppression, suppression.range, message, []);
    } else if (unused.length > 0) {
      const { message, fix } = describeUnused(file, suppression, unused);
      report(unusedSuppression, suppression.range, message, [fix]);
    } else if (suppression.reason === null) {
      const message = 'this silences a finding and does not say why; add `: reason`';
      report(suppressionWithoutReason, suppression.range, message, []);
    }
  });
  return { kept, reports };
}

interface Unused {
  readonly message: string;
  readonly fix: Fix;
}

function describeUnused(file: SuppressedFile, suppression: SuppressionFact, unused: readonly string[]): Unused {
  const ids = rules.map((rule) => rule.id);
  const stranger = unused.find((rule) => !ids.includes(rule));
  const fix = removal(file, suppression, unused);
  if (stranger === undefined) {
    const finds = unused.length === 1 ? 'finds' : 'find';
    return { message: `nothing to silence: ${unused.join(', ')} ${finds} nothing on the line this speaks of`, fix };
  }
  const near = nearest(stranger, ids);
  const message = `nothing to silence: there is no rule "${stranger}"`;
  // The author meant a rule: taking the comment away is not what is wanted for sure.
  if (near === null) return { message, fix: { ...fix, safety: 'review' } };
  const at = file.text.indexOf(stranger, suppression.range.start);
  const edits = [{ file: file.path, range: { start: at, end: at + stranger.length }, text: near }];
  return { message: `${message}; did you mean "${near}"?`, fix: { title: `Name ${near}`, safety: 'review', edits } };
}

/** Takes the unused rules out of the comment, or the comment out of the file when nothing is left of it. */
function removal(file: SuppressedFile, suppression: SuppressionFact, unused: readonly string[]): Fix {
  const { text, path } = file;
  const { start, end } = suppression.range;
  const left = suppression.rules.filter((rule) => !unused.includes(rule));
  const comment = text.slice(start, end);
  const from = comment.indexOf(suppression.rules[0] ?? '');
  const last = suppression.rules.at(-1) ?? '';
  const to = comment.indexOf(last, from) + last.length;
  if (left.length > 0 && from >= 0) {
    const range = { start: start + from, end: start + to };
    return {
      title: `Stop silencing ${unused.join(', ')}`,
      safety: 'safe',
      edits: [{ file: path, range, text: left.join(', ') }],
    };
  }
  const lineBegin = lineStart(text, start);
  const alone = text.slice(lineBegin, start).trim() === '' && text.slice(end, lineEnd(text, end)).trim() === '';
  const before = text.slice(lineBegin, start).trimEnd();
  const range = alone ? { start: lineBegin, end: nextLine(text, end) } : { start: lineBegin + before.length, end };
  return { title: 'Remove the comment', safety: 'safe', edits: [{ file: path, range, text: '' }] };
}
