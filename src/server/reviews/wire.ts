/** A review as the client and its webviews read it: lines and characters instead of offsets, URIs beside paths. */
import type { Evidence, Finding } from '../../model/finding.ts';
import type { FileChange } from '../../model/change.ts';
import type { Review, ReviewedChange, ReviewedHunk, VerdictReason } from '../../model/review.ts';
import { lineIndex, type LineIndex } from '../../model/text.ts';
import { hunkHeader } from '../../review/diffText.ts';
import { rules } from '../../rules/index.ts';
import { fileStart, wireRange } from '../places.ts';
import type { WireChange, WireEvidence, WireFinding, WireHunk, WireReason, WireReview } from '../reviewProtocol.ts';

export interface WireContext {
  uriOf(path: string): string;
  /** Text of a file on the new side, or on the old one; null where there is none. */
  textOf(path: string, side?: 'before'): string | null;
}

/** A line longer than this shows no more of what it is evidence for. */
const longestExcerpt = 240;

const areaOf = new Map(rules.map(({ id, area }) => [id, area] as const));

/** @param id names the review in later requests */
export function wireReview(review: Review, folder: string, id: number, context: WireContext): WireReview {
  const { changes, files, elsewhere, verdict, summary, faults } = review;
  const wire = createWire(context);
  return {
    id,
    folder,
    source: changes.source,
    title: changes.title,
    verdict,
    summary,
    isWorkingTree: changes.overlay.size === 0 && changes.source.kind !== 'patch',
    files: files.map(wire.change),
    elsewhere: elsewhere.map(wire.finding),
    faults: faults.map(({ file, message }) => (file === null ? message : `${file}: ${message}`)),
  };
}

export interface Wire {
  change(change: ReviewedChange): WireChange;
  finding(finding: Finding): WireFinding;
  evidence(evidence: Evidence): WireEvidence;
}

export function createWire(context: WireContext): Wire {
  const indexes = new Map<string, { readonly text: string; readonly lines: LineIndex } | null>();

  function indexed(path: string, side?: 'before') {
    const key = `${side ?? ''}\0${path}`;
    let known = indexes.get(key);
    if (known === undefined) {
      const text = context.textOf(path, side);
      indexes.set(key, (known = text === null ? null : { text, lines: lineIndex(text) }));
    }
    return known;
  }

  function evidence({ file, range, label, side }: Evidence): WireEvidence {
    const found = indexed(file, side);
    const line = found?.lines.positionAt(range.start).line ?? 1;
    const around = found?.lines.lineRange(line);
    return {
      label,
      path: file,
      uri: context.uriOf(file),
      range: found ? wireRange(found.lines, range) : fileStart,
      line,
      text: found && around ? found.text.slice(around.start, around.end).trim().slice(0, longestExcerpt) : '',
      isOld: side === 'before',
    };
  }

  function finding(of: Finding): WireFinding {
    const found = indexed(of.file);
    return {
      rule: of.rule,
      area: areaOf.get(of.rule) ?? 'review',
      severity: of.severity,
      message: of.message,
      path: of.file,
      uri: context.uriOf(of.file),
      range: found ? wireRange(found.lines, of.range) : fileStart,
      line: found?.lines.positionAt(of.range.start).line ?? 1,
      evidence: of.evidence.map(evidence),
      fixes: of.fixes.map(({ title, safety }) => ({ title, safety })),
      fault: of.fault,
      fingerprint: of.fingerprint,
    };
  }

  function hunk(reviewed: ReviewedHunk, change: FileChange): WireHunk {
    const section = sectionOf(change, reviewed, indexed(change.path)?.lines ?? null);
    return {
      id: reviewed.hunk.id,
      header: `${hunkHeader(reviewed.hunk)}${section === '' ? '' : ` ${section}`}`,
      lineCount: reviewed.hunk.lines.length,
      verdict: reviewed.verdict,
      reasons: reviewed.reasons.map(reason),
      findings: reviewed.findings.map(finding),
      provenance: reviewed.provenance,
    };
  }

  return {
    change({ change, verdict, reasons, hunks, findings, known }) {
      const lines = hunks.flatMap((one) => one.hunk.lines);
      return {
        path: change.path,
        oldPath: change.oldPath,
        uri: context.uriOf(change.path),
        kind: change.kind,
        note: change.note ?? (change.mode === null ? null : `mode ${change.mode.before} → ${change.mode.after}`),
        verdict,
        reasons: reasons.map(reason),
        added: lines.filter(({ kind }) => kind === 'added').length,
        removed: lines.filter(({ kind }) => kind === 'removed').length,
        known,
        hunks: hunks.map((one) => hunk(one, change)),
        findings: findings.map(finding),
      };
    },
    finding,
    evidence,
  };
}

function reason({ verdict, text, finding }: VerdictReason): WireReason {
  return { verdict, text, finding: finding?.fingerprint ?? null };
}

/**
 * The line above a hunk that says what it stands in, as `git diff` shows it: the last one before it that starts at the
 * margin with a word.
 */
function sectionOf({ after }: FileChange, { hunk }: ReviewedHunk, lines: LineIndex | null): string {
  if (after === null || lines === null) return '';
  for (let line = hunk.newStart - 1; line > 0 && line > hunk.newStart - 400; line--) {
    const { start, end } = lines.lineRange(line);
    const text = after.slice(start, end);
    if (/^[\p{L}_$@]/u.test(text)) return text.trim().slice(0, 80);
  }
  return '';
}
