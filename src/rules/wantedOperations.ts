/** Operations that a profile speaks of: by kind, by a pattern of their name, or by one of their path. */
import { operationKinds } from '../knowledge/operations.ts';
import { globMatcher } from '../model/glob.ts';
import type { OperationRow } from '../survey/survey.ts';

/** @param wanted an entry of the profile: `payment`, `delete*`, or a glob of paths */
export function asksFor(wanted: string, { kind, name }: OperationRow, path: string): boolean {
  const said = wanted.trim().toLowerCase();
  const row = operationKinds.find((one) => one.kind === kind);
  if (
    row !== undefined &&
    (said.startsWith(row.kind) || row.aliases.some((alias) => said.split(/[\s,]+/).includes(alias)))
  ) {
    return true;
  }
  return wanted.includes('/') ? globMatcher([wanted]).matches(path) : namePattern(wanted)?.(name) === true;
}

/** An entry that is a function's name, or a pattern of names; null for a kind or a path. */
export function namePattern(wanted: string): ((name: string) => boolean) | null {
  if (!/^[\w*?$]+$/.test(wanted)) return null;
  return /[*?]/.test(wanted) ? (name) => globMatcher([wanted]).matches(name) : (name) => name === wanted;
}
