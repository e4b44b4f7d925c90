/** Reads of environment variables, and what becomes of them where the variable is not set. */
import type { EnvironmentReadFact } from '../../model/facts.ts';
import type { SourceFile } from '../../model/source.ts';
import { contains } from '../../model/text.ts';

/** A handler around it has another way. */
export function isCaught({ range }: EnvironmentReadFact, { facts }: SourceFile): boolean {
  return (facts?.handlers ?? []).some(({ tryBody }) => tryBody !== null && contains(tryBody, range));
}

/** Of its own, or handed to a function together with it: `flag(process.env.NEW_TAX, false)`. */
export function hasDefault(read: EnvironmentReadFact, { text, facts }: SourceFile): boolean {
  if (read.default !== null) return true;
  const behind = text.slice(read.range.end, read.range.end + 40);
  if (/^\s*(?:or\s|\|\||\?\?|\?:)/.test(behind)) return true;
  return (facts?.calls ?? []).some(
    ({ arguments: given }) =>
      given.length > 1 &&
      given.some(({ range }) => range.start === read.range.start && range.end === read.range.end) &&
      given.some(({ kind }) => /^(?:string|number|boolean|null|list)$/.test(kind)),
  );
}
