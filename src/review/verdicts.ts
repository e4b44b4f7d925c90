/** What a review makes of a hunk and of a file: the reasons, and the verdict they come to. */
import type { FileChange } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { globMatcher } from '../model/glob.ts';
import type { LoadedProfile } from '../model/profile.ts';
import type { VerdictReason } from '../model/review.ts';
import type { Fault } from '../model/source.ts';

/** Errors and warnings are mended first; what only informs does not hold a change up. */
export function reasonOf(finding: Finding): VerdictReason {
  const isBlocking = finding.severity === 'error' || finding.severity === 'warning';
  return { verdict: isBlocking ? 'fix-first' : 'ship', text: finding.message, finding };
}

/** What only a person can say of a file, from the profile and from what could not be read. */
export function fileReasons(
  change: FileChange,
  profile: LoadedProfile | null,
  faults: readonly Fault[],
): VerdictReason[] {
  const reasons: VerdictReason[] = [];
  const ask = (text: string): void => void reasons.push({ verdict: 'ask', text, finding: null });
  const touches = (globs: readonly string[]): boolean => {
    const { matches } = globMatcher(globs);
    return matches(change.path) || matches(change.oldPath);
  };
  const value = profile?.value;
  for (const { paths, note } of value?.architecture?.notes ?? []) if (touches(paths)) ask(note);
  for (const { paths, by, reason } of value?.compliance?.approvals ?? []) {
    if (touches(paths)) ask(`needs the approval of ${by ?? 'somebody'}${reason === undefined ? '' : `: ${reason}`}`);
  }
  for (const { contract, usedBy } of value?.consumers ?? []) {
    if (contract === change.path || contract === change.oldPath) ask(`${usedBy.join(', ')} use this contract`);
  }
  if (change.note !== null) {
    const verdict = change.note === 'binary' ? 'ship' : 'ask';
    reasons.push({ verdict, text: `${change.note}: not compared`, finding: null });
  }
  for (const fault of faults) if (fault.severity !== 'information') ask(fault.message);
  return reasons;
}
