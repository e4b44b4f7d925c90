/** Findings that ask a person about a changed file, because the profile says so. */
import type { FileChange } from '../model/change.ts';
import type { Evidence } from '../model/finding.ts';
import { globMatcher } from '../model/glob.ts';
import type { LoadedProfile } from '../model/profile.ts';
import type { ChangedFile, Draft } from '../model/rule.ts';
import type { Range } from '../model/text.ts';

/** @param said path of the profile's value that asks */
export function askingDraft(
  file: ChangedFile,
  profile: LoadedProfile,
  said: readonly (string | number)[],
  message: string,
): Draft {
  const range = profile.locate(said) ?? profile.locateKey(said);
  const evidence: Evidence[] = range === null ? [] : [{ file: profile.file, range, label: 'the profile says' }];
  return { file: file.change.path, range: firstChange(file), message, evidence, asks: 'file' };
}

/** Where the change begins, to the end of its line; the beginning of a file that is gone. */
function firstChange({ changed, change }: ChangedFile): Range {
  const start = changed[0]?.start ?? 0;
  const text = change.after ?? '';
  const end = text.indexOf('\n', start);
  return { start, end: end === -1 ? text.length : end };
}

/** Whether globs name a changed file, by what it is called now or was. */
export function touches(globs: readonly string[], { path, oldPath }: FileChange): boolean {
  const { matches } = globMatcher(globs);
  return matches(path) || matches(oldPath);
}
