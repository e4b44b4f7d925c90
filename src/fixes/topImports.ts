import type { ImportFact } from '../model/facts.ts';
import { lineEnd, lineStart } from '../model/text.ts';
import type { EditedFile } from './insert.ts';

/** Runs whenever the file does. */
export function isAlwaysImported(fact: ImportFact): boolean {
  const loads = fact.kind === 'static' || fact.kind === 'require';
  return loads && !fact.typeOnly && !fact.guarded && fact.function === -1 && fact.condition === null;
}

/** Imports at the top that are a line of their own, in order. */
export function topImports({ facts, text }: EditedFile): ImportFact[] {
  return facts.imports.filter(
    (fact) =>
      isAlwaysImported(fact) &&
      fact.range.start >= facts.prologue.firstStatement &&
      fact.range.start < facts.prologue.afterImports &&
      lineStart(text, fact.range.start) === fact.range.start &&
      /^[ \t]*;?[ \t]*(?:(?:#|\/\/).*)?$/.test(text.slice(fact.range.end, lineEnd(text, fact.range.end))),
  );
}
