/** Which service a file is code of, as far as its place says. */
import type { FileContext } from '../../model/rule.ts';

/**
 * Null where several services share the directory, or where the service is written in another language: the code of a
 * web page below a Python service runs in a browser.
 */
export function serviceName({ service, production, facts }: FileContext): string | null {
  if (service === null) return null;
  const sharing = production.services.filter((one) => one.root === service.root);
  if (sharing.length > 1) return null;
  const isNode = service.language === 'javascript' || service.language === 'typescript';
  const ecosystem = isNode ? 'node' : service.language;
  return ecosystem === facts.ecosystem ? service.name : null;
}
