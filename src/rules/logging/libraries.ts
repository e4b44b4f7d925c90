/** What new code logs with, beside what its own file says. */
import type { LoggerSources } from '../../fixes/logger.ts';
import { sharedLogger, type SharedLogger } from '../../fixes/sharedLogger.ts';
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

/** Where a file of the service that has no logger gets one from. Make it once per file: it looks through the service's imports. */
export function loggerSources(context: FileContext): LoggerSources {
  const { path, text, facts, production, service, profile } = context;
  // What the profile names is what new code logs with, whatever older code does.
  const asks = service !== null && profile?.value.logging?.library === undefined;
  let shared: SharedLogger | null | undefined = asks ? undefined : null;
  return {
    libraries: librariesOf(context),
    shared() {
      if (shared === undefined) {
        shared = sharedLogger({ path, text, facts }, production.sources, service?.root ?? '.');
      }
      return shared;
    },
  };
}
