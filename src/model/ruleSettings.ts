/** Severity of a rule as a profile or an editor sets it: for all files, or for those that globs match. */
import { globMatcher } from './glob.ts';
import type { Severity } from './finding.ts';

export type RuleSeverity = Severity | 'off';

export interface ScopedSeverity {
  /** Absent: as it is elsewhere. */
  readonly severity?: RuleSeverity | undefined;
  /** Globs of the files it holds for; absent: all files. */
  readonly paths?: readonly string[] | undefined;
}

export type RuleSetting = RuleSeverity | ScopedSeverity | readonly ScopedSeverity[];

/** Severity that a setting gives a rule in a file; null where it says nothing of that file. Of several the last that fits holds. */
export function severityIn(setting: RuleSetting): (file: string) => RuleSeverity | null {
  if (typeof setting === 'string') return () => setting;
  const parts = (isList(setting) ? setting : [setting]).map(({ severity, paths }) => ({
    severity: severity ?? null,
    matches: paths === undefined ? null : globMatcher(paths),
  }));
  return (file) => {
    let found: RuleSeverity | null = null;
    for (const { severity, matches } of parts) {
      if (severity !== null && (matches === null || matches.matches(file))) found = severity;
    }
    return found;
  };
}

function isList(setting: ScopedSeverity | readonly ScopedSeverity[]): setting is readonly ScopedSeverity[] {
  return Array.isArray(setting);
}
