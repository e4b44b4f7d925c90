/** What new code logs with, beside what its own file says. */
import type { FileContext } from '../../model/rule.ts';

/** Whether a library is the one that is always there: what it writes is no log. */
export function isPrint(library: string): boolean {
  return library === 'print' || library === 'console';
}

/** The profile's logging library, then those of the service's entry points. */
export function librariesOf({ profile, service }: FileContext): string[] {
  const named = profile?.value.logging?.library;
  const used = (service?.loggers ?? []).filter((library) => !isPrint(library) && library !== 'unknown');
  return named === undefined ? used : [named, ...used.filter((library) => library !== named)];
}
