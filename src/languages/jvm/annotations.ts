/** What annotations on a class add to it. */
import { loggersByAnnotation } from '../../knowledge/loggers.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { bind, candidateOfPath } from '../extraction/scopes.ts';
import type { Binding } from '../extraction/scopes.ts';

/** The name that Lombok gives to the field. */
const loggerField = 'log';

const loggers = loggersByAnnotation('jvm');

/**
 * A logger that the class gets without declaring it.
 * @param path of the annotation, as far as imports say it
 * @param start of the annotation, which stands for the declaration
 */
export function bindAnnotatedLogger(
  extraction: Extraction,
  members: Map<string, Binding>,
  path: string,
  start: number,
  end: number,
): void {
  const logger = loggers.get(path) ?? (path.includes('.') ? undefined : byWildcard(extraction, path));
  if (logger !== undefined) bind(members, loggerField, start, end, candidateOfPath(logger));
}

/** `import lombok.extern.slf4j.*;` */
function byWildcard({ imports }: Extraction, name: string): string | undefined {
  for (const { fact } of imports) {
    const known = fact.names[0]?.name === '*' ? loggers.get(`${fact.module}.${name}`) : undefined;
    if (known !== undefined) return known;
  }
  return undefined;
}
