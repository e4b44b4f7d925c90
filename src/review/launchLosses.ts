/** Hunks by which a launch loses its telemetry: a script that starts it, an image, wherever the launch itself stands. */
import type { FileChange, Hunk } from '../model/change.ts';
import type { Launch } from '../model/production.ts';
import type { VerdictReason } from '../model/review.ts';
import { lineIndex, type Location } from '../model/text.ts';
import type { LaunchChange } from './launchChanges.ts';

/** By hunk id; each launch once for a hunk. */
export function lossesByHunk(
  launches: readonly LaunchChange[],
  files: readonly FileChange[],
): ReadonlyMap<string, readonly VerdictReason[]> {
  const byHunk = new Map<string, VerdictReason[]>();
  for (const { before, after, losesTelemetry } of launches) {
    if (!losesTelemetry || before === null) continue;
    for (const evidence of before.telemetry.evidence) {
      const hunk = hunkWithout(evidence, files);
      if (hunk === null) continue;
      // The words before the command are named by their evidence.
      const what = before.telemetry.mechanism === 'wrapper' ? `: ${evidence.label} is gone` : '';
      const text = `${lossText(before, after)}${what}`;
      const reasons = byHunk.get(hunk.id) ?? [];
      if (reasons.some((one) => one.text === text)) continue;
      byHunk.set(hunk.id, [...reasons, { verdict: 'fix-first', text, finding: null }]);
    }
  }
  return byHunk;
}

/** `web loses its telemetry in production`. */
export function lossText({ service, telemetry }: Launch, after: Launch | null): string {
  const environment = after?.environment ?? 'production';
  const vendor = telemetry.vendor === null ? '' : ` (${telemetry.vendor})`;
  return `${service} loses its telemetry${vendor}${environment === 'unknown' ? '' : ` in ${environment}`}`;
}

/** The hunk that takes away the line on which something of the old side began. */
function hunkWithout({ file, range }: Location, files: readonly FileChange[]): Hunk | null {
  const change = files.find(({ oldPath }) => oldPath === file);
  if (change === undefined || change.before === null) return null;
  const { line } = lineIndex(change.before).positionAt(range.start);
  const isGone = ({ lines }: Hunk): boolean =>
    lines.some(({ kind, oldLine }) => kind === 'removed' && oldLine === line);
  return change.hunks.find(isGone) ?? null;
}
