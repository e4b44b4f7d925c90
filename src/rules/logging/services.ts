/** Which service a file is code of, as far as its place says. */
import { isBrowserPackage } from '../../knowledge/browserLibraries.ts';
import { languages } from '../../languages/index.ts';
import type { Service } from '../../model/production.ts';
import type { FileContext } from '../../model/rule.ts';

/** Key of knowledge rows of the language a service is written in; null where that is not known. */
function ecosystemOf(service: Service): string | null {
  return languages.find(({ name }) => name === service.language)?.ecosystem ?? service.language;
}

/**
 * Name of the one service that stands nearest around the file and runs its language; null where there is none, or where
 * several share a folder and nothing says whose code it is.
 */
export function serviceName({ service, production, facts }: FileContext): string | null {
  if (service === null) return null;
  const sharing = production.services.filter((one) => one.root === service.root);
  if (sharing.length > 1) return null;
  return ecosystemOf(service) === facts.ecosystem ? service.name : null;
}

/**
 * Whether the file is code of a process that production starts, or could be one of a repository that says nothing of
 * its processes. Code for browsers is not, nor is a folder that belongs to a service of another language or to none.
 */
export function isProcessCode({ service, production, facts }: FileContext): boolean {
  if (facts.ecosystem === 'node' && facts.imports.some((one) => !one.typeOnly && isBrowserPackage(one.module))) {
    return false;
  }
  if (production.services.length === 0) return true;
  if (service === null) return false;
  // What a process runs may not be known; scripts beside an unknown server are as likely its pages as its code.
  const fits = (ecosystem: string | null): boolean =>
    ecosystem === null ? facts.ecosystem !== 'node' : ecosystem === facts.ecosystem;
  return production.services.some((one) => one.root === service.root && fits(ecosystemOf(one)));
}
