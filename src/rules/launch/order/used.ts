import type { ImportFact } from '../../../model/facts.ts';
import type { SourceFile } from '../../../model/source.ts';

/** TypeScript leaves imports out that only types use. */
export function isUsed({ names, alias, kind }: ImportFact, { facts, text }: SourceFile): boolean {
  if (facts?.language !== 'typescript' || kind === 'require') return true;
  const bound = [...(alias === null ? [] : [alias]), ...names.map((one) => (one.alias === '' ? one.name : one.alias))];
  if (bound.length === 0) return true;
  return bound.some((name) =>
    new RegExp(`(?:\\bnew\\s+|\\bextends\\s+)${name}\\b|\\b${name}\\s*(?:\\(|\\.\\w+\\()`).test(text),
  );
}
