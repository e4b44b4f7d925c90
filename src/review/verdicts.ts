/** What a review makes of a hunk and of a file: the reasons, and the verdict they come to. */
import type { FileChange } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import type { VerdictReason } from '../model/review.ts';
import type { Fault } from '../model/source.ts';

/** Errors and warnings are mended first; what only informs does not hold a change up; some a person has to answer. */
export function reasonOf(finding: Finding): VerdictReason {
  const { severity, message } = finding;
  if (finding.asks !== undefined) return { verdict: 'ask', text: message, finding };
  const isBlocking = severity === 'error' || severity === 'warning';
  return { verdict: isBlocking ? 'fix-first' : 'ship', text: message, finding };
}

/** What only a person can say of a file, since it could not be compared or read. */
export function fileReasons(change: FileChange, faults: readonly Fault[]): VerdictReason[] {
  const reasons: VerdictReason[] = [];
  if (change.note !== null) {
    const verdict = change.note === 'binary' ? 'ship' : 'ask';
    reasons.push({ verdict, text: `${change.note}: not compared`, finding: null });
  }
  for (const { severity, message } of faults) {
    if (severity !== 'information') reasons.push({ verdict: 'ask', text: message, finding: null });
  }
  return reasons;
}
