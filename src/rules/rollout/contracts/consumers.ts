/** Who uses a contract, as the profile says. */
import { globMatcher } from '../../../model/glob.ts';
import type { FileChange } from '../../../model/change.ts';
import type { Evidence } from '../../../model/finding.ts';
import type { LoadedProfile } from '../../../model/profile.ts';

export interface Consumers {
  /** Names of the profile, each once. */
  readonly names: readonly string[];
  /** Its lines that say so. */
  readonly evidence: readonly Evidence[];
}

/** Null where the profile says nothing of the file. */
export function consumersOf(profile: LoadedProfile | null, change: FileChange): Consumers | null {
  const names = new Set<string>();
  const evidence: Evidence[] = [];
  for (const [index, { contract, usedBy }] of (profile?.value.consumers ?? []).entries()) {
    if (profile === null || !isAbout(contract, change)) continue;
    for (const name of usedBy) names.add(name);
    const range = profile.locate(['consumers', index]);
    if (range !== null) evidence.push({ file: profile.file, range, label: 'the profile says who uses it' });
  }
  return names.size === 0 && evidence.length === 0 ? null : { names: [...names], evidence };
}

/** A file, or files, as globs say it. */
export function isAbout(contract: string, { path, oldPath }: FileChange): boolean {
  const wanted = contract.replace(/^\.\//, '');
  if (wanted === path || wanted === oldPath) return true;
  if (!wanted.includes('/') && !wanted.includes('*')) return false;
  const { matches } = globMatcher([wanted]);
  return matches(path) || matches(oldPath);
}
